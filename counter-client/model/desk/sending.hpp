// Commands on their way: one at a time, none while the server is away, each with whom the clerk saw and until when it makes sense.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

// The counter, the clerk, and whom the page shows there.
v1::AtCounter here(const Desk& desk);
// False: it was not sent, and the clerk was told why.
bool send(Desk& desk, v1::Command command, After after = {});
// May a command leave now? Otherwise the clerk is told why not.
bool may_send(Desk& desk);
// One is on its way, or what came of it is.
bool busy(const Desk& desk);
// Whoever is at the counter may change by what is on its way.
bool moves_citizen(const Desk& desk);
// What is pushed now may be what this window's own command of that kind brings about.
bool came_of_ours(const Desk& desk, v1::Command::VerbCase verb);

void take_answer(Desk& desk, std::uint64_t request, const v1::Reply& reply);
void take_not_sent(Desk& desk, std::uint64_t request);
// After pushes, and as time passes.
void settle(Desk& desk);

}  // namespace luot::desk
