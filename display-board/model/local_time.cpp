#include "board/local_time.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace luot::board {
namespace {

constexpr std::array<const char*, 7> weekdays = {"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"};

}  // namespace

std::string clock_words(std::int32_t minute) {
    const std::int32_t of_day = ((minute % 1440) + 1440) % 1440;
    std::array<char, 16> text{};
    const int length = std::snprintf(text.data(), text.size(), "%02d:%02d", of_day / 60, of_day % 60);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::int32_t weekday_of(std::int32_t day) {
    return (((day + 3) % 7) + 7) % 7;  // 1970-01-01 was a Thursday
}

std::string date_words(std::int32_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), ", %02u/%02u/%04d", static_cast<unsigned>(date.day()),
                                     static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
    return weekdays.at(static_cast<std::size_t>(weekday_of(day))) + std::string(text.data(), static_cast<std::size_t>(length));
}

}  // namespace luot::board
