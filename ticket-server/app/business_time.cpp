#include "app/business_time.hpp"

#include <cstdio>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>
#include <boost/throw_exception.hpp>

namespace luot::app {
namespace {

using Micros = std::chrono::microseconds;
using LocalTime = date::local_time<Micros>;
using SysTime = date::sys_time<Micros>;

date::local_days local_date(core::BusinessDay day) {
    return date::local_days{date::days{day.days}};
}

core::BusinessDay business_day(date::local_days date) {
    return core::BusinessDay{static_cast<std::int32_t>(date.time_since_epoch().count())};
}

core::TimeUs to_us(const date::time_zone& zone, LocalTime local) {
    return zone.to_sys(local, date::choose::earliest).time_since_epoch().count();
}

// Exactly `count` digits from `at` on; -1 if there is anything else.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (const char letter : text.substr(at, count)) {
        if (letter < '0' || letter > '9') return -1;
        value = value * 10 + (letter - '0');
    }
    return value;
}

}  // namespace

void throw_exception_from_error(const TimeError& error, const boost::source_location& location) {
    boost::throw_exception(std::runtime_error(error.what), location);
}

BusinessTime::BusinessTime(const date::time_zone& zone, std::int32_t boundary_minute) : zone_(&zone), boundary_minute_(boundary_minute) {}

boost::system::result<BusinessTime, TimeError> BusinessTime::make(std::string_view zone, std::int32_t boundary_minute) {
    if (boundary_minute < 0 || boundary_minute >= 24 * 60) return TimeError{"a business day begins between 00:00 and 23:59"};
    try {
        return BusinessTime(*date::locate_zone(std::string(zone)), boundary_minute);
    } catch (const std::exception&) {
        return TimeError{"this machine's time zone data (package tzdata) has no zone \"" + std::string(zone) + "\""};
    }
}

core::TimeUs BusinessTime::day_begins_at(core::BusinessDay day) const {
    return to_us(*zone_, local_date(day) + std::chrono::minutes(boundary_minute_) + Micros(0));
}

core::Moment BusinessTime::at(core::TimeUs at_us) const {
    const LocalTime local = zone_->to_local(SysTime{Micros{at_us}});
    core::BusinessDay day = business_day(date::floor<date::days>(local - std::chrono::minutes(boundary_minute_)));
    core::TimeUs ends_at_us = day_begins_at(core::BusinessDay{day.days + 1});
    // Clocks that were set back show an hour of yesterday again when today has begun.
    while (ends_at_us <= at_us) {
        ++day.days;
        ends_at_us = day_begins_at(core::BusinessDay{day.days + 1});
    }
    for (core::TimeUs begins_at_us = day_begins_at(day); begins_at_us > at_us; begins_at_us = day_begins_at(day)) {
        ends_at_us = begins_at_us;
        --day.days;
    }
    core::Moment moment;
    moment.at_us = at_us;
    moment.business_day = day;
    moment.local_minute = static_cast<std::int32_t>(date::floor<std::chrono::minutes>(local - local_date(day)).count());
    moment.weekday = weekday_of(day);
    moment.day_ends_at_us = ends_at_us;
    return moment;
}

std::optional<core::TimeUs> BusinessTime::parse_local(std::string_view text) const {
    const auto day = parse_date(text.substr(0, 10));
    const bool with_seconds = text.size() == 19;
    if (!day || (text.size() != 16 && !with_seconds) || text[10] != 'T' || text[13] != ':') return std::nullopt;
    if (with_seconds && text[16] != ':') return std::nullopt;
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = with_seconds ? digits(text, 17, 2) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
    return to_us(*zone_,
                 local_date(*day) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) + Micros(0));
}

std::string BusinessTime::format_local(core::TimeUs at_us) const {
    return date::format("%FT%T", date::floor<std::chrono::seconds>(zone_->to_local(SysTime{Micros{at_us}})));
}

std::optional<core::BusinessDay> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 1970 || month < 0 || day < 0) return std::nullopt;
    const date::year_month_day date{date::year{year}, date::month{static_cast<unsigned>(month)}, date::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return business_day(date::local_days{date});
}

std::string format_date(core::BusinessDay day) {
    return date::format("%F", local_date(day));
}

std::int32_t weekday_of(core::BusinessDay day) {
    return static_cast<std::int32_t>(date::weekday{local_date(day)}.iso_encoding()) - 1;
}

std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    try {
        for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
    } catch (const std::exception&) {
        names.clear();
    }
    return names;
}

}  // namespace luot::app
