// Who commands, until when a command makes sense, and notes: of the machine in wire/client_fsm.hpp.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "probe.hpp"

using namespace luot;
using test::issue;
using test::Numbers;
using test::Probe;

namespace {

v1::SignIn sign_in(const std::string& clerk) {
    v1::SignIn said;
    said.set_clerk(clerk);
    said.set_pin("1234");
    return said;
}

// What was sent, in a word each: a sign-in's clerk, a request's number, a note's text.
std::vector<std::string> said(Probe& probe) {
    probe.drain();
    std::vector<std::string> all;
    for (const auto& envelope : std::exchange(probe.sent, {})) {
        if (envelope.has_sign_in()) all.push_back(envelope.sign_in().clerk());
        if (envelope.has_request()) all.push_back(std::to_string(envelope.request().no()));
        if (envelope.has_ticket_note()) all.push_back(envelope.ticket_note().text());
    }
    return all;
}
using Said = std::vector<std::string>;

void answer(Probe& probe, v1::SignInOutcome outcome = v1::SIGN_IN_OUTCOME_DONE) {
    v1::Envelope envelope;
    envelope.mutable_signed_in()->set_outcome(outcome);
    probe.hear(envelope);
}

}  // namespace

TEST_CASE("client fsm - a sign-in is said at once and with each connection and commands wait for its answer") {
    Probe probe;
    probe.fsm.sign_in(sign_in("an"));
    probe.fsm.start(probe.now);
    probe.submit("a", 1);
    probe.connect();
    CHECK(said(probe).empty());  // nothing before the Welcome
    probe.hear_welcome();
    CHECK(said(probe) == Said{"an"});
    answer(probe);
    CHECK(said(probe) == Said{"1"});
    probe.lose();
    probe.reconnect();
    said(probe);
    probe.hear_welcome();
    CHECK(said(probe) == Said{"an"});
    probe.fsm.sign_in(sign_in("binh"));
    CHECK(said(probe) == Said{"binh"});
    answer(probe, v1::SIGN_IN_OUTCOME_WRONG);  // an's
    CHECK(said(probe).empty());
    answer(probe);
    CHECK(said(probe) == Said{"1"});
    probe.lose();
    probe.reconnect();
    said(probe);
    probe.hear_welcome();
    CHECK(said(probe) == Said{"binh"});
    answer(probe);
    CHECK(said(probe) == Said{"1"});
    probe.fsm.sign_in(std::nullopt);
    probe.lose();
    probe.reconnect();
    said(probe);
    probe.hear_welcome();
    CHECK(said(probe) == Said{"1"});
}

TEST_CASE("client fsm - a busy server is asked again before any command and its handler hears only what is settled") {
    Probe probe;
    probe.go_live();
    probe.fsm.sign_in(sign_in("an"));
    probe.submit("a", 1);
    CHECK(said(probe) == Said{"an"});
    answer(probe, v1::SIGN_IN_OUTCOME_BUSY);
    CHECK(said(probe).empty());
    CHECK(probe.signed_in.empty());
    REQUIRE(probe.timer.has_value());
    CHECK(*probe.timer > probe.now);
    CHECK(*probe.timer <= probe.now + std::chrono::milliseconds(375));  // the first back-off at its longest
    probe.now = *probe.timer;
    probe.fsm.wake(probe.now);
    CHECK(said(probe) == Said{"an"});
    answer(probe);
    CHECK(said(probe) == Said{"1"});
    CHECK(probe.signed_in.size() == 1);
}

TEST_CASE("client fsm - a wrong PIN is not said again with the next connection") {
    Probe probe;
    probe.go_live();
    probe.fsm.sign_in(sign_in("an"));
    CHECK(said(probe) == Said{"an"});
    answer(probe, v1::SIGN_IN_OUTCOME_WRONG);
    CHECK(probe.signed_in.size() == 1);
    probe.submit("a", 1);
    CHECK(said(probe) == Said{"1"});
    probe.lose();
    probe.reconnect();
    said(probe);
    probe.hear_welcome();
    CHECK(said(probe) == Said{"1"});
}

TEST_CASE("client fsm - a request says until when it makes sense also when it is repeated") {
    Probe probe;
    probe.go_live();
    REQUIRE(probe.fsm.submit(issue("a"), 1, 5'000) == wire::ClientFsm::Submitted::queued);
    REQUIRE(probe.fsm.submit(issue("b"), 2) == wire::ClientFsm::Submitted::queued);
    probe.drain();
    REQUIRE(probe.sent_numbers() == Numbers{1, 2});
    CHECK(probe.sent[0].request().not_after_us() == 5'000);
    CHECK(probe.sent[1].request().not_after_us() == 0);
    probe.lose();
    probe.reconnect();
    probe.sent.clear();
    probe.hear_welcome();
    REQUIRE(probe.sent_numbers() == Numbers{1, 2});
    CHECK(probe.sent[0].request().not_after_us() == 5'000);
    CHECK(probe.sent[1].request().not_after_us() == 0);
}

TEST_CASE("client fsm - a note is said once and lost where nobody hears it") {
    Probe probe;
    v1::TicketNote note;
    note.set_ticket(7);
    note.set_text("words");
    probe.fsm.tell(note);
    CHECK(said(probe).empty());
    probe.go_live();
    CHECK(said(probe).empty());
    probe.fsm.tell(note);
    CHECK(said(probe) == Said{"words"});
    probe.lose();
    probe.reconnect();
    said(probe);
    probe.hear_welcome();
    CHECK(said(probe).empty());
}

TEST_CASE("client fsm - staff and notes and answers to sign-ins are handed on and come from the server alone") {
    Probe probe;
    probe.go_live();
    probe.fsm.sign_in(sign_in("an"));
    probe.drain();
    v1::Envelope answer, staff, note;
    answer.mutable_signed_in()->set_outcome(v1::SIGN_IN_OUTCOME_WRONG);
    answer.mutable_signed_in()->set_tries_left(4);
    staff.mutable_staff()->add_clerks()->set_badge("An");
    note.mutable_ticket_note()->set_text("words");
    for (const auto& envelope : {answer, staff, note}) probe.hear(envelope);
    REQUIRE(probe.signed_in.size() == 1);
    CHECK(probe.signed_in[0].tries_left() == 4);
    REQUIRE(probe.staff.size() == 1);
    CHECK(probe.staff[0].clerks(0).badge() == "An");
    REQUIRE(probe.notes.size() == 1);
    CHECK(probe.notes[0].text() == "words");
    CHECK(probe.closes == 0);
    v1::Envelope backwards;
    backwards.mutable_sign_in()->set_clerk("an");
    probe.hear(backwards);
    CHECK(probe.closes == 1);
}

TEST_CASE("client fsm - staff may stand before the snapshot") {
    Probe probe;
    probe.go_live();
    v1::Envelope staff;
    staff.mutable_staff();
    probe.hear(staff);
    probe.hear_snapshot(4);
    CHECK(probe.staff.size() == 1);
    CHECK(probe.snapshots == Numbers{4});
}
