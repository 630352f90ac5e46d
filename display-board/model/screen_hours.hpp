// When screens are dimmed and when they are off, by the office's rules and the time of day. Pure.
#pragma once

#include "board/local_time.hpp"
#include "luot/v1/office.pb.h"

namespace luot::board {

// Percent of the full light at this minute of the day, limits::brightness_min at least; the night may go past midnight.
int brightness_at(const v1::ScreenRules& rules, std::int32_t minute);

// Nobody is expected: outside the day's first opening and last closing with what the rules add to them, or on a day without any. Never
// where the rules or the office's hours say nothing. Whether somebody is there all the same is the caller's to know.
bool off_at(const v1::Office& office, const LocalTime& local);

}  // namespace luot::board
