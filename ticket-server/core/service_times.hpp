// How long services take today: of each field, for what a clerk who forgot to press finish is asked by, and of each clerk.
#pragma once

#include <map>
#include <optional>

#include "core/state.hpp"

namespace luot::core {

// From the start to the end, holds taken out. Nothing: it was sent on, or is over, before anything was done.
std::optional<TimeUs> service_us(const Leg& leg);

// Of the field's last services today; absent while there is not enough data.
struct ServiceTimes {
    TimeUs p50_us = 0;
    TimeUs p95_us = 0;
};
std::optional<ServiceTimes> service_times(const FieldState& field);

// 0: none yet.
TimeUs median_service_us(const ClerkDay& day);

// A leg of this ticket is over, served to its end or sent on: for its field and its clerk. A test ticket's counts for neither.
void note_service(State& state, const Ticket& ticket, const Leg& leg);

// The pause of this counter, if it is paused, ends now: for the clerk whom it has had until now.
void note_pause_ends(State& state, const Counter& counter, TimeUs at_us);

// The days of clerks as they follow from the day's tickets, without their pauses. Up to limits::services_of_clerk it is what note_service
// has come to.
std::map<ClerkCode, ClerkDay> services_by_clerk(const State& state);

}  // namespace luot::core
