#include "server/office_pages.hpp"

#include "web/pages.hpp"

namespace luot::server {

OfficePages::OfficePages(const PagesNeed& need) {
    web::add_probes(router_, need.take_glance, need.metrics);
}

}  // namespace luot::server
