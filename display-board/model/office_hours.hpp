// When the office is open and its fields take people, by the office file's hours and calendars and by what the server tells of the day.
// A field with hours of its own keeps these alone; the others keep the office's. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "luot/v1/push.pb.h"

namespace luot::board {

struct DayMoment {
    std::int32_t business_day = 0;
    std::int32_t minute = 0;  // since 00:00 of the business day's date; may pass 1440
};

// What closes the office on that day; null: nothing does.
const v1::DayNote* closing_note(const v1::Office& office, std::int32_t day);

// The office's hours and those that a field keeps for itself, as far as they are this day's. They live as long as the office.
std::vector<const v1::Hours*> hours_on(const v1::Office& office, std::int32_t day);

// Is the office open, or any of its fields? An office with a field that keeps no hours always is; a day closed by the calendar never.
bool open_at(const v1::Office& office, const DayMoment& moment);

// From the first opening to the last closing of a day; nothing: the office is closed all day, or no hours are kept.
struct Opening {
    std::int32_t first_minute = 0;
    std::int32_t last_minute = 0;
};
std::optional<Opening> opening_of(const v1::Office& office, std::int32_t day);

// Are there hours at all that somebody has to keep?
bool keeps_hours(const v1::Office& office);

// May who comes now take a number of the field? As the server decides it, but for what is not told to boards.
enum class Taking : std::uint8_t {
    yes,
    stopped,     // by a supervisor, for a while
    ended,       // by a supervisor, for today
    used_up,     // all numbers of the day were taken
    not_yet,     // its hours begin later today
    hours_over,  // they were before
    day_off,     // closed today, or without hours
};
Taking taking(const v1::Office& office, const v1::Service& service, const v1::FieldStatus& field, const v1::DayStatus& day,
              const DayMoment& moment);

}  // namespace luot::board
