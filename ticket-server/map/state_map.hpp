// The folded state ⇄ luot.v1.SavedState. Derived parts are not kept: reading makes them anew.
#pragma once

#include <string>

#include "core/state.hpp"
#include "luot/v1/checkpoint.pb.h"
#include "map/faults.hpp"

namespace luot::map {

// The bytes of the whole message. A day has thousands of tickets, so they are written one after the other and the message is never there.
std::string saved_state_bytes(const core::State& state);

// Faults: unknown enum values, more of anything than core/limits.hpp allows, keys out of order, a ticket without a leg, one that
// waits in a field or for a counter that is not there.
// Without a fault the state is whole; with one it must not be used.
core::State read(const v1::SavedState& state, Faults& faults);

void write(const core::Ticket& ticket, v1::SavedTicket& to);
core::Ticket read(const v1::SavedTicket& ticket, Faults& faults);

void write(const core::Session& session, v1::SavedSession& to);
core::Session read(const v1::SavedSession& session, Faults& faults);

}  // namespace luot::map
