// Sessions of a checkpoint, with the answers that are kept for repeats.
#include "core/limits.hpp"
#include "map/enums.hpp"
#include "map/state_map.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

using core::Answer;

void write(const Answer::Issued& issued, v1::SavedIssued& to) {
    to.set_ticket(issued.ticket.value);
    to.set_number(issued.number);
    to.set_token(issued.token);
    to.set_service(issued.service.value);
    to.set_ticket_class(issued.ticket_class.value);
    write(issued.promise, *to.mutable_promise());
    to.set_issued_us(issued.issued_us);
    to.set_procedure(issued.procedure.value);
}

Answer::Issued read(const v1::SavedIssued& issued) {
    Answer::Issued out;
    out.ticket = core::TicketId(issued.ticket());
    out.number = issued.number();
    out.token = issued.token();
    out.service = core::ServiceCode(issued.service());
    out.ticket_class = core::ClassCode(issued.ticket_class());
    out.promise = read(issued.promise());
    out.issued_us = issued.issued_us();
    out.procedure = core::ProcedureCode(issued.procedure());
    return out;
}

void write(const Answer::Called& called, v1::SavedCalled& to) {
    to.set_ticket(called.ticket.value);
    to.set_number(called.number);
    to.set_counter(called.counter.value);
    to.set_service(called.service.value);
    to.set_ticket_class(called.ticket_class.value);
    to.set_reason(to_wire(called.reason));
    to.set_waited_us(called.waited_us);
    to.set_calls(called.calls);
}

Answer::Called read(const v1::SavedCalled& called, Faults& faults) {
    Answer::Called out;
    out.ticket = core::TicketId(called.ticket());
    out.number = called.number();
    out.counter = core::CounterId(called.counter());
    out.service = core::ServiceCode(called.service());
    out.ticket_class = core::ClassCode(called.ticket_class());
    out.reason = from_wire<core::CallReason>(called.reason(), faults);
    out.waited_us = called.waited_us();
    out.calls = called.calls();
    return out;
}

void write(const Answer::CheckedIn& checked_in, v1::SavedCheckedIn& to) {
    to.set_ticket(checked_in.ticket.value);
    to.set_number(checked_in.number);
    to.set_service(checked_in.service.value);
    to.set_state(to_wire(checked_in.state));
    to.set_outcome(to_wire(checked_in.outcome));
    to.set_counter(checked_in.counter.value);
    to.set_ahead(checked_in.ahead);
    if (checked_in.wait) write(*checked_in.wait, *to.mutable_wait());
}

Answer::CheckedIn read(const v1::SavedCheckedIn& checked_in, Faults& faults) {
    Answer::CheckedIn out;
    out.ticket = core::TicketId(checked_in.ticket());
    out.number = checked_in.number();
    out.service = core::ServiceCode(checked_in.service());
    out.state = from_wire<core::TicketState>(checked_in.state(), faults);
    out.outcome = from_wire<core::CheckInOutcome>(checked_in.outcome(), faults);
    out.counter = core::CounterId(checked_in.counter());
    out.ahead = checked_in.ahead();
    if (checked_in.has_wait()) out.wait = read(checked_in.wait());
    return out;
}

void write(std::uint64_t no, const Answer& answer, v1::SavedAnswer& to) {
    to.set_no(no);
    to.set_seq(answer.seq);
    to.set_at_us(answer.at_us);
    if (answer.issued) write(*answer.issued, *to.mutable_issued());
    if (answer.called) write(*answer.called, *to.mutable_called());
    if (answer.finished) to.set_finished(answer.finished->value);
    if (answer.ticket) to.set_ticket(answer.ticket->value);
    if (answer.session) to.set_session(answer.session->value);
    if (answer.checked_in) write(*answer.checked_in, *to.mutable_checked_in());
}

Answer read(const v1::SavedAnswer& answer, Faults& faults) {
    Answer out;
    out.seq = answer.seq();
    out.at_us = answer.at_us();
    if (answer.has_issued()) out.issued = read(answer.issued());
    if (answer.has_called()) out.called = read(answer.called(), faults);
    if (answer.has_finished()) out.finished = core::TicketId(answer.finished());
    if (answer.has_ticket()) out.ticket = core::TicketId(answer.ticket());
    if (answer.has_checked_in()) out.checked_in = read(answer.checked_in(), faults);
    if (answer.has_session()) out.session = core::SessionId(answer.session());
    return out;
}

}  // namespace

void write(const core::Session& session, v1::SavedSession& to) {
    to.set_id(session.id.value);
    to.set_device(session.device.value);
    to.set_role(to_wire(session.role));
    to.set_last_used_us(session.last_used_us);
    to.set_acked_through(session.acked_through);
    for (const auto& [no, answer] : session.answers) write(no, answer, *to.add_answers());
}

core::Session read(const v1::SavedSession& session, Faults& faults) {
    core::Session out;
    out.id = core::SessionId(session.id());
    out.device = core::DeviceCode(session.device());
    out.role = from_wire<core::Role>(session.role(), faults);
    out.last_used_us = session.last_used_us();
    out.acked_through = session.acked_through();
    faults.require(static_cast<std::size_t>(session.answers_size()) <= core::limits::unacknowledged, "too many answers of one session");
    if (!faults.none()) return out;
    for (const auto& answer : session.answers()) {
        faults.require(out.answers.empty() || out.answers.rbegin()->first < answer.no(), "answers out of order");
        out.answers.emplace(answer.no(), read(answer, faults));
    }
    return out;
}

}  // namespace luot::map
