// A slip on its way through the printer, and a slip that is held to the scanner.
#include <doctest/doctest.h>

#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

const ServiceCode civil{"civil-status"};
const ClassCode elderly{"elderly"};
const AtCounter an{CounterId{1}, ClerkCode("an")};
const AtCounter binh{CounterId{2}, ClerkCode("binh")};

struct Hall {
    OfficeDriver office;
    Hall() {
        office.set_time(monday_at(8, 0));
        for (const AtCounter& at : {an, binh}) REQUIRE(office.run(OpenCounter{at, false}));
    }
    TicketId issue(const ClassCode& ticket_class = {}, SlipWish slip = SlipWish::print) {
        office.pass(second_us);
        const auto events = office.run(Issue{civil, ticket_class, slip, {}, false}, Role::kiosk, "kiosk-1");
        REQUIRE(events);
        return TicketId{events->front().seq};
    }
    TicketId issue_printed(const ClassCode& ticket_class = {}) {
        const TicketId id = issue(ticket_class);
        REQUIRE(report(id, SlipReport::printed).empty());
        return id;
    }
    std::string report(TicketId id, SlipReport what) { return refused(office.run(ReportSlip{id, what}, Role::kiosk, "kiosk-1")); }
    const Ticket& ticket(TicketId id) const { return office.state.tickets.at(id); }

    // What the scanner's kiosk is told.
    Answer::CheckedIn scan(TicketId id) {
        State state = office.state;
        const auto events = office.run(CheckIn{ticket(id).token}, Role::kiosk, "kiosk-2");
        REQUIRE(events);
        Answer answer;
        for (const Event& event : *events) {
            apply(state, event);
            add_to_answer(answer, state, event);
        }
        REQUIRE(answer.checked_in);
        CHECK(answer.checked_in->ticket == id);
        CHECK(answer.checked_in->number == ticket(id).number);
        CHECK(answer.checked_in->state == ticket(id).state);
        return *answer.checked_in;
    }
};

}  // namespace

TEST_CASE("a slip at the printer is not callable and becomes what the kiosk says or unknown") {
    Hall hall;
    const TicketId first = hall.issue(), second = hall.issue(), third = hall.issue();
    CHECK(hall.report(first, SlipReport::printing).empty());
    CHECK(hall.ticket(first).slip == SlipState::printing);
    CHECK(hall.report(first, SlipReport::printing) == "already_so");
    CHECK(refused(hall.office.run(CallNext{an, {}})) == "nobody_waiting");
    CHECK(refused(hall.office.run(CallChosen{an, first, ReasonCode("unwell")})) == "slip_not_callable");
    CHECK(refused(hall.office.run(Reprint{first}, Role::kiosk, "kiosk-1")) == "wrong_state");
    CHECK(hall.report(first, SlipReport::printed).empty());
    CHECK(hall.report(first, SlipReport::printing) == "slip_settled");
    REQUIRE(hall.office.run(CallNext{an, {}}));
    CHECK(hall.ticket(first).state == TicketState::called);

    CHECK(hall.report(second, SlipReport::printing).empty());
    CHECK(hall.report(second, SlipReport::failed).empty());
    CHECK(hall.report(second, SlipReport::printing) == "slip_settled");  // a reprint says so, and is asked for
    REQUIRE(hall.office.run(Reprint{second}, Role::kiosk, "kiosk-1"));
    CHECK(hall.report(second, SlipReport::printing).empty());

    CHECK(hall.report(third, SlipReport::printing).empty());
    hall.office.pass(20 * second_us);
    CHECK(hall.ticket(third).slip == SlipState::printing);
    hall.office.pass(10 * second_us);
    CHECK(hall.ticket(second).slip == SlipState::unknown);
    CHECK(hall.ticket(third).slip == SlipState::unknown);
    CHECK(hall.report(third, SlipReport::printing).empty());  // found after all, and still nobody was called
    CHECK(hall.report(third, SlipReport::unknown).empty());
    REQUIRE(hall.office.run(CallChosen{binh, third, ReasonCode("unwell")}));
    CHECK(hall.report(third, SlipReport::printing) == "wrong_state");  // a called number is no ghost
}

TEST_CASE("the silence of a printer is counted from when it began to print") {
    Hall hall;
    const TicketId id = hall.issue();
    hall.office.pass(25 * second_us);
    CHECK(hall.report(id, SlipReport::printing).empty());
    hall.office.pass(25 * second_us);
    CHECK(hall.ticket(id).slip == SlipState::printing);
    hall.office.pass(5 * second_us);
    CHECK(hall.ticket(id).slip == SlipState::unknown);
}

TEST_CASE("a scanned slip is told its place by the policy") {
    Hall hall;
    const TicketId first = hall.issue_printed(), second = hall.issue_printed(), old = hall.issue_printed(elderly);
    CHECK(hall.scan(first).ahead == 1);  // the elderly one has a head start
    CHECK(hall.scan(second).ahead == 2);
    const auto checked = hall.scan(old);
    CHECK(checked.outcome == CheckInOutcome::waiting);
    CHECK(checked.ahead == 0);
    CHECK(checked.service == civil);
    CHECK_FALSE(checked.wait);
    REQUIRE(hall.office.run(SetUrgent{second, ReasonCode("emergency")}, Role::supervisor));
    CHECK(hall.scan(second).ahead == 0);
    CHECK(hall.scan(first).ahead == 2);
    CHECK(hall.scan(old).ahead == 1);
}

TEST_CASE("what a scanned slip leads to goes by its state") {
    Hall hall;
    CHECK(refused(hall.office.run(CheckIn{"of another office"}, Role::kiosk, "kiosk-1")) == "unknown_ticket");
    CHECK(refused(hall.office.run(CheckIn{""}, Role::kiosk, "kiosk-1")) == "unknown_ticket");
    const TicketId id = hall.issue_printed();
    REQUIRE(hall.office.run(CallNext{an, {}}));
    auto checked = hall.scan(id);
    CHECK(checked.outcome == CheckInOutcome::called);
    CHECK(checked.counter == CounterId{1});
    REQUIRE(hall.office.run(Start{an}));
    CHECK(hall.scan(id).outcome == CheckInOutcome::called);
    REQUIRE(hall.office.run(Hold{an, ReasonCode("filling-form")}));
    checked = hall.scan(id);
    CHECK(checked.outcome == CheckInOutcome::hold_returned);
    CHECK(checked.counter == CounterId{1});
    CHECK(hall.ticket(id).hold_returned);
    CHECK(hall.scan(id).outcome == CheckInOutcome::hold_returned);  // twice is once
    REQUIRE(hall.office.run(CallNext{an, {}}));
    CHECK(hall.ticket(id).legs.back().calls == 2);
    REQUIRE(hall.office.run(NoShow{an}));
    checked = hall.scan(id);
    CHECK(checked.outcome == CheckInOutcome::reinstated);
    CHECK(checked.ahead >= 3);  // behind the next three
    CHECK(hall.ticket(id).state == TicketState::waiting);
    CHECK(hall.scan(id).outcome == CheckInOutcome::waiting);
    REQUIRE(hall.office.run(CallNext{an, {}}));
    REQUIRE(hall.office.run(NoShow{an}));
    hall.office.pass(61 * minute_us);
    CHECK(hall.scan(id).outcome == CheckInOutcome::over);
    CHECK(hall.ticket(id).state == TicketState::no_show);
}

TEST_CASE("a slip that somebody holds has come out") {
    Hall hall;
    const TicketId silent = hall.issue(), failed = hall.issue();
    hall.office.pass(20 * second_us);
    REQUIRE(hall.report(failed, SlipReport::failed).empty());
    hall.office.pass(10 * second_us);
    REQUIRE(hall.ticket(silent).slip == SlipState::unknown);
    hall.scan(silent);
    hall.scan(failed);
    CHECK(hall.ticket(silent).slip == SlipState::printed);
    CHECK(hall.ticket(failed).slip == SlipState::printed);
    hall.office.pass(5 * minute_us);
    CHECK(hall.ticket(failed).state == TicketState::waiting);

    const TicketId called = hall.issue();
    hall.office.pass(30 * second_us);
    REQUIRE(hall.office.run(CallChosen{an, called, ReasonCode("unwell")}));
    REQUIRE(hall.office.run(NoShow{an}));
    CHECK(refused(hall.office.run(Reinstate{called})) == "slip_unknown");
    CHECK(hall.scan(called).outcome == CheckInOutcome::reinstated);
    CHECK(hall.ticket(called).slip == SlipState::printed);
}

TEST_CASE("the expected wait of who waits already is what is left of it") {
    Hall hall;
    for (int wait = 1; wait <= 8; ++wait) {
        hall.issue_printed();
        hall.office.pass(10 * minute_us);
        REQUIRE(hall.office.run(CallNext{an, {}}));
        REQUIRE(hall.office.run(Start{an}));
        REQUIRE(hall.office.run(Finish{an, {}}));
    }
    const TicketId id = hall.issue_printed();
    hall.office.pass(4 * minute_us);
    const auto checked = hall.scan(id);
    REQUIRE(checked.wait);
    CHECK(checked.wait->low_us == 6 * minute_us);
    hall.office.pass(20 * minute_us);
    CHECK_FALSE(hall.scan(id).wait);
}
