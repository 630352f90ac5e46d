#include "board/office_hours.hpp"

#include <algorithm>

#include "board/local_time.hpp"

namespace luot::board {
namespace {

using Calendar = google::protobuf::RepeatedPtrField<v1::DayNote>;

template <class Entry>
bool on_day(const Entry& entry, std::int32_t day) {
    if ((entry.weekdays() >> weekday_of(day) & 1U) == 0) return false;
    if (entry.has_first_day() && day < entry.first_day()) return false;
    return !entry.has_last_day() || day <= entry.last_day();
}

const v1::DayNote* closing_in(const Calendar& calendar, std::int32_t day) {
    const auto found = std::ranges::find_if(calendar, [day](const v1::DayNote& note) { return note.closed() && on_day(note, day); });
    return found == calendar.end() ? nullptr : &*found;
}

}  // namespace

const v1::DayNote* closing_note(const v1::Office& office, std::int32_t day) {
    return closing_in(office.calendar(), day);
}

bool keeps_hours(const v1::Office& office) {
    if (!office.sessions().empty()) return true;
    const auto& services = office.services();
    return !services.empty() && std::ranges::none_of(services, [](const v1::Service& service) { return service.hours().empty(); });
}

std::vector<const v1::Hours*> hours_on(const v1::Office& office, std::int32_t day) {
    std::vector<const v1::Hours*> found;
    const auto add = [&](const auto& all_hours) {
        for (const v1::Hours& hours : all_hours) {
            if (on_day(hours, day)) found.push_back(&hours);
        }
    };
    if (closing_note(office, day) != nullptr) return found;
    add(office.sessions());
    for (const v1::Service& service : office.services()) {
        if (closing_in(service.calendar(), day) == nullptr) add(service.hours());
    }
    return found;
}

bool open_at(const v1::Office& office, const DayMoment& moment) {
    if (closing_note(office, moment.business_day) != nullptr) return false;
    if (!keeps_hours(office)) return true;
    return std::ranges::any_of(hours_on(office, moment.business_day), [&moment](const v1::Hours* hours) {
        return hours->from_minute() <= moment.minute && moment.minute < hours->until_minute();
    });
}

std::optional<Opening> opening_of(const v1::Office& office, std::int32_t day) {
    std::optional<Opening> opening;
    for (const v1::Hours* hours : hours_on(office, day)) {
        if (!opening) opening = Opening{hours->from_minute(), hours->until_minute()};
        opening->first_minute = std::min(opening->first_minute, hours->from_minute());
        opening->last_minute = std::max(opening->last_minute, hours->until_minute());
    }
    return opening;
}

Taking taking(const v1::Office& office, const v1::Service& service, const v1::FieldStatus& field, const v1::DayStatus& day,
              const DayMoment& moment) {
    const bool day_off =
        closing_note(office, moment.business_day) != nullptr || closing_in(service.calendar(), moment.business_day) != nullptr;
    if (day_off) return Taking::day_off;
    if (day.issuing_ended()) return Taking::ended;
    // An office whose clock may be wrong gives no numbers before somebody has looked at it.
    if (field.closed() || day.clock_suspect()) return Taking::stopped;

    const bool own = !service.hours().empty();
    bool open_now = false;
    bool opens_later = false;
    bool today = false;
    for (const v1::Hours& hours : own ? service.hours() : office.sessions()) {
        if (!on_day(hours, moment.business_day)) continue;
        const std::int32_t from = hours.from_minute() - (own ? 0 : office.issue_early_minutes());
        const std::int32_t until = hours.until_minute() - (own ? 0 : office.issue_stop_minutes());
        today = true;
        open_now = open_now || (from <= moment.minute && moment.minute < until);
        opens_later = opens_later || from > moment.minute;
    }
    const bool keeps_none = !own && office.sessions().empty();
    if (!today && !keeps_none) return Taking::day_off;
    if (!open_now && !keeps_none) return opens_later ? Taking::not_yet : Taking::hours_over;
    return field.has_places_left() && field.places_left() == 0 ? Taking::used_up : Taking::yes;
}

}  // namespace luot::board
