#include "spool/kiosk_fsm.hpp"

#include <doctest/doctest.h>

#include "office.hpp"
#include "spool/limits.hpp"

namespace luot::spool {

namespace {

using namespace std::chrono_literals;

// Drives the machine and sorts what it wants done.
struct Kiosk {
    explicit Kiosk(KioskOptions options = {.device = "kiosk-1"}) : fsm(std::move(options)) {}

    void come_up() {
        connect({});
        pass(limits::caught_up_after);
    }
    // Up to the seq that the server has come to, shown by a snapshot of then.
    void connect(const std::vector<v1::TicketStatus>& tickets) {
        fsm.link_changed(true, now);
        fsm.welcomed(seq, now);
        v1::Snapshot snapshot;
        snapshot.set_seq(seq);
        *snapshot.mutable_office() = testing::ward();
        for (const auto& ticket : tickets) *snapshot.add_tickets() = ticket;
        fsm.snapshot(snapshot, now);
        collect();
    }
    void collect() {
        while (auto action = fsm.next()) {
            if (auto* send = std::get_if<SendCommand>(&*action)) sent(std::move(*send));
            if (auto* print = std::get_if<PrintSlip>(&*action)) prints.push_back(std::move(*print));
            if (auto* say = std::get_if<Say>(&*action)) answers.push_back(std::move(say->answer));
        }
    }
    // The word that a slip is about to be printed has a list of its own, and is taken at once unless a test wants it otherwise.
    void sent(SendCommand send) {
        if (send.command.report_slip().report() != v1::SLIP_REPORT_PRINTING) return commands.push_back(std::move(send));
        announced.push_back(send);
        if (confirms) fsm.replied(send.token, v1::Reply{}, now);
    }
    bool issue(std::uint64_t request) {
        const bool taken = fsm.issue(request, "civil-status", "", now);
        collect();
        return taken;
    }
    void grant(Token token, std::uint64_t ticket) {
        v1::Reply reply;
        auto* issued = reply.mutable_result()->mutable_issued();
        *issued = testing::issued();
        issued->set_ticket(ticket);
        issued->set_number("H" + std::to_string(ticket));
        fsm.replied(token, reply, now);
        collect();
    }
    void accept(Token token) {
        fsm.replied(token, v1::Reply{}, now);
        collect();
    }
    void refuse(Token token, const char* code) {
        v1::Reply reply;
        reply.mutable_error()->set_code(code);
        auto* param = reply.mutable_error()->add_params();
        param->set_name("why");
        param->set_value("hours");
        fsm.replied(token, reply, now);
        collect();
    }
    void printed(v1::SlipReport report) {
        fsm.printed({report, report == v1::SLIP_REPORT_PRINTED ? "" : "paper_end", ""}, now);
        collect();
    }
    void pass(Instant time) {
        now += time;
        fsm.wake(now);
        collect();
    }
    void show(std::uint64_t ticket, std::uint32_t reprints, v1::SlipState slip = v1::SLIP_STATE_PENDING, const char* device = "kiosk-1") {
        v1::Event event;
        event.set_seq(++seq);
        *event.add_changes()->mutable_ticket() = status(ticket, reprints, slip, device);
        fsm.event(event, now);
        collect();
    }
    static v1::TicketStatus status(std::uint64_t ticket, std::uint32_t reprints, v1::SlipState slip, const char* device) {
        v1::TicketStatus changed;
        changed.set_ticket(ticket);
        changed.set_number("H" + std::to_string(ticket));
        changed.set_service("civil-status");
        changed.set_kiosk(device);
        changed.set_reprints(reprints);
        changed.set_slip(slip);
        changed.set_state(v1::TICKET_STATE_WAITING);
        changed.set_issued_us(testing::monday_us);
        return changed;
    }

    KioskFsm fsm;
    Instant now{1'000};
    std::uint64_t seq = 100;
    bool confirms = true;
    std::vector<SendCommand> commands;
    std::vector<SendCommand> announced;
    std::vector<PrintSlip> prints;
    std::vector<Answer> answers;
};

}  // namespace

TEST_CASE("a wish becomes a number a slip a report and one line") {
    Kiosk kiosk;
    kiosk.come_up();
    REQUIRE(kiosk.issue(1));
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.issue().service() == "civil-status");
    CHECK(kiosk.commands[0].command.issue().slip() == v1::SLIP_WISH_PRINT);
    CHECK_FALSE(kiosk.fsm.idle());
    kiosk.grant(kiosk.commands[0].token, 7);
    REQUIRE(kiosk.prints.size() == 1);
    CHECK(std::get<v1::IssuedResult>(kiosk.prints[0].ticket).number() == "H7");
    CHECK_FALSE(kiosk.prints[0].reprint);
    CHECK(kiosk.answers.empty());
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    REQUIRE(kiosk.commands.size() == 2);
    CHECK(kiosk.commands[1].command.report_slip().ticket() == 7);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_PRINTED);
    CHECK(kiosk.answers.empty());  // not before the ticket can be called
    kiosk.accept(kiosk.commands[1].token);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].request == 1);
    CHECK(kiosk.answers[0].error.empty());
    CHECK(kiosk.answers[0].number == "H7");
    CHECK(kiosk.answers[0].slip.value().report == v1::SLIP_REPORT_PRINTED);
    CHECK(kiosk.answers[0].reported);
    CHECK(kiosk.fsm.idle());
    CHECK_FALSE(kiosk.fsm.deadline());
}

TEST_CASE("a wish for a procedure says which and so does its answer") {
    Kiosk kiosk({.device = "script", .prints = false, .follows = false});
    kiosk.fsm.link_changed(true, kiosk.now);
    REQUIRE(kiosk.fsm.issue(1, "civil-status", "", kiosk.now, "marriage"));
    kiosk.collect();
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.issue().procedure() == "marriage");
    kiosk.refuse(kiosk.commands[0].token, "procedure_closed");
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "procedure_closed");
    CHECK(kiosk.answers[0].procedure == "marriage");
}

TEST_CASE("without a printer a number needs no slip") {
    Kiosk kiosk({.device = "script", .prints = false, .follows = false});
    kiosk.fsm.link_changed(true, kiosk.now);
    REQUIRE(kiosk.issue(1));
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.issue().slip() == v1::SLIP_WISH_NONE);
    kiosk.grant(kiosk.commands[0].token, 7);
    CHECK(kiosk.prints.empty());
    REQUIRE(kiosk.answers.size() == 1);
    CHECK_FALSE(kiosk.answers[0].slip);
    CHECK(kiosk.fsm.idle());
}

TEST_CASE("a refusal is said with its code and parameters") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(3);
    kiosk.refuse(kiosk.commands[0].token, "service_closed");
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].request == 3);
    CHECK(kiosk.answers[0].error == "service_closed");
    CHECK(kiosk.answers[0].params == std::vector<std::pair<std::string, std::string>>{{"why", "hours"}});
    CHECK(kiosk.answers[0].service == "civil-status");
    CHECK(kiosk.fsm.idle());
}

TEST_CASE("slips are printed one after another and no number is taken long before its slip") {
    Kiosk kiosk;
    kiosk.come_up();
    for (std::uint64_t request = 1; request <= 4; ++request) REQUIRE(kiosk.issue(request));
    REQUIRE(kiosk.commands.size() == limits::unprinted_max);
    kiosk.grant(kiosk.commands[0].token, 1);
    kiosk.grant(kiosk.commands[1].token, 2);
    CHECK(kiosk.prints.size() == 1);
    CHECK(kiosk.commands.size() == 2);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    CHECK(kiosk.prints.size() == 2);
    REQUIRE(kiosk.commands.size() == 4);  // the report, and the third wish
    CHECK(kiosk.commands[3].command.has_issue());
}

TEST_CASE("the line of wishes is bounded") {
    Kiosk kiosk;
    std::uint64_t taken = 0;
    while (taken < 1'000 && kiosk.issue(taken + 1)) ++taken;
    CHECK(taken == limits::wishes_max);
    CHECK_FALSE(kiosk.fsm.has_room());
}

TEST_CASE("while the server is away nothing is asked for and whoever waits is told in time") {
    Kiosk kiosk;
    kiosk.issue(1);
    CHECK(kiosk.commands.empty());
    CHECK(kiosk.fsm.deadline() == kiosk.now + limits::answer_within);
    kiosk.pass(limits::answer_within - 1ms);
    CHECK(kiosk.answers.empty());
    kiosk.pass(1ms);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "server_away");
    kiosk.come_up();
    CHECK(kiosk.commands.empty());  // they have gone
    CHECK(kiosk.fsm.idle());
}

TEST_CASE("a server that comes back in time serves whoever still waits") {
    Kiosk kiosk;
    kiosk.issue(1);
    kiosk.pass(limits::answer_within - 1ms);
    kiosk.come_up();
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.has_issue());
}

TEST_CASE("a number that comes after its citizen was sent away is never called") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.fsm.link_changed(false, kiosk.now);
    kiosk.pass(limits::answer_within);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "no_answer");
    CHECK(kiosk.fsm.idle());
    kiosk.fsm.link_changed(true, kiosk.now);
    kiosk.grant(kiosk.commands[0].token, 7);
    CHECK(kiosk.prints.empty());
    REQUIRE(kiosk.commands.size() == 2);
    CHECK(kiosk.commands[1].command.report_slip().ticket() == 7);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_FAILED);
    CHECK(kiosk.answers.size() == 1);

    Kiosk script({.device = "script", .prints = false, .follows = false});
    script.fsm.link_changed(true, script.now);
    script.issue(1);
    script.pass(limits::answer_within);
    script.grant(script.commands[0].token, 8);
    REQUIRE(script.commands.size() == 2);
    CHECK(script.commands[1].command.cancel().ticket() == 8);
}

TEST_CASE("a failed slip is reported and said with its reason") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.printed(v1::SLIP_REPORT_FAILED);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_FAILED);
    kiosk.accept(kiosk.commands[1].token);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].slip.value().report == v1::SLIP_REPORT_FAILED);
    CHECK(kiosk.answers[0].slip.value().trouble == "paper_end");
}

TEST_CASE("a report that the server does not confirm is said to be unconfirmed and stays on its way") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.fsm.link_changed(false, kiosk.now);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.pass(limits::report_within);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK_FALSE(kiosk.answers[0].reported);
    CHECK(kiosk.answers[0].slip.value().report == v1::SLIP_REPORT_PRINTED);
    kiosk.accept(kiosk.commands[1].token);
    CHECK(kiosk.answers.size() == 1);
}

TEST_CASE("a report that never left is not said to be reported") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.refuse(kiosk.commands[1].token, "server_away");
    REQUIRE(kiosk.answers.size() == 1);
    CHECK_FALSE(kiosk.answers[0].reported);
}

TEST_CASE("no slip is printed before the server knows that it will be") {
    Kiosk kiosk;
    kiosk.confirms = false;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.issue(2);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.grant(kiosk.commands[1].token, 8);
    CHECK(kiosk.prints.empty());
    REQUIRE(kiosk.announced.size() == 1);  // one after another
    CHECK(kiosk.announced[0].command.report_slip().ticket() == 7);
    kiosk.accept(kiosk.announced[0].token);
    REQUIRE(kiosk.prints.size() == 1);
    CHECK(kiosk.announced.size() == 1);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    REQUIRE(kiosk.announced.size() == 2);
    CHECK(kiosk.prints.size() == 1);
    // Undone meanwhile: no paper, and whoever asked is told why.
    kiosk.refuse(kiosk.announced[1].token, "ticket_ended");
    CHECK(kiosk.prints.size() == 1);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].request == 2);
    CHECK(kiosk.answers[0].error == "ticket_ended");
    CHECK(kiosk.answers[0].params == std::vector<std::pair<std::string, std::string>>{{"why", "hours"}});
    CHECK(kiosk.answers[0].number == "H8");
    CHECK_FALSE(kiosk.answers[0].slip);
}

TEST_CASE("a server that does not confirm in time gets no paper and hears so") {
    Kiosk kiosk;
    kiosk.confirms = false;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.fsm.link_changed(false, kiosk.now);
    CHECK(kiosk.fsm.deadline() == kiosk.now + limits::confirm_within);
    kiosk.pass(limits::confirm_within - 1ms);
    CHECK(kiosk.answers.empty());
    kiosk.pass(1ms);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "no_answer");
    REQUIRE(kiosk.commands.size() == 2);  // behind the announcement, in the order of their numbers
    CHECK(kiosk.commands[1].command.report_slip().ticket() == 7);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_FAILED);
    CHECK(kiosk.fsm.idle());
    kiosk.accept(kiosk.announced[0].token);  // late
    CHECK(kiosk.prints.empty());
    CHECK(kiosk.answers.size() == 1);
    CHECK(kiosk.announced.size() == 1);
}

TEST_CASE("a slip that was announced when the session was lost is not printed") {
    Kiosk kiosk;
    kiosk.confirms = false;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.refuse(kiosk.announced[0].token, "session_expired");
    CHECK(kiosk.prints.empty());
    REQUIRE(kiosk.commands.size() == 2);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_FAILED);
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "session_expired");
}

TEST_CASE("a card goes with the wish and is not said") {
    Kiosk kiosk;
    kiosk.come_up();
    REQUIRE(kiosk.fsm.issue(1, "civil-status", "", kiosk.now, "", "0123456789abcdef"));
    kiosk.collect();
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.issue().person() == "0123456789abcdef");
    kiosk.refuse(kiosk.commands[0].token, "person_has_number");
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "person_has_number");
}

TEST_CASE("a scanned slip is checked in without waiting for the printer") {
    Kiosk kiosk;
    kiosk.come_up();
    CHECK_FALSE(kiosk.fsm.check_in(1, "", kiosk.now));
    kiosk.issue(2);
    kiosk.issue(3);
    REQUIRE(kiosk.fsm.check_in(4, "5f3a", kiosk.now));
    kiosk.collect();
    REQUIRE(kiosk.commands.size() == 3);
    CHECK(kiosk.commands[2].command.check_in().token() == "5f3a");
    v1::Reply reply;
    auto& checked_in = *reply.mutable_result()->mutable_checked_in();
    checked_in.set_ticket(41);
    checked_in.set_number("H012");
    checked_in.set_outcome(v1::CHECK_IN_OUTCOME_CALLED);
    checked_in.set_counter(3);
    kiosk.fsm.replied(kiosk.commands[2].token, reply, kiosk.now);
    kiosk.collect();
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].request == 4);
    CHECK(kiosk.answers[0].number == "H012");
    REQUIRE(kiosk.answers[0].checked_in);
    CHECK(kiosk.answers[0].checked_in->counter() == 3);

    REQUIRE(kiosk.fsm.check_in(5, "nobody's", kiosk.now));
    kiosk.collect();
    kiosk.refuse(kiosk.commands[3].token, "unknown_ticket");
    CHECK(kiosk.answers.back().error == "unknown_ticket");
    REQUIRE(kiosk.fsm.check_in(6, "5f3a", kiosk.now));
    kiosk.collect();
    kiosk.pass(limits::answer_within);
    CHECK(kiosk.answers.back().error == "no_answer");
    kiosk.fsm.replied(kiosk.commands[4].token, reply, kiosk.now);  // late: they have gone
    kiosk.collect();
    CHECK(kiosk.answers.back().error == "no_answer");
}

TEST_CASE("who scans and scans is not sent without end") {
    Kiosk kiosk;
    kiosk.come_up();
    std::uint64_t taken = 0;
    while (taken < 1'000 && kiosk.fsm.check_in(taken + 1, "5f3a", kiosk.now)) ++taken;
    kiosk.collect();
    CHECK(taken == limits::wishes_max);
    CHECK(kiosk.commands.size() == limits::wishes_max);
}

TEST_CASE("a lost slip is printed again without a question about the number") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.accept(kiosk.commands[1].token);
    kiosk.show(7, 0, v1::SLIP_STATE_PRINTED);
    REQUIRE(kiosk.announced.size() == 1);
    kiosk.show(7, 1, v1::SLIP_STATE_PRINTED);
    REQUIRE(kiosk.prints.size() == 2);
    CHECK(kiosk.prints[1].reprint);
    CHECK(kiosk.announced.size() == 1);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.refuse(kiosk.commands.back().token, "slip_settled");
    REQUIRE(kiosk.answers.size() == 2);
    CHECK(kiosk.answers[1].reprint);
    CHECK(kiosk.answers[1].reported);
    kiosk.show(7, 1, v1::SLIP_STATE_PRINTED);
    CHECK(kiosk.prints.size() == 2);
    // A copy that an earlier run printed is out.
    Kiosk next;
    next.connect({Kiosk::status(7, 1, v1::SLIP_STATE_PRINTED, "kiosk-1")});
    next.pass(limits::caught_up_after);
    next.show(7, 1, v1::SLIP_STATE_PRINTED);
    CHECK(next.prints.empty());
    next.show(7, 2, v1::SLIP_STATE_PRINTED);
    CHECK(next.prints.size() == 1);
}

TEST_CASE("slips that a crash left behind were never printed or nobody knows and are reported once") {
    Kiosk kiosk;
    const std::vector<v1::TicketStatus> tickets{
        Kiosk::status(5, 0, v1::SLIP_STATE_PENDING, "kiosk-1"), Kiosk::status(6, 0, v1::SLIP_STATE_PENDING, "kiosk-2"),
        Kiosk::status(7, 0, v1::SLIP_STATE_PRINTED, "kiosk-1"), Kiosk::status(8, 0, v1::SLIP_STATE_PRINTING, "kiosk-1"),
        Kiosk::status(9, 0, v1::SLIP_STATE_PRINTING, "kiosk-2")};
    kiosk.connect(tickets);
    CHECK(kiosk.commands.empty());
    kiosk.pass(limits::caught_up_after);
    REQUIRE(kiosk.commands.size() == 2);
    CHECK(kiosk.commands[0].command.report_slip().ticket() == 5);
    CHECK(kiosk.commands[0].command.report_slip().report() == v1::SLIP_REPORT_FAILED);
    CHECK(kiosk.commands[1].command.report_slip().ticket() == 8);
    CHECK(kiosk.commands[1].command.report_slip().report() == v1::SLIP_REPORT_UNKNOWN);
    // After a reconnect a slip that is pending is one of this run's.
    kiosk.seq = 120;
    kiosk.connect(tickets);
    kiosk.pass(limits::caught_up_after);
    CHECK(kiosk.commands.size() == 2);
    CHECK(kiosk.prints.empty());
    CHECK_FALSE(kiosk.fsm.deadline());
}

TEST_CASE("of a past that is replayed only the end counts") {
    Kiosk kiosk;
    // The snapshot may be older than the welcome; the events between follow.
    kiosk.fsm.link_changed(true, kiosk.now);
    kiosk.fsm.welcomed(200, kiosk.now);
    v1::Snapshot snapshot;
    snapshot.set_seq(100);
    *snapshot.mutable_office() = testing::ward();
    kiosk.fsm.snapshot(snapshot, kiosk.now);
    kiosk.show(5, 0);  // left behind
    kiosk.show(6, 0);  // pending, and printed after all
    kiosk.show(6, 0, v1::SLIP_STATE_PRINTED);
    kiosk.show(7, 1);  // a copy, printed by the run before
    kiosk.show(7, 1, v1::SLIP_STATE_PRINTED);
    kiosk.show(8, 1);  // a copy that somebody still waits for
    CHECK(kiosk.commands.empty());
    CHECK(kiosk.prints.empty());
    kiosk.pass(limits::caught_up_after - 1ms);
    CHECK(kiosk.commands.empty());
    // The first thing that is new says that the past has ended; so does time.
    kiosk.seq = 200;
    kiosk.show(9, 0, v1::SLIP_STATE_PENDING, "kiosk-2");
    REQUIRE(kiosk.commands.size() == 1);
    CHECK(kiosk.commands[0].command.report_slip().ticket() == 5);
    REQUIRE(kiosk.prints.size() == 1);
    CHECK(std::get<v1::TicketStatus>(kiosk.prints[0].ticket).ticket() == 8);
    CHECK_FALSE(kiosk.fsm.deadline());
}

TEST_CASE("a past that breaks off goes on with the next connection") {
    Kiosk kiosk;
    kiosk.connect({Kiosk::status(7, 1, v1::SLIP_STATE_PENDING, "kiosk-1")});
    kiosk.fsm.link_changed(false, kiosk.now);
    kiosk.pass(10s);
    CHECK(kiosk.prints.empty());
    kiosk.fsm.link_changed(true, kiosk.now);
    kiosk.fsm.welcomed(150, kiosk.now);
    kiosk.show(7, 1, v1::SLIP_STATE_PRINTED);
    kiosk.pass(limits::caught_up_after);
    CHECK(kiosk.prints.empty());
}

TEST_CASE("a copy that is asked for is printed once whole where it is remembered") {
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.issue(1);
    kiosk.grant(kiosk.commands[0].token, 7);
    kiosk.printed(v1::SLIP_REPORT_FAILED);
    kiosk.accept(kiosk.commands[1].token);
    kiosk.show(7, 0, v1::SLIP_STATE_FAILED);
    CHECK(kiosk.prints.size() == 1);

    kiosk.show(7, 1);
    kiosk.show(7, 1);
    REQUIRE(kiosk.prints.size() == 2);
    CHECK(kiosk.prints[1].reprint);
    CHECK(std::get<v1::IssuedResult>(kiosk.prints[1].ticket).token() == testing::issued().token());
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.accept(kiosk.commands.back().token);
    REQUIRE(kiosk.answers.size() == 2);
    CHECK(kiosk.answers[1].reprint);
    CHECK(kiosk.answers[1].number == "H7");
    kiosk.show(7, 2);
    CHECK(kiosk.prints.size() == 3);

    // Of a ticket that an earlier run issued only the status is known; those of other kiosks are theirs.
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.show(90, 1);
    REQUIRE(kiosk.prints.size() == 4);
    CHECK(std::get<v1::TicketStatus>(kiosk.prints[3].ticket).number() == "H90");
    kiosk.show(91, 1, v1::SLIP_STATE_PENDING, "kiosk-2");
    CHECK(kiosk.prints.size() == 4);
}

TEST_CASE("whoever asks for a copy gets the line of that copy whichever of answer and change comes first") {
    for (const bool change_first : {true, false}) {
        Kiosk kiosk;
        kiosk.come_up();
        kiosk.fsm.reprint(9, 7, kiosk.now);
        kiosk.collect();
        REQUIRE(kiosk.commands.size() == 1);
        CHECK(kiosk.commands[0].command.reprint().ticket() == 7);
        if (change_first) kiosk.show(7, 1);
        kiosk.accept(kiosk.commands[0].token);
        CHECK_FALSE(kiosk.fsm.idle());
        if (!change_first) kiosk.show(7, 1);
        REQUIRE(kiosk.prints.size() == 1);
        kiosk.printed(v1::SLIP_REPORT_PRINTED);
        kiosk.accept(kiosk.commands.back().token);
        REQUIRE(kiosk.answers.size() == 1);
        CHECK(kiosk.answers[0].request == 9);
        CHECK(kiosk.answers[0].reprint);
        CHECK(kiosk.fsm.idle());
    }
    Kiosk kiosk;
    kiosk.come_up();
    kiosk.fsm.reprint(9, 7, kiosk.now);
    kiosk.collect();
    kiosk.refuse(kiosk.commands[0].token, "ticket_ended");
    REQUIRE(kiosk.answers.size() == 1);
    CHECK(kiosk.answers[0].error == "ticket_ended");
    CHECK(kiosk.answers[0].ticket == 7);
}

TEST_CASE("copies that wait for the printer are bounded") {
    Kiosk kiosk;
    kiosk.come_up();
    for (std::uint64_t ticket = 1; ticket <= 100; ++ticket) kiosk.show(ticket, 1);
    std::size_t printed = 0;
    while (printed < kiosk.prints.size()) {
        ++printed;
        kiosk.printed(v1::SLIP_REPORT_PRINTED);
    }
    CHECK(printed == limits::copies_waiting_max);
}

TEST_CASE("stopping answers those who wait and finishes what is under way") {
    Kiosk kiosk;
    kiosk.come_up();
    for (std::uint64_t request = 1; request <= 4; ++request) kiosk.issue(request);
    kiosk.fsm.stop(kiosk.now);
    kiosk.collect();
    REQUIRE(kiosk.answers.size() == 2);
    CHECK(kiosk.answers[0].error == "stopped");
    CHECK_FALSE(kiosk.issue(5));
    CHECK_FALSE(kiosk.fsm.idle());
    kiosk.grant(kiosk.commands[0].token, 1);
    kiosk.grant(kiosk.commands[1].token, 2);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    kiosk.printed(v1::SLIP_REPORT_PRINTED);
    for (std::size_t i = 2; i < kiosk.commands.size(); ++i) kiosk.accept(kiosk.commands[i].token);
    CHECK(kiosk.answers.size() == 4);
    CHECK(kiosk.fsm.idle());
}

}  // namespace luot::spool
