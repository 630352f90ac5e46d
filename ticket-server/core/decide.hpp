// The office as a pure function. Nothing here reads a clock, a zone or a random source, and no two machines disagree.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/event.hpp"
#include "core/refusal.hpp"
#include "core/state.hpp"

namespace luot::core {

// Randomness that a command may need, made by the shell: 128 bits in hexadecimal, for a ticket's token.
struct Entropy {
    std::string token;
};

// What the command leads to in this state: at least one event, numbered from state.seq + 1, or the reason why not. Changes nothing.
// With Origin::only_repeats it is refused as not_signed_in {clerk}, and after its Origin::not_after_us as too_late; the answer to one that
// was accepted before is still there to be repeated. A command of a session whose number was answered before is the shell's to repeat (see
// find_answer); decide refuses it as a bug guard. Precondition, refused with tick_due otherwise: no Tick is due at the moment
// (next_wakeup(state) > moment.at_us), unless it is Tick.
Result<std::vector<Event>> decide(const State& state, const Command& command, const Origin& origin, const Moment& moment,
                                  const Entropy& entropy);

// Who acts at the counter; empty where the command names nobody.
ClerkCode acting_clerk(const Command& command);

// What an event adds to the answer of its command. `after` is the state with the event applied.
void add_to_answer(Answer& answer, const State& after, const Event& event);

// The kept answer to this command of this session, if there is one.
const Answer* find_answer(const State& state, SessionId session, std::uint64_t no);

// The only thing that changes state. The event's seq is state.seq + 1; cannot fail on what decide made.
void apply(State& state, const Event& event);

// When a Tick is due: the nearest of slip and call deadlines, day close, sessions unused too long, and now (state.at_us) where an idle
// counter with auto-call could be given somebody. A state without an open day is due at once (it opens one). A Tick that finds nothing to
// do is refused with already_so.
constexpr TimeUs never = std::numeric_limits<TimeUs>::max();
TimeUs next_wakeup(const State& state);

}  // namespace luot::core
