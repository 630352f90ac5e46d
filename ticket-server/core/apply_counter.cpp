#include "core/applying.hpp"
#include "core/service_times.hpp"

namespace luot::core {

// Opened, taken over or handed over: whoever is called, served and held there stays, and so does a call for help.
void ApplyingToCounters::operator()(const CounterOpened& opened) {
    Counter& counter = state_.counters[opened.counter];
    note_pause_ends(state_, counter, at_us_);
    counter.state = CounterState::open;
    counter.clerk = opened.clerk;
    counter.pause_reason = {};
    counter.since_us = at_us_;
    counter.opened_us = at_us_;
    counter.idle_since_us = counter.current ? 0 : at_us_;
    counter.auto_call = false;
}

void ApplyingToCounters::operator()(const CounterClosed& closed) {
    Counter& counter = state_.counters[closed.counter];
    note_pause_ends(state_, counter, at_us_);
    counter.state = CounterState::closed;
    counter.clerk = {};
    counter.pause_reason = {};
    counter.since_us = at_us_;
    counter.opened_us = 0;
    counter.idle_since_us = 0;
    counter.auto_call = false;
    counter.help = HelpState::none;
    counter.help_since_us = 0;
}

void ApplyingToCounters::operator()(const CounterPaused& paused) {
    Counter& counter = state_.counters[paused.counter];
    counter.state = CounterState::paused;
    counter.pause_reason = paused.reason;
    counter.since_us = at_us_;
    counter.idle_since_us = 0;
}

void ApplyingToCounters::operator()(const CounterResumed& resumed) {
    Counter& counter = state_.counters[resumed.counter];
    note_pause_ends(state_, counter, at_us_);
    counter.state = CounterState::open;
    counter.pause_reason = {};
    counter.since_us = at_us_;
    counter.idle_since_us = at_us_;
}

void ApplyingToCounters::operator()(const CounterAutoCall& auto_call) {
    state_.counters[auto_call.counter].auto_call = auto_call.on;
}

void ApplyingToCounters::operator()(const CounterHelp& help) {
    Counter& counter = state_.counters[help.counter];
    if (help.state == HelpState::asked) counter.help_since_us = at_us_;
    if (help.state == HelpState::none) counter.help_since_us = 0;
    counter.help = help.state;
}

void ApplyingToCounters::operator()(const CounterAssigned& assigned) {
    Counter& counter = state_.counters[assigned.counter];
    counter.serves = assigned.serves;
    counter.helps = assigned.helps;
}

void ApplyingToCounters::operator()(const ServiceLimited& limited) {
    FieldState& field = state_.fields[limited.service];
    field.closed = limited.closed;
    field.quota = limited.quota;
}

}  // namespace luot::core
