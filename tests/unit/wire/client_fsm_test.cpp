#include "wire/client_fsm.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "fake_office.hpp"

using namespace luot;
using namespace std::chrono_literals;
using test::FakeOffice;
using test::issue;
using wire::Instant;
using wire::LinkState;

namespace {

// Does what the machine says, and keeps it.
struct Probe {
    wire::ClientFsm fsm{wire::Identity{v1::ROLE_KIOSK, "kiosk-1", "secret"}, 7};
    Instant now{1'000'000};
    frame::Decoder decoder{frame::from_device_bytes_max};
    std::vector<v1::Envelope> sent;
    std::vector<std::pair<wire::Token, v1::Reply>> replies;
    std::vector<std::uint64_t> events;
    std::vector<std::uint64_t> snapshots;
    std::vector<std::pair<LinkState, std::string>> states;
    std::optional<Instant> timer;
    int connects = 0;
    int closes = 0;

    void take(wire::Connect&) { ++connects; }
    void take(wire::Close&) { ++closes; }
    void take(wire::Send& send) {
        decoder.feed(send.bytes);
        while (const auto payload = decoder.next()) REQUIRE(sent.emplace_back().ParseFromString(std::string(*payload)));
        REQUIRE(decoder.error() == frame::Error::none);
    }
    void take(wire::ArmTimer& arm) { timer = arm.at; }
    void take(wire::WelcomeCame&) {}
    void take(wire::SnapshotCame& came) { snapshots.push_back(came.snapshot.seq()); }
    void take(wire::EventCame& came) { events.push_back(came.event.seq()); }
    void take(wire::ReplyCame& came) { replies.emplace_back(came.token, came.reply); }
    void take(wire::StateChanged& changed) { states.emplace_back(changed.state, changed.why); }
    void drain() {
        while (auto action = fsm.next()) std::visit([this](auto& what) { take(what); }, *action);
    }

    void hear(const std::string& bytes) {
        fsm.received(bytes, now);
        drain();
    }
    void hear(const v1::Envelope& envelope) { hear(FakeOffice::framed(envelope)); }
    void hear_welcome(std::uint64_t session = 5, std::uint64_t epoch = 1) {
        v1::Envelope envelope;
        envelope.mutable_welcome()->set_session(session);
        envelope.mutable_welcome()->set_epoch(epoch);
        hear(envelope);
    }
    void hear_refused(const std::string& code) {
        v1::Envelope envelope;
        envelope.mutable_refused()->set_code(code);
        hear(envelope);
    }
    void hear_error(std::uint64_t no, const std::string& code) {
        v1::Envelope envelope;
        envelope.mutable_reply()->set_no(no);
        envelope.mutable_reply()->mutable_error()->set_code(code);
        hear(envelope);
    }
    void hear_result(std::uint64_t no) {
        v1::Envelope envelope;
        envelope.mutable_reply()->set_no(no);
        envelope.mutable_reply()->mutable_result()->set_ticket(no);
        hear(envelope);
    }
    void hear_event(std::uint64_t seq) {
        v1::Envelope envelope;
        envelope.mutable_event()->set_seq(seq);
        hear(envelope);
    }
    void hear_snapshot(std::uint64_t seq) {
        v1::Envelope envelope;
        envelope.mutable_snapshot()->set_seq(seq);
        hear(envelope);
    }

    void connect() {
        sent.clear();
        fsm.connected(now);
        drain();
    }
    void go_live(std::uint64_t session = 5, std::uint64_t epoch = 1) {
        fsm.start(now);
        drain();
        connect();
        hear_welcome(session, epoch);
        sent.clear();
    }
    void lose() {
        fsm.disconnected(now, "lost");
        drain();
    }
    // Time passes until the timer rings.
    void wake() {
        REQUIRE(timer);
        now = *timer;
        fsm.wake(now);
        drain();
    }
    void reconnect() {
        const auto before = connects;
        wake();
        REQUIRE(connects == before + 1);
        connect();
    }
    void submit(const std::string& service, wire::Token token) {
        REQUIRE(fsm.submit(issue(service), token) == wire::ClientFsm::Submitted::queued);
        drain();
    }
    std::vector<std::uint64_t> sent_numbers() const {
        std::vector<std::uint64_t> out;
        for (const auto& envelope : sent)
            if (envelope.has_request()) out.push_back(envelope.request().no());
        return out;
    }
};

using Numbers = std::vector<std::uint64_t>;

}  // namespace

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

TEST_CASE("client fsm - refused for good answers everybody and tries no more") {
    for (const std::string code : {"protocol_version", "bad_hello", "not_enrolled", "something_newer"}) {
        CAPTURE(code);
        Probe probe;
        probe.fsm.start(probe.now);
        probe.submit("a", 1);
        probe.connect();
        probe.hear_refused(code);
        CHECK(probe.fsm.state() == LinkState::refused);
        CHECK(probe.closes == 1);
        REQUIRE(probe.replies.size() == 1);
        CHECK(probe.replies[0].second.error().code() == "refused");
        CHECK(probe.replies[0].second.error().params(0).value() == code);
        CHECK(probe.fsm.submit(issue("b"), 2) == wire::ClientFsm::Submitted::over);
        CHECK_FALSE(probe.timer);
        probe.fsm.wake(probe.now + 1h);
        probe.drain();
        CHECK(probe.connects == 1);
    }
}

TEST_CASE("client fsm - refused after a reconnect leaves the outcome of what was sent unknown") {
    Probe probe;
    probe.go_live();
    probe.submit("a", 1);
    probe.lose();
    probe.submit("b", 2);
    probe.reconnect();
    probe.hear_refused("not_enrolled");
    REQUIRE(probe.replies.size() == 2);
    CHECK(probe.replies[0].second.error().code() == "session_expired");
    CHECK(probe.replies[1].second.error().code() == "refused");
}

TEST_CASE("client fsm - a busy server is asked again later") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.submit("a", 1);
    for (const std::string code : {"busy", "unavailable"}) {
        probe.connect();
        probe.hear_refused(code);
        CHECK(probe.fsm.state() == LinkState::connecting);
        CHECK(probe.replies.empty());
        probe.wake();
    }
    probe.connect();
    probe.hear_welcome();
    CHECK(probe.sent_numbers() == Numbers{1});
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

TEST_CASE("client fsm - another epoch starts seq again and leaves sent commands unknown") {
    Probe probe;
    probe.go_live(5, 1);
    probe.hear_snapshot(100);
    probe.submit("a", 1);
    probe.lose();
    probe.submit("b", 2);
    probe.reconnect();
    probe.hear_welcome(5, 2);
    REQUIRE(probe.replies.size() == 1);
    CHECK(probe.replies[0].first == 1);
    CHECK(probe.replies[0].second.error().code() == "session_expired");
    CHECK(probe.sent_numbers() == Numbers{2});  // the session is the same: its numbers rise
    probe.hear_snapshot(50);
    probe.hear_event(51);
    CHECK(probe.events == Numbers{51});
    probe.lose();
    probe.reconnect();
    CHECK(probe.sent[0].hello().epoch() == 2);
    CHECK(probe.sent[0].hello().resume_from() == 51);
}

TEST_CASE("client fsm - an unavailable answer is repeated under the same number later") {
    Probe probe;
    probe.go_live();
    probe.submit("a", 1);
    probe.submit("b", 2);
    probe.sent.clear();
    auto base = 250ms;
    for (int attempt = 0; attempt < 3; ++attempt) {
        probe.hear_error(1, "unavailable");
        probe.hear_error(2, "unavailable");
        if (attempt == 0) probe.submit("c", 3);
        CHECK(probe.sent_numbers().empty());
        const auto delay = *probe.timer - probe.now;
        CHECK(delay >= base / 2);
        CHECK(delay <= base + base / 2);
        base *= 2;
        probe.wake();
        CHECK(probe.sent_numbers() == (attempt == 0 ? Numbers{1, 2, 3} : Numbers{1, 2}));
        probe.sent.clear();
    }
    for (std::uint64_t no = 1; no <= 3; ++no) probe.hear_result(no);
    CHECK(probe.replies.size() == 3);
}

TEST_CASE("client fsm - old answers are ignored") {
    Probe probe;
    probe.go_live();
    probe.submit("a", 1);
    probe.hear_result(1);
    probe.hear_result(1);
    probe.hear_error(1, "unavailable");
    probe.hear_error(1, "session_expired");
    probe.hear_result(9);
    CHECK(probe.replies.size() == 1);
    CHECK(probe.fsm.state() == LinkState::live);
}

TEST_CASE("client fsm - a refused command is answered and the next one goes on") {
    Probe probe;
    probe.go_live();
    probe.submit("a", 1);
    probe.hear_error(1, "service_closed");
    REQUIRE(probe.replies.size() == 1);
    CHECK(probe.replies[0].second.error().code() == "service_closed");
    probe.submit("b", 2);
    CHECK(probe.sent.back().request().acked_through() == 1);
}

TEST_CASE("client fsm - a session that expired while away is never used for a second try") {
    Probe probe;
    probe.go_live(5);
    probe.submit("a", 1);
    probe.submit("b", 2);
    probe.hear_result(1);
    probe.lose();
    probe.submit("c", 3);
    probe.reconnect();
    probe.hear_refused("session_expired");
    REQUIRE(probe.replies.size() == 2);
    CHECK(probe.replies[1].first == 2);
    CHECK(probe.replies[1].second.error().code() == "session_expired");
    CHECK(probe.fsm.state() == LinkState::lost);
    probe.reconnect();
    CHECK(probe.sent[0].hello().session() == 0);
    probe.hear_welcome(6);
    CHECK(probe.sent_numbers() == Numbers{1});  // c, the only one that was never sent
    CHECK(probe.sent.back().request().command().issue().service() == "c");
    probe.hear_result(1);
    CHECK(probe.replies.back().first == 3);
}

TEST_CASE("client fsm - a session that expires in the middle answers all and opens another") {
    Probe probe;
    probe.go_live(5);
    probe.submit("a", 1);
    probe.submit("b", 2);
    probe.hear_error(1, "session_expired");
    REQUIRE(probe.replies.size() == 2);
    CHECK(probe.replies[1].second.error().code() == "session_expired");
    CHECK(probe.closes == 1);
    probe.reconnect();
    CHECK(probe.sent[0].hello().session() == 0);
}

TEST_CASE("client fsm - a welcome to another session counts as expired") {
    Probe probe;
    probe.go_live(5);
    probe.submit("a", 1);
    probe.lose();
    probe.reconnect();
    probe.hear_welcome(6);
    REQUIRE(probe.replies.size() == 1);
    CHECK(probe.replies[0].second.error().code() == "session_expired");
    CHECK(probe.sent_numbers().empty());
}

TEST_CASE("client fsm - without a session nothing can be commanded") {
    Probe probe;
    probe.fsm.start(probe.now);
    probe.submit("early", 1);
    probe.connect();
    probe.hear_welcome(0);
    probe.submit("late", 2);
    REQUIRE(probe.replies.size() == 2);
    for (const auto& [token, reply] : probe.replies) CHECK(reply.error().code() == "not_allowed");
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

TEST_CASE("client fsm - stop at any stage answers all that is open and nothing follows") {
    for (int stage = 0; stage < 6; ++stage) {
        CAPTURE(stage);
        Probe probe;
        if (stage >= 1) probe.fsm.start(probe.now);
        probe.submit("a", 1);
        if (stage >= 2) probe.connect();
        if (stage >= 3) probe.hear_welcome();
        probe.submit("b", 2);
        if (stage >= 4) probe.lose();
        if (stage >= 5) probe.wake();
        probe.states.clear();
        probe.fsm.stop();
        probe.fsm.stop();
        probe.drain();
        REQUIRE(probe.replies.size() == 2);
        for (const auto& [token, reply] : probe.replies) CHECK(reply.error().code() == "stopped");
        const auto connects = probe.connects;
        probe.fsm.connected(probe.now);
        probe.fsm.disconnected(probe.now, "lost");
        probe.fsm.wake(probe.now + 1h);
        probe.drain();
        CHECK(probe.connects == connects);
        CHECK_FALSE(probe.timer);
        CHECK(probe.states.empty());
        CHECK(probe.fsm.submit(issue("c"), 3) == wire::ClientFsm::Submitted::over);
    }
}

TEST_CASE("client fsm - stop keeps answers on their way and drops the rest") {
    Probe probe;
    probe.go_live();
    probe.submit("a", 1);
    v1::Envelope event, reply;
    event.mutable_event()->set_seq(1);
    reply.mutable_reply()->set_no(1);
    reply.mutable_reply()->mutable_result()->set_ticket(8);
    probe.fsm.received(FakeOffice::framed(event) + FakeOffice::framed(reply), probe.now);
    probe.fsm.stop();
    probe.drain();
    CHECK(probe.events.empty());
    REQUIRE(probe.replies.size() == 1);
    CHECK(probe.replies[0].second.result().ticket() == 8);
}
