#include "web/access/access_part.hpp"

#include "web/access/audit_page.hpp"

namespace luot::web {

void AccessPart::add_to(Router& router) {
    router.set_guard(&guard_);
    sessions_.add_to(router);
    accounts_.add_to(router);
    add_audit_page(parts_, router);
}

}  // namespace luot::web
