#include "map/status_map.hpp"

#include <algorithm>

#include "core/expected_wait.hpp"
#include "core/outlook.hpp"
#include "core/service_times.hpp"
#include "map/enums.hpp"
#include "map/office_map.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

// The earliest arrival among the heads of the field's queues; 0: nobody is there. Courtesies and transfers may put a later arrival in front
// of an earlier one; whoever is about to be called is what a screen is asked about.
core::TimeUs longest_since(const core::State& state, const core::FieldState& field) {
    core::TimeUs earliest = 0;
    const auto look_at = [&](const core::Place& head) {
        const core::Ticket* ticket = core::find_ticket(state, head.ticket);
        if (ticket == nullptr || ticket->legs.empty()) return;
        const core::TimeUs arrived_us = ticket->legs.back().arrived_us;
        if (earliest == 0 || arrived_us < earliest) earliest = arrived_us;
    };
    for (const core::Queue& queue : field.queues.by_class) {
        if (!queue.empty()) look_at(queue.front());
    }
    if (!field.queues.urgent.empty()) look_at(field.queues.urgent.front());
    if (!field.queues.interrupted.empty()) look_at(field.queues.interrupted.front());
    if (!field.queues.deferred.empty()) look_at(*field.queues.deferred.begin());
    return earliest;
}

std::optional<std::uint32_t> quota_in_force(const core::State& state, const core::ServiceCode& service, const core::FieldState& field) {
    const core::Service* configured = core::find_service(state.office, service);
    return configured == nullptr ? field.quota : core::quota_of(field, *configured);
}

void write(const core::Leg& leg, v1::LegDone& to) {
    to.set_service(leg.service.value);
    to.set_counter(leg.counter.value);
    to.set_waited_us(leg.called_first_us - leg.arrived_us);
    to.set_served_us(core::service_us(leg).value_or(0));
}

void write_for_clerks(const core::Ticket& ticket, v1::TicketStatus& to) {
    to.set_hold_reason(ticket.hold_reason.value);
    // The core remembers it until service goes on; a screen is told of the hold alone.
    if (ticket.state == core::TicketState::held) to.set_held_since_us(ticket.held_since_us);
    to.set_queue_since_us(ticket.place.queue_since_us);
    if (ticket.legs.empty()) return;
    to.set_reason_code(ticket.legs.back().reason_code.value);
    for (std::size_t index = 0; index + 1 < ticket.legs.size(); ++index) write(ticket.legs[index], *to.add_past());
}

}  // namespace

Shown shown_to(core::Role role) {
    Shown shown;
    switch (role) {
        case core::Role::counter:
        case core::Role::supervisor:
        case core::Role::administrator:
            shown.office = shown.counters = shown.tickets = shown.clerks = true;
            break;
        case core::Role::board:
            shown.office = shown.counters = true;
            break;
        case core::Role::kiosk:
            shown.office = shown.tickets = true;
            break;
        case core::Role::phone:
        case core::Role::system:
        case core::Role::unspecified:
            break;
    }
    return shown;
}

void write_shown_office(const core::Office& office, const Shown& shown, v1::Office& to) {
    write(office, to);
    if (!shown.clerks) to.clear_clerks();
}

void write_day(const core::State& state, v1::DayStatus& to) {
    to.set_business_day(state.day.days);
    to.set_open(state.day_open);
    to.set_ends_at_us(state.day_ends_at_us);
    to.set_issuing_ended(state.issuing_ended);
    to.set_clock_suspect(state.clock_suspect);
    to.set_notice(state.notice);
    to.set_notice_urgent(state.notice_urgent);
    to.set_notice_seq(state.notice_seq);
    to.set_notice_at_us(state.notice_at_us);
}

void write_field(const core::State& state, const core::ServiceCode& service, const core::FieldState& field,
                 const std::optional<core::Moment>& when, const Shown& shown, v1::FieldStatus& to) {
    to.set_service(service.value);
    to.set_waiting(field.waiting);
    to.set_issued(field.issued);
    if (const auto quota = quota_in_force(state, service, field)) to.set_quota(*quota);
    to.set_closed(field.closed);
    const auto expected = core::expected_wait_now(state, service, when ? when->at_us : 0);  // by then nobody has waited yet
    if (expected) write(*expected, *to.mutable_expected());
    if (const core::Service* configured = core::find_service(state.office, service)) {
        if (const auto left = core::places_left(field, *configured)) to.set_places_left(*left);
        if (when) to.set_past_closing(core::runs_past_closing(state.office, *configured, expected, *when));
    }
    to.set_longest_since_us(longest_since(state, field));
    to.set_last_called(field.last_called);
    if (!shown.clerks) return;
    if (const auto times = core::service_times(field)) {
        to.set_service_p50_us(times->p50_us);
        to.set_service_p95_us(times->p95_us);
    }
}

void write_counter(const core::State& state, const core::Counter& counter, const Shown& shown, v1::CounterStatus& to) {
    to.set_counter(counter.id.value);
    to.set_state(to_wire(counter.state));
    to.set_pause_reason(counter.pause_reason.value);
    if (const core::Ticket* ticket = core::find_ticket(state, counter.current)) {
        to.set_ticket(ticket->id.value);
        to.set_number(ticket->number);
        to.set_ticket_state(to_wire(ticket->state));
    }
    if (shown.clerks || state.office.desk.show_badges) to.set_clerk(counter.clerk.value);
    if (shown.clerks) {
        to.set_help(to_wire(counter.help));
        to.set_help_since_us(counter.help_since_us);
        for (const core::TicketId hold : counter.holds) to.add_holds(hold.value);
    }
    to.set_auto_call(counter.auto_call);
    write(counter.serves, *to.mutable_serves());
    write(counter.helps, *to.mutable_helps());
    to.set_since_us(counter.since_us);
}

void write_ticket(const core::Ticket& ticket, const Shown& shown, v1::TicketStatus& to) {
    to.set_ticket(ticket.id.value);
    to.set_number(ticket.number);
    to.set_service(ticket.service.value);
    to.set_ticket_class(ticket.ticket_class.value);
    to.set_state(to_wire(ticket.state));
    to.set_slip(to_wire(ticket.slip));
    to.set_counter(ticket.counter ? ticket.counter.value : ticket.for_counter.value);
    to.set_issued_us(ticket.issued_us);
    to.set_legs(static_cast<std::uint32_t>(ticket.legs.size()));
    if (!ticket.legs.empty()) {
        const core::Leg& leg = ticket.legs.back();
        to.set_ended_us(leg.ended_us);  // when it was over, and not when that was said
        to.set_arrived_us(leg.arrived_us);
        to.set_called_first_us(leg.called_first_us);
        to.set_called_last_us(leg.called_last_us);
        to.set_started_us(leg.started_us);
        to.set_held_us(leg.held_us);
        to.set_calls(leg.calls);
        to.set_reason(to_wire(leg.reason));
    }
    to.set_urgent(ticket.urgent);
    to.set_hold_returned(ticket.hold_returned);
    to.set_kiosk(ticket.issued_by.value);
    to.set_reprints(ticket.reprints);
    to.set_procedure(ticket.procedure.value);
    to.set_present_by_us(ticket.present_by_us);
    if (shown.clerks) write_for_clerks(ticket, to);
}

void write_clerk_day(const core::ClerkCode& clerk, const core::ClerkDay& day, v1::ClerkDay& to) {
    to.set_clerk(clerk.value);
    to.set_served(static_cast<std::uint32_t>(day.services_us.size()));
    to.set_service_p50_us(core::median_service_us(day));
    to.set_paused_us(day.paused_us);
    to.set_corrected(day.corrected);
}

void write_call(const core::CallMade& call, v1::CallMade& to) {
    to.set_seq(call.seq);
    to.set_at_us(call.at_us);
    to.set_ticket(call.ticket.value);
    to.set_number(call.number);
    to.set_service(call.service.value);
    to.set_counter(call.counter.value);
    to.set_calls(call.calls);
}

}  // namespace luot::map
