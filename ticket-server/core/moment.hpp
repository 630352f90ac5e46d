// Time as the core sees it: computed by the shell from the office's zone, carried in commands and events, never read.
#pragma once

#include <compare>
#include <cstdint>

namespace luot::core {

using TimeUs = std::int64_t;  // microseconds since 1970-01-01T00:00Z, office time
constexpr TimeUs second_us = 1'000'000;
constexpr TimeUs minute_us = 60 * second_us;
constexpr TimeUs hour_us = 60 * minute_us;
constexpr TimeUs day_us = 24 * hour_us;

// A date in the office's zone, as days since 1970-01-01. It begins at the office's boundary hour, not at midnight.
struct BusinessDay {
    std::int32_t days = 0;
    auto operator<=>(const BusinessDay&) const = default;
};

struct Moment {
    TimeUs at_us = 0;
    BusinessDay business_day;
    std::int32_t local_minute = 0;  // minutes since 00:00 of the business day's date; past 1440 after midnight
    std::int32_t weekday = 0;       // of the business day: 0 Monday … 6 Sunday
    TimeUs day_ends_at_us = 0;      // when this business day ends: the next boundary
};

}  // namespace luot::core
