// The part of apply() that is about counters and what supervisors change of them and of fields. Internal to core.
#pragma once

#include "core/event.hpp"
#include "core/state.hpp"

namespace luot::core {

class ApplyingToCounters {
  public:
    ApplyingToCounters(State& state, TimeUs at_us) : state_(state), at_us_(at_us) {}

    void operator()(const CounterOpened& opened);
    void operator()(const CounterClosed& closed);
    void operator()(const CounterPaused& paused);
    void operator()(const CounterResumed& resumed);
    void operator()(const CounterAutoCall& auto_call);
    void operator()(const CounterHelp& help);
    void operator()(const CounterAssigned& assigned);
    void operator()(const ServiceLimited& limited);

  protected:
    State& state_;
    TimeUs at_us_;  // of the event
};

}  // namespace luot::core
