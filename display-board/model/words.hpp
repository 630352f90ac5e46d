// The board's sentences, out of the catalogue that is handed in. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "board/local_time.hpp"
#include "board/office_hours.hpp"
#include "board/picture.hpp"
#include "luot/v1/push.pb.h"
#include "words/catalogue.hpp"

namespace luot::board {

// "khoảng 12–18 phút", "dưới 5 phút", "chưa ước tính được"; where nobody waits and nobody can take a number why not: "tạm ngừng phát số";
// "mời vào ngay" only where the server expects no wait at all.
std::string wait_words(const v1::FieldStatus& field, Taking taking, const words::Catalogue& words);

// For visitors, of a link that has been away for so long (real time).
std::string stale_words(std::int64_t away_us, const words::Catalogue& words);

std::string date_words(std::int32_t day, const words::Catalogue& words);  // "Thứ Hai, 02/03/2026"

// What stands on the board beside numbers.
Labels labels(const words::Catalogue& words);

// "Buổi sáng"; empty outside the hours, or where the hours have no such name.
std::string session_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words);

struct Told {
    std::string title;
    std::string detail;
};
// `language`: of the office's own words.
Told closed_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words, const std::string& language);

// What stands over a counter.
using CounterWords = Told;
CounterWords counter_words(CounterPhase phase, const words::Catalogue& words);

}  // namespace luot::board
