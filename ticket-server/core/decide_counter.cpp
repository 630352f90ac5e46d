// What is done at a counter.
#include <algorithm>

#include "core/deciding.hpp"
#include "core/limits.hpp"
#include "core/policy.hpp"
#include "core/queues.hpp"

namespace luot::core {
namespace {

std::string text_of(CounterId id) {
    return std::to_string(id.value);
}

// Whom the clerk saw there is whom the verb is about: somebody else is not called, finished or sent on in their stead.
Decided check_expected(const State& state, const Counter& counter, const AtCounter& at) {
    if (!at.ticket || *at.ticket == counter.current) return std::nullopt;
    Refusal changed = refuse(RefusalCode::counter_changed);
    if (const Ticket* there = find_ticket(state, counter.current)) changed.params.emplace_back("number", there->number);
    return changed;
}

// The counter, if this clerk holds it; open or paused.
Result<const Counter*> counter_held_by(const State& state, const AtCounter& at) {
    const Counter* counter = find_counter(state, at.counter);
    if (!counter) return refuse(RefusalCode::unknown_counter, {{"counter", text_of(at.counter)}});
    if (counter->state == CounterState::closed) return refuse(RefusalCode::counter_closed, {{"counter", text_of(at.counter)}});
    if (counter->clerk != at.clerk) return refuse(RefusalCode::not_your_counter, {{"clerk", counter->clerk.value}});
    return counter;
}

// And whoever is there is whom the clerk saw: what follows is about them, or leaves them to somebody else.
Result<const Counter*> counter_as_seen(const State& state, const AtCounter& at) {
    const auto counter = counter_held_by(state, at);
    if (!counter) return counter;
    if (Decided changed = check_expected(state, **counter, at)) return *std::move(changed);
    return counter;
}

Result<const Counter*> open_counter(const State& state, const AtCounter& at) {
    const auto counter = counter_as_seen(state, at);
    if (counter && (*counter)->state == CounterState::paused) return refuse(RefusalCode::counter_paused);
    return counter;
}

Refusal busy(const State& state, const Counter& counter) {
    const Ticket* ticket = find_ticket(state, counter.current);
    return refuse(RefusalCode::counter_busy, {{"number", ticket ? ticket->number : std::string()}});
}

// An open counter with nobody at it.
Result<const Counter*> idle_counter(const State& state, const AtCounter& at) {
    const auto counter = open_counter(state, at);
    if (counter && (*counter)->current) return busy(state, **counter);
    return counter;
}

// The ticket that is called or served at this clerk's counter. A paused counter has none.
Result<const Ticket*> current_ticket(const State& state, const AtCounter& at) {
    const auto counter = counter_as_seen(state, at);
    if (!counter) return counter.error();
    const Ticket* ticket = find_ticket(state, (*counter)->current);
    if (!ticket) return refuse(RefusalCode::counter_idle);
    return ticket;
}

Result<const Ticket*> current_in(const State& state, const AtCounter& at, TicketState wanted) {
    const auto ticket = current_ticket(state, at);
    if (ticket && (*ticket)->state != wanted) return wrong_state(**ticket);
    return ticket;
}

// One of the office's clerks, who is at no other counter than this one.
Decided check_clerk(const State& state, const ClerkCode& clerk, CounterId at) {
    const std::vector<ClerkCode>& clerks = state.office.clerks;
    const bool known = clerks.empty() || std::find(clerks.begin(), clerks.end(), clerk) != clerks.end();
    if (clerk.empty() || clerk.value.size() > limits::code_bytes || !known)
        return refuse(RefusalCode::unknown_clerk, {{"clerk", clerk.value}});
    for (const auto& [id, other] : state.counters) {
        if (id != at && other.state != CounterState::closed && other.clerk == clerk)
            return refuse(RefusalCode::clerk_elsewhere, {{"counter", text_of(id)}});
    }
    return std::nullopt;
}

// A hold that ended lies inside the service, and whoever was called again was served after that.
TimeUs earliest_end_us(const Ticket& ticket) {
    const Leg& leg = ticket.legs.back();
    return std::max(leg.started_us + leg.held_us, ticket.called_us);
}

bool is_outcome(const State& state, const OutcomeCode& outcome) {
    return outcome.empty() || is_choice(state.office.outcomes, outcome.value);
}

Refusal unknown_outcome(const OutcomeCode& outcome) {
    return refuse(RefusalCode::unknown_outcome, {{"outcome", outcome.value}});
}

bool only_helps(const Counter& counter, const ServiceCode& service) {
    return std::find(counter.serves.begin(), counter.serves.end(), service) == counter.serves.end();
}

void call(Deciding& deciding, const Counter& counter, const Chosen& chosen) {
    deciding.happen(TicketCalled{chosen.ticket, counter.id, counter.clerk, chosen.reason, {}, chosen.helping});
}

// Time waited before calls, over all legs so far.
TimeUs waited_us(const Ticket& ticket) {
    TimeUs total_us = 0;
    for (const Leg& leg : ticket.legs) total_us += leg.called_first_us - leg.arrived_us;
    return total_us;
}

// Before everybody who waits in the field now, so that `position` of `count` keep their order.
TimeUs head_of_field(const State& state, const ServiceCode& service, TimeUs now_us, std::size_t position, std::size_t count) {
    TimeUs head_us = now_us;
    TimeUs head_start_us = 0;
    for (const PriorityClass& entry : state.office.classes) head_start_us = std::max(head_start_us, entry.head_start_us);
    const auto field = state.fields.find(service);
    if (field != state.fields.end()) {
        for (const Queue& queue : field->second.queues.by_class)
            if (!queue.empty()) head_us = std::min(head_us, queue.front().queue_since_us);
    }
    return head_us - head_start_us - static_cast<TimeUs>(count - position);
}

}  // namespace

Decided decide_on(Deciding& deciding, const OpenCounter& open) {
    const State& state = deciding.state;
    const Counter* counter = find_counter(state, open.at.counter);
    // A counter that the office no longer has works until it closes, and not again.
    const bool is_gone = counter && counter->state == CounterState::closed && !find_counter(state.office, open.at.counter);
    if (!counter || is_gone) return refuse(RefusalCode::unknown_counter, {{"counter", text_of(open.at.counter)}});
    if (Decided refused = check_clerk(state, open.at.clerk, open.at.counter)) return refused;
    if (counter->state != CounterState::closed) {
        if (counter->clerk == open.at.clerk) return refuse(RefusalCode::already_so);
        if (!open.take_over) return refuse(RefusalCode::counter_taken, {{"clerk", counter->clerk.value}});
    }
    if (Decided changed = check_expected(state, *counter, open.at)) return changed;
    deciding.happen(CounterOpened{counter->id, open.at.clerk, counter->clerk, false});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const CloseCounter& close) {
    const State& state = deciding.state;
    const auto found = counter_as_seen(state, close.at);
    if (!found) return found.error();
    const Counter& counter = **found;
    if (counter.current) return busy(state, counter);

    std::vector<const Ticket*> holds;
    for (const TicketId id : counter.holds) holds.push_back(&state.tickets.at(id));
    std::sort(holds.begin(), holds.end(), [](const Ticket* a, const Ticket* b) { return a->place < b->place; });
    for (std::size_t index = 0; index < holds.size(); ++index)
        deciding.happen(HoldReleased{holds[index]->id, head_of_field(state, holds[index]->service, deciding.now_us, index, holds.size())});
    for (const auto& [id, ticket] : state.tickets) {
        if (ticket.state == TicketState::waiting && ticket.for_counter == counter.id) deciding.happen(TicketUnbound{id});
    }
    deciding.happen(CounterClosed{counter.id, counter.clerk});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const PauseCounter& pause) {
    const auto counter = counter_held_by(deciding.state, pause.at);
    if (!counter) return counter.error();
    if ((*counter)->state == CounterState::paused) return refuse(RefusalCode::already_so);
    if ((*counter)->current) return busy(deciding.state, **counter);
    if (!is_choice(deciding.state.office.pause_reasons, pause.reason.value))
        return refuse(RefusalCode::unknown_reason, {{"reason", pause.reason.value}});
    deciding.happen(CounterPaused{(*counter)->id, pause.reason});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const ResumeCounter& resume) {
    const auto counter = counter_held_by(deciding.state, resume.at);
    if (!counter) return counter.error();
    if ((*counter)->state == CounterState::open) return refuse(RefusalCode::already_so);
    deciding.happen(CounterResumed{(*counter)->id});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const SetAutoCall& auto_call) {
    const auto counter = counter_held_by(deciding.state, auto_call.at);
    if (!counter) return counter.error();
    if ((*counter)->auto_call == auto_call.on) return refuse(RefusalCode::already_so);
    deciding.happen(CounterAutoCall{(*counter)->id, auto_call.on});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const AskForHelp& ask) {
    const auto counter = counter_held_by(deciding.state, ask.at);
    if (!counter) return counter.error();
    // Nobody came after all: whoever was answered asks anew.
    const HelpState wanted = ask.on ? HelpState::asked : HelpState::none;
    if ((*counter)->help == wanted) return refuse(RefusalCode::already_so);
    deciding.happen(CounterHelp{(*counter)->id, wanted});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const AnswerHelp& answer) {
    const Counter* counter = find_counter(deciding.state, answer.counter);
    if (!counter) return refuse(RefusalCode::unknown_counter, {{"counter", text_of(answer.counter)}});
    const bool changes = answer.over ? counter->help != HelpState::none : counter->help == HelpState::asked;
    if (!changes) return refuse(RefusalCode::already_so);
    deciding.happen(CounterHelp{counter->id, answer.over ? HelpState::none : HelpState::answered});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const HandOver& hand_over) {
    const auto counter = counter_as_seen(deciding.state, hand_over.at);
    if (!counter) return counter.error();
    if (hand_over.to_clerk == hand_over.at.clerk) return refuse(RefusalCode::already_so);
    if (Decided refused = check_clerk(deciding.state, hand_over.to_clerk, hand_over.at.counter)) return refused;
    deciding.happen(CounterOpened{(*counter)->id, hand_over.to_clerk, hand_over.at.clerk, true});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const CallNext& call_next) {
    const State& state = deciding.state;
    const auto found = open_counter(state, call_next.at);
    if (!found) return found.error();
    const Counter& counter = **found;
    if (!is_outcome(state, call_next.outcome)) return unknown_outcome(call_next.outcome);
    const Ticket* current = find_ticket(state, counter.current);
    if (current && current->state != TicketState::serving) return busy(state, counter);

    // Whoever is served is in no queue, so the choice is the same before and after finishing.
    const std::optional<Chosen> chosen = choose_next(state, counter, deciding.now_us);
    if (current) deciding.happen(TicketFinished{current->id, counter.id, call_next.outcome});
    if (chosen) call(deciding, counter, *chosen);
    if (!current && !chosen) return refuse(RefusalCode::nobody_waiting);
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const CallChosen& call_chosen) {
    const State& state = deciding.state;
    const auto found = idle_counter(state, call_chosen.at);
    if (!found) return found.error();
    const Counter& counter = **found;
    const Ticket* ticket = find_ticket(state, call_chosen.ticket);
    if (!ticket) return refuse(RefusalCode::unknown_ticket);
    if (call_chosen.reason.empty() || !is_choice(state.office.choose_reasons, call_chosen.reason.value))
        return refuse(RefusalCode::unknown_reason, {{"reason", call_chosen.reason.value}});
    if (is_open(ticket->state) && ticket->state != TicketState::waiting)
        return refuse(RefusalCode::taken_by_counter, {{"number", ticket->number}, {"counter", text_of(ticket->counter)}});
    if (ticket->state != TicketState::waiting) return wrong_state(*ticket);
    if (awaits_slip(*ticket)) return refuse(RefusalCode::slip_not_callable, {{"number", ticket->number}});
    if (ticket->for_counter && ticket->for_counter != counter.id)
        return refuse(RefusalCode::not_yours, {{"number", ticket->number}, {"counter", text_of(ticket->for_counter)}});
    if (!ticket->for_counter && !takes(counter, ticket->service))
        return refuse(RefusalCode::not_served_here, {{"service", ticket->service.value}});
    const bool helping = !ticket->for_counter && only_helps(counter, ticket->service);
    deciding.happen(TicketCalled{ticket->id, counter.id, counter.clerk, CallReason::chosen, call_chosen.reason, helping});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Recall& recall) {
    const auto ticket = current_in(deciding.state, recall.at, TicketState::called);
    if (!ticket) return ticket.error();
    if ((*ticket)->slip == SlipState::unknown) return refuse(RefusalCode::slip_unknown, {{"number", (*ticket)->number}});
    deciding.happen(TicketRecalled{(*ticket)->id, recall.at.counter, (*ticket)->recalls + 1});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Start& start) {
    const auto ticket = current_in(deciding.state, start.at, TicketState::called);
    if (!ticket) return ticket.error();
    deciding.happen(ServiceStarted{(*ticket)->id, start.at.counter});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Requeue& requeue) {
    const auto ticket = current_in(deciding.state, requeue.at, TicketState::called);
    if (!ticket) return ticket.error();
    if ((*ticket)->slip == SlipState::unknown) return refuse(RefusalCode::slip_unknown, {{"number", (*ticket)->number}});
    deciding.happen(TicketRequeued{(*ticket)->id, deciding.state.office.rules.requeue_after});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const NoShow& no_show) {
    const auto ticket = current_in(deciding.state, no_show.at, TicketState::called);
    if (!ticket) return ticket.error();
    deciding.happen(TicketNoShow{(*ticket)->id, no_show.at.counter, false});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Hold& hold) {
    const State& state = deciding.state;
    const auto ticket = current_ticket(state, hold.at);
    if (!ticket) return ticket.error();
    if (!is_choice(state.office.hold_reasons, hold.reason.value))
        return refuse(RefusalCode::unknown_reason, {{"reason", hold.reason.value}});
    if (find_counter(state, hold.at.counter)->holds.size() >= limits::holds_at_counter) return refuse(RefusalCode::too_many_holds);
    deciding.happen(TicketHeld{(*ticket)->id, hold.at.counter, hold.reason});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const ResumeHold& resume) {
    const State& state = deciding.state;
    const auto found = idle_counter(state, resume.at);
    if (!found) return found.error();
    const Counter& counter = **found;
    const Ticket* ticket = find_ticket(state, resume.ticket);
    if (!ticket) return refuse(RefusalCode::unknown_ticket);
    if (ticket->state != TicketState::held) return wrong_state(*ticket);
    if (ticket->counter != counter.id)
        return refuse(RefusalCode::not_yours, {{"number", ticket->number}, {"counter", text_of(ticket->counter)}});
    deciding.happen(TicketCalled{ticket->id, counter.id, counter.clerk, CallReason::resumed_hold, {}, false});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Transfer& transfer) {
    const State& state = deciding.state;
    const auto found = current_ticket(state, transfer.at);
    if (!found) return found.error();
    const Ticket& ticket = **found;
    const bool next_step = transfer.kind == TransferKind::next_step;
    if (transfer.kind == TransferKind::unspecified) return refuse(RefusalCode::bad_value, {{"field", "kind"}});
    if (next_step && ticket.state != TicketState::serving) return wrong_state(ticket);
    if (ticket.legs.size() >= limits::legs_of_ticket) return refuse(RefusalCode::too_many_legs, {{"number", ticket.number}});
    if (!is_outcome(state, transfer.outcome)) return unknown_outcome(transfer.outcome);

    const ServiceCode service = transfer.service.empty() && transfer.to_counter ? ticket.service : transfer.service;
    if (service != ticket.service && !find_service(state.office, service))
        return refuse(RefusalCode::unknown_service, {{"service", service.value}});
    // Also to a named counter: when that closes, whoever waits for it waits for the field.
    if (service != ticket.service && !is_taken(state, service))
        return refuse(RefusalCode::service_closed, {{"service", service.value}, {"why", "counters"}});
    if (transfer.to_counter) {
        const Counter* to = find_counter(state, transfer.to_counter);
        if (!to) return refuse(RefusalCode::unknown_counter, {{"counter", text_of(transfer.to_counter)}});
        if (to->state == CounterState::closed) return refuse(RefusalCode::counter_closed, {{"counter", text_of(to->id)}});
        if (to->id == transfer.at.counter) return refuse(RefusalCode::bad_value, {{"field", "to_counter"}});
    } else if (service == ticket.service) {
        return refuse(RefusalCode::bad_value, {{"field", "service"}});
    }

    // Sent on by mistake of the office or the kiosk: the place is kept. Sent on as the next step: part of the time waited counts.
    TimeUs queue_since_us = ticket.place.queue_since_us;
    if (next_step) queue_since_us = deciding.now_us - waited_us(ticket) * static_cast<TimeUs>(state.office.rules.courtesy_permille) / 1000;
    deciding.happen(
        TicketTransferred{ticket.id, transfer.at.counter, service, transfer.to_counter, transfer.kind, queue_since_us, transfer.outcome});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Finish& finish) {
    const auto ticket = current_in(deciding.state, finish.at, TicketState::serving);
    if (!ticket) return ticket.error();
    if (!is_outcome(deciding.state, finish.outcome)) return unknown_outcome(finish.outcome);
    const bool in_time = finish.ended_us >= earliest_end_us(**ticket) && finish.ended_us <= deciding.now_us;
    if (finish.ended_us != 0 && !in_time) return refuse(RefusalCode::bad_value, {{"field", "ended_us"}});
    deciding.happen(TicketFinished{(*ticket)->id, finish.at.counter, finish.outcome, finish.ended_us});
    return std::nullopt;
}

}  // namespace luot::core
