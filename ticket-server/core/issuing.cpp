#include "core/issuing.hpp"

#include <algorithm>

#include "core/deciding.hpp"
#include "core/outlook.hpp"

namespace luot::core {
namespace {

// When the next of these hours begins today, widened by so many minutes; none: not today any more.
std::optional<std::int32_t> opens_later(const std::vector<Hours>& hours, std::int32_t early_minutes, const Moment& moment) {
    std::optional<std::int32_t> first;
    for (const Hours& entry : hours) {
        Moment at_opening = moment;
        at_opening.local_minute = entry.from_minute;
        const std::int32_t opens = entry.from_minute - early_minutes;
        if (covers(entry, at_opening) && opens > moment.local_minute && (!first || opens < *first)) first = opens;
    }
    return first;
}

bool issues_now(const std::vector<Hours>& hours, std::int32_t early_minutes, std::int32_t stop_minutes, const Moment& moment) {
    if (hours.empty()) return true;
    return std::any_of(hours.begin(), hours.end(), [&](Hours entry) {
        entry.from_minute -= early_minutes;
        entry.until_minute -= stop_minutes;
        return covers(entry, moment);
    });
}

}  // namespace

bool is_closed_by_calendar(const std::vector<DayNote>& calendar, const Moment& moment) {
    return std::any_of(calendar.begin(), calendar.end(), [&](const DayNote& note) { return note.closed && covers(note, moment); });
}

std::optional<Refusal> why_none_is_issued(const State& state, const Service& service, const Moment& moment) {
    const Office& office = state.office;
    if (state.clock_suspect) return refuse(RefusalCode::clock_unconfirmed);
    if (state.issuing_ended) return refuse(RefusalCode::office_closed, {{"why", "supervisor"}});
    if (is_closed_by_calendar(office.calendar, moment)) return refuse(RefusalCode::office_closed, {{"why", "calendar"}});
    const FieldState& field = state.fields.at(service.code);
    if (field.closed) return refuse(RefusalCode::service_closed, {{"service", service.code.value}, {"why", "supervisor"}});
    if (is_closed_by_calendar(service.calendar, moment))
        return refuse(RefusalCode::service_closed, {{"service", service.code.value}, {"why", "calendar"}});
    if (!is_taken(state, service.code)) return refuse(RefusalCode::service_closed, {{"service", service.code.value}, {"why", "counters"}});

    // A field with hours of its own (an extra hour, a Saturday) keeps those; the others keep the office's.
    const bool own_hours = !service.hours.empty();
    const std::vector<Hours>& hours = hours_of(office, service);
    const std::int32_t early_minutes = own_hours ? 0 : office.issue_early_minutes;
    if (!issues_now(hours, early_minutes, own_hours ? 0 : office.issue_stop_minutes, moment)) {
        if (const auto opens = opens_later(hours, early_minutes, moment))
            return refuse(RefusalCode::not_yet_open, {{"opens_minute", std::to_string(*opens)}});
        if (own_hours) return refuse(RefusalCode::service_closed, {{"service", service.code.value}, {"why", "hours"}});
        return refuse(RefusalCode::office_closed, {{"why", "hours"}});
    }

    if (places_left(field, service) == 0U)
        return refuse(RefusalCode::quota_reached, {{"quota", std::to_string(*quota_of(field, service))}});
    return std::nullopt;
}

}  // namespace luot::core
