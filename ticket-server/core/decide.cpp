#include "core/decide.hpp"

#include <algorithm>

#include "core/deciding.hpp"
#include "core/expected_wait.hpp"
#include "core/limits.hpp"
#include "core/policy.hpp"

namespace luot::core {
namespace {

// The server's own commands at start-up come before the first day is open.
bool needs_no_tick(const Command& command) {
    return std::holds_alternative<Tick>(command) || std::holds_alternative<Configure>(command) ||
           std::holds_alternative<OpenSession>(command) || std::holds_alternative<SuspectClock>(command) ||
           std::holds_alternative<ConfirmClock>(command);
}

std::optional<Refusal> check_session(const State& state, const Origin& origin) {
    if (!origin.session) return std::nullopt;
    const Session* session = find_session(state, origin.session);
    if (!session) return refuse(RefusalCode::session_expired);
    if (origin.no == 0) return refuse(RefusalCode::bad_value, {{"field", "no"}});
    if (origin.acked_through >= origin.no) return refuse(RefusalCode::bad_value, {{"field", "acked_through"}});
    if (origin.no <= session->acked_through || session->answers.contains(origin.no)) return refuse(RefusalCode::already_acknowledged);
    const auto kept = std::distance(session->answers.upper_bound(origin.acked_through), session->answers.end());
    if (static_cast<std::size_t>(kept) >= limits::unacknowledged) return refuse(RefusalCode::too_many_unacknowledged);
    return std::nullopt;
}

// Somebody whom an idle counter with auto-call could be given.
bool auto_call_is_due(const State& state) {
    return std::any_of(state.counters.begin(), state.counters.end(), [&](const auto& entry) {
        const Counter& counter = entry.second;
        return counter.auto_call && counter.state == CounterState::open && !counter.current &&
               choose_by_itself(state, counter, state.at_us);
    });
}

}  // namespace

bool is_choice(const std::vector<Choice>& list, const std::string& code) {
    if (list.empty()) return code.size() <= limits::code_bytes;
    return std::any_of(list.begin(), list.end(), [&](const Choice& choice) { return choice.code == code; });
}

Refusal wrong_state(const Ticket& ticket) {
    if (!is_open(ticket.state)) return refuse(RefusalCode::ticket_ended, {{"number", ticket.number}, {"state", to_string(ticket.state)}});
    Refusal refusal = refuse(RefusalCode::wrong_state, {{"number", ticket.number}, {"state", to_string(ticket.state)}});
    if (ticket.counter) refusal.params.emplace_back("counter", std::to_string(ticket.counter.value));
    return refusal;
}

ClerkCode acting_clerk(const Command& command) {
    return std::visit(
        [](const auto& verb) -> ClerkCode {
            if constexpr (requires { verb.at.clerk; }) return verb.at.clerk;
            return {};
        },
        command);
}

Result<std::vector<Event>> decide(const State& state, const Command& command, const Origin& origin, const Moment& moment,
                                  const Entropy& entropy) {
    if (auto refusal = check_session(state, origin)) return *std::move(refusal);
    if (origin.only_repeats) return refuse(RefusalCode::not_signed_in, {{"clerk", acting_clerk(command).value}});
    if (!needs_no_tick(command) && next_wakeup(state) <= moment.at_us) return refuse(RefusalCode::tick_due);
    Deciding deciding{state, origin, moment, entropy, std::max(moment.at_us, state.at_us), {}};
    if (origin.not_after_us != 0 && deciding.now_us > origin.not_after_us) return refuse(RefusalCode::too_late);
    Decided refusal = std::visit([&](const auto& verb) { return decide_on(deciding, verb); }, command);
    if (refusal) return *std::move(refusal);
    return std::move(deciding.events);
}

const Answer* find_answer(const State& state, SessionId session, std::uint64_t no) {
    const Session* found = find_session(state, session);
    if (!found) return nullptr;
    const auto answer = found->answers.find(no);
    return answer == found->answers.end() ? nullptr : &answer->second;
}

TimeUs next_wakeup(const State& state) {
    if (state.office_digest.empty()) return never;  // nothing is known of the office yet
    if (!state.day_open) return std::numeric_limits<TimeUs>::min();
    TimeUs due_us = state.day_ends_at_us;
    if (!state.deadlines.empty()) due_us = std::min(due_us, state.deadlines.begin()->at_us);
    if (!state.sessions_by_use.empty())
        due_us = std::min(due_us, state.sessions_by_use.begin()->first + limits::session_unused_days * day_us);
    if (auto_call_is_due(state)) due_us = std::min(due_us, state.at_us);
    return due_us;
}

namespace {

struct AddToAnswer {
    Answer& answer;
    const State& after;
    const Event& event;

    void operator()(const TicketIssued& issued) const {
        answer.issued = Answer::Issued{TicketId{event.seq}, issued.number,  issued.token, issued.service,
                                       issued.ticket_class, issued.promise, event.at_us,  issued.procedure};
    }
    void operator()(const TicketCalled& called) const { call(called.ticket, called.reason); }
    void operator()(const TicketRecalled& recalled) const { call(recalled.ticket, {}); }
    void operator()(const SessionOpened&) const { answer.session = SessionId{event.seq}; }

    void operator()(const TicketFinished& finished) const { answer.finished = finished.ticket; }
    void operator()(const TicketNoShow& no_show) const { answer.finished = no_show.ticket; }
    void operator()(const TicketRequeued& requeued) const { answer.finished = requeued.ticket; }
    void operator()(const TicketHeld& held) const { answer.finished = held.ticket; }
    void operator()(const TicketTransferred& transferred) const { answer.finished = transferred.ticket; }
    void operator()(const TicketCancelled& cancelled) const { answer.finished = cancelled.ticket; }

    void operator()(const SlipSettled& settled) const { answer.ticket = settled.ticket; }
    void operator()(const SlipRetried& retried) const { answer.ticket = retried.ticket; }
    void operator()(const ServiceStarted& started) const { answer.ticket = started.ticket; }
    void operator()(const TicketReinstated& reinstated) const { answer.ticket = reinstated.ticket; }
    void operator()(const HoldReturned& returned) const { answer.ticket = returned.ticket; }
    void operator()(const TicketMadeUrgent& urgent) const { answer.ticket = urgent.ticket; }
    void operator()(const TicketRated& rated) const { answer.ticket = rated.ticket; }
    void operator()(const PresenceConfirmed& confirmed) const { check_in(confirmed.ticket); }
    template <class Other>
    void operator()(const Other&) const {}

    void check_in(TicketId id) const {
        const Ticket* ticket = find_ticket(after, id);
        if (!ticket) return;
        Answer::CheckedIn checked{id, ticket->number, ticket->service, ticket->state, outcome_of(*ticket), ticket->counter, 0, {}};
        if (ticket->state == TicketState::waiting) {
            checked.ahead = people_before(after, *ticket);
            checked.wait = expected_wait_of(after, *ticket, event.at_us);
        }
        answer.checked_in = std::move(checked);
    }

    CheckInOutcome outcome_of(const Ticket& ticket) const {
        switch (ticket.state) {
            case TicketState::waiting:
                // The same command has brought it back, just before.
                if (answer.ticket == ticket.id) return CheckInOutcome::reinstated;
                return after.office.kiosk.presence_after_us != 0 ? CheckInOutcome::present : CheckInOutcome::waiting;
            case TicketState::called:
            case TicketState::serving:
                return CheckInOutcome::called;
            case TicketState::held:
                return CheckInOutcome::hold_returned;
            default:
                return CheckInOutcome::over;
        }
    }

    // A recall gives the reason of the leg's first call; any other call its own.
    void call(TicketId id, std::optional<CallReason> reason) const {
        const Ticket* ticket = find_ticket(after, id);
        if (!ticket) return;
        const Leg& leg = ticket->legs.back();
        answer.called = Answer::Called{id,
                                       ticket->number,
                                       ticket->counter,
                                       ticket->service,
                                       ticket->ticket_class,
                                       reason.value_or(leg.reason),
                                       leg.called_first_us - leg.arrived_us,
                                       ticket->recalls + 1};
    }
};

}  // namespace

void add_to_answer(Answer& answer, const State& after, const Event& event) {
    answer.seq = event.seq;
    answer.at_us = event.at_us;
    std::visit(AddToAnswer{answer, after, event}, event.body);
}

}  // namespace luot::core
