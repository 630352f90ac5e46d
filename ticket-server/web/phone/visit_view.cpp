#include "web/phone/visit_view.hpp"

#include <algorithm>

#include "core/decide.hpp"
#include "core/expected_wait.hpp"
#include "core/policy.hpp"
#include "web/phone/limits.hpp"

namespace luot::web::phone {

namespace {

using core::Ticket;
using core::TicketState;

constexpr std::int32_t minutes_a_day = 1440;
constexpr std::uint32_t faces_without_words = 4;

bool is_token(std::string_view text) {
    const auto is_letter = [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '-' ||
               letter == '_';
    };
    return !text.empty() && text.size() <= Limits().token_bytes && std::all_of(text.begin(), text.end(), is_letter);
}

const Ticket* find(const core::State& state, std::string_view token) {
    const std::string looked_for = is_token(token) ? std::string(token) : std::string(32, '/');
    const auto found = state.by_token.find(looked_for);
    return found == state.by_token.end() ? nullptr : core::find_ticket(state, found->second);
}

core::TimeUs since_us(const Ticket& ticket) {
    switch (ticket.state) {
        case TicketState::called:
            return ticket.called_us;
        case TicketState::serving:
            return ticket.legs.back().started_us;
        case TicketState::held:
            return ticket.held_since_us;
        case TicketState::waiting:
            return ticket.legs.back().arrived_us;
        default:
            return ticket.ended_us;
    }
}

bool somebody_may_call(const core::State& state, const Ticket& ticket) {
    if (ticket.for_counter) {
        const core::Counter* counter = core::find_counter(state, ticket.for_counter);
        return counter != nullptr && counter->state == core::CounterState::open;
    }
    return std::any_of(state.counters.begin(), state.counters.end(), [&](const auto& entry) {
        return entry.second.state == core::CounterState::open && core::takes(entry.second, ticket.service);
    });
}

void add_waiting(VisitView& view, const core::State& state, const Ticket& ticket, const core::Moment& now) {
    view.sent_back = ticket.after > 0;
    view.interrupted = ticket.held_since_us != 0 && !view.sent_back;
    view.slip_failed = ticket.slip == core::SlipState::failed;
    view.nobody_calls = !somebody_may_call(state, ticket);
    view.ahead = core::people_before(state, ticket);
    if (const auto wait = core::expected_wait_of(state, ticket, now.at_us); wait && !view.nobody_calls)
        view.expected = expected_of(*wait, now);
    if (ticket.present_by_us != 0 && state.office.kiosk.presence_after_us != 0)
        view.present_by = ClockTime{ticket.present_by_us, clock_minute(now, ticket.present_by_us)};
}

void add_counter(VisitView& view, const core::State& state, const Ticket& ticket) {
    view.counter = ticket.counter;
    if (ticket.state == TicketState::waiting) view.counter = ticket.for_counter;
    if (!core::is_open(ticket.state)) view.counter = ticket.legs.back().counter;
    if (const core::CounterConfig* config = core::find_counter(state.office, view.counter)) view.counter_name = config->name;
}

void add_rating(VisitView& view, const core::RatingRules& rules, const Ticket& ticket) {
    view.rated = ticket.rating != 0;
    view.can_rate = rules.on && ticket.state == TicketState::served && !view.rated;
    if (!view.can_rate) return;
    view.question = rules.question;
    view.grades = rules.grades;
    view.grade_count = rules.grades.empty() ? faces_without_words : static_cast<std::uint32_t>(rules.grades.size());
}

}  // namespace

std::int32_t clock_minute(const core::Moment& now, core::TimeUs at_us) {
    const core::TimeUs into_minute_us = now.at_us % core::minute_us;
    const core::TimeUs from_us = now.at_us - into_minute_us;  // when the clock's minute began
    core::TimeUs minutes = (at_us - from_us) / core::minute_us;
    if (at_us < from_us && (at_us - from_us) % core::minute_us != 0) --minutes;
    const auto minute = (now.local_minute + minutes) % minutes_a_day;
    return static_cast<std::int32_t>(minute < 0 ? minute + minutes_a_day : minute);
}

Expected expected_of(const core::WaitRange& wait, const core::Moment& now) {
    Expected expected;
    expected.low_minutes = std::max<core::TimeUs>(wait.low_us, 0) / core::minute_us;
    expected.high_minutes = std::max<core::TimeUs>((wait.high_us + core::minute_us - 1) / core::minute_us, 1);
    expected.wait = {expected.low_minutes * core::minute_us, expected.high_minutes * core::minute_us};
    expected.from_minute = clock_minute(now, now.at_us + wait.low_us);
    expected.until_minute = clock_minute(now, now.at_us + wait.high_us + core::minute_us - 1);
    return expected;
}

std::optional<VisitView> visit_view(const core::State& state, std::string_view token, const core::Moment& now) {
    const Ticket* ticket = find(state, token);
    if (ticket == nullptr || ticket->legs.empty()) return std::nullopt;
    VisitView view;
    view.number = ticket->number;
    view.service = ticket->service;
    if (const core::Service* service = core::find_service(state.office, ticket->service)) view.service_name = service->name;
    if (const core::PriorityClass* of = core::find_class(state.office, ticket->ticket_class); of != nullptr && of->priority) {
        view.ticket_class = ticket->ticket_class;
        view.class_name = of->name;
    }
    view.state = ticket->state;
    view.since = ClockTime{since_us(*ticket), clock_minute(now, since_us(*ticket))};
    view.urgent = ticket->urgent;
    view.transferred = ticket->legs.size() > 1;
    add_counter(view, state, *ticket);
    if (ticket->state == TicketState::waiting) add_waiting(view, state, *ticket, now);
    if (ticket->state == TicketState::called) view.recalls = ticket->recalls;
    if (ticket->state == TicketState::held) view.hold_returned = ticket->hold_returned;
    if (ticket->state == TicketState::no_show) {
        const core::TimeUs until_us = ticket->ended_us + state.office.rules.reinstate_grace_us;
        if (now.at_us <= until_us) view.reinstate_until = ClockTime{until_us, clock_minute(now, until_us)};
    }
    if (ticket->state == TicketState::cancelled) view.cancel_kind = ticket->cancel_kind;
    view.can_cancel = ticket->state == TicketState::waiting || ticket->state == TicketState::called || ticket->state == TicketState::held;
    view.can_return = ticket->state == TicketState::held && !ticket->hold_returned;
    add_rating(view, state.office.desk.rating, *ticket);
    return view;
}

core::TicketId ticket_of(const core::State& state, std::string_view token) {
    const Ticket* ticket = find(state, token);
    return ticket == nullptr ? core::TicketId() : ticket->id;
}

std::optional<core::Refusal> why_refused(const core::State& state, const core::Command& command, const core::Moment& now) {
    core::Origin origin;
    origin.role = core::Role::phone;
    const auto decided = core::decide(state, command, origin, now, {});
    if (decided || decided.error().code == core::RefusalCode::tick_due) return std::nullopt;
    return decided.error();
}

std::optional<std::uint8_t> grade_of_place(std::uint32_t place, std::uint32_t grade_count) {
    if (place < 1 || place > grade_count || grade_count > 5) return std::nullopt;
    return static_cast<std::uint8_t>(grade_count == 4 && place > 2 ? place + 1 : place);
}

}  // namespace luot::web::phone
