// What the decisions share: the state that they read, the moment, and the events that they make. Internal to core.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/decide.hpp"

namespace luot::core {

using Decided = std::optional<Refusal>;  // none: accepted, events were made

struct Deciding {
    const State& state;
    const Origin& origin;
    const Moment& moment;
    const Entropy& entropy;
    TimeUs now_us = 0;  // never before the last event
    std::vector<Event> events;

    void happen(EventBody body) {
        Event event;
        event.seq = state.seq + 1 + events.size();
        event.at_us = now_us;
        event.business_day = state.day_open ? state.day : moment.business_day;
        event.session = origin.session;
        event.no = origin.no;
        event.acked_through = origin.acked_through;
        event.body = std::move(body);
        events.push_back(std::move(event));
    }
};

inline Refusal refuse(RefusalCode code, std::vector<std::pair<std::string, std::string>> params = {}) {
    return Refusal{code, std::move(params)};
}

// Is this one of the office's codes? An office without a list takes any, the empty one too.
bool is_choice(const std::vector<Choice>& list, const std::string& code);

// The refusal for a ticket in a state that the verb does not take.
Refusal wrong_state(const Ticket& ticket);

// Why this no-show may not wait again; nothing: it may.
Decided check_reinstated(const Deciding& deciding, const Ticket& ticket);

// decide_ticket.cpp
Decided decide_on(Deciding& deciding, const Issue& issue);
Decided decide_on(Deciding& deciding, const ReportSlip& report);
Decided decide_on(Deciding& deciding, const Reprint& reprint);
Decided decide_on(Deciding& deciding, const Reinstate& reinstate);
Decided decide_on(Deciding& deciding, const ReturnHold& returned);
Decided decide_on(Deciding& deciding, const Cancel& cancel);
Decided decide_on(Deciding& deciding, const SetUrgent& urgent);
Decided decide_on(Deciding& deciding, const Rate& rate);

// decide_check_in.cpp
Decided decide_on(Deciding& deciding, const CheckIn& check_in);

// decide_counter.cpp
Decided decide_on(Deciding& deciding, const OpenCounter& open);
Decided decide_on(Deciding& deciding, const CloseCounter& close);
Decided decide_on(Deciding& deciding, const PauseCounter& pause);
Decided decide_on(Deciding& deciding, const ResumeCounter& resume);
Decided decide_on(Deciding& deciding, const SetAutoCall& auto_call);
Decided decide_on(Deciding& deciding, const AskForHelp& ask);
Decided decide_on(Deciding& deciding, const AnswerHelp& answer);
Decided decide_on(Deciding& deciding, const HandOver& hand_over);
Decided decide_on(Deciding& deciding, const CallNext& call);
Decided decide_on(Deciding& deciding, const CallChosen& call);
Decided decide_on(Deciding& deciding, const Recall& recall);
Decided decide_on(Deciding& deciding, const Start& start);
Decided decide_on(Deciding& deciding, const Requeue& requeue);
Decided decide_on(Deciding& deciding, const NoShow& no_show);
Decided decide_on(Deciding& deciding, const Hold& hold);
Decided decide_on(Deciding& deciding, const ResumeHold& resume);
Decided decide_on(Deciding& deciding, const Transfer& transfer);
Decided decide_on(Deciding& deciding, const Finish& finish);

// decide_office.cpp
Decided decide_on(Deciding& deciding, const LimitService& limit);
Decided decide_on(Deciding& deciding, const AssignCounter& assign);
Decided decide_on(Deciding& deciding, const SetNotice& notice);
Decided decide_on(Deciding& deciding, const EndDay& end);
Decided decide_on(Deciding& deciding, const OpenSession& open);
Decided decide_on(Deciding& deciding, const Configure& configure);
Decided decide_on(Deciding& deciding, const ConfirmClock& confirm);
Decided decide_on(Deciding& deciding, const SuspectClock& suspect);
Decided decide_on(Deciding& deciding, const BeginEpoch& begin);
Decided decide_on(Deciding& deciding, const Tick& tick);

}  // namespace luot::core
