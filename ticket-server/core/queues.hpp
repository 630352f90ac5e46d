// Where each waiting ticket stands, and which deadlines run: kept in step with the tickets. Internal to core.
#pragma once

#include "core/state.hpp"

namespace luot::core {

// Waiting, its slip settled, nobody to be let past: may be called.
bool is_callable(const Ticket& ticket);

// Nobody but those who were sent back a few places.
bool none_callable(const Queues& queues);

// Its slip has not come out, as far as is known.
bool awaits_slip(const Ticket& ticket);

// The position of a class in Queues::by_class.
std::size_t class_index(const Office& office, const ClassCode& code);

// derive() of `state`, from the tickets and sessions of another one.
void derive(State& state, const State& from);

// Puts a new ticket into everything that is derived from it.
void index_ticket(State& state, const Ticket& ticket);

// Puts a ticket into, and takes it out of, its queue, the deadlines and its person's numbers. Between the two it may be changed freely, but
// for its number and its token: by those it is found from its issue on.
void place_ticket(State& state, const Ticket& ticket);
void displace_ticket(State& state, const Ticket& ticket);

// The one way of changing a ticket.
template <class Change>
void change_ticket(State& state, TicketId id, const Change& change) {
    const auto found = state.tickets.find(id);
    if (found == state.tickets.end()) return;  // decide named it, so it is there; a foreign journal is refused by verify
    displace_ticket(state, found->second);
    change(found->second);
    place_ticket(state, found->second);
}

}  // namespace luot::core
