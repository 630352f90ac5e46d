// The board's sentences, Vietnamese. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "board/local_time.hpp"
#include "luot/v1/push.pb.h"

namespace luot::board {

// "khoảng 12–18 phút", "dưới 5 phút", "mời vào ngay", "tạm ngừng phát số", "chưa ước tính được".
std::string wait_words(const v1::FieldStatus& field);

// For visitors, of a link that has been away for so long (real time).
std::string stale_words(std::int64_t away_us);

// Is the office open at this minute of the business day? An office without hours always is; a day closed by the calendar never.
struct DayMoment {
    std::int32_t business_day = 0;
    std::int32_t minute = 0;  // since 00:00 of the business day's date; may pass 1440
};
bool open_at(const v1::Office& office, const DayMoment& moment);

// "Buổi sáng"; empty outside the hours, or where the hours have no such name.
std::string session_words(const v1::Office& office, const DayMoment& moment);

struct Told {
    std::string title;
    std::string detail;
};
Told closed_words(const v1::Office& office, const DayMoment& moment);

}  // namespace luot::board
