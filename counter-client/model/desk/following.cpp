// What an answer leads to: the next question, or a command.
#include "desk/asking.hpp"
#include "desk/deeds.hpp"
#include "desk/notes.hpp"
#include "desk/sending.hpp"
#include "desk/sign_in.hpp"
#include "desk/telling.hpp"
#include "desk/timing.hpp"

namespace luot::desk {
namespace {

// Where the office has no list of reasons any word will do, but for an empty one.
constexpr const char* no_reason = "unspecified";

std::string reason_or_none(const Option& option) {
    return option.code.empty() ? no_reason : option.code;
}

void next(Desk& desk, Asked asked, Question question) {
    asked.question = question;
    ask(desk, std::move(asked));
}

void finish(Desk& desk, const std::string& outcome) {
    v1::Command command;
    *command.mutable_finish()->mutable_at() = here(desk);
    command.mutable_finish()->set_outcome(outcome);
    send(desk, std::move(command));
}

void finish_and_call(Desk& desk, const std::string& outcome) {
    v1::Command command;
    *command.mutable_call_next()->mutable_at() = here(desk);
    command.mutable_call_next()->set_outcome(outcome);
    send(desk, std::move(command));
}

void hold(Desk& desk, const std::string& reason) {
    v1::Command command;
    *command.mutable_hold()->mutable_at() = here(desk);
    command.mutable_hold()->set_reason(reason);
    send(desk, std::move(command));
}

void pause(Desk& desk, const Asked& asked, const std::string& reason) {
    v1::Command command;
    *command.mutable_pause_counter()->mutable_at() = here(desk);
    command.mutable_pause_counter()->set_reason(reason);
    After after;
    after.going = asked.going;
    send(desk, std::move(command), std::move(after));
}

void call_chosen(Desk& desk, const Asked& asked, const std::string& reason) {
    v1::Command command;
    *command.mutable_call_chosen()->mutable_at() = here(desk);
    command.mutable_call_chosen()->set_ticket(asked.chosen);
    command.mutable_call_chosen()->set_reason(reason);
    send(desk, std::move(command));
}

void transfer(Desk& desk, const Asked& asked) {
    v1::Command command;
    *command.mutable_transfer()->mutable_at() = here(desk);
    command.mutable_transfer()->set_service(asked.service);
    command.mutable_transfer()->set_to_counter(asked.to_counter);
    command.mutable_transfer()->set_kind(asked.kind);
    command.mutable_transfer()->set_outcome(asked.outcome);
    After after;
    after.said = desk.in_each_language([&] {
        const std::string place = asked.to_counter != 0 ? desk.counter_name(asked.to_counter) : desk.service_name(asked.service);
        return desk.say("desk.told.transferred", {{"number", asked.number}, {"place", place}});
    });
    const auto* before = desk.office.note(asked.ticket);
    if (asked.typed != (before == nullptr ? std::string() : before->text())) after.note = asked.typed;
    send(desk, std::move(command), std::move(after));
}

void cancel(Desk& desk, const Asked& asked, const std::string& reason) {
    v1::Command command;
    command.mutable_cancel()->set_ticket(asked.chosen);
    command.mutable_cancel()->set_voided(asked.voided);
    command.mutable_cancel()->set_reason(reason);
    After after;
    after.said = sentence(desk, asked.voided ? "desk.told.voided" : "desk.told.left", {{"number", desk.number_of(asked.chosen)}});
    send(desk, std::move(command), std::move(after));
}

void issue(Desk& desk, const Asked& asked, const std::string& ticket_class) {
    v1::Command command;
    command.mutable_issue()->set_service(asked.service);
    command.mutable_issue()->set_ticket_class(ticket_class);
    command.mutable_issue()->set_procedure(asked.procedure);
    command.mutable_issue()->set_slip(v1::SLIP_WISH_NONE);
    send(desk, std::move(command));
}

void hand_over(Desk& desk, const std::string& clerk) {
    if (clerk.empty()) return;
    v1::Command command;
    *command.mutable_hand_over()->mutable_at() = here(desk);
    command.mutable_hand_over()->set_to_clerk(clerk);
    After after;
    after.hands_over = true;
    after.said = desk.in_each_language([&] {
        return desk.say("desk.sign_in.handed_over", {{"counter", desk.counter_name(desk.at->counter)},
                                                     {"clerk", desk.office.clerk_name(clerk)},
                                                     {"time", desk.time(desk.office_now_us())}});
    });
    send(desk, std::move(command), std::move(after));
}

void came_back(Desk& desk, std::uint64_t ticket) {
    v1::Command command;
    command.mutable_return_hold()->set_ticket(ticket);
    send(desk, std::move(command));
}

void leave(Desk& desk, Asked asked, const std::string& how) {
    if (how == "stay") desk.asked = std::exchange(desk.aside, std::nullopt);
    if (how == "pause") return next(desk, std::move(asked), Question::pause_reason);
    if (how == "close") {
        v1::Command command;
        *command.mutable_close_counter()->mutable_at() = here(desk);
        After after;
        after.going = asked.going;
        send(desk, std::move(command), std::move(after));
    } else if (how == "just" && asked.going == Going::closes) {
        desk.act(Leave{});
    } else if (how == "just") {
        sign_out(desk, {});
    }
}

void place_chosen(Desk& desk, Asked asked, const Option& option) {
    asked.service = option.code;
    asked.to_counter = option.id;
    next(desk, std::move(asked), Question::transfer_kind);
}

void kind_chosen(Desk& desk, Asked asked, const std::string& code) {
    asked.kind = code == "next_step" ? v1::TRANSFER_KIND_NEXT_STEP : v1::TRANSFER_KIND_WRONG_FIELD;
    next(desk, std::move(asked), Question::transfer_outcome);
}

void outcome_chosen(Desk& desk, Asked asked, const std::string& outcome) {
    asked.outcome = outcome;
    next(desk, std::move(asked), Question::transfer_note);
    const auto* note = desk.office.note(desk.seen());
    if (note != nullptr && desk.asked) desk.asked->typed = note->text();
}

void cancel_kind_chosen(Desk& desk, Asked asked, const std::string& code) {
    asked.voided = code == "void";
    if (!asked.voided) return cancel(desk, asked, {});
    next(desk, std::move(asked), Question::void_reason);
}

// The deed once more, past the office's limit; or what is offered in its place.
void after_recalls(Desk& desk, const std::string& code) {
    v1::Command command;
    if (code == "recall") *command.mutable_recall()->mutable_at() = here(desk);
    if (code == "no_show") *command.mutable_no_show()->mutable_at() = here(desk);
    if (code == "requeue") *command.mutable_requeue()->mutable_at() = here(desk);
    send(desk, std::move(command));
}

}  // namespace

void follow(Desk& desk, Asked asked, const Option& option) {
    switch (asked.question) {
        case Question::more:
            if (const auto deed = deed_of(option.code)) begin(desk, *deed);
            return;
        case Question::hold_reason:
            return hold(desk, option.code);
        case Question::pause_reason:
            return pause(desk, asked, option.code);
        case Question::outcome:
            return finish(desk, option.code);
        case Question::outcome_next:
            return finish_and_call(desk, option.code);
        case Question::choose_reason:
            return call_chosen(desk, asked, reason_or_none(option));
        case Question::void_reason:
            return cancel(desk, asked, reason_or_none(option));
        case Question::transfer_to:
            if (option.code.empty() && option.id == 0) return refuse(desk, sentence(desk, "desk.not.no_places"));
            return place_chosen(desk, std::move(asked), option);
        case Question::transfer_kind:
            return kind_chosen(desk, std::move(asked), option.code);
        case Question::transfer_outcome:
            return outcome_chosen(desk, std::move(asked), option.code);
        case Question::recalled_enough:
            return after_recalls(desk, option.code);
        case Question::cancel_kind:
            return cancel_kind_chosen(desk, std::move(asked), option.code);
        case Question::issue_service:
            asked.service = option.code;
            return next(desk, std::move(asked), Question::issue_procedure);
        case Question::issue_procedure:
            asked.procedure = option.code;
            return next(desk, std::move(asked), Question::issue_class);
        case Question::issue_class:
            return issue(desk, asked, option.code);
        case Question::hand_over:
            return hand_over(desk, option.code);
        case Question::returned_hold:
            return came_back(desk, option.id);
        case Question::still_working:
            return answer_timing(desk, option);
        case Question::leave:
            return leave(desk, std::move(asked), option.code);
        case Question::take_over:
            return option.code == "take" ? take_over(desk) : enter_not(desk);
        case Question::transfer_note:
        case Question::note:
        case Question::choose_number:
        case Question::reinstate_number:
        case Question::cancel_number:
        case Question::lost:
            return;
    }
}

void follow_text(Desk& desk, const Asked& asked) {
    if (asked.question == Question::transfer_note) {
        if (!may_send(desk)) return;
        drop(desk);
        return transfer(desk, asked);
    }
    if (!desk.live()) return refuse(desk, sentence(desk, "desk.away.not_sent"));
    drop(desk);
    const auto* before = desk.office.note(asked.ticket);
    if (asked.typed != (before == nullptr ? std::string() : before->text())) tell_note(desk, *desk.at, asked.ticket, asked.typed);
}

}  // namespace luot::desk
