// Events of a ticket's life.
#include "map/enums.hpp"
#include "map/event_bodies.hpp"
#include "map/values.hpp"

namespace luot::map {

void write(const core::TicketIssued& body, v1::TicketIssued& to) {
    to.set_number(body.number);
    to.set_series(body.series);
    to.set_ordinal(body.ordinal);
    to.set_service(body.service.value);
    to.set_ticket_class(body.ticket_class.value);
    to.set_device(body.device.value);
    to.set_slip(to_wire(body.slip));
    to.set_queue_since_us(body.queue_since_us);
    write(body.promise, *to.mutable_promise());
    to.set_token(body.token);
    to.set_test(body.test);
    to.set_procedure(body.procedure.value);
    to.set_person(body.person);
    to.set_present_by_us(body.present_by_us);
}

core::TicketIssued read(const v1::TicketIssued& body, Faults& faults) {
    core::TicketIssued out;
    out.number = body.number();
    out.series = body.series();
    out.ordinal = body.ordinal();
    out.service = core::ServiceCode(body.service());
    out.ticket_class = core::ClassCode(body.ticket_class());
    out.device = core::DeviceCode(body.device());
    out.slip = slip_from_wire(body.slip(), faults);
    out.queue_since_us = body.queue_since_us();
    out.promise = read(body.promise());
    out.token = body.token();
    out.test = body.test();
    out.procedure = core::ProcedureCode(body.procedure());
    out.person = body.person();
    out.present_by_us = body.present_by_us();
    return out;
}

void write(const core::SlipSettled& body, v1::SlipSettled& to) {
    to.set_ticket(body.ticket.value);
    to.set_slip(to_wire(body.slip));
}

core::SlipSettled read(const v1::SlipSettled& body, Faults& faults) {
    core::SlipSettled out;
    out.ticket = core::TicketId(body.ticket());
    out.slip = slip_from_wire(body.slip(), faults);
    return out;
}

void write(const core::SlipRetried& body, v1::SlipRetried& to) {
    to.set_ticket(body.ticket.value);
}

core::SlipRetried read(const v1::SlipRetried& body, Faults&) {
    core::SlipRetried out;
    out.ticket = core::TicketId(body.ticket());
    return out;
}

void write(const core::TicketCalled& body, v1::TicketCalled& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
    to.set_clerk(body.clerk.value);
    to.set_reason(to_wire(body.reason));
    to.set_code(body.code.value);
    to.set_helping(body.helping);
}

core::TicketCalled read(const v1::TicketCalled& body, Faults& faults) {
    core::TicketCalled out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    out.clerk = core::ClerkCode(body.clerk());
    out.reason = from_wire<core::CallReason>(body.reason(), faults);
    out.code = core::ReasonCode(body.code());
    out.helping = body.helping();
    return out;
}

void write(const core::TicketRecalled& body, v1::TicketRecalled& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
    to.set_recalls(body.recalls);
}

core::TicketRecalled read(const v1::TicketRecalled& body, Faults&) {
    core::TicketRecalled out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    out.recalls = body.recalls();
    return out;
}

void write(const core::ServiceStarted& body, v1::ServiceStarted& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
}

core::ServiceStarted read(const v1::ServiceStarted& body, Faults&) {
    core::ServiceStarted out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    return out;
}

void write(const core::TicketRequeued& body, v1::TicketRequeued& to) {
    to.set_ticket(body.ticket.value);
    to.set_after(body.after);
}

core::TicketRequeued read(const v1::TicketRequeued& body, Faults&) {
    core::TicketRequeued out;
    out.ticket = core::TicketId(body.ticket());
    out.after = body.after();
    return out;
}

void write(const core::TicketNoShow& body, v1::TicketNoShow& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
    to.set_by_itself(body.by_itself);
}

core::TicketNoShow read(const v1::TicketNoShow& body, Faults&) {
    core::TicketNoShow out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    out.by_itself = body.by_itself();
    return out;
}

void write(const core::TicketReinstated& body, v1::TicketReinstated& to) {
    to.set_ticket(body.ticket.value);
    to.set_after(body.after);
}

core::TicketReinstated read(const v1::TicketReinstated& body, Faults&) {
    core::TicketReinstated out;
    out.ticket = core::TicketId(body.ticket());
    out.after = body.after();
    return out;
}

void write(const core::TicketHeld& body, v1::TicketHeld& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
    to.set_reason(body.reason.value);
}

core::TicketHeld read(const v1::TicketHeld& body, Faults&) {
    core::TicketHeld out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    out.reason = core::ReasonCode(body.reason());
    return out;
}

void write(const core::HoldReturned& body, v1::HoldReturned& to) {
    to.set_ticket(body.ticket.value);
}

core::HoldReturned read(const v1::HoldReturned& body, Faults&) {
    core::HoldReturned out;
    out.ticket = core::TicketId(body.ticket());
    return out;
}

void write(const core::HoldReleased& body, v1::HoldReleased& to) {
    to.set_ticket(body.ticket.value);
    to.set_queue_since_us(body.queue_since_us);
}

core::HoldReleased read(const v1::HoldReleased& body, Faults&) {
    core::HoldReleased out;
    out.ticket = core::TicketId(body.ticket());
    out.queue_since_us = body.queue_since_us();
    return out;
}

void write(const core::TicketTransferred& body, v1::TicketTransferred& to) {
    to.set_ticket(body.ticket.value);
    to.set_from_counter(body.from_counter.value);
    to.set_service(body.service.value);
    to.set_to_counter(body.to_counter.value);
    to.set_kind(to_wire(body.kind));
    to.set_queue_since_us(body.queue_since_us);
    to.set_outcome(body.outcome.value);
}

core::TicketTransferred read(const v1::TicketTransferred& body, Faults& faults) {
    core::TicketTransferred out;
    out.ticket = core::TicketId(body.ticket());
    out.from_counter = core::CounterId(body.from_counter());
    out.service = core::ServiceCode(body.service());
    out.to_counter = core::CounterId(body.to_counter());
    out.kind = from_wire<core::TransferKind>(body.kind(), faults);
    out.queue_since_us = body.queue_since_us();
    out.outcome = core::OutcomeCode(body.outcome());
    return out;
}

void write(const core::TicketUnbound& body, v1::TicketUnbound& to) {
    to.set_ticket(body.ticket.value);
}

core::TicketUnbound read(const v1::TicketUnbound& body, Faults&) {
    core::TicketUnbound out;
    out.ticket = core::TicketId(body.ticket());
    return out;
}

void write(const core::TicketFinished& body, v1::TicketFinished& to) {
    to.set_ticket(body.ticket.value);
    to.set_counter(body.counter.value);
    to.set_outcome(body.outcome.value);
    to.set_ended_us(body.ended_us);
}

core::TicketFinished read(const v1::TicketFinished& body, Faults&) {
    core::TicketFinished out;
    out.ticket = core::TicketId(body.ticket());
    out.counter = core::CounterId(body.counter());
    out.outcome = core::OutcomeCode(body.outcome());
    out.ended_us = body.ended_us();
    return out;
}

void write(const core::TicketCancelled& body, v1::TicketCancelled& to) {
    to.set_ticket(body.ticket.value);
    to.set_kind(to_wire(body.kind));
    to.set_reason(body.reason.value);
}

core::TicketCancelled read(const v1::TicketCancelled& body, Faults& faults) {
    core::TicketCancelled out;
    out.ticket = core::TicketId(body.ticket());
    out.kind = from_wire<core::CancelKind>(body.kind(), faults);
    out.reason = core::ReasonCode(body.reason());
    return out;
}

void write(const core::TicketExpired& body, v1::TicketExpired& to) {
    to.set_ticket(body.ticket.value);
}

core::TicketExpired read(const v1::TicketExpired& body, Faults&) {
    core::TicketExpired out;
    out.ticket = core::TicketId(body.ticket());
    return out;
}

void write(const core::TicketMadeUrgent& body, v1::TicketMadeUrgent& to) {
    to.set_ticket(body.ticket.value);
    to.set_reason(body.reason.value);
    to.set_by(body.by.value);
}

core::TicketMadeUrgent read(const v1::TicketMadeUrgent& body, Faults&) {
    core::TicketMadeUrgent out;
    out.ticket = core::TicketId(body.ticket());
    out.reason = core::ReasonCode(body.reason());
    out.by = core::DeviceCode(body.by());
    return out;
}

void write(const core::PresenceConfirmed& body, v1::PresenceConfirmed& to) {
    to.set_ticket(body.ticket.value);
}

core::PresenceConfirmed read(const v1::PresenceConfirmed& body, Faults&) {
    core::PresenceConfirmed out;
    out.ticket = core::TicketId(body.ticket());
    return out;
}

void write(const core::TicketRated& body, v1::TicketRated& to) {
    to.set_ticket(body.ticket.value);
    to.set_grade(body.grade);
}

core::TicketRated read(const v1::TicketRated& body, Faults& faults) {
    core::TicketRated out;
    out.ticket = core::TicketId(body.ticket());
    out.grade = narrow_to_byte(body.grade(), "grade", faults);
    return out;
}

}  // namespace luot::map
