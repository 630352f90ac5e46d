#include "core/outlook.hpp"

#include <algorithm>

namespace luot::core {

std::optional<std::uint32_t> quota_of(const FieldState& field, const Service& service) {
    return field.quota ? field.quota : service.daily_quota;
}

std::optional<std::uint32_t> places_left(const FieldState& field, const Service& service) {
    const std::optional<std::uint32_t> quota = quota_of(field, service);
    if (!quota) return std::nullopt;
    return *quota - std::min(*quota, field.issued);  // a limit may come after more were issued
}

const std::vector<Hours>& hours_of(const Office& office, const Service& service) {
    return service.hours.empty() ? office.sessions : service.hours;
}

std::optional<std::int32_t> work_ends_minute(const Office& office, const Service& service, const Moment& moment) {
    std::optional<std::int32_t> ends;
    for (const Hours& entry : hours_of(office, service)) {
        Moment at_opening = moment;
        at_opening.local_minute = entry.from_minute;
        if (covers(entry, at_opening) && (!ends || *ends < entry.until_minute)) ends = entry.until_minute;
    }
    return ends;
}

bool runs_past_closing(const Office& office, const Service& service, const std::optional<WaitRange>& wait, const Moment& moment) {
    if (!wait) return false;
    const std::optional<std::int32_t> ends = work_ends_minute(office, service, moment);
    if (!ends) return false;
    const TimeUs left_us = (*ends - moment.local_minute) * minute_us - moment.at_us % minute_us;
    return wait->high_us > left_us;
}

}  // namespace luot::core
