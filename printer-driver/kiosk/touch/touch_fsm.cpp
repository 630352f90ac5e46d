#include "touch/touch_fsm.hpp"

#include <algorithm>
#include <utility>

#include "touch/limits.hpp"
#include "touch/pages.hpp"

namespace luot::touch {

TouchFsm::TouchFsm(TouchOptions options, const words::Words& words, PersonHash person_hash)
    : options_(std::move(options)), words_(words), person_hash_(std::move(person_hash)) {
    state_.pin_tries_left = limits::pin_tries;
}

// --- Getting about

// Nothing is taken while something is on its way.
bool TouchFsm::locked() const {
    return state_.screen == Screen::wait;
}

void TouchFsm::go(Screen screen) {
    const bool worth_coming_back = state_.screen != Screen::wait && state_.screen != Screen::told && state_.screen != Screen::slip;
    if (worth_coming_back && state_.screen != screen && state_.trail.size() < trail_max) state_.trail.push_back(state_.screen);
    state_.screen = screen;
    state_.turn = 0;
}

void TouchFsm::back() {
    const Screen before = state_.trail.empty() ? Screen::home : state_.trail.back();
    if (!state_.trail.empty()) state_.trail.pop_back();
    state_.screen = before;
    state_.turn = 0;
    if (before == Screen::home) reset();
}

// To the first screen; how the visitor wants to see it, and a card that was read, stay for now.
void TouchFsm::reset() {
    state_.screen = Screen::home;
    state_.trail.clear();
    state_.wanted = {};
    state_.typed.clear();
    state_.turn = 0;
    state_.told = {};
    state_.answer.reset();
    state_.checked_in.Clear();
    state_.checking_in = false;
    state_.technician_word.clear();
    waiting_for_ = 0;
}

// The next person's first screen.
void TouchFsm::forget() {
    reset();
    state_.language.clear();
    state_.look = {};
    if (state_.card) wipe(state_.card->person.data(), state_.card->person.size());
    state_.card.reset();
    state_.home_at.reset();
}

void TouchFsm::tell(Told told) {
    state_.told = std::move(told);
    go(Screen::told);
}

// How long the present screen may stay.
void TouchFsm::arm() {
    const auto after = [&](Instant span) { state_.home_at = state_.now + span; };
    switch (state_.screen) {
        case Screen::home: {
            const bool as_new = state_.language.empty() && state_.look == Look{} && !state_.card && state_.turn == 0;
            if (as_new) {
                state_.home_at.reset();
            } else {
                after(limits::forget);
            }
            return;
        }
        case Screen::wait:
            return after(limits::locked);
        case Screen::slip:
            return after(limits::slip);
        case Screen::told:
        case Screen::checked_in:
        case Screen::card:
            return after(limits::told);
        case Screen::technician:
            return after(limits::technician);
        default:
            return after(limits::idle);
    }
}

// After everything that happened: the screen may be another, or somebody was there.
void TouchFsm::settle(Instant now) {
    state_.now = now;
    // Hands on a locked screen do not lock it for longer.
    const bool still_locked = locked() && std::exchange(was_locked_, true);
    if (!locked()) was_locked_ = false;
    if (!still_locked) arm();
    speak_if_new();
}

void TouchFsm::speak_if_new() {
    if (!state_.look.spoken) {
        if (!said_.empty()) actions_.emplace_back(Hush{});
        said_.clear();
        return;
    }
    const Page shown = page();
    if (shown.spoken.empty() || shown.spoken == said_) return;
    const auto& language = present_language(state_, words_).language();
    if (language.voice.empty()) return;
    said_ = shown.spoken;
    actions_.emplace_back(Speak{language.voice, said_});
}

// --- The office

void TouchFsm::link_changed(bool live, Instant now) {
    state_.now = now;
    if (live) {
        state_.lost_at.reset();
    } else if (!state_.lost_at) {
        state_.lost_at = now;
    }
    state_.live = live;
}

void TouchFsm::snapshot(const v1::Snapshot& snapshot, Instant now) {
    state_.now = now;
    state_.office.apply(snapshot);
    state_.has_office = true;
}

void TouchFsm::event(const v1::Event& event, Instant now) {
    state_.now = now;
    for (const auto& change : event.changes()) state_.office.apply(change);
}

void TouchFsm::printer(const PrinterShown& printer, Instant now) {
    state_.now = now;
    state_.printer = printer;
}

void TouchFsm::answered(const spool::Answer& answer, Instant now) {
    if (answer.request == 0 || answer.request != waiting_for_) return;  // a copy that a clerk asked for, or somebody who has gone
    waiting_for_ = 0;
    state_.now = now;
    const bool copy = answer.reprint && state_.answer && state_.answer->error.empty();
    const bool may_pass = answer.error == "no_answer" || answer.error == "unavailable" || answer.error == "printer_busy" ||
                          answer.error == "server_away" || answer.error == "session_expired";
    if (copy && may_pass) {
        go(Screen::slip_failed);  // of the number that there is
    } else if (!answer.error.empty()) {
        refused(answer);
    } else if (answer.checked_in) {
        state_.checked_in = *answer.checked_in;
        go(Screen::checked_in);
    } else {
        auto kept = answer;
        if (copy && !kept.promise) kept.promise = state_.answer->promise;
        state_.answer = std::move(kept);
        const bool failed = answer.slip && answer.slip->report == v1::SLIP_REPORT_FAILED;
        go(failed ? Screen::slip_failed : Screen::slip);
    }
    started_at_ = now;  // an impatient tap on what was there before is not one on this
    settle(now);
}

void TouchFsm::pin_checked(bool right, Instant now) {
    if (state_.screen != Screen::pin || state_.technician_word != "checking") return;
    state_.technician_word.clear();
    state_.typed.clear();
    if (right) {
        state_.pin_tries_left = limits::pin_tries;
        reset();
        state_.screen = Screen::technician;
    } else if (--state_.pin_tries_left <= 0) {
        state_.pin_again_at = now + limits::pin_pause;
    }
    settle(now);
}

void TouchFsm::technician_told(const std::string& word, Instant now) {
    if (state_.screen != Screen::technician) return;
    state_.technician_word = word;
    settle(now);
}

// --- Time

void TouchFsm::wake(const Local& local, Instant now) {
    state_.now = now;
    state_.local = local;
    typed_by_human(reader_.wake(now));
    if (state_.pin_again_at && now >= *state_.pin_again_at) {
        state_.pin_again_at.reset();
        state_.pin_tries_left = limits::pin_tries;
    }
    if (!state_.home_at || now < *state_.home_at) return;
    if (locked()) {
        // Whatever comes of it now, nobody waits for it any more.
        waiting_for_ = 0;
        tell({"no_answer", {}, {}, Tone::bad, Icon::warning});
        settle(now);
        return;
    }
    const bool was_spoken = state_.look.spoken;
    forget();
    if (was_spoken) actions_.emplace_back(Hush{});
    said_.clear();
}

std::optional<Instant> TouchFsm::deadline() const {
    std::optional<Instant> earliest;
    const auto consider = [&](std::optional<Instant> at) {
        if (at) earliest = earliest ? std::min(*earliest, *at) : *at;
    };
    consider(reader_.deadline());
    consider(state_.home_at);
    if (state_.home_at && present_screen(state_) != Screen::home) {
        // Each second of the way back is seen.
        const Instant left = *state_.home_at - state_.now;
        const Instant next = left > limits::countdown_from ? *state_.home_at - limits::countdown_from
                                                           : *state_.home_at - Instant{(left.count() - 1) / 1'000 * 1'000};
        consider(std::max(next, state_.now + Instant{1}));
    }
    if (state_.lost_at && state_.now - *state_.lost_at < limits::away_after) consider(*state_.lost_at + limits::away_after);
    consider(state_.pin_again_at);
    return earliest;
}

std::optional<Action> TouchFsm::next() {
    if (actions_.empty()) return std::nullopt;
    Action action = std::move(actions_.front());
    actions_.pop_front();
    return action;
}

Page TouchFsm::page() const {
    return make_page(state_, options_, words_);
}

}  // namespace luot::touch
