// Notes that clerks write for each other, over sockets.
#include "desk_fixture.hpp"

using namespace luot;
using namespace luot::fakes::at_desk;
using fakes::Device;
using Texts = std::vector<std::string>;

namespace {

// An office with a ticket, and who writes notes of it.
struct Visit {
    explicit Visit(bool pins_asked_for = false) : office(pins_asked_for), keeper(office.desk()) {
        Device& kiosk = office.hall.device("hello 1 kiosk kiosk-1");
        kiosk.say("ask 1 issue");
        office.hall.until([&] { return office.hall.tickets() == 1; });
        ticket = std::to_string(office.hall.service->told().tickets.begin()->first.value);
    }
    std::string note(const std::string& words) const { return "note " + ticket + " " + words; }
    // All that it said is taken, and what came of it has been heard.
    void heard_all(Device& device) {
        const std::string stamp = std::to_string(++stamps);
        device.say("ping " + stamp);
        office.until_heard(device, "pong " + stamp);
    }
    Office office;
    Keeper keeper;
    std::string ticket;
    int stamps = 0;
};

}  // namespace

TEST_CASE("a note is told to all at the desks once it is kept and to those who come later") {
    Visit visit;
    Device& clerk = visit.office.counter();
    Device& chief = visit.office.hall.device("hello 1 supervisor chief");
    Device& quiet = visit.office.hall.device("hello 1 counter counter-9 pushes=no");
    clerk.say(visit.note("an brings the paper"));
    visit.heard_all(clerk);
    CHECK(visit.keeper.asked.size() == 1);
    CHECK(clerk.count("note") == 0);
    visit.keeper.let_go(false);  // the disk did not take it
    visit.heard_all(clerk);
    CHECK(clerk.count("note") == 0);
    clerk.say(visit.note("an brings the paper"));
    visit.heard_all(clerk);
    visit.keeper.let_go();
    visit.office.until_heard(clerk, visit.note("an brings the paper"));
    visit.office.until_heard(chief, visit.note("an brings the paper"));
    Device& later = visit.office.counter("counter-2");
    visit.office.until_heard(later, visit.note("an brings the paper"));
    // Said once more it is told again, to whoever says it, and not kept again.
    clerk.say(visit.note("an brings the paper"));
    visit.office.hall.until([&] { return clerk.count("note") == 2; });
    CHECK(visit.keeper.asked.size() == 2);
    CHECK(chief.count("note") == 1);
    CHECK(visit.office.hall.devices.front()->count("note") == 0);  // the kiosk
    // Taken away by the supervisor: there until it is gone from the disk.
    chief.say(visit.note("chief"));
    visit.heard_all(chief);
    CHECK(chief.count("note") == 1);
    visit.keeper.let_go();
    visit.office.until_heard(clerk, visit.note("chief "));
    visit.office.until_heard(chief, visit.note("chief "));
    // Who is shown nothing hears of its own.
    quiet.say(visit.note("an other words"));
    visit.heard_all(quiet);
    visit.keeper.let_go();
    visit.office.until_heard(quiet, visit.note("an other words"));
    visit.office.until_heard(clerk, visit.note("an other words"));
    CHECK(quiet.count("note") == 1);
}

TEST_CASE("whoever wrote a note hears of it also where another one takes its place at once") {
    Visit visit;
    Device& one = visit.office.counter("counter-1");
    Device& other = visit.office.counter("counter-2");
    one.say(visit.note("an first"));
    visit.heard_all(one);
    other.say(visit.note("binh second"));
    visit.heard_all(other);
    visit.keeper.let_go();
    for (Device* device : {&one, &other}) visit.office.until_heard(*device, visit.note("binh second"));
    CHECK(one.has_heard(visit.note("an first")));
    CHECK(place(one, visit.note("an first")) < place(one, visit.note("binh second")));
}

TEST_CASE("the last of several notes in one breath wins also where it is as the first and where it takes away") {
    for (const std::string last : {"an one", "an"}) {
        Visit visit;
        Device& clerk = visit.office.counter();
        clerk.say(visit.note("an one"));
        visit.heard_all(clerk);
        if (last != "an") visit.keeper.let_go();
        clerk.say(Texts{visit.note("an two"), visit.note(last)});
        visit.heard_all(clerk);
        CHECK(visit.keeper.asked.size() == 3);
        visit.keeper.let_go();
        Device& later = visit.office.counter("counter-2");
        visit.heard_all(later);
        CHECK(later.has_heard(visit.note("an one")) == (last != "an"));
        CHECK(later.count("note") == (last != "an" ? 1 : 0));
    }
}

TEST_CASE("a few notes of a connection wait to be kept and others of its are dropped") {
    Visit visit;
    Device& clerk = visit.office.counter();
    Device& other = visit.office.counter("counter-2");
    for (int i = 0; i < 40; ++i) clerk.say(visit.note("an text-" + std::to_string(i)));
    visit.heard_all(clerk);
    const std::size_t at_most = net::DeskLimits().notes_written;
    CHECK(visit.keeper.asked.size() == at_most);
    other.say(visit.note("binh text"));
    visit.heard_all(other);
    CHECK(visit.keeper.asked.size() == at_most + 1);
    visit.keeper.let_go();
    clerk.say(visit.note("an text-39"));  // said again
    visit.heard_all(clerk);
    visit.keeper.let_go();
    visit.office.until_heard(clerk, visit.note("an text-39"));
}

TEST_CASE("a note of a ticket that is not there comes back empty and is not kept") {
    Visit visit;
    Device& clerk = visit.office.counter();
    clerk.say("note 99 an some words");
    visit.office.until_heard(clerk, "note 99 an ");
    CHECK(visit.office.hall.listener->counters().notes_refused == 1);
    clerk.say("note 98 an");  // there is none to take away
    visit.office.until_heard(clerk, "note 98 an ");
    CHECK(visit.keeper.asked.empty());
}

TEST_CASE("where PINs are asked for notes are told to who signed in and names before") {
    Visit visit(true);
    visit.office.desk().noted(net::TicketNote{core::TicketId{7}, "some words", core::CounterId{1}, an, 1});
    Device& clerk = visit.office.counter();
    Device& tablet = visit.office.counter("rating-1");
    Device& quiet = visit.office.hall.device("hello 1 counter counter-9 pushes=no");
    Device& chief = visit.office.hall.device("hello 1 supervisor chief");
    visit.office.until_heard(chief, "note 7 an some words");
    for (Device* device : {&clerk, &tablet, &quiet}) device->say("sign-in an " + std::string(device == &tablet ? "0000" : "1111"));
    visit.office.hall.until([&] { return visit.office.pins.waiting.size() == 3; });
    CHECK(clerk.count("note") == 0);
    CHECK(clerk.count("staff") == 1);
    visit.office.pins.let_go();
    visit.office.until_heard(clerk, "note 7 an some words");
    for (Device* device : {&tablet, &quiet}) {
        visit.heard_all(*device);
        CHECK(device->count("signed-in an") == 1);
        CHECK(device->count("note") == 0);
    }
    CHECK(quiet.count("staff") == 0);
    // Signed in again it is not told twice.
    clerk.say("sign-in an 1111");
    visit.office.hall.until([&] { return visit.office.pins.waiting.size() == 1; });
    visit.office.pins.let_go();
    visit.office.hall.until([&] { return clerk.count("signed-in an done") == 2; });
    visit.office.desk().noted(net::TicketNote{core::TicketId{7}, "other words", core::CounterId{1}, an, 1});
    visit.office.until_heard(clerk, "note 7 an other words");
    CHECK(clerk.count("note") == 2);
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
