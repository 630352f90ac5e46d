#include "net/sign_ins.hpp"

#include <doctest/doctest.h>

#include "net/desk.hpp"

using namespace luot;
using net::SignInOutcome;
using net::SignInTry;

namespace {

const core::ClerkCode an{"an"}, binh{"binh"};

SignInTry at(const core::ClerkCode& clerk, const char* device, std::uint64_t session) {
    return SignInTry{clerk, core::SessionId{session}, core::DeviceCode{device}};
}
const SignInTry stranger = at(an, "stranger", 7), window = at(an, "window-1", 1);

struct Door {
    net::DeskLimits limits;
    net::SignIns sign_ins{limits};
    std::int64_t now_ms = 0;

    net::SignedIn try_pin(const SignInTry& who, bool right) {
        if (const auto answer = sign_ins.asked(who, now_ms)) return *answer;
        return sign_ins.checked(who, right, now_ms);
    }
    SignInOutcome outcome(const SignInTry& who, bool right) { return try_pin(who, right).outcome; }
    // Until it is locked; how long it then is.
    std::uint32_t lock(const SignInTry& who) {
        for (std::uint32_t left = limits.wrong_pins - 1; left > 0; --left) {
            const auto answer = try_pin(who, false);
            CHECK(answer.outcome == SignInOutcome::wrong);
            CHECK(answer.tries_left == left);
        }
        const auto answer = try_pin(who, false);
        CHECK(answer.outcome == SignInOutcome::locked);
        return answer.locked_ms;
    }
};

}  // namespace

TEST_CASE("five wrong PINs lock a clerk for a minute then for twice as long up to sixteen") {
    Door door;
    for (const std::uint32_t minutes : {1U, 2U, 4U, 8U, 16U, 16U}) {
        const std::uint32_t locked_ms = door.lock(stranger);
        CHECK(locked_ms == minutes * 60'000);
        door.now_ms += locked_ms - 1;
        const auto early = door.try_pin(window, true);  // is not even looked at
        CHECK(early.outcome == SignInOutcome::locked);
        CHECK(early.locked_ms == 1);
        CHECK(door.outcome(at(binh, "window-2", 2), true) == SignInOutcome::done);
        door.now_ms += 1;
    }
    CHECK(door.outcome(window, true) == SignInOutcome::done);
    CHECK(door.lock(stranger) == 960'000);  // the right one of somebody else forgives nothing
    door.now_ms += 960'000 + door.limits.wrong_forgotten.count();
    CHECK(door.lock(stranger) == 60'000);
}

TEST_CASE("a right PIN forgives the wrong ones of its own device and nothing of it is kept") {
    Door door;
    for (int round = 0; round < 10; ++round) {
        for (int wrong = 0; wrong < 4; ++wrong) CHECK(door.outcome(at(an, "window-1", 10 + round), false) == SignInOutcome::wrong);
        CHECK(door.outcome(at(an, "window-1", 10 + round), true) == SignInOutcome::done);
        CHECK(door.sign_ins.entries() == 0);
    }
}

TEST_CASE("right PINs at the counter do not give a stranger more tries") {
    Door door;
    int tries = 0;
    for (; tries < 100; ++tries) {
        if (door.outcome(at(an, "stranger", 100 + tries), false) == SignInOutcome::locked) break;
        CHECK(door.outcome(at(an, "window-1", 200 + tries), true) == SignInOutcome::done);
    }
    CHECK(tries == 4);
}

TEST_CASE("wrong PINs are forgotten an hour after the last one") {
    Door door;
    for (int wrong = 0; wrong < 4; ++wrong) door.try_pin(stranger, false);
    door.now_ms += door.limits.wrong_forgotten.count() - 1;
    CHECK(door.outcome(stranger, false) == SignInOutcome::locked);
    door.now_ms += 60'000 + door.limits.wrong_forgotten.count();
    for (int wrong = 0; wrong < 4; ++wrong) door.try_pin(stranger, false);
    door.now_ms += door.limits.wrong_forgotten.count();
    CHECK(door.try_pin(stranger, false).tries_left == 4);
}

TEST_CASE("whoever signed in at a session does so through a lock and has tries of its own") {
    Door door;
    CHECK(door.outcome(window, true) == SignInOutcome::done);
    door.lock(stranger);
    CHECK(door.outcome(at(an, "window-1", 2), true) == SignInOutcome::locked);  // another session
    CHECK(door.outcome(window, true) == SignInOutcome::done);
    CHECK(door.outcome(stranger, true) == SignInOutcome::locked);  // it is still locked
    for (const std::uint32_t left : {4U, 3U, 2U, 1U}) CHECK(door.try_pin(window, false).tries_left == left);
    CHECK(door.outcome(window, true) == SignInOutcome::done);
    for (int wrong = 0; wrong < 4; ++wrong) CHECK(door.outcome(window, false) == SignInOutcome::wrong);
    CHECK(door.try_pin(window, false).locked_ms == 120'000);  // from now on it is as any other
    CHECK(door.outcome(window, true) == SignInOutcome::locked);
}

TEST_CASE("a session is one clerks and so many are remembered") {
    Door door;
    door.limits.sessions_remembered = 3;
    CHECK(door.outcome(window, true) == SignInOutcome::done);
    CHECK(door.outcome(at(binh, "window-1", 1), true) == SignInOutcome::done);
    door.lock(stranger);
    CHECK(door.outcome(window, true) == SignInOutcome::locked);  // the session is the colleague's now
    for (std::uint64_t session = 2; session <= 10; ++session) door.try_pin(at(binh, "window-2", session), true);
    CHECK(door.sign_ins.sessions() == 3);
    door.lock(at(binh, "stranger", 7));
    CHECK(door.outcome(at(binh, "window-1", 1), true) == SignInOutcome::locked);
    CHECK(door.outcome(at(binh, "window-2", 10), true) == SignInOutcome::done);
}

TEST_CASE("many at once are told of no more PINs than one after the other") {
    Door door;
    for (int i = 0; i < 12; ++i) CHECK_FALSE(door.sign_ins.asked(stranger, 0).has_value());
    CHECK(door.sign_ins.asked(stranger, 0)->outcome == SignInOutcome::busy);
    CHECK(door.sign_ins.unchecked(stranger).outcome == SignInOutcome::busy);  // there was no room for it: no try
    CHECK_FALSE(door.sign_ins.asked(stranger, 0).has_value());
    for (int i = 0; i < 4; ++i) CHECK(door.sign_ins.checked(stranger, false, 0).outcome == SignInOutcome::wrong);
    CHECK(door.sign_ins.checked(stranger, false, 0).outcome == SignInOutcome::locked);
    for (int i = 0; i < 3; ++i) CHECK(door.sign_ins.checked(stranger, true, 0).outcome == SignInOutcome::locked);
    for (int i = 0; i < 4; ++i) CHECK(door.sign_ins.checked(stranger, false, 0).locked_ms == 60'000);  // and none counts
}

TEST_CASE("a clerk with many windows signs in at all of them at once") {
    Door door;
    for (std::uint64_t i = 0; i < 12; ++i) CHECK_FALSE(door.sign_ins.asked(at(an, "window", i), 0).has_value());
    for (std::uint64_t i = 0; i < 12; ++i) CHECK(door.sign_ins.checked(at(an, "window", i), true, 0).outcome == SignInOutcome::done);
    CHECK(door.sign_ins.entries() == 0);
}

TEST_CASE("a right PIN beside wrong ones under way leaves these counted") {
    Door door;
    for (int i = 0; i < 2; ++i) CHECK_FALSE(door.sign_ins.asked(stranger, 0).has_value());
    CHECK(door.sign_ins.checked(stranger, true, 0).outcome == SignInOutcome::done);
    CHECK(door.sign_ins.checked(at(an, "stranger", 8), false, 0).tries_left == 4);
    CHECK(door.sign_ins.entries() == 1);
}

namespace {

struct Keeper final : net::NoteKeeper {
    bool keep(const net::TicketNote&, OnKept on_kept) override {
        if (waiting.size() >= waiting_max) return false;
        waiting.push_back(std::move(on_kept));
        return true;
    }
    void settle(bool durable = true) {
        const OnKept first = waiting.front();
        waiting.erase(waiting.begin());
        first(durable);
    }
    std::size_t waiting_max = 8;
    std::vector<OnKept> waiting;
};
struct Member final : net::DeskMember {
    void on_notes() override { ++calls; }
    void on_written(const net::TicketNote& note, bool durable) override { written.push_back(note.text + (durable ? "" : " lost")); }
    int calls = 0;
    std::vector<std::string> written;
};
using Written = net::Desk::Written;

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
    CHECK(desk.write(note_of(1, "a"), {}) == Written::no_room);
    Keeper keeper;
    desk.set_note_keeper(&keeper);
    for (const std::uint64_t ticket : {1U, 2U}) CHECK(desk.write(note_of(ticket, "a"), {}) == Written::under_way);
    CHECK(desk.write(note_of(3, "a"), {}) == Written::no_room);  // those under way count
    keeper.settle();
    keeper.settle();
    desk.noted(note_of(2, ""));
    CHECK(desk.write(note_of(3, "a"), {}) == Written::no_room);
    CHECK(desk.write(note_of(1, "b"), {}) == Written::under_way);
    desk.day_over();
    keeper.settle(false);
    CHECK(desk.write(note_of(3, "a"), {}) == Written::under_way);
    keeper.waiting_max = 1;
    CHECK(desk.write(note_of(3, "b"), {}) == Written::busy);
}

TEST_CASE("a note is noted when it is kept and its writer alone hears what came of it") {
    const net::DeskLimits limits;
    net::Desk desk(limits);
    Keeper keeper;
    desk.set_note_keeper(&keeper);
    auto writer = std::make_shared<Member>();
    Member other;
    desk.joined(*writer);
    desk.joined(*writer);  // once more is nothing more
    desk.joined(other);
    desk.write(note_of(1, "a"), writer);
    desk.write(note_of(1, "b"), writer);
    CHECK(desk.is_under_way(core::TicketId{1}));
    CHECK(desk.note_of(core::TicketId{1}) == nullptr);
    keeper.settle();
    CHECK(desk.is_under_way(core::TicketId{1}));
    CHECK(desk.note_of(core::TicketId{1})->text == "a");
    keeper.settle(false);
    CHECK_FALSE(desk.is_under_way(core::TicketId{1}));
    CHECK(desk.note_of(core::TicketId{1})->text == "a");
    CHECK(writer->written == std::vector<std::string>{"a", "b lost"});
    CHECK(writer->calls == 0);
    CHECK(other.calls == 1);
    CHECK(other.written.empty());
    desk.write(note_of(1, "c"), writer);
    desk.left(*writer);
    writer.reset();
    keeper.settle();
    CHECK(desk.note_of(core::TicketId{1})->text == "c");
}

TEST_CASE("boards are told badges and no names") {
    const net::DeskLimits limits;
    net::Desk desk(limits);
    desk.set_staff(net::Staff{{{an, "Nguyen An", "An"}}});
    CHECK(desk.staff().clerks.at(0).name == "Nguyen An");
    CHECK(desk.badges().clerks.at(0).name.empty());
    CHECK(desk.badges().clerks.at(0).badge == "An");
}
