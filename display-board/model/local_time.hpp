// A moment in the office's zone. The shell works it out, for it knows the zones; words.hpp words it. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace luot::board {

struct LocalTime {
    std::int32_t day = 0;     // days since 1970-01-01
    std::int32_t minute = 0;  // of that day
};

std::string clock_words(std::int32_t minute);  // "09:42"; minutes past 1440 begin again
std::int32_t weekday_of(std::int32_t day);     // 0 Monday … 6 Sunday

}  // namespace luot::board
