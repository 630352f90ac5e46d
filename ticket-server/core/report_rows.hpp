// What an event adds to the tables for reports: the visits that it ended, the counter sessions and the idle times that it closed, the
// rating or the priority that it gave, the day that it closed.
#pragma once

#include <vector>

#include "core/state.hpp"

namespace luot::core {

// One unbroken stretch of a counter in one state, with one clerk.
struct CounterStretch {
    BusinessDay day;
    CounterId counter;
    ClerkCode clerk;
    CounterState state = CounterState::unspecified;  // open or paused
    ReasonCode reason;
    TimeUs from_us = 0;
    TimeUs until_us = 0;
};

// A counter was open, with one clerk, and had nobody, called or served. Within one stretch in which it was open; never of no length.
struct CounterIdle {
    Seq seq = 0;  // of the event that ended it
    BusinessDay day;
    CounterId counter;
    ClerkCode clerk;
    TimeUs from_us = 0;
    TimeUs until_us = 0;
    bool operator==(const CounterIdle&) const = default;
};

// Somebody put this ticket before the others. Test tickets are left out.
struct PriorityGiven {
    Seq seq = 0;  // of the event
    BusinessDay day;
    TicketId ticket;
    DeviceCode by;
    ReasonCode reason;
    TimeUs at_us = 0;
    bool operator==(const PriorityGiven&) const = default;
};

// No ticket is in both lists, so the order of writing them does not matter. Closed days come last: no row of theirs changes any more.
struct ReportRows {
    std::vector<Ticket> ended;       // as they are after the last event about them; replaces what was written of the visit before
    std::vector<TicketId> reopened;  // reinstated: no longer ended
    std::vector<CounterStretch> stretches;
    std::vector<PriorityGiven> priority{};
    std::vector<CounterIdle> idle{};
    std::vector<BusinessDay> closed{};
    bool empty() const {
        return ended.empty() && reopened.empty() && stretches.empty() && priority.empty() && idle.empty() && closed.empty();
    }
};

// apply(), and what the event adds to the tables.
void apply_collecting(State& state, const Event& event, ReportRows& rows);

}  // namespace luot::core
