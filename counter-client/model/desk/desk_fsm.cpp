#include "desk/desk_fsm.hpp"

#include <algorithm>

#include "desk/asking.hpp"
#include "desk/changes.hpp"
#include "desk/holds.hpp"
#include "desk/limits.hpp"
#include "desk/notes.hpp"
#include "desk/pages.hpp"
#include "desk/presses.hpp"
#include "desk/reason.hpp"
#include "desk/sending.hpp"
#include "desk/sign_in.hpp"
#include "desk/state.hpp"
#include "desk/step.hpp"
#include "desk/telling.hpp"
#include "desk/timing.hpp"

namespace luot::desk {

struct DeskFsm::Impl {
    Desk desk;

    Impl(DeskOptions options, const words::Words& words) : desk(std::move(options), words) {}

    // What the step asks for, apart from whether there is anybody: a press is meant for what was to be read before.
    static int asks_for(const Desk& desk) {
        if (!desk.at) return -1;
        const Step step = step_of(desk);
        const bool calls = step == Step::none || step == Step::call_returned;
        return static_cast<int>(calls ? Step::call : step);
    }

    void give_hold_keys() {
        const auto holds = desk.holds();
        const auto before = desk.hold_keys;
        const auto is_held = [&](std::uint64_t id) {
            return std::any_of(holds.begin(), holds.end(), [&](const auto* each) { return each->ticket() == id; });
        };
        for (auto& key : desk.hold_keys) {
            if (!is_held(key)) key = 0;
        }
        for (const auto* each : holds) {
            if (std::find(desk.hold_keys.begin(), desk.hold_keys.end(), each->ticket()) != desk.hold_keys.end()) continue;
            const auto free = std::find(desk.hold_keys.begin(), desk.hold_keys.end(), 0U);
            if (free != desk.hold_keys.end()) *free = each->ticket();
        }
        if (desk.hold_keys != before) desk.hold_keys_changed = desk.now;
    }

    // After everything that happened. `ours`: by a press, or by what a press asked for.
    void settled(bool ours = false) {
        settle(desk);
        forget_told(desk);
        begin_choosing(desk);
        go_on_signing_in(desk);
        const std::uint64_t counter = desk.at ? desk.at->counter : 0;
        if (!ours && (desk.seen() != desk.last_seen || counter != desk.last_counter)) desk.moved = desk.now;
        desk.last_seen = desk.seen();
        desk.last_counter = counter;
        drop_if_over(desk);
        stand_again(desk);
        give_hold_keys();
        if (!desk.typed.empty() && desk.now - desk.typed_at >= limits::typed_stays) desk.typed.clear();
        const int asked_for = asks_for(desk);
        if (asked_for != desk.step_kind) desk.step_changed = desk.now;
        desk.step_kind = asked_for;
    }

    template <class Push>
    void pushed(const Push& push, const v1::Event* event, Instant now) {
        desk.now = now;
        const Before before = look(desk, event);
        const bool ours = moves_citizen(desk);
        desk.office.apply(push);
        desk.clock.at_least(push.at_us(), now.count() * 1'000);
        notice(desk, before, event);
        settled(ours);
    }

    std::optional<Instant> deadline() const {
        std::optional<Instant> first;
        const auto consider = [&](const std::optional<Instant>& at) {
            if (at && (!first || *at < *first)) first = at;
        };
        for (const auto& each : desk.told) consider(each.until);
        if (desk.settling) consider(desk.settling->until);
        consider(timing_due(desk));
        consider(reminder_due(desk));
        consider(desk.notes_again);
        consider(desk.sign_in_again);
        for (const auto& [clerk, until] : desk.locked) consider(until);
        if (!desk.typed.empty()) consider(desk.typed_at + limits::typed_stays);
        if (desk.choosing.at_once) consider(desk.names_by);
        return first;
    }
};

DeskFsm::DeskFsm(DeskOptions options, const words::Words& words) : impl_(std::make_unique<Impl>(std::move(options), words)) {}
DeskFsm::~DeskFsm() = default;

// --- The clerk

bool DeskFsm::click(const std::string& target, Instant now) {
    Desk& desk = impl_->desk;
    desk.now = desk.last_input = now;
    if (!is_on_page(page_of(desk), target)) return false;
    const bool same = is_same_click(desk);
    desk.presses.click = now;
    if (same) return true;
    press_target(desk, target);
    impl_->settled(true);
    return true;
}

void DeskFsm::key(const KeyPress& press, Instant now) {
    impl_->desk.now = impl_->desk.last_input = now;
    press_key(impl_->desk, press);
    impl_->settled(true);
}

void DeskFsm::typed(std::string_view text, Instant now) {
    impl_->desk.now = impl_->desk.last_input = now;
    press_text(impl_->desk, text);
    impl_->settled(true);
}

void DeskFsm::scroll(int rows, Instant now) {
    Desk& desk = impl_->desk;
    desk.now = desk.last_input = now;
    move(desk, rows);
}

void DeskFsm::wants_to_close(Instant now) {
    impl_->desk.now = impl_->desk.last_input = now;
    ask_to_leave(impl_->desk, Going::closes);
}

// --- The server

void DeskFsm::link_changed(wire::LinkState state, const std::string& why, Instant now) {
    Desk& desk = impl_->desk;
    desk.now = now;
    const bool was_live = desk.link == wire::LinkState::live;
    if (was_live && state != wire::LinkState::live) desk.known_at_us = desk.office_now_us();
    desk.link = state;
    desk.link_why = why;
    if (was_live && state != wire::LinkState::live && desk.choosing.asked) {
        desk.choosing.asked = false;
        could_not_enter(desk, desk.say("desk.away.not_sent"));
    }
    impl_->settled();
}

void DeskFsm::welcome(const v1::Welcome& welcome, Instant now) {
    Desk& desk = impl_->desk;
    desk.now = now;
    desk.clock.welcome(welcome.at_us(), welcome.speed(), now.count() * 1'000);
    // All notes come anew.
    desk.office.forget_notes();
    if (!desk.unsent_notes.empty()) desk.notes_again = now;
    if (desk.epoch != 0 && welcome.epoch() != desk.epoch) {
        desk.outdated = true;
        tell(desk, "epoch", sentence(desk, "desk.told.restored"), Tone::warn, Stays::long_time);
    }
    desk.epoch = welcome.epoch();
    impl_->settled();
}

void DeskFsm::snapshot(const v1::Snapshot& snapshot, Instant now) {
    if (!impl_->desk.office.ready() && impl_->desk.office.staff().empty()) impl_->desk.names_by = now + limits::names_within;
    impl_->desk.outdated = false;
    impl_->pushed(snapshot, nullptr, now);
}

void DeskFsm::event(const v1::Event& event, Instant now) {
    const bool applied_already = event.seq() <= impl_->desk.office.seq();
    if (!applied_already) impl_->pushed(event, &event, now);
}

void DeskFsm::present(Instant now) {
    impl_->desk.now = now;
    impl_->desk.settling.reset();  // whatever was to come has come
    impl_->desk.names_by.reset();
    impl_->settled();
}

void DeskFsm::signed_in(const v1::SignedIn& answer, Instant now) {
    impl_->desk.now = now;
    take_signed_in(impl_->desk, answer);
    impl_->settled();
}

void DeskFsm::staff(const v1::Staff& staff, Instant now) {
    impl_->desk.now = now;
    impl_->desk.office.apply(staff);
    impl_->desk.names_by.reset();
    impl_->settled();
}

void DeskFsm::note(const v1::TicketNote& note, Instant now) {
    impl_->desk.now = now;
    take_note(impl_->desk, note);
    impl_->settled();
}

void DeskFsm::answered(std::uint64_t request, const v1::Reply& reply, Instant now) {
    impl_->desk.now = now;
    take_answer(impl_->desk, request, reply);
    impl_->settled();
}

void DeskFsm::not_sent(std::uint64_t request, Instant now) {
    impl_->desk.now = now;
    take_not_sent(impl_->desk, request);
    impl_->settled();
}

// --- Time

void DeskFsm::wake(Instant now, std::int64_t zone_offset_us) {
    Desk& desk = impl_->desk;
    desk.now = now;
    desk.zone_offset_us = zone_offset_us;
    impl_->settled();
    ask_timing(desk);
    keep_timing_present(desk);
    remind(desk);
    tell_notes_again(desk);
}

std::optional<Instant> DeskFsm::deadline() const {
    return impl_->deadline();
}

std::optional<Action> DeskFsm::next() {
    auto& actions = impl_->desk.actions;
    if (actions.empty()) return std::nullopt;
    Action first = std::move(actions.front());
    actions.pop_front();
    return first;
}

Page DeskFsm::page() const {
    return page_of(impl_->desk);
}

bool DeskFsm::busy() const {
    return desk::busy(impl_->desk);
}

const Settings& DeskFsm::settings() const {
    return impl_->desk.settings;
}

}  // namespace luot::desk
