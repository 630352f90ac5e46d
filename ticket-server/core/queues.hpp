// Where each waiting ticket stands, and which deadlines run: kept in step with the tickets. Internal to core.
#pragma once

#include "core/state.hpp"

namespace luot::core {

// Waiting, its slip settled, nobody to be let past: may be called.
bool is_callable(const Ticket& ticket);

// Nobody but those who were sent back a few places.
bool none_callable(const Queues& queues);

// The position of a class in Queues::by_class.
std::size_t class_index(const Office& office, const ClassCode& code);

// Puts a ticket into, and takes it out of, everything that is derived from it. Between the two it may be changed freely.
void index_ticket(State& state, const Ticket& ticket);
void unindex_ticket(State& state, const Ticket& ticket);

// The one way of changing a ticket.
template <class Change>
void change_ticket(State& state, TicketId id, const Change& change) {
    const auto found = state.tickets.find(id);
    if (found == state.tickets.end()) return;  // decide named it, so it is there; a foreign journal is refused by verify
    unindex_ticket(state, found->second);
    change(found->second);
    index_ticket(state, found->second);
}

}  // namespace luot::core
