#include "touch/hours.hpp"

#include <algorithm>
#include <chrono>

#include "touch/moment.hpp"

namespace luot::touch {

namespace {

constexpr std::int32_t look_ahead_days = 14;

template <class Entry>
bool on_day(const Entry& entry, std::int32_t day) {
    if (((entry.weekdays() >> static_cast<unsigned>(weekday_of(day))) & 1U) == 0) return false;
    if (entry.has_first_day() && day < entry.first_day()) return false;
    return !entry.has_last_day() || day <= entry.last_day();
}

const v1::DayNote* closing_note(const google::protobuf::RepeatedPtrField<v1::DayNote>& calendar, std::int32_t day) {
    const auto found = std::ranges::find_if(calendar, [&](const v1::DayNote& note) { return note.closed() && on_day(note, day); });
    return found == calendar.end() ? nullptr : &*found;
}

}  // namespace

std::int32_t weekday_of(std::int32_t day) {
    const std::int32_t since_monday = (day + 3) % 7;  // 1970-01-01 was a Thursday
    return since_monday < 0 ? since_monday + 7 : since_monday;
}

std::string clock_words(std::int32_t minute) {
    const std::int32_t within = ((minute % minutes_a_day) + minutes_a_day) % minutes_a_day;
    std::string words = "00:00";
    words[0] = static_cast<char>('0' + within / 600);
    words[1] = static_cast<char>('0' + within / 60 % 10);
    words[3] = static_cast<char>('0' + within % 60 / 10);
    words[4] = static_cast<char>('0' + within % 10);
    return words;
}

int age_on(std::int32_t day, int year, int month, int day_of_month) {
    const std::chrono::year_month_day today{std::chrono::sys_days{std::chrono::days{day}}};
    int age = static_cast<int>(today.year()) - year;
    const auto of_year = [](unsigned m, unsigned d) { return m * 32 + d; };
    const bool birthday_to_come = of_year(static_cast<unsigned>(today.month()), static_cast<unsigned>(today.day())) <
                                  of_year(static_cast<unsigned>(month), static_cast<unsigned>(day_of_month));
    if (birthday_to_come) --age;
    return age;
}

Opening opening(const v1::Office& office, const v1::Service& service, const DayMoment& moment) {
    Opening result;
    result.closed_by = closing_note(office.calendar(), moment.business_day);
    if (result.closed_by == nullptr) result.closed_by = closing_note(service.calendar(), moment.business_day);
    if (result.closed_by != nullptr) return result;

    // A field with hours of its own keeps those; the others keep the office's.
    const bool own = !service.hours().empty();
    const auto& hours = own ? service.hours() : office.sessions();
    if (hours.empty()) {
        result.open = true;
        return result;
    }
    for (const auto& entry : hours) {
        if (!on_day(entry, moment.business_day)) continue;
        const std::int32_t from = entry.from_minute() - (own ? 0 : office.issue_early_minutes());
        const std::int32_t until = entry.until_minute() - (own ? 0 : office.issue_stop_minutes());
        if (from <= moment.minute && moment.minute < until) {
            result.open = true;
            result.until = std::max(result.until.value_or(until), until);
        } else if (from > moment.minute) {
            result.opens_at = std::min(result.opens_at.value_or(from), from);
        }
    }
    if (result.open) result.opens_at.reset();
    return result;
}

std::optional<DayMoment> next_opening(const v1::Office& office, const DayMoment& moment) {
    for (std::int32_t ahead = 0; ahead <= look_ahead_days; ++ahead) {
        // Before a later day's first minute: what opens on that day lies ahead of it.
        const DayMoment from{moment.business_day + ahead, ahead == 0 ? moment.minute : -1};
        std::optional<std::int32_t> first;
        for (const auto& service : office.services()) {
            const auto found = opening(office, service, from);
            if (found.open) first = std::min(first.value_or(from.minute), std::max(from.minute, 0));
            if (found.opens_at) first = std::min(first.value_or(*found.opens_at), *found.opens_at);
        }
        if (first) return DayMoment{from.business_day, *first};
    }
    return std::nullopt;
}

bool holds(const v1::DayNote& note, std::int32_t business_day) {
    return on_day(note, business_day);
}

const v1::DayNote* closing_note(const v1::Procedure& procedure, std::int32_t business_day) {
    return closing_note(procedure.calendar(), business_day);
}

}  // namespace luot::touch
