// What becomes of commands: of the machine in wire/client_fsm.hpp.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "probe.hpp"

using namespace luot;
using namespace std::chrono_literals;
using test::FakeOffice;
using test::issue;
using test::Numbers;
using test::Probe;
using wire::LinkState;

TEST_CASE("client fsm - refused for good answers everybody and tries no more") {
    for (const std::string code : {"protocol_version", "bad_hello", "not_enrolled"}) {
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
    for (const std::string code : {"busy", "unavailable", "shutting_down", "something_newer"}) {
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
