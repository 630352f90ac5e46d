#include "net/sign_ins.hpp"

#include <doctest/doctest.h>

#include "net/desk.hpp"

using namespace luot;
using net::SignInOutcome;

namespace {

const core::ClerkCode an{"an"}, binh{"binh"};

struct Door {
    net::DeskLimits limits;
    net::SignIns sign_ins{limits};
    std::int64_t now_ms = 0;

    net::SignedIn try_pin(const core::ClerkCode& clerk, bool right) {
        if (const auto answer = sign_ins.asked(clerk, now_ms)) return *answer;
        return sign_ins.checked(clerk, right, now_ms);
    }
    // Until it is locked; how long it then is.
    std::uint32_t lock(const core::ClerkCode& clerk) {
        for (std::uint32_t left = limits.wrong_pins - 1; left > 0; --left) {
            const auto answer = try_pin(clerk, false);
            CHECK(answer.outcome == SignInOutcome::wrong);
            CHECK(answer.tries_left == left);
        }
        const auto answer = try_pin(clerk, false);
        CHECK(answer.outcome == SignInOutcome::locked);
        return answer.locked_ms;
    }
};

}  // namespace

TEST_CASE("five wrong PINs lock a clerk for a minute then for twice as long up to sixteen") {
    Door door;
    for (const std::uint32_t minutes : {1U, 2U, 4U, 8U, 16U, 16U}) {
        const std::uint32_t locked_ms = door.lock(an);
        CHECK(locked_ms == minutes * 60'000);
        door.now_ms += locked_ms - 1;
        const auto early = door.try_pin(an, true);  // is not even looked at
        CHECK(early.outcome == SignInOutcome::locked);
        CHECK(early.locked_ms == 1);
        CHECK(door.try_pin(binh, true).outcome == SignInOutcome::done);
        door.now_ms += 1;
    }
    CHECK(door.try_pin(an, true).outcome == SignInOutcome::done);
    CHECK(door.lock(an) == 60'000);  // all is forgiven
}

TEST_CASE("a right PIN forgives the wrong ones before it and nothing of it is kept") {
    Door door;
    for (int round = 0; round < 10; ++round) {
        for (int wrong = 0; wrong < 4; ++wrong) door.try_pin(an, false);
        CHECK(door.try_pin(an, true).outcome == SignInOutcome::done);
        CHECK(door.sign_ins.entries() == 0);
    }
}

TEST_CASE("many at once have no more tries than one after the other") {
    Door door;
    for (int i = 0; i < 5; ++i) CHECK_FALSE(door.sign_ins.asked(an, 0).has_value());
    CHECK(door.sign_ins.asked(an, 0)->outcome == SignInOutcome::busy);
    CHECK(door.sign_ins.unchecked(an).outcome == SignInOutcome::busy);  // there was no room for it: no try
    CHECK_FALSE(door.sign_ins.asked(an, 0).has_value());
    for (int i = 0; i < 4; ++i) CHECK(door.sign_ins.checked(an, false, 0).outcome == SignInOutcome::wrong);
    CHECK(door.sign_ins.checked(an, false, 0).outcome == SignInOutcome::locked);
}

TEST_CASE("a right PIN beside wrong ones under way leaves these counted") {
    Door door;
    for (int i = 0; i < 2; ++i) CHECK_FALSE(door.sign_ins.asked(an, 0).has_value());
    CHECK(door.sign_ins.checked(an, true, 0).outcome == SignInOutcome::done);
    CHECK(door.sign_ins.checked(an, false, 0).tries_left == 4);
    CHECK(door.sign_ins.entries() == 1);
}

namespace {

struct Keeper final : net::NoteKeeper {
    void keep(const net::TicketNote& note) override { kept.push_back(note); }
    std::vector<net::TicketNote> kept;
};
struct Member final : net::DeskMember {
    void on_notes() override { ++calls; }
    void on_noted(const net::TicketNote&) override { ++calls; }
    int calls = 0;
};

net::TicketNote note_of(std::uint64_t ticket, const char* text) {
    net::TicketNote note;
    note.ticket = core::TicketId{ticket};
    note.text = text;
    return note;
}

// What a member is told behind `change`.
std::vector<std::string> told(const net::Desk& desk, std::uint64_t& change, std::uint64_t gone_through = 0) {
    std::vector<std::string> all;
    while (const auto changed = desk.note_after(change, gone_through)) {
        change = changed->number;
        all.push_back(std::to_string(changed->note.ticket.value) + " " + changed->note.text);
    }
    return all;
}

}  // namespace

TEST_CASE("of each ticket the last note is told and what was taken away only to those who knew it") {
    const net::DeskLimits limits;
    net::Desk desk(limits);
    Member early, late;
    desk.joined(early);
    CHECK(early.calls == 0);
    std::uint64_t early_change = 0, late_change = 0;
    desk.noted(note_of(1, "a"));
    desk.noted(note_of(2, "b"));
    CHECK(early.calls == 2);
    CHECK(told(desk, early_change) == std::vector<std::string>{"1 a", "2 b"});
    desk.noted(note_of(1, "c"));
    desk.noted(note_of(2, ""));
    CHECK(desk.notes() == 1);
    CHECK(desk.note_of(core::TicketId{2}) == nullptr);
    desk.joined(late);
    CHECK(late.calls == 1);
    const std::uint64_t gone_through = desk.last_change();
    CHECK(told(desk, late_change, gone_through) == std::vector<std::string>{"1 c"});
    CHECK(told(desk, early_change) == std::vector<std::string>{"1 c", "2 "});
    desk.noted(note_of(1, ""));
    CHECK(told(desk, late_change, gone_through) == std::vector<std::string>{"1 "});
    desk.left(late);
    desk.noted(note_of(3, "d"));
    CHECK(late.calls == 2);
    desk.day_over();
    CHECK(desk.notes() == 0);
    CHECK(told(desk, late_change, gone_through).empty());
}

TEST_CASE("a day has so many notes and without a keeper none") {
    net::DeskLimits limits;
    limits.notes = 2;
    net::Desk desk(limits);
    CHECK_FALSE(desk.write(note_of(1, "a")));
    Keeper keeper;
    desk.set_note_keeper(&keeper);
    for (const std::uint64_t ticket : {1U, 2U}) {
        CHECK(desk.write(note_of(ticket, "a")));
        desk.noted(note_of(ticket, "a"));
    }
    desk.noted(note_of(2, ""));
    CHECK_FALSE(desk.write(note_of(3, "a")));
    CHECK(desk.write(note_of(1, "b")));
    CHECK(keeper.kept.size() == 3);
    desk.day_over();
    CHECK(desk.write(note_of(3, "a")));
}

TEST_CASE("boards are told badges and no names") {
    const net::DeskLimits limits;
    net::Desk desk(limits);
    desk.set_staff(net::Staff{{{an, "Nguyen An", "An"}}});
    CHECK(desk.staff().clerks.at(0).name == "Nguyen An");
    CHECK(desk.badges().clerks.at(0).name.empty());
    CHECK(desk.badges().clerks.at(0).badge == "An");
}
