#include "wire/client_fsm.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "probe.hpp"

using namespace luot;
using namespace std::chrono_literals;
using test::FakeOffice;
using test::Numbers;
using test::Probe;
using wire::LinkState;

TEST_CASE("client fsm - says hello and becomes live with the welcome") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    CHECK(probe.connects == 1);
    probe.connect();
    REQUIRE(probe.sent.size() == 1);
    const auto& hello = probe.sent[0].hello();
    CHECK(hello.major() == 1);
    CHECK(hello.role() == v1::ROLE_KIOSK);
    CHECK(hello.device() == "kiosk-1");
    CHECK(hello.credential() == "secret");
    CHECK(hello.session() == 0);
    CHECK(hello.resume_from() == 0);
    CHECK(probe.fsm.state() == LinkState::connecting);
    probe.hear_welcome(5);
    CHECK(probe.fsm.state() == LinkState::live);
    CHECK(probe.fsm.session() == 5);
    probe.lose();
    CHECK(probe.fsm.state() == LinkState::lost);
}

TEST_CASE("client fsm - bytes cut anywhere mean the same") {
    v1::Envelope welcome, snapshot, event, ping;
    welcome.mutable_welcome()->set_session(5);
    snapshot.mutable_snapshot()->set_seq(10);
    event.mutable_event()->set_seq(11);
    ping.mutable_ping()->set_stamp(77);
    const auto bytes = FakeOffice::framed(welcome) + FakeOffice::framed(snapshot) + FakeOffice::framed(event) + FakeOffice::framed(ping);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        CAPTURE(cut);
        Probe probe;
        probe.fsm.start(probe.now);
        probe.drain();
        probe.connect();
        probe.hear(bytes.substr(0, cut));
        probe.hear(bytes.substr(cut));
        CHECK(probe.fsm.state() == LinkState::live);
        CHECK(probe.snapshots == Numbers{10});
        CHECK(probe.events == Numbers{11});
        REQUIRE(probe.sent.size() == 2);
        CHECK(probe.sent[1].pong().stamp() == 77);
    }
}

TEST_CASE("client fsm - pings at once when asked and says when the pong has come") {
    Probe probe;
    probe.fsm.ping(probe.now);
    probe.drain();
    CHECK(probe.sent.empty());  // nobody is there
    probe.fsm.start(probe.now);
    probe.drain();
    probe.fsm.connected(probe.now);
    probe.drain();
    probe.hear_welcome();
    probe.sent.clear();
    probe.fsm.ping(probe.now);
    probe.drain();
    REQUIRE(probe.sent.size() == 1);
    REQUIRE(probe.sent[0].has_ping());
    v1::Envelope event;
    event.mutable_event()->set_seq(9);
    v1::Envelope pong;
    pong.mutable_pong()->set_stamp(probe.sent[0].ping().stamp());
    probe.hear(event);
    CHECK(probe.pongs == 0);
    probe.hear(pong);
    CHECK(probe.pongs == 1);
    CHECK(probe.events == std::vector<std::uint64_t>{9});
}

TEST_CASE("client fsm - knows how far the server has heard it and not only that the server speaks") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    const wire::Instant hello_at = probe.now;
    probe.now += wire::Instant(300);
    probe.hear_welcome();
    CHECK(probe.fsm.confirmed() == hello_at);
    const auto pong = [&](wire::Instant sent) {
        v1::Envelope envelope;
        envelope.mutable_pong()->set_stamp(static_cast<std::uint64_t>(sent.count()));
        probe.hear(envelope);
    };
    probe.now += wire::Instant(5'000);
    const wire::Instant ping_at = probe.now;
    probe.fsm.ping(probe.now);
    probe.now += wire::Instant(200);
    probe.hear_event(9);  // the server speaks; whether it hears is not known yet
    CHECK(probe.fsm.confirmed() == hello_at);
    pong(ping_at);
    CHECK(probe.fsm.confirmed() == ping_at);
    pong(hello_at);  // late
    CHECK(probe.fsm.confirmed() == ping_at);
    pong(probe.now + wire::Instant(60'000));  // of no ping that was sent
    CHECK(probe.fsm.confirmed() == ping_at);
}

TEST_CASE("client fsm - says how the device is at once and with every connection") {
    Probe probe;
    v1::DeviceReport report;
    report.mutable_printer()->set_state(v1::PRINTER_STATE_PAPER_LOW);
    probe.fsm.report(report);  // nobody is there yet
    probe.drain();
    CHECK(probe.sent.empty());
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    CHECK(probe.sent.size() == 1);  // the Hello alone
    probe.hear_welcome();
    REQUIRE(probe.sent.size() == 2);
    CHECK(probe.sent[1].device_report().printer().state() == v1::PRINTER_STATE_PAPER_LOW);
    report.mutable_printer()->set_state(v1::PRINTER_STATE_PAPER_END);
    probe.fsm.report(report);
    probe.drain();
    REQUIRE(probe.sent.size() == 3);
    probe.submit("land", 1);
    CHECK(probe.sent_numbers() == Numbers{1});  // a report takes no number
    probe.lose();
    probe.reconnect();
    probe.hear_welcome();
    REQUIRE(probe.sent.size() == 3);
    CHECK(probe.sent[1].device_report().printer().state() == v1::PRINTER_STATE_PAPER_END);
    CHECK(probe.sent[2].has_request());
}

TEST_CASE("client fsm - who speaks is about this moment and not said later") {
    Probe probe;
    v1::VoiceReport report;
    report.set_zone("hall");
    probe.fsm.report(report);
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    probe.hear_welcome();
    CHECK(probe.sent.size() == 1);  // the Hello alone
    probe.fsm.report(report);
    probe.drain();
    REQUIRE(probe.sent.size() == 2);
    CHECK(probe.sent[1].voice_report().zone() == "hall");
    v1::Envelope envelope;
    envelope.mutable_voice_turn()->set_yours(true);
    probe.hear(envelope);
    REQUIRE(probe.turns.size() == 1);
    CHECK(probe.turns[0].yours());
    probe.lose();
    probe.reconnect();
    probe.hear_welcome();
    CHECK(probe.sent.size() == 1);
}

TEST_CASE("client fsm - a logo is sent once and a key whenever it changes") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    CHECK(probe.sent[0].hello().logo_digest().empty());
    v1::Envelope welcome;
    welcome.mutable_welcome()->set_session(5);
    welcome.mutable_welcome()->set_epoch(1);
    welcome.mutable_welcome()->set_logo_digest("digest");
    welcome.mutable_welcome()->set_logo("png");
    probe.hear(welcome);
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().logo_digest() == "digest");
    welcome.mutable_welcome()->clear_logo();
    probe.hear(welcome);
    v1::Envelope key;
    key.mutable_person_key()->set_key("tomorrow's");
    probe.hear(key);
    key.mutable_person_key()->clear_key();
    probe.hear(key);
    CHECK(probe.keys == std::vector<std::string>{"tomorrow's", ""});
    v1::Envelope status;
    status.mutable_device_status()->set_device("kiosk-2");
    probe.hear(status);
    REQUIRE(probe.devices.size() == 1);
    CHECK(probe.devices[0].device() == "kiosk-2");
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().logo_digest() == "digest");
    // An office that has no logo any more is believed.
    welcome.mutable_welcome()->clear_logo_digest();
    probe.hear(welcome);
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().logo_digest().empty());
}

TEST_CASE("client fsm - a code is said until it has brought a credential and that from then on") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    CHECK(probe.sent[0].hello().credential() == "secret");
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().credential() == "secret");
    v1::Envelope welcome;
    welcome.mutable_welcome()->set_session(5);
    welcome.mutable_welcome()->set_epoch(1);
    welcome.mutable_welcome()->set_credential("for good");
    probe.hear(welcome);
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().credential() == "for good");
    welcome.mutable_welcome()->clear_credential();
    probe.hear(welcome);
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().credential() == "for good");
}

TEST_CASE("client fsm - pings while live and gives up a silent server") {
    Probe probe;
    probe.go_live();
    const auto live = probe.now;
    probe.wake();
    CHECK(probe.now == live + 5s);
    REQUIRE(probe.sent.size() == 1);
    CHECK(probe.sent[0].has_ping());
    probe.wake();
    CHECK(probe.now == live + 10s);
    CHECK(probe.fsm.state() == LinkState::live);
    probe.wake();
    CHECK(probe.now == live + 12s);
    CHECK(probe.fsm.state() == LinkState::lost);
    CHECK(probe.closes == 1);
    CHECK(probe.states.back().second == "nothing heard for 12 s");
}

TEST_CASE("client fsm - anything heard keeps it alive and the welcome sets the times") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    v1::Envelope welcome;
    welcome.mutable_welcome()->set_session(5);
    welcome.mutable_welcome()->mutable_limits()->set_ping_ms(100);
    welcome.mutable_welcome()->mutable_limits()->set_dead_ms(300);
    probe.hear(welcome);
    for (int i = 0; i < 20; ++i) {
        probe.wake();
        v1::Envelope pong;
        pong.mutable_pong();
        probe.hear(pong);
    }
    CHECK(probe.fsm.state() == LinkState::live);
    const auto silent = probe.now;
    while (probe.fsm.state() == LinkState::live) probe.wake();
    CHECK(probe.now == silent + 300ms);
}

TEST_CASE("client fsm - waking too early or twice changes nothing") {
    Probe probe;
    probe.go_live();
    const auto timer = probe.timer;
    for (int i = 0; i < 3; ++i) {
        probe.timer.reset();
        probe.now += 1ms;
        probe.fsm.wake(probe.now);
        probe.drain();
        CHECK(probe.timer == timer);  // armed again, because the shell's fired
    }
    CHECK(probe.sent.empty());
}

TEST_CASE("client fsm - back-off doubles to eight seconds with jitter and starts again after a healthy connection") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    auto base = 250ms;
    for (int attempt = 0; attempt < 9; ++attempt) {
        CAPTURE(attempt);
        probe.lose();
        const auto delay = *probe.timer - probe.now;
        CHECK(delay >= base / 2);
        CHECK(delay <= base + base / 2);
        CHECK(probe.fsm.state() == LinkState::connecting);
        base = std::min<std::chrono::milliseconds>(base * 2, 8s);
        probe.wake();
    }
    CHECK(probe.connects == 10);

    probe.connect();
    probe.hear_welcome();
    probe.now += 4s;  // not yet a good one
    probe.lose();
    CHECK(*probe.timer - probe.now >= 4s);
    probe.reconnect();
    probe.hear_welcome();
    probe.now += 5s;
    probe.lose();
    CHECK(*probe.timer - probe.now <= 375ms);
}

TEST_CASE("client fsm - seeds spread and repeat the back-off") {
    wire::BackOff one(1), same(1), other(2);
    const auto delay = one.next();
    CHECK(delay == same.next());
    CHECK(delay != other.next());
}

TEST_CASE("client fsm - connecting and greeting are bounded in time") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    const auto start = probe.now;
    probe.wake();
    CHECK(probe.now == start + 10s);
    CHECK(probe.closes == 1);
    CHECK(probe.states.back().second == "no connection within 10 s");
    probe.reconnect();
    probe.wake();
    CHECK(probe.closes == 2);
    CHECK(probe.states.back().second == "no welcome within 10 s");
}

TEST_CASE("client fsm - comes back with session and last seq and drops what it knows") {
    Probe probe;
    probe.go_live(5, 3);
    probe.hear_snapshot(20);
    probe.hear_event(22);
    probe.hear_event(22);
    probe.hear_event(21);
    CHECK(probe.events == Numbers{22});
    probe.lose();
    probe.reconnect();
    REQUIRE(probe.sent.size() == 1);
    CHECK(probe.sent[0].hello().session() == 5);
    CHECK(probe.sent[0].hello().resume_from() == 22);
    CHECK(probe.sent[0].hello().epoch() == 3);
    probe.hear_welcome(5, 3);
    probe.hear_event(22);
    probe.hear_event(25);
    CHECK(probe.events == Numbers{22, 25});
    probe.hear_snapshot(24);  // where the server could not resume, what it shows counts
    probe.hear_event(25);
    CHECK(probe.events == Numbers{22, 25, 25});
}

TEST_CASE("client fsm - goodbye is followed by a return") {
    Probe probe;
    probe.go_live();
    v1::Envelope goodbye;
    goodbye.mutable_goodbye()->set_code("shutting_down");
    probe.hear(goodbye);
    CHECK(probe.closes == 1);
    CHECK(probe.fsm.state() == LinkState::lost);
    CHECK(probe.states.back().second == "goodbye: shutting_down");
    CHECK(*probe.timer - probe.now <= 375ms);
    probe.reconnect();
    probe.hear_welcome();
    goodbye.mutable_goodbye()->set_code("replaced");
    probe.hear(goodbye);
    CHECK(*probe.timer - probe.now >= 4s);  // or two of us would throw each other out without end
}

TEST_CASE("client fsm - a server that breaks the protocol is hung up on and tried again") {
    v1::Envelope hello, event;
    hello.mutable_hello();
    event.mutable_event()->set_seq(1);
    const std::vector<std::string> bad{std::string(4, '\0'), "\xff\xff\xff\xff", std::string("\0\0\0\x02\xff\xff", 6),
                                       FakeOffice::framed(hello)};
    for (const auto& bytes : bad) {
        for (const bool live : {false, true}) {
            CAPTURE(bytes);
            CAPTURE(live);
            Probe probe;
            probe.fsm.start(probe.now);
            probe.drain();
            probe.connect();
            if (live) probe.hear_welcome();
            probe.submit("a", 1);
            probe.hear(bytes + FakeOffice::framed(event));
            CHECK(probe.closes == 1);
            CHECK(probe.events.empty());  // nothing after it counts
            CHECK(probe.replies.empty());
            probe.reconnect();
            probe.hear_welcome();
            CHECK(probe.sent_numbers() == Numbers{1});
        }
    }
    Probe probe;
    probe.fsm.start(probe.now);
    probe.drain();
    probe.connect();
    probe.hear(event);
    CHECK(probe.closes == 1);
    CHECK(probe.states.back().second == "the server's first frame is no welcome");
}

TEST_CASE("client fsm - a message of a newer minor version is passed over") {
    Probe probe;
    probe.go_live();
    probe.hear(std::string("\0\0\0\x03\xfa\x06\x00", 7));  // field 111, empty
    probe.hear_event(1);
    CHECK(probe.fsm.state() == LinkState::live);
    CHECK(probe.events == Numbers{1});
}
