// Clerks who sign in and write notes, over sockets.
#include "net/desk.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "hall_fixture.hpp"

using namespace luot;
using fakes::Device;
using fakes::Hall;
using Texts = std::vector<std::string>;

namespace {

const core::ClerkCode an{"an"};

// Holds each PIN until it is let go. 1111 is right.
struct Pins final : net::PinChecker {
    bool has_pin(const core::ClerkCode& clerk) const override { return clerk == an; }
    bool check(const core::ClerkCode&, std::string pin, OnChecked on_checked) override {
        if (waiting.size() >= waiting_max) return false;
        waiting.emplace_back(pin == "1111", std::move(on_checked));
        return true;
    }
    void let_go() {
        for (auto& [right, on_checked] : std::exchange(waiting, {})) on_checked(right);
    }
    std::size_t waiting_max = 8;
    std::vector<std::pair<bool, OnChecked>> waiting;
};

// Keeps at once, or nothing at all.
struct Keeper final : net::NoteKeeper {
    explicit Keeper(net::Desk& the_desk) : desk(the_desk) { desk.set_note_keeper(this); }
    void keep(const net::TicketNote& note) override {
        ++asked;
        if (works) desk.noted(note);
    }
    net::Desk& desk;
    bool works = true;
    int asked = 0;
};

struct Office {
    explicit Office(bool pins_asked_for, bool badges = false) {
        core::Configure configure;
        configure.office = fakes::office();
        configure.office.desk.pin = pins_asked_for;
        configure.office.desk.show_badges = badges;
        configure.digest = "two";
        bool configured = false;
        hall.service->submit(configure, core::Origin{}, [&](const engine::Reply&) { configured = true; });
        hall.until([&] { return configured; });
        desk().set_pins(&pins);
        desk().set_staff(net::Staff{{{an, "Nguyen", "An"}}});
    }
    net::Desk& desk() { return hall.listener->desk(); }
    Device& counter(const std::string& name = "counter-1") { return hall.device("hello 1 counter " + name); }
    void until_heard(const Device& device, const std::string& text) {
        hall.until([&] { return device.has_heard(text); });
    }
    Pins pins;
    Hall hall;
};

std::size_t place(const Device& device, const std::string& start) {
    const auto found = std::find_if(device.heard.begin(), device.heard.end(), [&](const auto& text) { return text.starts_with(start); });
    return static_cast<std::size_t>(found - device.heard.begin());
}

}  // namespace

TEST_CASE("what stands behind a sign-in waits for its answer and others do not") {
    Office office(true);
    Device& clerk = office.counter();
    clerk.say(Texts{"sign-in an 1111", "ask 1 issue", "ping 7"});
    office.hall.until([&] { return office.pins.waiting.size() == 1; });
    Device& kiosk = office.hall.device("hello 1 kiosk kiosk-1");
    kiosk.say(Texts{"ask 1 issue", "ping 8"});
    office.until_heard(kiosk, "pong 8");
    CHECK(clerk.count("pong 7") == 0);
    CHECK(clerk.count("reply") == 0);
    clerk.say("ask 2 recall-binh");  // read later still
    office.pins.let_go();
    office.hall.until([&] { return clerk.count("reply 2") == 1 && clerk.count("reply 1") == 1; });
    CHECK(place(clerk, "signed-in an done") < place(clerk, "pong 7"));
    CHECK(clerk.has_heard("reply 2 not_signed_in"));
    CHECK_FALSE(clerk.has_heard("reply 1 not_signed_in"));
    CHECK(office.hall.listener->counters().sign_ins == 1);
}

TEST_CASE("while a PIN is checked the server has nothing to do") {
    Office office(true);
    Device& clerk = office.counter();
    clerk.say(Texts{"sign-in an 1111", "ping 7"});
    office.hall.until([&] { return office.pins.waiting.size() == 1; });
    office.hall.context.restart();
    std::size_t done = 0;
    while (done < 1'000 && office.hall.context.poll_one() != 0) ++done;
    CHECK(done < 1'000);  // it does not spin
    office.pins.let_go();
    office.until_heard(clerk, "pong 7");
}

TEST_CASE("whoever has no PIN or comes when too many wait is told so at once") {
    Office office(true);
    Device& clerk = office.counter();
    clerk.say("sign-in binh 1111");
    office.until_heard(clerk, "signed-in binh unknown");
    office.pins.waiting_max = 0;
    clerk.say("sign-in an 1111");
    office.until_heard(clerk, "signed-in an busy");
    office.pins.waiting_max = 8;
    clerk.say("sign-in an 1111");
    office.hall.until([&] { return office.pins.waiting.size() == 1; });
    office.pins.let_go();
    office.until_heard(clerk, "signed-in an done");
    const net::Counters& counters = office.hall.listener->counters();
    CHECK(counters.sign_ins_unknown == 1);
    CHECK(counters.sign_ins_busy == 1);
}

TEST_CASE("an office without PINs lets everybody sign in") {
    Office office(false);
    Device& clerk = office.counter();
    clerk.say("sign-in binh 0");
    office.until_heard(clerk, "signed-in binh done");
    CHECK(office.pins.waiting.empty());
}

TEST_CASE("a wrong PIN counts also where whoever said it has gone") {
    Office office(true);
    for (int i = 0; i < 5; ++i) {
        Device& guest = office.counter("guest-" + std::to_string(i));
        guest.say("sign-in an 0000");
        office.hall.until([&] { return office.pins.waiting.size() == 1; });
        guest.hang_up();
        office.hall.devices.pop_back();
        office.pins.let_go();
    }
    Device& clerk = office.counter();
    clerk.say("sign-in an 1111");
    office.hall.until([&] { return clerk.count("signed-in an locked") == 1; });
    CHECK(office.hall.listener->counters().sign_ins_wrong == 4);
    CHECK(office.hall.listener->counters().sign_ins_locked == 2);
}

TEST_CASE("counters and supervisors are told who the clerks are before anything else and boards only where badges are shown") {
    for (const bool badges : {false, true}) {
        Office office(false, badges);
        for (const std::string role : {"counter", "supervisor", "administrator"}) {
            Device& device = office.hall.device("hello 1 " + role + " it");
            office.hall.until([&] { return device.count("snapshot") == 1; });
            CHECK(place(device, "staff an/Nguyen/An") < place(device, "snapshot"));
        }
        Device& board = office.hall.device("hello 1 board board-1");
        office.hall.until([&] { return board.count("snapshot") == 1; });
        CHECK(board.count("staff an//An") == (badges ? 1 : 0));
        CHECK(board.count("staff") == (badges ? 1 : 0));
        Device& kiosk = office.hall.device("hello 1 kiosk kiosk-1");
        office.hall.until([&] { return kiosk.count("snapshot") == 1; });
        CHECK(kiosk.count("staff") == 0);
    }
}

TEST_CASE("a note is told to all at the desks once it is kept and to those who come later") {
    Office office(false);
    Keeper keeper(office.desk());
    Device& clerk = office.counter();
    Device& chief = office.hall.device("hello 1 supervisor chief");
    Device& kiosk = office.hall.device("hello 1 kiosk kiosk-1");
    kiosk.say("ask 1 issue");
    office.hall.until([&] { return office.hall.tickets() == 1; });
    const std::string ticket = std::to_string(office.hall.service->told().tickets.begin()->first.value);
    keeper.works = false;
    clerk.say(Texts{"note " + ticket + " an brings the paper", "ping 1"});
    office.until_heard(clerk, "pong 1");
    CHECK(keeper.asked == 1);
    CHECK(clerk.count("note") == 0);
    keeper.works = true;
    clerk.say("note " + ticket + " an brings the paper");
    office.until_heard(clerk, "note " + ticket + " an brings the paper");
    office.until_heard(chief, "note " + ticket + " an brings the paper");
    Device& later = office.counter("counter-2");
    office.until_heard(later, "note " + ticket + " an brings the paper");
    // Said once more it is told again, to whoever says it, and not kept again.
    clerk.say("note " + ticket + " an brings the paper");
    office.hall.until([&] { return clerk.count("note") == 2; });
    CHECK(keeper.asked == 2);
    CHECK(chief.count("note") == 1);
    CHECK(kiosk.count("note") == 0);
    // Taken away by the supervisor.
    chief.say("note " + ticket + " chief");
    office.until_heard(clerk, "note " + ticket + " chief ");
}

TEST_CASE("whoever wrote a note hears of it also where another one takes its place at once") {
    Office office(false);
    struct Slow final : net::NoteKeeper {
        void keep(const net::TicketNote& note) override { waiting.push_back(note); }
        std::vector<net::TicketNote> waiting;
    } keeper;
    office.desk().set_note_keeper(&keeper);
    Device& one = office.counter("counter-1");
    Device& other = office.counter("counter-2");
    one.say("ask 1 issue");
    office.hall.until([&] { return office.hall.tickets() == 1; });
    const std::string ticket = std::to_string(office.hall.service->told().tickets.begin()->first.value);
    one.say("note " + ticket + " an first");
    office.hall.until([&] { return keeper.waiting.size() == 1; });
    other.say("note " + ticket + " binh second");
    office.hall.until([&] { return keeper.waiting.size() == 2; });
    for (const auto& note : keeper.waiting) office.desk().noted(note);
    office.until_heard(one, "note " + ticket + " an first");
    office.until_heard(one, "note " + ticket + " binh second");
    office.until_heard(other, "note " + ticket + " binh second");
    CHECK(place(one, "note " + ticket + " an first") < place(one, "note " + ticket + " binh second"));
    office.desk().set_note_keeper(nullptr);
}

TEST_CASE("a note of a ticket that is not there comes back empty and is not kept") {
    Office office(false);
    Keeper keeper(office.desk());
    keeper.works = false;
    Device& clerk = office.counter();
    clerk.say("note 99 an some words");
    office.until_heard(clerk, "note 99 an ");
    CHECK(keeper.asked == 0);
    CHECK(office.hall.listener->counters().notes_refused == 1);
    // To take away what nobody has comes back at once; the keeper hears of it, for it may be on its way there.
    clerk.say("note 98 an");
    office.until_heard(clerk, "note 98 an ");
    CHECK(keeper.asked == 1);
}

TEST_CASE("a days notes reach who comes without cutting them off") {
    Office office(false);
    for (std::uint64_t ticket = 1; ticket <= 1'000; ++ticket) {
        net::TicketNote note;
        note.ticket = core::TicketId{ticket};
        note.text = "text";
        office.desk().noted(note);
    }
    Device& clerk = office.counter();
    office.hall.until([&] { return clerk.count("note") == 1'000; });
    CHECK(office.hall.listener->counters().too_slow == 0);
}
