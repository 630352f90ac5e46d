// Office time as people read it, in the office's zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace luot::kiosk {

struct LocalTime {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int weekday = 0;              // 0 Monday … 6 Sunday
    std::int64_t day_number = 0;  // days since 1970-01-01
    bool operator==(const LocalTime&) const = default;
};

// Nothing: this machine does not know the zone.
std::optional<LocalTime> local_time(std::int64_t at_us, const std::string& zone);
LocalTime utc_time(std::int64_t at_us);

}  // namespace luot::kiosk
