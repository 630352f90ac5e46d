#include "board_view/office_zone.hpp"

#include <date/tz.h>

#include <chrono>

namespace luot::board_view {

OfficeZone::OfficeZone(const std::string& name) : name_(name), zone_(date::locate_zone(name)) {}

board::LocalTime OfficeZone::at(std::int64_t office_us) const {
    const date::sys_time<std::chrono::microseconds> moment{std::chrono::microseconds{office_us}};
    const auto local = zone_->to_local(moment);
    const auto day = date::floor<date::days>(local);
    const auto minute = date::floor<std::chrono::minutes>(local - day);
    return {static_cast<std::int32_t>(day.time_since_epoch().count()), static_cast<std::int32_t>(minute.count())};
}

}  // namespace luot::board_view
