#include "server/office_log.hpp"

#include <string>
#include <variant>

#include <spdlog/spdlog.h>

#include "app/business_time.hpp"

namespace luot::server {

void OfficeLog::on_told(const core::State& after, const core::Event& event) {
    if (const auto* opened = std::get_if<core::DayOpened>(&event.body)) {
        spdlog::info("business day {} begins", app::format_date(opened->day));
    } else if (const auto* closed = std::get_if<core::DayClosed>(&event.body)) {
        spdlog::info("business day {} is over; {} tickets were still open and are flagged", app::format_date(closed->day), closed->expired);
    } else if (std::holds_alternative<core::OfficeConfigured>(event.body)) {
        spdlog::info("the office is configured anew: {} fields, {} counters, digest {}", after.office.services.size(),
                     after.office.counters.size(), after.office_digest);
    } else if (const auto* epoch = std::get_if<core::EpochBegan>(&event.body)) {
        spdlog::warn("epoch {} begins: the journal was restored", epoch->epoch);
    } else if (const auto* suspected = std::get_if<core::ClockSuspected>(&event.body)) {
        spdlog::warn(
            "the machine's clock says {}, the last event was at {} (office time): numbers are issued once an administrator confirms",
            moments_.time().format_local(suspected->clock_us), moments_.time().format_local(suspected->last_event_us));
    } else if (std::holds_alternative<core::ClockConfirmed>(event.body)) {
        moments_.clock().confirm();
        spdlog::info("an administrator confirmed the clock");
    }
}

void OfficeLog::on_health(const engine::Health& health) {
    using State = engine::Health::State;
    if (health.state == State::recovering) {
        spdlog::error("the journal failed, nothing is decided until it works again: {}", health.reason);
    } else if (health.state == State::serving && last_ == State::recovering) {
        spdlog::info("the journal works again");
    }
    last_ = health.state;
}

}  // namespace luot::server
