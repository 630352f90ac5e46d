#include "board/local_time.hpp"

#include <array>
#include <cstdio>

namespace luot::board {

std::string clock_words(std::int32_t minute) {
    const std::int32_t of_day = ((minute % 1440) + 1440) % 1440;
    std::array<char, 16> text{};
    const int length = std::snprintf(text.data(), text.size(), "%02d:%02d", of_day / 60, of_day % 60);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::int32_t weekday_of(std::int32_t day) {
    return (((day + 3) % 7) + 7) % 7;  // 1970-01-01 was a Thursday
}

}  // namespace luot::board
