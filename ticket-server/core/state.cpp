#include "core/state.hpp"

#include <algorithm>

namespace luot::core {

const char* to_string(TicketState state) {
    switch (state) {
        case TicketState::unspecified:
            break;
        case TicketState::waiting:
            return "waiting";
        case TicketState::called:
            return "called";
        case TicketState::serving:
            return "serving";
        case TicketState::held:
            return "held";
        case TicketState::served:
            return "served";
        case TicketState::no_show:
            return "no_show";
        case TicketState::cancelled:
            return "cancelled";
        case TicketState::expired:
            return "expired";
    }
    return "unspecified";
}

const Ticket* find_ticket(const State& state, TicketId id) {
    const auto found = state.tickets.find(id);
    return found == state.tickets.end() ? nullptr : &found->second;
}

const Counter* find_counter(const State& state, CounterId id) {
    const auto found = state.counters.find(id);
    return found == state.counters.end() ? nullptr : &found->second;
}

bool takes(const Counter& counter, const ServiceCode& service) {
    const auto has = [&](const std::vector<ServiceCode>& list) { return std::find(list.begin(), list.end(), service) != list.end(); };
    return has(counter.serves) || has(counter.helps);
}

bool is_taken(const State& state, const ServiceCode& service, CounterId but) {
    return std::any_of(state.counters.begin(), state.counters.end(),
                       [&](const auto& entry) { return entry.first != but && takes(entry.second, service); });
}

const Session* find_session(const State& state, SessionId id) {
    const auto found = state.sessions.find(id);
    return found == state.sessions.end() ? nullptr : &found->second;
}

}  // namespace luot::core
