#include "desk/deeds.hpp"

#include <array>

#include "counter/refusal_words.hpp"
#include "desk/asking.hpp"
#include "desk/presses.hpp"
#include "desk/sending.hpp"
#include "desk/spans.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

struct Named {
    Deed deed;
    std::string_view name;
};
constexpr std::array<Named, 20> names{{
    {Deed::recall, "recall"},     {Deed::no_show, "no_show"},
    {Deed::hold, "hold"},         {Deed::transfer, "transfer"},
    {Deed::finish, "finish"},     {Deed::choose, "choose"},
    {Deed::pause, "pause"},       {Deed::help, "help"},
    {Deed::requeue, "requeue"},   {Deed::finish_with_outcome, "finish_with_outcome"},
    {Deed::cancel, "cancel"},     {Deed::reinstate, "reinstate"},
    {Deed::issue, "issue"},       {Deed::note, "note"},
    {Deed::returned, "returned"}, {Deed::hand_over, "hand_over"},
    {Deed::close, "close"},       {Deed::auto_call, "auto_call"},
    {Deed::sign_out, "sign_out"}, {Deed::mode, "mode"},
}};

// What has to be so at the counter.
enum class Needs : std::uint8_t { nothing, counter, idle, somebody, called, serving };

Needs needs_of(Deed deed) {
    switch (deed) {
        case Deed::recall:
        case Deed::no_show:
        case Deed::requeue:
            return Needs::called;
        case Deed::hold:
        case Deed::transfer:
        case Deed::note:
            return Needs::somebody;
        case Deed::finish:
        case Deed::finish_with_outcome:
            return Needs::serving;
        case Deed::choose:  // who waits may be looked at; why nobody is called now is said then
        case Deed::help:
        case Deed::pause:
        case Deed::returned:
        case Deed::hand_over:
        case Deed::auto_call:
        case Deed::close:
        case Deed::cancel:
            return Needs::counter;
        case Deed::reinstate:
        case Deed::issue:
        case Deed::sign_out:
        case Deed::mode:
            break;
    }
    return Needs::nothing;
}

std::string refusal(const Desk& desk, std::string_view code, const counter::Params& params = {}) {
    return counter::word_refusal(code, params, desk.office, desk.words());
}

std::string present_number(const Desk& desk) {
    return desk.mine() == nullptr ? std::string() : desk.mine()->number();
}

std::string busy_with(const Desk& desk) {
    return refusal(desk, "counter_busy", {{"number", present_number(desk)}});
}

// Of the needs of most; empty: met.
std::string unmet(const Desk& desk, Needs needs) {
    if (needs == Needs::nothing) return {};
    const auto* counter = desk.mine();
    if (counter == nullptr || !desk.holds_counter()) return refusal(desk, "counter_closed");
    if (needs == Needs::counter) return {};
    const bool paused = counter->state() == v1::COUNTER_STATE_PAUSED;
    if (needs == Needs::idle) {
        if (paused) return refusal(desk, "counter_paused");
        return counter->ticket() == 0 ? std::string() : busy_with(desk);
    }
    if (counter->ticket() == 0) return paused ? refusal(desk, "counter_paused") : refusal(desk, "counter_idle");
    if (needs == Needs::called && counter->ticket_state() != v1::TICKET_STATE_CALLED)
        return desk.say("desk.not.serving_already", {{"number", counter->number()}});
    if (needs == Needs::serving && counter->ticket_state() != v1::TICKET_STATE_SERVING)
        return desk.say("desk.not.not_started", {{"number", counter->number()}});
    return {};
}

bool recalled_enough(const Desk& desk, const v1::TicketStatus& ticket) {
    const std::uint32_t limit = desk.office.office().rules().recall_limit();
    return limit > 0 && ticket.calls() > limit;
}

bool is_paused(const Desk& desk) {
    return desk.holds_counter() && desk.mine()->state() == v1::COUNTER_STATE_PAUSED;
}

template <class Verb>
v1::Command plain(const Desk& desk, Verb* (v1::Command::*verb)()) {
    v1::Command command;
    *(command.*verb)()->mutable_at() = here(desk);
    return command;
}

void begin_recall(Desk& desk) {
    const auto* ticket = desk.ticket();
    if (ticket != nullptr && recalled_enough(desk, *ticket)) return ask(desk, Asked{Question::recalled_enough});
    send(desk, plain(desk, &v1::Command::mutable_recall));
}

void begin_help(Desk& desk) {
    v1::Command command = plain(desk, &v1::Command::mutable_ask_for_help);
    command.mutable_ask_for_help()->set_on(!is_on(desk, Deed::help));
    send(desk, std::move(command));
}

void begin_auto_call(Desk& desk) {
    v1::Command command = plain(desk, &v1::Command::mutable_set_auto_call);
    command.mutable_set_auto_call()->set_on(!desk.mine()->auto_call());
    send(desk, std::move(command));
}

void begin_cancel(Desk& desk) {
    const bool called = desk.seen() != 0 && desk.mine()->ticket_state() == v1::TICKET_STATE_CALLED;
    if (!called) return ask(desk, Asked{Question::cancel_number});
    Asked asked{Question::cancel_kind};
    if (const auto* ticket = desk.ticket(); ticket != nullptr) choose_ticket(asked, *ticket);
    ask(desk, asked);
}

}  // namespace

std::string_view name_of(Deed deed) {
    for (const auto& each : names) {
        if (each.deed == deed) return each.name;
    }
    return {};
}

std::optional<Deed> deed_of(std::string_view name) {
    for (const auto& each : names) {
        if (each.name == name) return each.deed;
    }
    return std::nullopt;
}

std::string label_of(const Desk& desk, Deed deed) {
    if (deed == Deed::pause && is_paused(desk)) return desk.say("desk.step.resume");
    if (is_on(desk, deed) && (deed == Deed::help || deed == Deed::auto_call)) return desk.say("desk.deed_on." + std::string(name_of(deed)));
    return desk.say("desk.deed." + std::string(name_of(deed)));
}

std::string detail_of(const Desk& desk, Deed deed) {
    const auto* counter = desk.mine();
    if (counter == nullptr) return {};
    if (deed == Deed::help && counter->help() == v1::HELP_STATE_ANSWERED) return desk.say("desk.help.on_the_way");
    if (deed == Deed::help && counter->help() == v1::HELP_STATE_ASKED) {
        const std::int64_t span_us = desk.office_now_us() - counter->help_since_us();
        if (span_us < minute_us) return desk.say("desk.help.just_asked");
        return desk.say("desk.help.asked", {{"span", desk.minutes(span_us)}});
    }
    const auto* ticket = desk.ticket();
    if (deed == Deed::recall && ticket != nullptr && ticket->state() == v1::TICKET_STATE_CALLED && ticket->calls() > 1)
        return desk.say("desk.recalled_short", {{"n", ticket->calls() - 1}});
    return {};
}

bool is_on(const Desk& desk, Deed deed) {
    if (!desk.holds_counter()) return false;
    const auto* counter = desk.mine();
    switch (deed) {
        case Deed::pause:
            return is_paused(desk);
        case Deed::help:
            return counter->help() == v1::HELP_STATE_ASKED || counter->help() == v1::HELP_STATE_ANSWERED;
        case Deed::auto_call:
            return counter->auto_call();
        default:
            return false;
    }
}

std::string why_not(const Desk& desk, Deed deed) {
    if (const std::string why = unmet(desk, needs_of(deed)); !why.empty()) return why;
    const auto* ticket = desk.ticket();
    const bool slip_unknown = ticket != nullptr && ticket->slip() == v1::SLIP_STATE_UNKNOWN;
    switch (deed) {
        case Deed::recall:
        case Deed::requeue:
            return slip_unknown ? refusal(desk, "slip_unknown", {{"number", ticket->number()}}) : std::string();
        case Deed::pause:
        case Deed::close:
            return desk.seen() == 0 ? std::string() : busy_with(desk);
        case Deed::returned:
            return desk.holds().empty() ? desk.say("desk.not.no_holds") : std::string();
        case Deed::finish_with_outcome:
            return desk.office.office().outcomes().empty() ? desk.say("desk.not.no_outcomes") : std::string();
        default:
            return {};
    }
}

std::string why_not_call(const Desk& desk) {
    return unmet(desk, Needs::idle);
}

bool is_about_citizen(Deed deed) {
    const Needs needs = needs_of(deed);
    return needs == Needs::somebody || needs == Needs::called || needs == Needs::serving || deed == Deed::cancel;
}

void begin(Desk& desk, Deed deed) {
    if (is_about_citizen(deed) && moved_lately(desk)) return;
    if (deed != Deed::mode && deed != Deed::sign_out && !may_send(desk)) return;
    if (!why_not(desk, deed).empty()) return refuse(desk, desk.in_each_language([&] { return why_not(desk, deed); }));
    switch (deed) {
        case Deed::recall:
            return begin_recall(desk);
        case Deed::no_show:
            send(desk, plain(desk, &v1::Command::mutable_no_show));
            return;
        case Deed::requeue:
            send(desk, plain(desk, &v1::Command::mutable_requeue));
            return;
        case Deed::close:
            send(desk, plain(desk, &v1::Command::mutable_close_counter));
            return;
        case Deed::help:
            return begin_help(desk);
        case Deed::auto_call:
            return begin_auto_call(desk);
        case Deed::pause:
            if (!is_paused(desk)) return ask(desk, Asked{Question::pause_reason});
            send(desk, plain(desk, &v1::Command::mutable_resume_counter));
            return;
        case Deed::hold:
            return ask(desk, Asked{Question::hold_reason});
        case Deed::transfer:
            return ask(desk, Asked{Question::transfer_to});
        case Deed::finish:
            return ask(desk, Asked{Question::outcome});
        case Deed::finish_with_outcome:
            return ask(desk, Asked{Question::outcome_next});
        case Deed::choose:
            return ask(desk, Asked{Question::choose_number});
        case Deed::cancel:
            return begin_cancel(desk);
        case Deed::reinstate:
            return ask(desk, Asked{Question::reinstate_number});
        case Deed::issue:
            return ask(desk, Asked{Question::issue_service});
        case Deed::note: {
            ask(desk, Asked{Question::note});
            const auto* note = desk.office.note(desk.seen());
            if (note != nullptr && desk.asked) desk.asked->typed = note->text();
            return;
        }
        case Deed::returned:
            return ask(desk, Asked{Question::returned_hold});
        case Deed::hand_over:
            return ask(desk, Asked{Question::hand_over});
        case Deed::sign_out:
            return ask_to_leave(desk, Going::signs_out);
        case Deed::mode:
            desk.typed.clear();
            if (desk.settings.mode == Mode::window) return;
            desk.settings.mode = Mode::window;
            return desk.remember();
    }
}

std::vector<Deed> all_deeds() {
    std::vector<Deed> all;
    all.reserve(names.size());
    for (const auto& each : names) all.push_back(each.deed);
    return all;
}

std::vector<Deed> tiles() {
    std::vector<Deed> first;
    for (const auto& each : names) {
        if (each.deed <= Deed::help) first.push_back(each.deed);
    }
    return first;
}

std::vector<Deed> behind_more(const Desk& desk) {
    std::vector<Deed> rest;
    for (const auto& each : names) {
        if (each.deed > Deed::help && each.deed != Deed::mode) rest.push_back(each.deed);
    }
    // A pad has no keys for these, and the small windows have no room.
    if (desk.settings.mode == Mode::window) return rest;
    for (const Deed deed : {Deed::choose, Deed::pause, Deed::help, Deed::mode}) rest.push_back(deed);
    return rest;
}

void open_more(Desk& desk) {
    ask(desk, Asked{Question::more});
}

void resume_hold(Desk& desk, std::uint64_t ticket) {
    if (moved_lately(desk) || !may_send(desk)) return;
    if (!why_not_call(desk).empty()) return refuse(desk, desk.in_each_language([&] { return why_not_call(desk); }));
    v1::Command command = plain(desk, &v1::Command::mutable_resume_hold);
    command.mutable_resume_hold()->set_ticket(ticket);
    send(desk, std::move(command));
}

}  // namespace luot::desk
