#include "server/office_pages.hpp"

#include <string>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>

#include "web/live/live_pages.hpp"
#include "web/openapi/openapi.hpp"
#include "web/pages.hpp"
#include "web/site.hpp"

namespace luot::server {

namespace {

// An office without its pages is an office all the same.
web::SiteFiles load_site() {
    auto site = web::SiteFiles::load(web::default_site_folder());
    if (auto* files = std::get_if<web::SiteFiles>(&site)) return std::move(*files);
    spdlog::warn("no pages for browsers: {}", std::get<std::string>(site));
    return {};
}

}  // namespace

OfficePages::OfficePages(const PagesNeed& need) : site_(load_site()), access_(need.keeper) {
    router_.set_watch([&requests = need.metrics.requests()](const web::Question& question, const web::Route* route, web::Reply reply) {
        return requests.watched(question.method, route, std::move(reply));
    });
    web::add_probes(router_, need.take_glance, need.take_figures, need.metrics);
    access_.add_to(router_);
    web::add_device_pages(access_.parts(), need.see_devices, router_);
    web::add_board_pictures(need.see_board, router_);
    add_live_to(need);
    web::history::add_history_pages(router_, need.history);
    web::add_openapi(router_);
    web::add_site(router_, site_);
}

void OfficePages::add_live_to(const PagesNeed& need) {
    web::live::add_live_pages(
        router_, need.live, [this](const web::Visitor& visitor, web::Access needed) { return access_.guard().still_may(visitor, needed); },
        web::live::CommandPage::make(need.service, access_.audit(), need.parse_command));
}

}  // namespace luot::server
