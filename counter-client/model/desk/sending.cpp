#include "desk/sending.hpp"

#include "counter/refusal_words.hpp"
#include "desk/asking.hpp"
#include "desk/limits.hpp"
#include "desk/notes.hpp"
#include "desk/sign_in.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

Sentence words_of(const Desk& desk, const v1::Error& error) {
    counter::Params params;
    for (const auto& param : error.params()) params.emplace_back(param.name(), param.value());
    return desk.in_each_language([&] { return counter::word_refusal(error.code(), params, desk.office, desk.words()); });
}

// What the page does not show by itself.
void say_done(Desk& desk, const UnderWay& done, const v1::Result& result) {
    const v1::Command& command = done.command;
    if (command.has_issue() && result.has_issued()) {
        const auto issued = [&] {
            return desk.say("desk.told.issued",
                            {{"number", result.issued().number()}, {"field", desk.service_name(result.issued().service())}});
        };
        tell(desk, "issued", desk.in_each_language(issued), Tone::good, Stays::long_time);
    } else if (!done.after.said.empty()) {
        tell(desk, "done", done.after.said, Tone::good);
    }
}

void accepted(Desk& desk, const UnderWay& done, const v1::Reply& reply) {
    hush(desk, "refusal");
    hush(desk, "waited_for");
    if (reply.seq() > desk.office.seq()) desk.settling = Settling{done.command.verb_case(), reply.seq(), desk.now + limits::seen_within};
    say_done(desk, done, reply.result());
    // Also where nobody is signed in here any more.
    if (done.after.note)
        tell_note(desk, At{done.command.transfer().at().counter(), done.command.transfer().at().clerk()}, done.ticket, *done.after.note);
    if (done.after.enters) enter(desk, *done.after.enters);
    if (done.after.hands_over) sign_out(desk, desk.in_ours(done.after.said));
    if (done.after.going == Going::signs_out) sign_out(desk, {});
    if (done.after.going == Going::closes) desk.act(Leave{});
}

void refused(Desk& desk, const UnderWay& done, const v1::Error& error) {
    const Sentence why = words_of(desk, error);
    if (done.after.enters) {
        could_not_enter(desk, desk.in_ours(why));
        play(desk, Sound::refusal);
        return;
    }
    // While the PIN is locked it is asked for again by itself: nobody who works is sent away for it.
    if (error.code() == "not_signed_in" && !desk.sign_in_again) {
        play(desk, Sound::refusal);
        return sign_in_anew(desk, desk.in_ours(why));
    }
    const bool nothing_wrong = error.code() == "nobody_waiting" || error.code() == "already_so";
    refuse(desk, why, nothing_wrong ? Tone::calm : Tone::warn);
}

}  // namespace

v1::AtCounter here(const Desk& desk) {
    v1::AtCounter at;
    if (desk.at) {
        at.set_counter(desk.at->counter);
        at.set_clerk(desk.at->clerk);
    }
    at.set_ticket(desk.seen());
    return at;
}

bool came_of_ours(const Desk& desk, v1::Command::VerbCase verb) {
    if (desk.under_way) return desk.under_way->command.verb_case() == verb;
    return desk.settling && desk.settling->verb == verb;
}

bool moves_citizen(const Desk& desk) {
    if (!busy(desk)) return false;
    switch (desk.under_way ? desk.under_way->command.verb_case() : desk.settling->verb) {
        case v1::Command::kStart:
        case v1::Command::kRecall:
        case v1::Command::kAskForHelp:
        case v1::Command::kSetAutoCall:
        case v1::Command::kIssue:
        case v1::Command::kReinstate:
        case v1::Command::kReturnHold:
        case v1::Command::kPauseCounter:
        case v1::Command::kResumeCounter:
            return false;
        default:
            return true;
    }
}

bool busy(const Desk& desk) {
    return desk.under_way.has_value() || desk.settling.has_value();
}

bool may_send(Desk& desk) {
    if (!desk.live()) {
        refuse(desk, sentence(desk, "desk.away.not_sent"));
        return false;
    }
    if (!busy(desk)) return true;
    // Most often the same wish once more; who has waited long is told what is waited for.
    if (desk.under_way && desk.now - desk.under_way->since >= limits::patience)
        tell(desk, "waited_for", sentence(desk, "desk.told.waited_for"), Tone::calm);
    return false;
}

bool send(Desk& desk, v1::Command command, After after) {
    if (!may_send(desk) || desk.actions.size() >= limits::actions_waiting) return false;
    const std::uint64_t request = ++desk.last_request;
    desk.under_way = UnderWay{request, command, desk.now, desk.seen(), std::move(after)};
    const auto lives_us = static_cast<std::int64_t>(static_cast<double>(limits::command_lives_us) * desk.clock.speed());
    desk.act(SendCommand{request, std::move(command), desk.office_now_us() + lives_us});
    return true;
}

void take_answer(Desk& desk, std::uint64_t request, const v1::Reply& reply) {
    if (!desk.under_way || desk.under_way->request != request) return;
    const UnderWay done = *std::exchange(desk.under_way, std::nullopt);
    if (reply.has_error()) {
        refused(desk, done, reply.error());
    } else {
        accepted(desk, done, reply);
    }
}

void take_not_sent(Desk& desk, std::uint64_t request) {
    if (!desk.under_way || desk.under_way->request != request) return;
    const UnderWay done = *std::exchange(desk.under_way, std::nullopt);
    if (done.after.enters) return could_not_enter(desk, desk.say("desk.away.not_sent"));
    refuse(desk, sentence(desk, "desk.away.not_sent"));
}

void settle(Desk& desk) {
    if (desk.settling && (desk.office.seq() >= desk.settling->seq || desk.now >= desk.settling->until)) desk.settling.reset();
}

}  // namespace luot::desk
