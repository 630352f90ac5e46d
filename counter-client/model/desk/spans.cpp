#include "desk/spans.hpp"

#include <algorithm>

namespace luot::desk {
namespace {

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::int64_t whole_seconds(std::int64_t span_us) {
    return std::max<std::int64_t>(span_us, 0) / second_us;
}

}  // namespace

std::string minutes_of(std::int64_t span_us, const words::Catalogue& words) {
    const std::int64_t minutes = whole_seconds(span_us) / 60;
    if (minutes == 0) return words.text("desk.span.under_minute");
    if (minutes < 60) return words.text("desk.span.minutes", {{"n", minutes}});
    if (minutes % 60 == 0) return words.text("desk.span.hours", {{"n", minutes / 60}});
    return words.text("desk.span.hours_minutes", {{"hours", minutes / 60}, {"minutes", minutes % 60}});
}

std::string stopwatch(std::int64_t span_us) {
    const std::int64_t seconds = whole_seconds(span_us);
    const std::string below_hour = two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
    return seconds < 3600 ? below_hour : std::to_string(seconds / 3600) + ":" + below_hour;
}

std::string figure(std::int64_t span_us) {
    const std::int64_t seconds = whole_seconds(span_us);
    return seconds < 3600 ? std::to_string(seconds / 60) + ":" + two_digits(seconds % 60) : stopwatch(span_us);
}

std::string time_of_day(std::int64_t office_us, std::int64_t zone_offset_us) {
    if (office_us == 0) return {};
    constexpr std::int64_t day_minutes = 1'440;
    const std::int64_t minutes = (office_us + zone_offset_us) / minute_us;
    const std::int64_t of_day = (minutes % day_minutes + day_minutes) % day_minutes;
    return two_digits(of_day / 60) + ":" + two_digits(of_day % 60);
}

}  // namespace luot::desk
