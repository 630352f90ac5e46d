#include "counter_app/office_time.hpp"

#include <date/tz.h>
#include <spdlog/spdlog.h>

namespace luot::counter_app {
namespace {

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Nothing where the system does not know it.
const date::time_zone* find_zone(const std::string& name) {
    static std::string last_name;
    static const date::time_zone* last = nullptr;
    if (name == last_name) return last;
    last_name = name;
    try {
        last = date::locate_zone(name);
    } catch (const std::exception& error) {
        last = nullptr;
        spdlog::warn("times are shown in UTC: {}", error.what());
    }
    return last;
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

std::int64_t OfficeTime::now_us() const {
    return clock_.known() ? clock_.now_us(steady_us()) : 0;
}

std::int64_t OfficeTime::zone_offset_us() const {
    const auto* zone = zone_.empty() ? nullptr : find_zone(zone_);
    if (zone == nullptr) return 0;
    const date::sys_time<std::chrono::microseconds> now{std::chrono::microseconds{now_us()}};
    return std::chrono::microseconds(zone->get_info(now).offset).count();
}

std::int64_t OfficeTime::after(std::chrono::milliseconds real) const {
    if (!clock_.known()) return 0;
    const auto passes_us = std::chrono::duration<double, std::micro>(real).count() * clock_.speed();
    return now_us() + static_cast<std::int64_t>(passes_us);
}

}  // namespace luot::counter_app
