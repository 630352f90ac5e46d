#include "counter_app/office_time.hpp"

#include <date/tz.h>
#include <spdlog/spdlog.h>

namespace luot::counter_app {
namespace {

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void OfficeTime::welcome(const v1::Welcome& welcome) {
    clock_.welcome(welcome.at_us(), welcome.speed(), steady_us());
}

void OfficeTime::snapshot(const v1::Snapshot& snapshot) {
    clock_.at_least(snapshot.at_us(), steady_us());
    take(snapshot.office());
}

void OfficeTime::event(const v1::Event& event) {
    clock_.at_least(event.at_us(), steady_us());
    for (const auto& change : event.changes()) {
        if (change.has_office()) take(change.office());
    }
}

void OfficeTime::take(const v1::Office& office) {
    if (office.zone() == zone_name_) return;
    zone_name_ = office.zone();
    zone_ = nullptr;
    if (zone_name_.empty()) return;
    try {
        zone_ = date::locate_zone(zone_name_);
    } catch (const std::exception& error) {
        spdlog::warn("times are shown in UTC: {}", error.what());
    }
}

std::int64_t OfficeTime::now_us() const {
    return clock_.known() ? clock_.now_us(steady_us()) : 0;
}

std::int64_t OfficeTime::zone_offset_us() const {
    if (zone_ == nullptr) return 0;
    const date::sys_time<std::chrono::microseconds> now{std::chrono::microseconds{now_us()}};
    return std::chrono::microseconds(zone_->get_info(now).offset).count();
}

std::int64_t OfficeTime::after(std::chrono::milliseconds real) const {
    if (!clock_.known()) return 0;
    const auto passes_us = std::chrono::duration<double, std::micro>(real).count() * clock_.speed();
    return now_us() + static_cast<std::int64_t>(passes_us);
}

}  // namespace luot::counter_app
