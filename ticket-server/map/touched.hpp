// Which things an event touches, so that their status is told anew.
#pragma once

#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"

namespace luot::map {

struct Touched {
    bool cleared = false;     // the day's tickets and calls are gone
    bool office = false;      // the configuration
    bool day = false;         // DayStatus
    bool everything = false;  // every field and counter; those not told are gone
    std::vector<core::ServiceCode> fields;
    std::vector<core::CounterId> counters;
    core::TicketId ticket;
    core::ServiceCode services_of;  // the field whose service times changed, and nothing else of it; empty: none
    core::ClerkCode clerk;          // whose day changed; empty: nobody's
    bool call = false;              // the last of state.recent_calls, if it is of this event
};

// `after` is the state with the event applied.
Touched touched_by(const core::State& after, const core::Event& event);

}  // namespace luot::map
