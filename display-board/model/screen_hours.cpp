#include "board/screen_hours.hpp"

#include <algorithm>

#include "board/limits.hpp"
#include "board/office_hours.hpp"

namespace luot::board {

int brightness_at(const v1::ScreenRules& rules, std::int32_t minute) {
    if (rules.night_percent() == 0) return 100;
    const std::int32_t from = rules.night_from_minute();
    const std::int32_t until = rules.night_until_minute();
    const bool night = from <= until ? from <= minute && minute < until : from <= minute || minute < until;
    if (!night) return 100;
    return std::clamp(static_cast<int>(std::min(rules.night_percent(), 100U)), limits::brightness_min, 100);
}

bool off_at(const v1::Office& office, const LocalTime& local) {
    const auto& rules = office.screens();
    if (!rules.off_outside_hours() || !keeps_hours(office)) return false;
    // By the clock and not by the day that the server told last: it may be away since yesterday.
    const bool yesterdays = local.minute < office.boundary_minute();
    const std::int32_t day = yesterdays ? local.day - 1 : local.day;
    const std::int32_t minute = yesterdays ? local.minute + 1440 : local.minute;
    const auto hours = opening_of(office, day);
    return !hours || minute < hours->first_minute - rules.on_before_minutes() || minute >= hours->last_minute + rules.off_after_minutes();
}

}  // namespace luot::board
