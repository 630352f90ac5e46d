#include "kiosk/local_time.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <chrono>
#include <stdexcept>

namespace luot::kiosk {

namespace {

template <class Duration>
LocalTime read(std::chrono::time_point<date::local_t, Duration> local) {
    const auto days = date::floor<date::days>(local);
    const date::year_month_day ymd(days);
    const date::hh_mm_ss clock(date::floor<std::chrono::seconds>(local - days));
    LocalTime time;
    time.year = static_cast<int>(ymd.year());
    time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    time.hour = static_cast<int>(clock.hours().count());
    time.minute = static_cast<int>(clock.minutes().count());
    time.second = static_cast<int>(clock.seconds().count());
    time.weekday = static_cast<int>(date::weekday(days).iso_encoding()) - 1;
    time.day_number = days.time_since_epoch().count();
    return time;
}

date::sys_time<std::chrono::microseconds> instant(std::int64_t at_us) {
    return date::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at_us));
}

}  // namespace

std::optional<LocalTime> local_time(std::int64_t at_us, const std::string& zone) {
    try {
        return read(date::locate_zone(zone)->to_local(instant(at_us)));
    } catch (const std::runtime_error&) {
        return std::nullopt;  // how the library says that there is no such zone
    }
}

LocalTime utc_time(std::int64_t at_us) {
    return read(date::local_time<std::chrono::microseconds>(std::chrono::microseconds(at_us)));
}

}  // namespace luot::kiosk
