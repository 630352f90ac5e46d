// When a field gives numbers: the office's rules as its server applies them, so that the screen says beforehand what the server would say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "luot/v1/office.pb.h"

namespace luot::touch {

// Within a business day: minutes count from 00:00 of its date and may pass 1440.
struct DayMoment {
    std::int32_t business_day = 0;
    std::int32_t minute = 0;
};

std::int32_t weekday_of(std::int32_t day);     // 0 Monday … 6 Sunday
std::string clock_words(std::int32_t minute);  // "09:42"; minutes past 1440 begin again
int age_on(std::int32_t day, int year, int month, int day_of_month);

struct Opening {
    bool open = false;                     // by the hours and the calendars; supervisors' limits are the status's
    std::optional<std::int32_t> until;     // minute that issuing ends, while open; nothing: it has no end
    std::optional<std::int32_t> opens_at;  // later today
    const v1::DayNote* closed_by = nullptr;
};
Opening opening(const v1::Office& office, const v1::Service& service, const DayMoment& moment);

// The next moment at which some field gives numbers, from this one on, within two weeks.
std::optional<DayMoment> next_opening(const v1::Office& office, const DayMoment& moment);

bool holds(const v1::DayNote& note, std::int32_t business_day);
// What closes a procedure: nothing, or the day's note.
const v1::DayNote* closing_note(const v1::Procedure& procedure, std::int32_t business_day);

}  // namespace luot::touch
