#include "core/office.hpp"

#include <algorithm>

namespace luot::core {
namespace {

bool on_day(std::uint8_t weekdays, const std::optional<BusinessDay>& first, const std::optional<BusinessDay>& last, const Moment& moment) {
    if (((weekdays >> moment.weekday) & 1) == 0) return false;
    if (first && moment.business_day < *first) return false;
    return !(last && *last < moment.business_day);
}

}  // namespace

const Service* find_service(const Office& office, const ServiceCode& code) {
    const auto found =
        std::find_if(office.services.begin(), office.services.end(), [&](const Service& entry) { return entry.code == code; });
    return found == office.services.end() ? nullptr : &*found;
}

const Procedure* find_procedure(const Service& service, const ProcedureCode& code) {
    const auto found = std::find_if(service.procedures.begin(), service.procedures.end(),
                                    [&](const Procedure& entry) { return entry.code == code.value; });
    return found == service.procedures.end() ? nullptr : &*found;
}

const PriorityClass* find_class(const Office& office, const ClassCode& code) {
    const auto found =
        std::find_if(office.classes.begin(), office.classes.end(), [&](const PriorityClass& entry) { return entry.code == code; });
    return found == office.classes.end() ? nullptr : &*found;
}

const CounterConfig* find_counter(const Office& office, CounterId id) {
    const auto found =
        std::find_if(office.counters.begin(), office.counters.end(), [&](const CounterConfig& entry) { return entry.id == id; });
    return found == office.counters.end() ? nullptr : &*found;
}

bool has_voice_zone(const Office& office, const std::string& code) {
    const auto& zones = office.voice.zones;
    if (zones.empty()) return code == only_voice_zone;
    return std::any_of(zones.begin(), zones.end(), [&](const VoiceZone& zone) { return zone.code == code; });
}

bool covers(const Hours& hours, const Moment& moment) {
    return on_day(hours.weekdays, hours.first_day, hours.last_day, moment) && moment.local_minute >= hours.from_minute &&
           moment.local_minute < hours.until_minute;
}

bool covers(const DayNote& note, const Moment& moment) {
    return on_day(note.weekdays, note.first_day, note.last_day, moment);
}

}  // namespace luot::core
