#include "server/office_pages.hpp"

#include "web/pages.hpp"

namespace luot::server {

OfficePages::OfficePages(const PagesNeed& need) : access_(need.keeper) {
    web::add_probes(router_, need.take_glance, need.metrics);
    access_.add_to(router_);
    web::add_device_pages(access_.parts(), need.see_devices, router_);
}

}  // namespace luot::server
