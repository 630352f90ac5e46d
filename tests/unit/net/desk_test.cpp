// Clerks who sign in, over sockets.
#include "desk_fixture.hpp"

using namespace luot;
using namespace luot::fakes::at_desk;
using fakes::Device;
using Texts = std::vector<std::string>;

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

TEST_CASE("without memory to check a PIN it is busy and no try") {
    Office office(true);
    office.pins.has_memory = false;
    std::vector<std::string> logged;
    office.desk().set_on_wrong_pin([&](const net::SignInTry& who, const net::SignedIn& answer) {
        logged.push_back(who.clerk.value + " at " + who.device.value + " " + std::to_string(answer.tries_left));
    });
    Device& clerk = office.counter();
    for (std::size_t i = 1; i <= 6; ++i) {
        clerk.say("sign-in an 1111");
        office.hall.until([&] { return office.pins.waiting.size() == 1; });
        office.pins.let_go();
        office.hall.until([&] { return clerk.count("signed-in an busy") == i; });
    }
    CHECK(logged.empty());
    office.pins.has_memory = true;
    clerk.say("sign-in an 0000");
    office.hall.until([&] { return office.pins.waiting.size() == 1; });
    office.pins.let_go();
    office.until_heard(clerk, "signed-in an wrong 4 left");
    CHECK(logged == std::vector<std::string>{"an at counter-1 4"});
}

TEST_CASE("who comes back with its session signs in through a lock that strangers made") {
    Office office(true);
    const auto sign_in = [&](Device& device, const std::string& pin) {
        device.say("sign-in an " + pin);
        office.hall.until([&] { return office.pins.waiting.size() == 1; });
        office.pins.let_go();
    };
    Device& clerk = office.counter();
    sign_in(clerk, "1111");
    office.until_heard(clerk, "signed-in an done");
    const std::string session = std::to_string(clerk.session());
    Device& stranger = office.counter("stranger");
    for (int i = 0; i < 5; ++i) sign_in(stranger, "0000");
    office.hall.until([&] { return stranger.count("signed-in an locked") == 1; });
    clerk.hang_up();
    Device& back = office.hall.device("hello 1 counter counter-1 session=" + session);
    sign_in(back, "1111");
    office.until_heard(back, "signed-in an done");
    back.say("ask 9 recall-an");
    office.hall.until([&] { return back.count("reply 9") == 1; });
    CHECK_FALSE(back.has_heard("reply 9 not_signed_in"));
}

TEST_CASE("a repeat of what was accepted is answered also where nobody signed in again") {
    Office office(true);
    Device& clerk = office.counter();
    clerk.say("sign-in an 1111");
    office.hall.until([&] { return office.pins.waiting.size() == 1; });
    office.pins.let_go();
    clerk.say("ask 1 issue");
    office.hall.until([&] { return clerk.count("reply 1") == 1; });
    const std::string session = std::to_string(clerk.session());
    clerk.hang_up();
    Device& back = office.hall.device("hello 1 counter counter-1 session=" + session);
    back.say(Texts{"ask 1 issue", "ask 2 issue"});
    office.hall.until([&] { return back.count("reply 2") == 1; });
    CHECK(back.heard.at(place(back, "reply 1")) == clerk.heard.at(place(clerk, "reply 1")));
    CHECK(back.has_heard("reply 2 not_signed_in"));
    CHECK(office.hall.tickets() == 1);
}

TEST_CASE("a counter is handed over only to who could sign in there") {
    for (const bool pins : {true, false}) {
        Office office(pins);
        Device& clerk = office.counter();
        if (pins) {
            clerk.say("sign-in an 1111");
            office.hall.until([&] { return office.pins.waiting.size() == 1; });
            office.pins.let_go();
        }
        clerk.say(Texts{"ask 1 hand-over-binh", "ask 2 issue"});
        office.hall.until([&] { return clerk.count("reply 2") == 1 && clerk.count("reply 1") == 1; });
        CHECK(clerk.has_heard("reply 1 unknown_clerk") == pins);
        CHECK_FALSE(clerk.has_heard("reply 2 not_signed_in"));
    }
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
