// Issuing, slips, and what is done to a ticket wherever it is.
#include <algorithm>

#include "core/deciding.hpp"
#include "core/expected_wait.hpp"
#include "core/issuing.hpp"
#include "core/limits.hpp"
#include "core/outlook.hpp"
#include "core/people.hpp"
#include "core/policy.hpp"

namespace luot::core {
namespace {

std::string number_text(const std::string& prefix, std::uint32_t ordinal, std::uint8_t width) {
    std::string digits = std::to_string(ordinal);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return prefix + digits;
}

// Whoever names no procedure asks for the field, which is open or closed by itself.
Decided check_procedure(const Service& service, const ProcedureCode& code, const Moment& moment) {
    if (code.empty()) return std::nullopt;
    const Procedure* procedure = find_procedure(service, code);
    if (!procedure) return refuse(RefusalCode::unknown_procedure, {{"procedure", code.value}});
    if (!procedure->open) return refuse(RefusalCode::procedure_closed, {{"procedure", code.value}, {"why", "list"}});
    if (is_closed_by_calendar(procedure->calendar, moment))
        return refuse(RefusalCode::procedure_closed, {{"procedure", code.value}, {"why", "calendar"}});
    return std::nullopt;
}

// The next number of the series that nobody has today. Ranges that changed during the day may have given some out already.
Decided next_number(const State& state, const Service& service, TicketIssued& issued) {
    const NumberRange& range = service.range;
    const std::string prefix = range.prefix + state.number_marker;
    issued.series = prefix + ":" + std::to_string(range.first);
    const auto last = state.last_ordinal.find(issued.series);
    std::uint32_t ordinal = last == state.last_ordinal.end() ? range.first : last->second + 1;
    while (state.by_number.contains(number_text(prefix, ordinal, range.width))) ++ordinal;
    if (ordinal > range.last && range.at_end != AtEnd::widen)
        return refuse(RefusalCode::numbers_used_up, {{"last", number_text(prefix, range.last, range.width)}});
    issued.ordinal = ordinal;
    issued.number = number_text(prefix, ordinal, range.width);
    return std::nullopt;
}

// A kiosk speaks for the tickets that it printed alone.
bool may_speak_for(const Origin& origin, const Ticket& ticket) {
    return origin.role != Role::kiosk || origin.device == ticket.issued_by;
}

// Whom a clerk wants to cancel may be with another clerk by now, who sees them. Supervisors answer for every counter, and people for
// themselves.
Decided check_not_elsewhere(const State& state, const Origin& origin, const Ticket& ticket) {
    if (origin.role != Role::counter || origin.clerk.empty() || !ticket.counter) return std::nullopt;
    if (state.counters.at(ticket.counter).clerk == origin.clerk) return std::nullopt;
    return refuse(RefusalCode::taken_by_counter, {{"number", ticket.number}, {"counter", std::to_string(ticket.counter.value)}});
}

Result<const Ticket*> ticket_of(const State& state, TicketId id) {
    const Ticket* ticket = find_ticket(state, id);
    if (!ticket) return refuse(RefusalCode::unknown_ticket);
    return ticket;
}

}  // namespace

Decided decide_on(Deciding& deciding, const Issue& issue) {
    const State& state = deciding.state;
    const Service* service = find_service(state.office, issue.service);
    if (!service) return refuse(RefusalCode::unknown_service, {{"service", issue.service.value}});
    ClassCode ticket_class = issue.ticket_class;
    if (ticket_class.empty() && !state.office.classes.empty()) ticket_class = state.office.classes.front().code;
    if (!find_class(state.office, ticket_class)) return refuse(RefusalCode::unknown_class, {{"class", ticket_class.value}});
    if (Decided closed = why_none_is_issued(state, *service, deciding.moment)) return closed;
    if (Decided closed = check_procedure(*service, issue.procedure, deciding.moment)) return closed;
    if (Decided refused = check_card(state, issue, deciding.origin)) return refused;
    if (state.tickets.size() >= limits::tickets_a_day) return refuse(RefusalCode::too_many_tickets);
    if (issue.appointment_us && *issue.appointment_us >= state.day_ends_at_us)
        return refuse(RefusalCode::bad_value, {{"field", "appointment"}});

    TicketIssued issued;
    if (Decided used_up = next_number(state, *service, issued)) return used_up;
    issued.service = service->code;
    issued.ticket_class = ticket_class;
    issued.device = deciding.origin.device;
    issued.slip = issue.slip == SlipWish::print ? SlipState::pending : SlipState::none_required;
    issued.queue_since_us = std::max(deciding.now_us, issue.appointment_us.value_or(deciding.now_us));
    issued.promise.ahead = people_ahead(state, service->code, ticket_class, issued.queue_since_us);
    // An appointment's slot is waited for, whoever is free now.
    const bool comes_later = issued.queue_since_us > deciding.now_us;
    issued.promise.wait =
        comes_later ? expected_wait(state.fields.at(service->code)) : expected_wait_now(state, service->code, deciding.now_us);
    issued.promise.past_closing = runs_past_closing(state.office, *service, issued.promise.wait, deciding.moment);
    issued.token = deciding.entropy.token;
    issued.test = issue.test;
    issued.procedure = issue.procedure;
    issued.person = kept_of_person(state.office, issue);
    issued.present_by_us = present_by_us(state.office, issue, issued.queue_since_us);
    deciding.happen(std::move(issued));
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const ReportSlip& report) {
    const auto found = ticket_of(deciding.state, report.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (!may_speak_for(deciding.origin, ticket)) return refuse(RefusalCode::not_yours, {{"number", ticket.number}});
    if (!is_open(ticket.state)) return wrong_state(ticket);
    if (report.report == SlipReport::unspecified) return refuse(RefusalCode::bad_value, {{"field", "report"}});

    SlipState to = SlipState::unknown;
    if (report.report == SlipReport::printed) to = SlipState::printed;
    if (report.report == SlipReport::failed) to = SlipState::failed;
    if (report.report == SlipReport::printing) to = SlipState::printing;
    // A called number is no ghost any more, whatever leg it was called in.
    const bool was_called = std::any_of(ticket.legs.begin(), ticket.legs.end(), [](const Leg& leg) { return leg.calls > 0; });
    const bool may_fail = ticket.state == TicketState::waiting && !was_called;
    switch (ticket.slip) {
        case SlipState::pending:
            break;
        case SlipState::printing:
            if (to == SlipState::printing) return refuse(RefusalCode::already_so);
            break;
        case SlipState::failed:
            if (to == SlipState::failed) return refuse(RefusalCode::already_so);
            // It may have come out after all. To be printed once more it is reprinted, and says so.
            if (to == SlipState::printing) return refuse(RefusalCode::slip_settled, {{"number", ticket.number}});
            break;
        case SlipState::unknown:
            if (to == SlipState::unknown) return refuse(RefusalCode::already_so);
            if ((to == SlipState::failed || to == SlipState::printing) && !may_fail) return wrong_state(ticket);
            break;
        case SlipState::none_required:
        case SlipState::printed:
            return refuse(RefusalCode::slip_settled, {{"number", ticket.number}});
    }
    deciding.happen(SlipSettled{ticket.id, to});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Reprint& reprint) {
    const auto found = ticket_of(deciding.state, reprint.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (!may_speak_for(deciding.origin, ticket)) return refuse(RefusalCode::not_yours, {{"number", ticket.number}});
    const bool under_way = ticket.slip == SlipState::pending || ticket.slip == SlipState::printing;
    if (!is_open(ticket.state) || under_way) return wrong_state(ticket);
    if (ticket.slip == SlipState::failed) {  // meanwhile its person may have taken another
        if (Decided refused = check_open_numbers(deciding.state, ticket.person, ticket.service)) return refused;
    }
    deciding.happen(SlipRetried{ticket.id});
    return std::nullopt;
}

Decided check_reinstated(const Deciding& deciding, const Ticket& ticket) {
    const State& state = deciding.state;
    if (deciding.now_us - ticket.ended_us > state.office.rules.reinstate_grace_us)
        return refuse(RefusalCode::grace_over, {{"number", ticket.number}});
    if (!ticket.for_counter && !is_taken(state, ticket.service))
        return refuse(RefusalCode::service_closed, {{"service", ticket.service.value}, {"why", "counters"}});
    return check_open_numbers(state, ticket.person, ticket.service);
}

Decided decide_on(Deciding& deciding, const Reinstate& reinstate) {
    const auto found = ticket_of(deciding.state, reinstate.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (ticket.state != TicketState::no_show) return wrong_state(ticket);
    if (ticket.slip == SlipState::unknown) return refuse(RefusalCode::slip_unknown, {{"number", ticket.number}});
    if (Decided refused = check_reinstated(deciding, ticket)) return refused;
    deciding.happen(TicketReinstated{ticket.id, deciding.state.office.rules.requeue_after});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const ReturnHold& returned) {
    const auto found = ticket_of(deciding.state, returned.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (ticket.state != TicketState::held) return wrong_state(ticket);
    if (ticket.hold_returned) return refuse(RefusalCode::already_so);
    deciding.happen(HoldReturned{ticket.id});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Cancel& cancel) {
    const auto found = ticket_of(deciding.state, cancel.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (Decided elsewhere = check_not_elsewhere(deciding.state, deciding.origin, ticket)) return elsewhere;
    if (ticket.state != TicketState::waiting && ticket.state != TicketState::called && ticket.state != TicketState::held)
        return wrong_state(ticket);
    const bool needs_reason = cancel.voided || !cancel.reason.empty();
    if (needs_reason && (cancel.reason.empty() || !is_choice(deciding.state.office.cancel_reasons, cancel.reason.value)))
        return refuse(RefusalCode::unknown_reason, {{"reason", cancel.reason.value}});
    deciding.happen(TicketCancelled{ticket.id, cancel.voided ? CancelKind::voided : CancelKind::walk_out, cancel.reason});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const SetUrgent& urgent) {
    const auto found = ticket_of(deciding.state, urgent.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (ticket.state != TicketState::waiting) return wrong_state(ticket);
    if (ticket.urgent) return refuse(RefusalCode::already_urgent, {{"number", ticket.number}});
    if (urgent.reason.empty() || !is_choice(deciding.state.office.priority_reasons, urgent.reason.value))
        return refuse(RefusalCode::unknown_reason, {{"reason", urgent.reason.value}});
    deciding.happen(TicketMadeUrgent{ticket.id, urgent.reason, deciding.origin.device});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Rate& rate) {
    const auto found = ticket_of(deciding.state, rate.ticket);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    if (ticket.state != TicketState::served)
        return refuse(RefusalCode::wrong_state, {{"number", ticket.number}, {"state", to_string(ticket.state)}});
    if (ticket.rating != 0) return refuse(RefusalCode::already_rated, {{"number", ticket.number}});
    if (rate.grade < 1 || rate.grade > 5) return refuse(RefusalCode::bad_value, {{"field", "grade"}});
    deciding.happen(TicketRated{ticket.id, rate.grade});
    return std::nullopt;
}

}  // namespace luot::core
