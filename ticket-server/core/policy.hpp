// Who is next at a counter (DOMAIN: holds that returned, urgent, the guard, then the policy over fields served first, then helped).
// Looks at the heads of queues alone: O(fields × classes) however many wait.
#pragma once

#include <optional>

#include "core/state.hpp"

namespace luot::core {

struct Chosen {
    TicketId ticket;
    CallReason reason = CallReason::unspecified;
    bool helping = false;
};

// Nobody callable for this counter: nothing. The counter's own state (open, busy) is the caller's concern.
std::optional<Chosen> choose_next(const State& state, const Counter& counter, TimeUs now_us);

// The same for auto-call, which calls nobody again at once who was sent back a moment ago: that is left to the clerk.
std::optional<Chosen> choose_by_itself(const State& state, const Counter& counter, TimeUs now_us);

// How many would be called before a newcomer of this class with this queue_since, were the policy to run on those who wait now. For N to
// one and accumulating priority, which depend on what comes: those of the field with an earlier queue_since.
std::uint32_t people_ahead(const State& state, const ServiceCode& service, const ClassCode& ticket_class, TimeUs queue_since_us);

// How many would be called before this one, which waits. As above; whoever lets others past first waits for those at least.
std::uint32_t people_before(const State& state, const Ticket& ticket);

}  // namespace luot::core
