// The wait that a slip promises. One replaceable function: until forecasts come, P10 to P90 (nearest rank) of the field's last waits today.
#pragma once

#include <optional>

#include "core/state.hpp"

namespace luot::core {

// Absent with fewer than limits::recent_waits_needed waits.
std::optional<WaitRange> expected_wait(const FieldState& field);

// Of somebody who comes now. Nothing to nothing: they are called at once, for nobody waits and a counter that serves the field is open, has
// nobody, and nobody waits for what it serves. Where nobody waits and all are busy, it may be less than the last ones waited, but not said
// to be more than nothing at least. Where no counter is open for the field, nothing is known, however long the last ones waited. Where
// somebody who may be called waits longer already than the last ones did, its high end is no less than that, in whole minutes.
std::optional<WaitRange> expected_wait_now(const State& state, const ServiceCode& service, TimeUs now_us);

// What of it is left to somebody who waits already. Absent, too, while no counter that may call them is open, and for who has waited longer
// than nearly everybody did: nothing is known of the rest.
std::optional<WaitRange> expected_wait_of(const State& state, const Ticket& ticket, TimeUs now_us);

}  // namespace luot::core
