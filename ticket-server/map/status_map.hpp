// What devices are shown of the office (proto/luot/v1/push.proto): the whole status of one thing each. Each costs the same however many
// wait and however many were served.
#pragma once

#include <optional>

#include "core/state.hpp"
#include "luot/v1/office.pb.h"
#include "luot/v1/push.pb.h"

namespace luot::map {

// What a role may see. Kiosks hear nothing of clerks, and boards no more than who is at a counter, where the office shows badges; phones
// ask over HTTP.
struct Shown {
    bool office = false;    // and the day and the fields
    bool counters = false;  // and the calls
    bool tickets = false;
    bool clerks = false;  // codes, what a clerk keeps at the desk and has done today, and what only they need to know of a ticket

    bool anything() const { return office; }
};
Shown shown_to(core::Role role);

void write_shown_office(const core::Office& office, const Shown& shown, v1::Office& to);
void write_day(const core::State& state, v1::DayStatus& to);
void write_field(const core::State& state, const core::ServiceCode& service, const core::FieldState& field,
                 const std::optional<core::Moment>& when, const Shown& shown, v1::FieldStatus& to);
void write_counter(const core::State& state, const core::Counter& counter, const Shown& shown, v1::CounterStatus& to);
void write_ticket(const core::Ticket& ticket, const Shown& shown, v1::TicketStatus& to);
void write_clerk_day(const core::ClerkCode& clerk, const core::ClerkDay& day, v1::ClerkDay& to);
void write_call(const core::CallMade& call, v1::CallMade& to);

}  // namespace luot::map
