#include "core/service_times.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "core/nearest_rank.hpp"

namespace luot::core {
namespace {

// Nothing: of so many clerks no day is kept.
ClerkDay* day_of(std::map<ClerkCode, ClerkDay>& days, const ClerkCode& clerk) {
    const auto found = days.find(clerk);
    if (found != days.end()) return &found->second;
    return days.size() < limits::clerks_a_day ? &days[clerk] : nullptr;
}

void note_service_of(std::map<ClerkCode, ClerkDay>& days, const Leg& leg, TimeUs took_us) {
    ClerkDay* day = day_of(days, leg.clerk);
    if (!day || day->services_us.size() >= limits::services_of_clerk) return;
    day->services_us.insert(std::upper_bound(day->services_us.begin(), day->services_us.end(), took_us), took_us);
    if (leg.corrected) ++day->corrected;
}

}  // namespace

std::optional<TimeUs> service_us(const Leg& leg) {
    if (leg.started_us == 0 || leg.ended_us == 0) return std::nullopt;
    return leg.ended_us - leg.started_us - leg.held_us;
}

std::optional<ServiceTimes> service_times(const FieldState& field) {
    if (field.recent_services_us.size() < limits::recent_services_needed) return std::nullopt;
    std::vector<TimeUs> sorted(field.recent_services_us.begin(), field.recent_services_us.end());
    std::sort(sorted.begin(), sorted.end());
    return ServiceTimes{nearest_rank(sorted, 50), nearest_rank(sorted, 95)};
}

TimeUs median_service_us(const ClerkDay& day) {
    return day.services_us.empty() ? 0 : nearest_rank(day.services_us, 50);
}

void note_service(State& state, const Ticket& ticket, const Leg& leg) {
    const std::optional<TimeUs> took_us = service_us(leg);
    if (ticket.test || !took_us) return;
    std::deque<TimeUs>& recent = state.fields[leg.service].recent_services_us;
    recent.push_back(*took_us);
    if (recent.size() > limits::recent_services) recent.pop_front();
    note_service_of(state.clerk_days, leg, *took_us);
}

void note_pause_ends(State& state, const Counter& counter, TimeUs at_us) {
    if (counter.state != CounterState::paused) return;
    if (ClerkDay* day = day_of(state.clerk_days, counter.clerk)) day->paused_us += at_us - counter.since_us;
}

std::map<ClerkCode, ClerkDay> services_by_clerk(const State& state) {
    std::map<ClerkCode, ClerkDay> days;
    for (const auto& [id, ticket] : state.tickets) {
        if (ticket.test) continue;
        for (const Leg& leg : ticket.legs) {
            const bool is_last = &leg == &ticket.legs.back();
            const std::optional<TimeUs> took_us = service_us(leg);
            if (took_us && (!is_last || ticket.state == TicketState::served)) note_service_of(days, leg, *took_us);
        }
    }
    return days;
}

}  // namespace luot::core
