// Who waits at this moment, by field: what the document and the alerts are both made from. Pure.
#pragma once

#include <map>
#include <vector>

#include "core/state.hpp"

namespace luot::web::live {

// Test tickets are not in it. Who waits is who was not yet called, L of the figures, as in the curves of the day. Who was called and sent
// back waits again and is counted beside, but the waiting time of that leg is over: it is nobody's longest.
struct FieldNow {
    std::uint32_t waiting = 0;
    std::uint32_t called_before = 0;
    const core::Ticket* longest = nullptr;         // arrived first of those not yet called; null: nobody
    const core::Ticket* longest_of_all = nullptr;  // the same of those whom any counter of the field may call
    std::uint32_t open_counters = 0;               // that serve or help it; paused ones are not open
    core::TimeUs first_us = 0;                     // the first of both arrived
};

struct HallNow {
    std::map<core::ServiceCode, FieldNow> fields;  // of the state
    std::vector<const core::Ticket*> waiting;      // both, in the order of arrival
    std::size_t waiting_first = 0;                 // of them, who was not yet called
    const core::Ticket* longest = nullptr;
};

// Points into the state.
HallNow look_at(const core::State& told);

inline core::TimeUs arrived_us(const core::Ticket& ticket) {
    return ticket.legs.empty() ? ticket.issued_us : ticket.legs.back().arrived_us;
}

}  // namespace luot::web::live
