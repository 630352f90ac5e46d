// What an event adds to the tables for reports: the visits that it ended, the counter sessions that it closed, the rating that it gave.
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

struct ReportRows {
    std::vector<Ticket> ended;       // as they are after the event; a reinstated ticket ends twice, the later row replaces the former
    std::vector<TicketId> reopened;  // reinstated: no longer ended
    std::vector<Ticket> changed;     // ended before, with something new (a rating)
    std::vector<CounterStretch> stretches;
    bool empty() const { return ended.empty() && reopened.empty() && changed.empty() && stretches.empty(); }
};

// apply(), and what the event adds to the tables.
void apply_collecting(State& state, const Event& event, ReportRows& rows);

}  // namespace luot::core
