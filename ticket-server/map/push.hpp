// Pushes: what one event changes of what a role is shown, and the snapshot that changes start from. Applying every event's changes to a
// snapshot gives the later snapshot.
#pragma once

#include <optional>

#include "core/state.hpp"
#include "luot/v1/push.pb.h"
#include "map/status_map.hpp"

namespace luot::map {

// The event's moment, or the snapshot's, by the office's calendar. Nothing: nobody is told what the clock alone changes, that a wait runs
// past the end of work and that somebody waits longer already than the last ones did.
using When = std::optional<core::Moment>;

// False, and nothing written, where the event changes nothing that is shown. `after` is the state with the event applied and no later one.
// O(things that the event touches).
bool write_push(const core::State& after, const core::Event& event, const Shown& shown, v1::Event& to, const When& when = {});

// O(tickets of the day).
void write_snapshot(const core::State& state, const Shown& shown, core::TimeUs now_us, v1::Snapshot& to, const When& when = {});

}  // namespace luot::map
