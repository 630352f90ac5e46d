// The board's sentences, out of the catalogue that is handed in. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "board/local_time.hpp"
#include "board/picture.hpp"
#include "luot/v1/push.pb.h"
#include "words/catalogue.hpp"

namespace luot::board {

// "khoảng 12–18 phút", "dưới 5 phút", "tạm ngừng phát số", "chưa ước tính được"; "mời vào ngay" only where the server expects no wait at
// all.
std::string wait_words(const v1::FieldStatus& field, const words::Catalogue& words);

// For visitors, of a link that has been away for so long (real time).
std::string stale_words(std::int64_t away_us, const words::Catalogue& words);

std::string date_words(std::int32_t day, const words::Catalogue& words);  // "Thứ Hai, 02/03/2026"

// What stands on the board beside numbers.
Labels labels(const words::Catalogue& words);

// Is the office open at this minute of the business day? An office without hours always is; a day closed by the calendar never.
struct DayMoment {
    std::int32_t business_day = 0;
    std::int32_t minute = 0;  // since 00:00 of the business day's date; may pass 1440
};
bool open_at(const v1::Office& office, const DayMoment& moment);

// "Buổi sáng"; empty outside the hours, or where the hours have no such name.
std::string session_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words);

// From the first opening to the last closing of a day; nothing: the office is closed all day.
struct Opening {
    std::int32_t first_minute = 0;
    std::int32_t last_minute = 0;
};
std::optional<Opening> opening_of(const v1::Office& office, std::int32_t day);

struct Told {
    std::string title;
    std::string detail;
};
Told closed_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words);

// What stands over a counter.
using CounterWords = Told;
CounterWords counter_words(CounterPhase phase, const words::Catalogue& words);

}  // namespace luot::board
