#include "server/live_page.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "server/live_figures.hpp"
#include "server/secret_bytes.hpp"
#include "web/access/access_guard.hpp"

namespace luot::server {
namespace {

namespace live = web::live;
using std::chrono::milliseconds;

// Figures of today are made at most so often; while nothing is told, waits that pass a target are counted so late.
constexpr std::int64_t figures_every_ms = 1'000;
constexpr std::int64_t figures_at_least_every_ms = 10'000;
constexpr std::size_t days_waiting_max = 2;

milliseconds steady_now() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

// Another one at each start.
std::string make_boot() {
    return web::hexadecimal(random_bytes(8));
}

live::Printer printer_of(net::PrinterState state) {
    switch (state) {
        case net::PrinterState::unspecified:
            return live::Printer::unknown;
        case net::PrinterState::ready:
            return live::Printer::ready;
        case net::PrinterState::paper_low:
            return live::Printer::paper_low;
        case net::PrinterState::paper_end:
            return live::Printer::paper_end;
        case net::PrinterState::cover_open:
            return live::Printer::cover_open;
        case net::PrinterState::fault:
            return live::Printer::fault;
        case net::PrinterState::unreachable:
            return live::Printer::unreachable;
        case net::PrinterState::silent:
            return live::Printer::silent;
    }
    return live::Printer::unknown;
}

live::DeviceSeen seen_of(const net::DeviceStatus& status) {
    live::DeviceSeen seen;
    seen.role = status.role;
    seen.name = status.device;
    seen.connected = status.connected;
    seen.since_us = status.since_us;
    seen.heard_us = status.reported_us;
    if (!status.report) return seen;
    seen.version = status.report->version;
    if (status.report->board) {
        seen.dark = status.report->board->dark;
        seen.troubles = status.report->board->troubles;
    }
    if (status.report->printer) {
        seen.printer = printer_of(status.report->printer->state);
        seen.paper_left_mm = status.report->printer->paper_left_mm;
        seen.printer_detail = status.report->printer->detail;
    }
    return seen;
}

}  // namespace

live::Sections LivePage::document() {
    const core::State& told = needs_.service.told();
    const core::Moment now = needs_.service.now();
    const std::vector<live::DeviceSeen> seen = devices();
    const live::LiveSource source{told,
                                  needs_.service.health(),
                                  now,
                                  needs_.moments.time().format_local(now.at_us),
                                  app::format_date(told.day),
                                  needs_.moments.clock().speed(),
                                  started_us_,
                                  today(now),
                                  usual_day_.usual(),
                                  seen,
                                  clerks_};
    return live::live_document(source);
}

LivePage::LivePage(const LiveNeeds& needs)
    : needs_(needs), started_us_(needs.service.now().at_us), alive_(std::make_shared<LivePage*>(this)) {
    for (const auto& [code, member] : needs.staff) clerks_.emplace(code, member.name);
    feed_ = live::LiveFeed::make(
        make_boot(), [this] { return document(); }, engine::make_alarm(needs.executor), steady_now);
    read_usual(needs.service.told());
}

LivePage::~LivePage() {
    *alive_ = nullptr;
    feed_->stop();
}

void LivePage::on_told(const core::State& after, const core::Event&) {
    read_usual(after);
    feed_->changed();
}

void LivePage::on_health(const engine::Health&) {
    feed_->changed();
}

const live::Today& LivePage::today(const core::Moment& now) {
    const core::State& told = needs_.service.told();
    const std::int64_t now_ms = steady_now().count();
    const std::int64_t age_ms = today_made_ms_ ? now_ms - *today_made_ms_ : figures_at_least_every_ms;
    if (age_ms < figures_every_ms || (told.seq == today_seq_ && age_ms < figures_at_least_every_ms)) return today_;
    today_ = today_of(told, now, needs_.moments.time());
    today_seq_ = told.seq;
    today_made_ms_ = now_ms;
    return today_;
}

// By name, kiosks first. Who came and went without a word only wanted to look.
std::vector<live::DeviceSeen> LivePage::devices() {
    std::vector<live::DeviceSeen> all;
    std::set<core::DeviceCode> kiosks;
    needs_.devices.each([&](const net::DeviceStatus& status) {
        if (!status.connected && !status.report) return;
        all.push_back(seen_of(status));
        see_printer(all.back(), status);
        if (status.role == core::Role::kiosk) kiosks.insert(status.device);
    });
    std::erase_if(printers_, [&](const auto& entry) { return !kiosks.contains(entry.first); });
    return all;
}

void LivePage::see_printer(live::DeviceSeen& seen, const net::DeviceStatus& status) {
    if (!seen.printer) return;
    const auto [found, is_new] = printers_.try_emplace(seen.name, Seen{*seen.printer, status.reported_us});
    if (!is_new && found->second.printer != *seen.printer) found->second = Seen{*seen.printer, status.reported_us};
    seen.printer_since_us = found->second.since_us;
}

// Once for each day, and again where it cannot be read. The day before the first one that is open has nobody to compare with.
void LivePage::read_usual(const core::State& told) {
    if (!told.day_open || !usual_day_.wants(told.day, steady_now())) return;
    auto job = [alive = alive_, executor = needs_.executor, data = needs_.data, day = told.day, office = told.office,
                time = needs_.moments.time()] {
        auto usual = usual_before(data, day, office, time);
        if (!usual) spdlog::warn("the usual day cannot be read: {}", usual.error().what);
        std::optional<live::Usual> came;
        if (usual) came = std::move(*usual);
        boost::asio::post(executor, [alive, day, came = std::move(came)]() mutable {
            if (*alive == nullptr) return;
            (*alive)->usual_day_.came(day, std::move(came));
            (*alive)->feed_->changed();
        });
    };
    if (!worker_.add(std::move(job), days_waiting_max)) usual_day_.came(told.day, std::nullopt);
}

}  // namespace luot::server
