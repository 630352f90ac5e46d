// Tickets of a checkpoint.
#include "core/limits.hpp"
#include "map/enums.hpp"
#include "map/state_map.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

void write(const core::Leg& leg, v1::SavedLeg& to) {
    to.set_service(leg.service.value);
    to.set_counter(leg.counter.value);
    to.set_clerk(leg.clerk.value);
    to.set_arrived_us(leg.arrived_us);
    to.set_called_first_us(leg.called_first_us);
    to.set_called_last_us(leg.called_last_us);
    to.set_started_us(leg.started_us);
    to.set_ended_us(leg.ended_us);
    to.set_held_us(leg.held_us);
    to.set_calls(leg.calls);
    to.set_reason(to_wire(leg.reason));
    to.set_reason_code(leg.reason_code.value);
    to.set_outcome(leg.outcome.value);
    to.set_corrected(leg.corrected);
}

core::Leg read(const v1::SavedLeg& leg, Faults& faults) {
    core::Leg out;
    out.service = core::ServiceCode(leg.service());
    out.counter = core::CounterId(leg.counter());
    out.clerk = core::ClerkCode(leg.clerk());
    out.arrived_us = leg.arrived_us();
    out.called_first_us = leg.called_first_us();
    out.called_last_us = leg.called_last_us();
    out.started_us = leg.started_us();
    out.ended_us = leg.ended_us();
    out.held_us = leg.held_us();
    out.calls = leg.calls();
    out.reason = from_wire<core::CallReason>(leg.reason(), faults);
    out.reason_code = core::ReasonCode(leg.reason_code());
    out.outcome = core::OutcomeCode(leg.outcome());
    out.corrected = leg.corrected();
    return out;
}

}  // namespace

void write(const core::Ticket& ticket, v1::SavedTicket& to) {
    to.set_id(ticket.id.value);
    to.set_number(ticket.number);
    to.set_series(ticket.series);
    to.set_ordinal(ticket.ordinal);
    to.set_service(ticket.service.value);
    to.set_ticket_class(ticket.ticket_class.value);
    to.set_procedure(ticket.procedure.value);
    to.set_state(to_wire(ticket.state));
    to.set_ended_in(to_wire(ticket.ended_in));
    to.set_slip(to_wire(ticket.slip));
    to.set_reprints(ticket.reprints);
    to.set_slip_since_us(ticket.slip_since_us);
    to.set_issued_by(ticket.issued_by.value);
    to.set_issued_us(ticket.issued_us);
    to.set_ended_us(ticket.ended_us);
    write(ticket.promise, *to.mutable_promise());
    to.set_token(ticket.token);
    to.set_test(ticket.test);
    to.set_urgent(ticket.urgent);
    to.mutable_place()->set_queue_since_us(ticket.place.queue_since_us);
    to.mutable_place()->set_placed_seq(ticket.place.placed_seq);
    to.mutable_place()->set_ticket(ticket.place.ticket.value);
    to.set_for_counter(ticket.for_counter.value);
    to.set_recalls(ticket.recalls);
    to.set_after(ticket.after);
    to.set_counter(ticket.counter.value);
    to.set_called_us(ticket.called_us);
    to.set_held_since_us(ticket.held_since_us);
    to.set_hold_returned(ticket.hold_returned);
    to.set_hold_returned_seq(ticket.hold_returned_seq);
    to.set_hold_reason(ticket.hold_reason.value);
    to.set_cancel_kind(to_wire(ticket.cancel_kind));
    to.set_end_reason(ticket.end_reason.value);
    to.set_rating(ticket.rating);
    to.set_person(ticket.person);
    to.set_present_by_us(ticket.present_by_us);
    for (const auto& leg : ticket.legs) write(leg, *to.add_legs());
}

core::Ticket read(const v1::SavedTicket& ticket, Faults& faults) {
    core::Ticket out;
    out.id = core::TicketId(ticket.id());
    out.number = ticket.number();
    out.series = ticket.series();
    out.ordinal = ticket.ordinal();
    out.service = core::ServiceCode(ticket.service());
    out.ticket_class = core::ClassCode(ticket.ticket_class());
    out.procedure = core::ProcedureCode(ticket.procedure());
    out.state = from_wire<core::TicketState>(ticket.state(), faults);
    out.ended_in = from_wire<core::TicketState>(ticket.ended_in(), faults);
    out.slip = slip_from_wire(ticket.slip(), faults);
    out.reprints = ticket.reprints();
    out.slip_since_us = ticket.slip_since_us();
    out.issued_by = core::DeviceCode(ticket.issued_by());
    out.issued_us = ticket.issued_us();
    out.ended_us = ticket.ended_us();
    out.promise = read(ticket.promise());
    out.token = ticket.token();
    out.test = ticket.test();
    out.urgent = ticket.urgent();
    out.place.queue_since_us = ticket.place().queue_since_us();
    out.place.placed_seq = ticket.place().placed_seq();
    out.place.ticket = core::TicketId(ticket.place().ticket());
    out.for_counter = core::CounterId(ticket.for_counter());
    out.recalls = ticket.recalls();
    out.after = ticket.after();
    out.counter = core::CounterId(ticket.counter());
    out.called_us = ticket.called_us();
    out.held_since_us = ticket.held_since_us();
    out.hold_returned = ticket.hold_returned();
    out.hold_returned_seq = ticket.hold_returned_seq();
    out.hold_reason = core::ReasonCode(ticket.hold_reason());
    out.cancel_kind = from_wire<core::CancelKind>(ticket.cancel_kind(), faults);
    out.end_reason = core::ReasonCode(ticket.end_reason());
    out.person = ticket.person();
    out.present_by_us = ticket.present_by_us();
    out.rating = narrow_to_byte(ticket.rating(), "rating", faults);
    faults.require(out.state != core::TicketState::unspecified, "a ticket without a state");
    faults.require(ticket.legs_size() > 0, "a ticket without a leg");
    faults.require(static_cast<std::size_t>(ticket.legs_size()) <= core::limits::legs_of_ticket, "too many legs");
    if (!faults.none()) return out;
    for (const auto& leg : ticket.legs()) out.legs.push_back(read(leg, faults));
    return out;
}

}  // namespace luot::map
