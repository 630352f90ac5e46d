#include "core/queues.hpp"

#include <algorithm>

namespace luot::core {
namespace {

std::optional<Deadline> deadline_of(const State& state, const Ticket& ticket) {
    const Rules& rules = state.office.rules;
    if (ticket.state == TicketState::waiting && (ticket.slip == SlipState::pending || ticket.slip == SlipState::printing))
        return Deadline{ticket.slip_since_us + rules.slip_silent_us, ticket.id, DeadlineKind::slip_silent};
    if (ticket.state == TicketState::waiting && ticket.slip == SlipState::failed)
        return Deadline{ticket.slip_since_us + rules.slip_reprint_us, ticket.id, DeadlineKind::slip_void};
    if (ticket.state == TicketState::waiting && ticket.present_by_us != 0 && state.office.kiosk.presence_after_us != 0)
        return Deadline{ticket.present_by_us, ticket.id, DeadlineKind::unclaimed};
    if (ticket.state == TicketState::called && rules.no_show_after_us > 0)
        return Deadline{ticket.called_us + rules.no_show_after_us, ticket.id, DeadlineKind::no_show};
    return std::nullopt;
}

Queues& queues_of(State& state, const Ticket& ticket) {
    return ticket.for_counter ? state.counters[ticket.for_counter].queues : state.fields[ticket.service].queues;
}

Queue& queue_of(State& state, const Ticket& ticket) {
    Queues& queues = queues_of(state, ticket);
    if (ticket.urgent) return queues.urgent;
    if (ticket.held_since_us != 0) return queues.interrupted;
    if (queues.by_class.size() != state.office.classes.size() + 1) queues.by_class.resize(state.office.classes.size() + 1);
    return queues.by_class[class_index(state.office, ticket.ticket_class)];
}

void insert(Queue& queue, const Place& place) {
    queue.insert(std::lower_bound(queue.begin(), queue.end(), place), place);
}

void erase(Queue& queue, const Place& place) {
    const auto at = std::lower_bound(queue.begin(), queue.end(), place);
    if (at != queue.end() && *at == place) queue.erase(at);
}

// Void unless it is printed again: nobody holds it.
bool has_failed(const Ticket& ticket) {
    return is_open(ticket.state) && ticket.slip == SlipState::failed;
}

// A number that nobody got, or that was taken back, is none that this person took.
bool counts_for_person(const Ticket& ticket) {
    if (has_failed(ticket)) return false;
    return ticket.state != TicketState::cancelled || ticket.cancel_kind == CancelKind::walk_out ||
           ticket.cancel_kind == CancelKind::unclaimed;
}

void add_to_person(State& state, const Ticket& ticket) {
    if (ticket.person.empty()) return;
    PersonNumbers& person = state.people[ticket.person];
    if (counts_for_person(ticket)) ++person.taken;
    if (is_open(ticket.state) && !has_failed(ticket)) person.open[ticket.service].insert(ticket.id);
}

void take_from_person(State& state, const Ticket& ticket) {
    const auto found = state.people.find(ticket.person);
    if (found == state.people.end()) return;
    PersonNumbers& person = found->second;
    if (counts_for_person(ticket)) --person.taken;
    if (const auto open = person.open.find(ticket.service); open != person.open.end()) {
        open->second.erase(ticket.id);
        if (open->second.empty()) person.open.erase(open);
    }
    if (person == PersonNumbers{}) state.people.erase(found);
}

}  // namespace

bool awaits_slip(const Ticket& ticket) {
    return ticket.slip == SlipState::pending || ticket.slip == SlipState::printing || ticket.slip == SlipState::failed;
}

bool is_callable(const Ticket& ticket) {
    return ticket.state == TicketState::waiting && ticket.after == 0 && !awaits_slip(ticket);
}

bool none_callable(const Queues& queues) {
    return queues.urgent.empty() && queues.interrupted.empty() &&
           std::all_of(queues.by_class.begin(), queues.by_class.end(), [](const Queue& queue) { return queue.empty(); });
}

std::size_t class_index(const Office& office, const ClassCode& code) {
    const auto found =
        std::find_if(office.classes.begin(), office.classes.end(), [&](const PriorityClass& entry) { return entry.code == code; });
    return static_cast<std::size_t>(found - office.classes.begin());
}

void index_ticket(State& state, const Ticket& ticket) {
    state.by_number[ticket.number] = ticket.id;
    if (!ticket.token.empty()) state.by_token[ticket.token] = ticket.id;
    place_ticket(state, ticket);
}

void place_ticket(State& state, const Ticket& ticket) {
    add_to_person(state, ticket);
    if (const auto deadline = deadline_of(state, ticket)) state.deadlines.insert(*deadline);
    if (ticket.state != TicketState::waiting) return;
    FieldState& field = state.fields[ticket.service];
    ++field.waiting;
    if (awaits_slip(ticket)) {
        field.pending.insert(ticket.place);
    } else if (ticket.after > 0) {
        queues_of(state, ticket).deferred.insert(ticket.place);
    } else {
        insert(queue_of(state, ticket), ticket.place);
    }
}

void displace_ticket(State& state, const Ticket& ticket) {
    take_from_person(state, ticket);
    if (const auto deadline = deadline_of(state, ticket)) state.deadlines.erase(*deadline);
    if (ticket.state != TicketState::waiting) return;
    FieldState& field = state.fields[ticket.service];
    --field.waiting;
    if (awaits_slip(ticket)) {
        field.pending.erase(ticket.place);
    } else if (ticket.after > 0) {
        queues_of(state, ticket).deferred.erase(ticket.place);
    } else {
        erase(queue_of(state, ticket), ticket.place);
    }
}

void derive(State& state) {
    derive(state, state);
}

void derive(State& state, const State& from) {
    const std::size_t slots = state.office.classes.size() + 1;
    const auto clear = [slots](Queues& queues) {
        queues.by_class.assign(slots, {});
        queues.urgent.clear();
        queues.interrupted.clear();
        queues.deferred.clear();
    };
    for (auto& [code, field] : state.fields) {
        clear(field.queues);
        field.waiting = 0;
        field.pending.clear();
    }
    for (auto& [id, counter] : state.counters) clear(counter.queues);
    state.deadlines.clear();
    state.by_number.clear();
    state.by_token.clear();
    state.people.clear();
    state.sessions_by_use.clear();
    for (const auto& [id, ticket] : from.tickets) index_ticket(state, ticket);
    for (const auto& [id, session] : from.sessions) state.sessions_by_use.emplace(session.last_used_us, id);
}

}  // namespace luot::core
