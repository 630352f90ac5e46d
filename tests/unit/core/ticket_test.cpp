#include <doctest/doctest.h>

#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

const ServiceCode civil{"civil-status"};
const ServiceCode land{"land"};
const ClassCode elderly{"elderly"};
const AtCounter an{CounterId{1}, ClerkCode("an")};
const AtCounter binh{CounterId{2}, ClerkCode("binh")};
const AtCounter chi{CounterId{3}, ClerkCode("chi")};

struct Morning {
    OfficeDriver office;
    Morning() : Morning(small_office()) {}
    explicit Morning(const Office& configured) : office(configured) {
        office.set_time(monday_at(8, 0));
        for (const AtCounter& at : {an, binh, chi}) REQUIRE(office.run(OpenCounter{at, false}));
    }
    std::string issue(const ServiceCode& service, const ClassCode& ticket_class = {}, SlipWish slip = SlipWish::none) {
        office.pass(second_us);
        const auto events = office.run(Issue{service, ticket_class, slip, {}, false}, Role::kiosk, "kiosk-1");
        REQUIRE(events);
        return std::get<TicketIssued>(events->front().body).number;
    }
    // The number that the counter calls, or the refusal's name.
    std::string call(const AtCounter& at) {
        const auto events = office.run(CallNext{at, {}});
        if (!events) return refused(events);
        const auto* called = std::get_if<TicketCalled>(&events->back().body);
        return called ? office.state.tickets.at(called->ticket).number : "finished";
    }
    CallReason reason(const std::string& number) { return office.ticket(number).legs.back().reason; }
    std::string slip(const std::string& number, SlipReport report, const std::string& kiosk = "kiosk-1") {
        return refused(office.run(ReportSlip{office.id(number), report}, Role::kiosk, kiosk));
    }
};

}  // namespace

TEST_CASE("numbers rise by series and restart each business day") {
    Morning day;
    CHECK(day.issue(civil) == "H001");
    CHECK(day.issue(land) == "L001");
    CHECK(day.issue(civil, elderly) == "H002");
    day.office.set_time(monday_at(8, 0) + day_us);
    CHECK(day.issue(civil) == "H001");
}

TEST_CASE("the business day turns at the boundary hour and not at 17 or 24 UTC") {
    Office office = small_office();
    office.sessions.clear();  // open around the clock
    Morning day(office);
    CHECK(day.issue(civil) == "H001");
    day.office.set_time(monday_at(23, 59, 58));  // 16:59:58 UTC
    CHECK(day.issue(civil) == "H002");
    day.office.set_time(monday_at(24, 0, 1));  // 17:00:01 UTC
    CHECK(day.issue(civil) == "H003");
    day.office.set_time(monday_at(27, 59, 58));
    CHECK(day.issue(civil) == "H004");
    day.office.set_time(monday_at(28, 0, 0));
    CHECK(day.issue(civil) == "H001");
    day.office.set_time(monday_at(31, 0, 1));  // 24:00:01 UTC
    CHECK(day.issue(civil) == "H002");
}

TEST_CASE("a used up range widens or refuses as the office says") {
    Office office = small_office();
    office.services[0].range.last = 2;
    office.services[0].range.width = 1;
    office.services[1].range.last = 2;
    office.services[1].range.at_end = AtEnd::refuse;
    Morning day(office);
    for (const char* number : {"H1", "H2", "H3"}) CHECK(day.issue(civil) == number);
    CHECK(day.issue(land) == "L001");
    CHECK(day.issue(land) == "L002");
    CHECK(refused(day.office.run(Issue{land, {}, SlipWish::none, {}, false}, Role::kiosk)) == "numbers_used_up");
}

TEST_CASE("hours quotas closures and unknown words refuse a number") {
    Office office = small_office();
    office.services[0].daily_quota = 2;
    office.services[1].hours.push_back({});
    office.services[1].hours[0].from_minute = 17 * 60;
    office.services[1].hours[0].until_minute = 18 * 60;
    office.issue_stop_minutes = 15;
    OfficeDriver driver(office);
    const auto ask = [&](const ServiceCode& service, const ClassCode& ticket_class = {}) {
        return driver.run(Issue{service, ticket_class, SlipWish::none, {}, false}, Role::kiosk);
    };
    driver.set_time(monday_at(7, 29));
    const auto early = ask(civil);
    CHECK(refused(early) == "not_yet_open");
    CHECK(early.error().params.front() == std::pair<std::string, std::string>{"opens_minute", "450"});
    driver.set_time(monday_at(7, 30));
    CHECK(refused(ask(ServiceCode("fishing"))) == "unknown_service");
    CHECK(refused(ask(civil, ClassCode("king"))) == "unknown_class");
    CHECK(ask(civil));
    CHECK(ask(civil));
    CHECK(refused(ask(civil)) == "quota_reached");
    // A void frees its place.
    CHECK(driver.run(Cancel{driver.id("H002"), true, ReasonCode("issued-by-mistake")}));
    CHECK(ask(civil));
    CHECK(refused(ask(land)) == "not_yet_open");
    driver.set_time(monday_at(11, 15));
    CHECK(refused(ask(ServiceCode("certification"))) == "not_yet_open");  // the afternoon is to come
    driver.set_time(monday_at(16, 45));
    CHECK(refused(ask(ServiceCode("certification"))) == "office_closed");
    driver.set_time(monday_at(17, 30));
    CHECK(ask(land));  // its extra hour
    driver.set_time(monday_at(18, 0));
    CHECK(refused(ask(land)) == "service_closed");
}

TEST_CASE("a ticket is called started and finished and each time is kept") {
    Morning day;
    day.issue(civil);
    day.office.pass(60 * second_us);
    CHECK(day.call(an) == "H001");
    const TimeUs called_us = day.office.now_us;
    day.office.pass(10 * second_us);
    REQUIRE(day.office.run(Recall{an}));
    const TimeUs recalled_us = day.office.now_us;
    day.office.pass(20 * second_us);
    REQUIRE(day.office.run(Start{an}));
    day.office.pass(minute_us);
    REQUIRE(day.office.run(Finish{an, OutcomeCode("accepted")}));
    const Leg& leg = day.office.ticket("H001").legs.back();
    CHECK(leg.called_first_us - leg.arrived_us == 60 * second_us);
    CHECK(leg.called_first_us == called_us);
    CHECK(leg.called_last_us == recalled_us);
    CHECK(leg.started_us - leg.called_last_us == 20 * second_us);
    CHECK(leg.ended_us - leg.started_us == minute_us);
    CHECK(leg.calls == 2);
    CHECK(day.office.ticket("H001").state == TicketState::served);
}

TEST_CASE("each verb refuses a ticket in the wrong state") {
    Morning day;
    CHECK(day.call(an) == "nobody_waiting");
    CHECK(refused(day.office.run(Start{an})) == "counter_idle");
    CHECK(refused(day.office.run(Recall{an})) == "counter_idle");
    CHECK(refused(day.office.run(Finish{an, {}})) == "counter_idle");
    day.issue(civil);
    CHECK(day.call(an) == "H001");
    CHECK(refused(day.office.run(Finish{an, {}})) == "wrong_state");
    CHECK(day.call(an) == "counter_busy");
    CHECK(refused(day.office.run(CloseCounter{an})) == "counter_busy");
    CHECK(refused(day.office.run(PauseCounter{an, ReasonCode("break")})) == "counter_busy");
    CHECK(refused(day.office.run(Transfer{an, land, {}, TransferKind::next_step, {}})) == "wrong_state");
    REQUIRE(day.office.run(Start{an}));
    CHECK(refused(day.office.run(Start{an})) == "wrong_state");
    CHECK(refused(day.office.run(Recall{an})) == "wrong_state");
    CHECK(refused(day.office.run(NoShow{an})) == "wrong_state");
    CHECK(refused(day.office.run(Requeue{an})) == "wrong_state");
    CHECK(refused(day.office.run(Cancel{day.office.id("H001"), false, {}})) == "wrong_state");
    CHECK(refused(day.office.run(Finish{an, OutcomeCode("eaten")})) == "unknown_outcome");
    REQUIRE(day.office.run(Finish{an, {}}));
    CHECK(refused(day.office.run(Cancel{day.office.id("H001"), false, {}})) == "ticket_ended");
    CHECK(refused(day.office.run(Reinstate{day.office.id("H001")})) == "ticket_ended");
    CHECK(refused(day.office.run(Cancel{TicketId{999}, false, {}})) == "unknown_ticket");
}

TEST_CASE("somebody sent back is called again only after the next three of the field") {
    Morning day;
    for (int number = 1; number <= 5; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Requeue{an}));
    for (const char* number : {"H002", "H003", "H004", "H001", "H005"}) {
        CHECK(day.call(an) == number);
        REQUIRE(day.office.run(Start{an}));
        REQUIRE(day.office.run(Finish{an, {}}));
    }
}

TEST_CASE("somebody sent back is called at once where nobody else waits") {
    Morning day;
    day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Requeue{an}));
    CHECK(day.call(an) == "H001");
    CHECK(day.reason("H001") == CallReason::arrival);  // of the first call, which is the one that counts
}

TEST_CASE("a no-show may come back within the grace and not after") {
    Morning day;
    for (int number = 1; number <= 2; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(NoShow{an}));
    CHECK(day.call(an) == "H002");
    REQUIRE(day.office.run(NoShow{an}));
    day.office.pass(30 * minute_us);
    REQUIRE(day.office.run(Reinstate{day.office.id("H001")}));
    CHECK(day.call(an) == "H001");
    day.office.pass(31 * minute_us);
    CHECK(refused(day.office.run(Reinstate{day.office.id("H002")})) == "grace_over");
}

TEST_CASE("a ticket says where it was when it ended") {
    Morning day;
    const auto where = [&](const char* number) { return day.office.ticket(number).ended_in; };
    const auto leave = [&](const char* number) { REQUIRE(day.office.run(Cancel{day.office.id(number), false, {}})); };
    for (int number = 1; number <= 7; ++number) day.issue(civil);
    leave("H007");
    CHECK(where("H007") == TicketState::waiting);

    CHECK(day.call(an) == "H001");
    leave("H001");
    CHECK(where("H001") == TicketState::called);

    CHECK(day.call(an) == "H002");
    REQUIRE(day.office.run(Requeue{an}));
    leave("H002");  // called once, and waiting again
    CHECK(where("H002") == TicketState::waiting);

    CHECK(day.call(an) == "H003");
    REQUIRE(day.office.run(Start{an}));
    CHECK(where("H003") == TicketState::unspecified);
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    leave("H003");
    CHECK(where("H003") == TicketState::held);

    CHECK(day.call(an) == "H004");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    REQUIRE(day.office.run(CloseCounter{an}));
    leave("H004");  // its hold was released to the field
    CHECK(where("H004") == TicketState::waiting);

    REQUIRE(day.office.run(OpenCounter{an, false}));
    CHECK(day.call(an) == "H005");
    REQUIRE(day.office.run(NoShow{an}));
    CHECK(where("H005") == TicketState::called);
    REQUIRE(day.office.run(Reinstate{day.office.id("H005")}));
    CHECK(where("H005") == TicketState::unspecified);

    CHECK(day.call(an) == "H006");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Finish{an, {}}));
    CHECK(where("H006") == TicketState::serving);
}

TEST_CASE("an unanswered call becomes a no-show by itself where the office says so") {
    Office office = small_office();
    office.rules.no_show_after_us = 3 * minute_us;
    Morning day(office);
    day.issue(civil);
    CHECK(day.call(an) == "H001");
    day.office.pass(2 * minute_us);
    REQUIRE(day.office.run(Recall{an}));
    day.office.pass(2 * minute_us);
    CHECK(day.office.ticket("H001").state == TicketState::called);
    day.office.pass(minute_us);
    CHECK(day.office.ticket("H001").state == TicketState::no_show);
    CHECK(day.office.state.counters.at(CounterId{1}).idle_since_us != 0);
}

TEST_CASE("holds are taken out of the service time and returned holds come first") {
    Morning day;
    for (int number = 1; number <= 3; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    day.office.pass(minute_us);
    CHECK(refused(day.office.run(Hold{an, ReasonCode("whim")})) == "unknown_reason");
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    CHECK(day.call(an) == "H002");
    CHECK(refused(day.office.run(ResumeHold{an, day.office.id("H001")})) == "counter_busy");
    CHECK(refused(day.office.run(ResumeHold{binh, day.office.id("H001")})) == "not_yours");
    day.office.pass(10 * minute_us);
    REQUIRE(day.office.run(ReturnHold{day.office.id("H001")}));
    REQUIRE(day.office.run(Start{an}));
    CHECK(day.call(an) == "H001");  // before H003
    REQUIRE(day.office.run(Start{an}));
    day.office.pass(2 * minute_us);
    REQUIRE(day.office.run(Finish{an, {}}));
    const Leg& leg = day.office.ticket("H001").legs.back();
    CHECK(leg.held_us == 10 * minute_us);
    CHECK(leg.ended_us - leg.started_us - leg.held_us == 3 * minute_us);
}

TEST_CASE("the answer to a call says why this call was made") {
    Morning day;
    for (int number = 1; number <= 2; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    REQUIRE(day.office.run(ReturnHold{day.office.id("H001")}));
    const auto again = day.office.run(CallNext{an, {}});
    REQUIRE(again);
    Answer answer;
    add_to_answer(answer, day.office.state, again->front());
    REQUIRE(answer.called);
    CHECK(answer.called->reason == CallReason::returned_hold);
    CHECK(day.reason("H001") == CallReason::arrival);  // of the leg: its first call
}

TEST_CASE("closing a counter puts its holds at the head of their field") {
    Morning day;
    for (int number = 1; number <= 3; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    REQUIRE(day.office.run(CloseCounter{an}));
    CHECK(day.call(binh) == "H001");
}

TEST_CASE("the next step keeps half of the time waited and a wrong field keeps the place") {
    Morning day;
    day.issue(civil);
    day.office.pass(20 * minute_us - second_us);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    const TimeUs waited = day.office.now_us - day.office.ticket("H001").issued_us;
    REQUIRE(day.office.run(Transfer{an, land, {}, TransferKind::next_step, OutcomeCode("accepted")}));
    CHECK(day.office.ticket("H001").place.queue_since_us == day.office.now_us - waited / 2);
    CHECK(day.office.ticket("H001").legs.size() == 2);
    CHECK(day.office.ticket("H001").number == "H001");
    CHECK(day.office.ticket("H001").legs[1].arrived_us == day.office.now_us);

    day.issue(land);
    const TimeUs since = day.office.ticket("L001").place.queue_since_us;
    CHECK(day.call(chi) == "H001");
    REQUIRE(day.office.run(Start{chi}));
    CHECK(day.call(chi) == "L001");
    REQUIRE(day.office.run(Transfer{chi, civil, {}, TransferKind::wrong_field, {}}));
    CHECK(day.office.ticket("L001").place.queue_since_us == since);
    CHECK(day.call(an) == "L001");
}

TEST_CASE("a transfer to a counter waits for that counter until it closes") {
    Morning day;
    day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    CHECK(refused(day.office.run(Transfer{an, {}, CounterId{9}, TransferKind::next_step, {}})) == "unknown_counter");
    CHECK(refused(day.office.run(Transfer{an, {}, CounterId{1}, TransferKind::next_step, {}})) == "bad_value");
    REQUIRE(day.office.run(Transfer{an, {}, CounterId{2}, TransferKind::next_step, {}}));
    CHECK(day.call(an) == "nobody_waiting");
    CHECK(refused(day.office.run(CallChosen{an, day.office.id("H001"), ReasonCode("unwell")})) == "not_yours");
    REQUIRE(day.office.run(CloseCounter{binh}));
    CHECK(day.call(an) == "H001");
}

TEST_CASE("a pending or failed slip is no ghost and a silent kiosk is not believed twice") {
    Morning day;
    day.issue(civil, {}, SlipWish::print);
    CHECK(day.call(an) == "nobody_waiting");
    CHECK(refused(day.office.run(CallChosen{an, day.office.id("H001"), ReasonCode("unwell")})) == "slip_not_callable");
    CHECK(day.slip("H001", SlipReport::printed, "kiosk-2") == "not_yours");
    CHECK(day.slip("H001", SlipReport::printed) == "");
    CHECK(day.slip("H001", SlipReport::failed) == "slip_settled");
    CHECK(day.call(an) == "H001");

    day.issue(civil, {}, SlipWish::print);
    CHECK(day.slip("H002", SlipReport::failed) == "");
    CHECK(day.call(binh) == "nobody_waiting");
    REQUIRE(day.office.run(Reprint{day.office.id("H002")}, Role::kiosk, "kiosk-1"));
    CHECK(day.slip("H002", SlipReport::failed) == "");
    day.office.pass(2 * minute_us);
    CHECK(day.office.ticket("H002").state == TicketState::cancelled);
    CHECK(day.office.ticket("H002").cancel_kind == CancelKind::slip_failed);

    day.issue(civil, {}, SlipWish::print);
    day.office.pass(30 * second_us);
    CHECK(day.office.ticket("H003").slip == SlipState::unknown);
    CHECK(day.call(binh) == "H003");
    CHECK(refused(day.office.run(Recall{binh})) == "slip_unknown");
    CHECK(refused(day.office.run(Requeue{binh})) == "slip_unknown");
    REQUIRE(day.office.run(NoShow{binh}));
    CHECK(refused(day.office.run(Reinstate{day.office.id("H003")})) == "slip_unknown");
}

TEST_CASE("two clerks cannot call one ticket and are told who was first") {
    Morning day;
    day.issue(civil);
    CHECK(day.call(an) == "H001");
    CHECK(day.call(binh) == "nobody_waiting");
    const auto chosen = day.office.run(CallChosen{binh, day.office.id("H001"), ReasonCode("unwell")});
    CHECK(refused(chosen) == "taken_by_counter");
    CHECK(chosen.error().params == std::vector<std::pair<std::string, std::string>>{{"number", "H001"}, {"counter", "1"}});
}

TEST_CASE("one rating for each served ticket") {
    Morning day;
    day.issue(civil);
    CHECK(refused(day.office.run(Rate{day.office.id("H001"), 5})) == "wrong_state");
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Finish{an, {}}));
    CHECK(refused(day.office.run(Rate{day.office.id("H001"), 6})) == "bad_value");
    CHECK(day.office.run(Rate{day.office.id("H001"), 5}));
    CHECK(refused(day.office.run(Rate{day.office.id("H001"), 1})) == "already_rated");
}

TEST_CASE("day close expires what is open and closes every counter") {
    Morning day;
    for (int number = 1; number <= 3; ++number) day.issue(civil);
    CHECK(day.call(an) == "H001");
    REQUIRE(day.office.run(Start{an}));
    REQUIRE(day.office.run(Hold{an, ReasonCode("filling-form")}));
    CHECK(day.call(an) == "H002");
    day.office.set_time(monday_at(28, 0) + 5 * hour_us);  // switched off over the boundary
    std::size_t expired = 0;
    TimeUs effective_us = 0;
    for (const Event& event : day.office.journal) {
        expired += std::holds_alternative<TicketExpired>(event.body) ? 1 : 0;
        if (const auto* closed = std::get_if<DayClosed>(&event.body)) effective_us = closed->effective_at_us;
    }
    CHECK(expired == 3);
    CHECK(effective_us == monday_at(28, 0));
    CHECK(day.office.state.day_open);
    CHECK(day.office.state.tickets.empty());
    CHECK(day.office.state.counters.at(CounterId{1}).state == CounterState::closed);
}

TEST_CASE("after a restore numbers carry the marker of the epoch until the day ends") {
    Morning day;
    CHECK(day.issue(civil) == "H001");
    REQUIRE(day.office.run(BeginEpoch{2}, Role::system));
    const std::string marked = day.issue(civil);
    CHECK(marked.size() == 5);
    CHECK(marked.substr(2) == "001");
    REQUIRE(day.office.run(BeginEpoch{3}, Role::system));
    CHECK(day.issue(civil) != marked);
    day.office.set_time(monday_at(8, 0) + day_us);
    CHECK(day.issue(civil) == "H001");
}

TEST_CASE("an epoch that began on a day in doubt marks the first day that is certain") {
    Morning day;
    CHECK(day.issue(civil) == "H001");
    REQUIRE(day.office.run(SuspectClock{1, 2}, Role::system));
    REQUIRE(day.office.run(BeginEpoch{2}, Role::system));
    REQUIRE(day.office.run(ConfirmClock{}, Role::administrator));
    day.office.now_us = monday_at(8, 0) + 40 * day_us;  // at once: the day that it really is
    CHECK(day.issue(civil).size() == 5);
    day.office.set_time(monday_at(8, 0) + 41 * day_us);
    CHECK(day.issue(civil) == "H001");
}

TEST_CASE("a clock that cannot be right issues nothing until it is confirmed") {
    Morning day;
    REQUIRE(day.office.run(SuspectClock{1, 2}, Role::system));
    CHECK(refused(day.office.run(Issue{civil, {}, SlipWish::none, {}, false}, Role::kiosk)) == "clock_unconfirmed");
    REQUIRE(day.office.run(ConfirmClock{}, Role::administrator));
    CHECK(day.issue(civil) == "H001");
}
