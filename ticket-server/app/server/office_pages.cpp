#include "server/office_pages.hpp"

#include "web/live/live_pages.hpp"
#include "web/pages.hpp"

namespace luot::server {

OfficePages::OfficePages(const PagesNeed& need) : access_(need.keeper) {
    web::add_probes(router_, need.take_glance, need.metrics);
    access_.add_to(router_);
    web::add_device_pages(access_.parts(), need.see_devices, router_);
    add_live_to(need);
}

void OfficePages::add_live_to(const PagesNeed& need) {
    web::live::add_live_pages(
        router_, need.live, [this](const web::Visitor& visitor, web::Access needed) { return access_.guard().still_may(visitor, needed); },
        web::live::CommandPage::make(need.service, access_.audit(), need.parse_command));
}

}  // namespace luot::server
