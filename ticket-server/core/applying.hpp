// The parts of apply() beside a ticket's life: the office, its day and its sessions; counters, and what supervisors change of them and of
// fields. Internal to core.
#pragma once

#include <string>

#include "core/event.hpp"
#include "core/state.hpp"

namespace luot::core {

class ApplyingToOffice {
  public:
    ApplyingToOffice(State& state, const Event& event) : state_(state), seq_(event.seq), at_us_(event.at_us) {}

    void operator()(const OfficeConfigured& configured);
    void operator()(const EpochBegan& began);
    void operator()(const DayOpened& opened);
    void operator()(const DayClosed& closed);
    void operator()(const ClockSuspected& suspected);
    void operator()(const ClockConfirmed& confirmed);
    void operator()(const SessionOpened& opened);
    void operator()(const SessionClosed& closed);
    void operator()(const NoticeSet& notice);
    void operator()(const IssuingEnded& ended);

  private:
    void put_up_notice(const std::string& text, bool urgent, Seq seq, TimeUs at_us);

    State& state_;
    Seq seq_;
    TimeUs at_us_;
};

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

  private:
    State& state_;
    TimeUs at_us_;
};

}  // namespace luot::core
