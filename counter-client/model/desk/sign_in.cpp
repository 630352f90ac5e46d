#include "desk/sign_in.hpp"

#include <algorithm>

#include "desk/asking.hpp"
#include "desk/clerks.hpp"
#include "desk/limits.hpp"
#include "desk/sending.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

bool has_counter(const Desk& desk, std::uint64_t id) {
    return id != 0 && desk.office.counter(id) != nullptr;
}

bool has_clerk(const Desk& desk, const std::string& code) {
    const auto known = known_clerks(desk.office);
    return !code.empty() && (known.empty() || std::find(known.begin(), known.end(), code) != known.end());
}

void fill(Choosing& choosing, const Desk& desk, std::uint64_t counter, const std::string& clerk) {
    choosing.counter = has_counter(desk, counter) ? counter : 0;
    choosing.clerk = has_clerk(desk, clerk) ? clerk : std::string();
    if (choosing.counter == 0 && desk.office.counters().size() == 1) choosing.counter = desk.office.counters().begin()->first;
    if (choosing.counter == 0) {
        choosing.focus = SignInPage::Focus::counter;
    } else if (choosing.clerk.empty() || !desk.pin_needed()) {
        choosing.focus = SignInPage::Focus::clerk;
    } else {
        choosing.focus = SignInPage::Focus::pin;
    }
    choosing.begun = true;
}

v1::SignIn words_for(const Choosing& choosing) {
    v1::SignIn sign_in;
    sign_in.set_clerk(choosing.clerk);
    sign_in.set_pin(choosing.pin);
    return sign_in;
}

// The clerk is who they say. The counter may be another's.
void proceed(Desk& desk) {
    Choosing& choosing = desk.choosing;
    const auto* counter = desk.office.counter(choosing.counter);
    if (counter == nullptr) return could_not_enter(desk, desk.say("desk.sign_in.choose_counter"));
    const bool is_free = counter->state() == v1::COUNTER_STATE_CLOSED || counter->clerk() == choosing.clerk;
    if (is_free) return enter(desk, At{choosing.counter, choosing.clerk, choosing.pin});
    if (choosing.at_once && desk.options.take_over) return take_over(desk);
    // It may come with the server's answer.
    ask(desk, Asked{Question::take_over});
    if (desk.asked) desk.asked->by_itself = desk.now;
}

// What is still missing; empty: nothing.
std::string missing(Desk& desk) {
    Choosing& choosing = desk.choosing;
    if (!has_counter(desk, choosing.counter)) {
        choosing.focus = SignInPage::Focus::counter;
        return desk.say("desk.sign_in.choose_counter");
    }
    if (!has_clerk(desk, choosing.clerk)) {
        choosing.focus = SignInPage::Focus::clerk;
        return desk.say("desk.sign_in.choose_clerk");
    }
    const std::uint64_t elsewhere = counter_of(desk.office, choosing.clerk);
    if (elsewhere != 0 && elsewhere != choosing.counter)
        return desk.say("desk.sign_in.elsewhere",
                        {{"clerk", desk.office.clerk_name(choosing.clerk)}, {"counter", desk.counter_name(elsewhere)}});
    if (desk.pin_needed() && choosing.pin.size() < limits::pin_digits_min) {
        choosing.focus = SignInPage::Focus::pin;
        return desk.say("desk.sign_in.type_pin");
    }
    return {};
}

// As long as it is, nobody is asked for that clerk's PIN.
void lock(Desk& desk, const v1::SignedIn& answer) {
    if (desk.locked.size() >= limits::clerks_locked) desk.locked.erase(desk.locked.begin());
    desk.locked[answer.clerk()] = desk.now + Instant(answer.locked_ms());
}

// Tried too often, maybe at another computer: whoever works here works on, and is signed in again by itself.
void stay_while_locked(Desk& desk, const v1::SignedIn& answer) {
    desk.sign_in_again = desk.now + Instant(answer.locked_ms());
    const auto wait_us = static_cast<std::int64_t>(static_cast<double>(answer.locked_ms()) * 1'000.0 * desk.clock.speed());
    tell(desk, "locked", sentence(desk, "desk.told.locked", {{"time", desk.time(desk.office_now_us() + wait_us)}}), Tone::bad,
         Stays::until_hushed);
    play(desk, Sound::refusal);
}

std::string outcome_words(Desk& desk, const v1::SignedIn& answer) {
    switch (answer.outcome()) {
        case v1::SIGN_IN_OUTCOME_WRONG:
            if (answer.tries_left() == 0) return desk.say("desk.sign_in.wrong_pin");
            return desk.say("desk.sign_in.wrong_pin_tries", {{"n", answer.tries_left()}});
        case v1::SIGN_IN_OUTCOME_LOCKED:
            lock(desk, answer);
            return {};
        case v1::SIGN_IN_OUTCOME_UNKNOWN:
            return desk.say("desk.sign_in.no_pin", {{"clerk", desk.office.clerk_name(answer.clerk())}});
        default:
            return desk.say("refusal.unspecified");
    }
}

}  // namespace

std::optional<Instant> locked_until(const Desk& desk) {
    const auto found = desk.locked.find(desk.choosing.clerk);
    return found == desk.locked.end() ? std::nullopt : std::optional(found->second);
}

void begin_choosing(Desk& desk) {
    if (desk.at || desk.choosing.begun || !desk.office.ready()) return;
    fill(desk.choosing, desk, desk.settings.counter, desk.settings.clerk);
    if (!desk.options.sign_in_given) return;
    desk.options.sign_in_given = false;  // once
    const bool counter_unknown = desk.choosing.counter != desk.settings.counter;
    const bool clerk_unknown = desk.choosing.clerk != desk.settings.clerk;
    if (counter_unknown) desk.choosing.told = desk.say("desk.sign_in.gone", {{"counter", desk.counter_name(desk.settings.counter)}});
    if (clerk_unknown) desk.choosing.told = desk.say("refusal.unknown_clerk", {{"clerk", desk.settings.clerk}});
    desk.choosing.pin = std::exchange(desk.options.pin, {});
    if (counter_unknown || clerk_unknown || (desk.pin_needed() && desk.choosing.pin.empty())) return;
    desk.choosing.at_once = true;
}

void go(Desk& desk) {
    Choosing& choosing = desk.choosing;
    if (choosing.asked || desk.under_way) return;
    choosing.told.clear();
    if (locked_until(desk)) return play(desk, Sound::refusal);
    if (std::string what = missing(desk); !what.empty()) {
        choosing.told = std::move(what);
        return;
    }
    if (!desk.live()) {
        choosing.told = desk.say("desk.away.not_sent");
        return;
    }
    if (!desk.pin_needed()) return proceed(desk);
    choosing.asked = true;
    desk.act(SignIn{words_for(choosing)});
}

void take_over(Desk& desk) {
    const Choosing& choosing = desk.choosing;
    const auto* counter = desk.office.counter(choosing.counter);
    if (counter == nullptr) return could_not_enter(desk, desk.say("desk.sign_in.choose_counter"));
    v1::Command command;
    v1::AtCounter& at = *command.mutable_open_counter()->mutable_at();
    at.set_counter(choosing.counter);
    at.set_clerk(choosing.clerk);
    at.set_ticket(counter->ticket());
    command.mutable_open_counter()->set_take_over(true);
    After after;
    after.enters = At{choosing.counter, choosing.clerk, choosing.pin};
    after.said = desk.in_each_language([&] {
        return desk.say("desk.told.taken_over", {{"counter", desk.counter_name(choosing.counter)},
                                                 {"clerk", desk.office.clerk_name(counter->clerk())},
                                                 {"time", desk.time(desk.office_now_us())}});
    });
    send(desk, std::move(command), std::move(after));
}

void enter_not(Desk& desk) {
    desk.asked.reset();
    if (!desk.choosing.pin.empty()) desk.act(SignIn{});
}

void enter(Desk& desk, const At& at) {
    desk.at = at;
    desk.choosing = Choosing{};
    desk.asked.reset();
    desk.aside.reset();
    desk.last_input = desk.now;
    if (desk.settings.counter == at.counter && desk.settings.clerk == at.clerk) return;
    desk.settings.counter = at.counter;
    desk.settings.clerk = at.clerk;
    desk.remember();
}

void could_not_enter(Desk& desk, const std::string& why) {
    desk.asked.reset();
    desk.choosing.told = why;
    desk.choosing.at_once = false;
    if (!desk.choosing.pin.empty()) desk.act(SignIn{});
    desk.choosing.pin.clear();
}

void sign_out(Desk& desk, const std::string& told) {
    if (!desk.at) return;
    const At was = *std::exchange(desk.at, std::nullopt);
    desk.act(SignIn{});
    desk.asked.reset();
    desk.aside.reset();
    desk.typed.clear();
    desk.told.clear();
    desk.sign_in_again.reset();
    desk.choosing = Choosing{};
    fill(desk.choosing, desk, was.counter, was.clerk);
    desk.choosing.told = told;
}

void sign_in_anew(Desk& desk, const std::string& why) {
    sign_out(desk, why);
    if (desk.pin_needed() && !desk.choosing.clerk.empty()) desk.choosing.focus = SignInPage::Focus::pin;
}

void take_signed_in(Desk& desk, const v1::SignedIn& answer) {
    const bool done = answer.outcome() == v1::SIGN_IN_OUTCOME_DONE;
    if (desk.at) {  // anew, after the line was away
        if (answer.clerk() != desk.at->clerk) return;
        desk.sign_in_again.reset();
        hush(desk, "locked");
        if (done) return;
        if (answer.outcome() == v1::SIGN_IN_OUTCOME_LOCKED) return stay_while_locked(desk, answer);
        sign_in_anew(desk, {});
        desk.choosing.told = outcome_words(desk, answer);
        return;
    }
    if (!desk.choosing.asked || answer.clerk() != desk.choosing.clerk) return;
    desk.choosing.asked = false;
    if (done) return proceed(desk);
    could_not_enter(desk, outcome_words(desk, answer));
    if (desk.pin_needed()) desk.choosing.focus = SignInPage::Focus::pin;
    play(desk, Sound::refusal);
}

void go_on_signing_in(Desk& desk) {
    std::erase_if(desk.locked, [&](const auto& entry) { return desk.now >= entry.second; });
    if (desk.names_by && desk.now >= *desk.names_by) desk.names_by.reset();
    if (desk.choosing.at_once && !desk.names_by && !desk.at && desk.live() && !desk.choosing.asked && !desk.under_way && !desk.asked) {
        go(desk);
        if (!desk.choosing.asked && !desk.under_way) desk.choosing.at_once = false;
    }
    // Until the answer it is on its way; a line that is not there says it anew when it comes back.
    if (!desk.at || !desk.sign_in_again || desk.now < *desk.sign_in_again || !desk.live()) return;
    desk.sign_in_again = desk.now + limits::sign_in_within;
    v1::SignIn again;
    again.set_clerk(desk.at->clerk);
    again.set_pin(desk.at->pin);
    desk.act(SignIn{again});
}

}  // namespace luot::desk
