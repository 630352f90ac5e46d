#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "core/limits.hpp"
#include "core/service_times.hpp"
#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

const AtCounter an_at_1{CounterId{1}, ClerkCode("an")};
const AtCounter an_at_2{CounterId{2}, ClerkCode("an")};
const AtCounter binh_at_1{CounterId{1}, ClerkCode("binh")};

Issue issue(const char* service, const char* ticket_class = "ordinary") {
    return Issue{ServiceCode(service), ClassCode(ticket_class), SlipWish::none, {}, false};
}

}  // namespace

TEST_CASE("one clerk holds one counter and taking one over is said") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    CHECK(refused(office.run(CallNext{an_at_1, {}})) == "counter_closed");
    CHECK(refused(office.run(OpenCounter{{CounterId{9}, ClerkCode("an")}, false})) == "unknown_counter");
    CHECK(refused(office.run(OpenCounter{{CounterId{1}, {}}, false})) == "unknown_clerk");
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    CHECK(refused(office.run(OpenCounter{an_at_1, false})) == "already_so");
    CHECK(refused(office.run(OpenCounter{an_at_2, false})) == "clerk_elsewhere");
    CHECK(refused(office.run(OpenCounter{binh_at_1, false})) == "counter_taken");
    const auto taken = office.run(OpenCounter{binh_at_1, true});
    REQUIRE(taken);
    CHECK(std::get<CounterOpened>(taken->front().body).taken_from == ClerkCode("an"));
    CHECK(refused(office.run(CallNext{an_at_1, {}})) == "not_your_counter");
    CHECK(office.run(OpenCounter{an_at_2, false}));
}

TEST_CASE("a paused counter calls nobody until it resumes") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    CHECK(refused(office.run(PauseCounter{an_at_1, ReasonCode("nap")})) == "unknown_reason");
    REQUIRE(office.run(PauseCounter{an_at_1, ReasonCode("break")}));
    CHECK(refused(office.run(PauseCounter{an_at_1, ReasonCode("break")})) == "already_so");
    CHECK(refused(office.run(CallNext{an_at_1, {}})) == "counter_paused");
    REQUIRE(office.run(ResumeCounter{an_at_1}));
    CHECK(refused(office.run(ResumeCounter{an_at_1})) == "already_so");
    CHECK(office.run(CallNext{an_at_1, {}}));
}

TEST_CASE("a takeover keeps the ticket at the counter") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    REQUIRE(office.run(OpenCounter{binh_at_1, true}));
    CHECK(office.run(Start{binh_at_1}));
    CHECK(office.run(Finish{binh_at_1, {}}));
}

TEST_CASE("auto call gives an idle counter whoever arrives and whoever waits when it becomes idle") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    REQUIRE(office.run(SetAutoCall{an_at_1, true}));
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    CHECK(office.ticket("H001").state == TicketState::called);
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    CHECK(office.ticket("H002").state == TicketState::waiting);
    REQUIRE(office.run(Start{an_at_1}));
    REQUIRE(office.run(Finish{an_at_1, {}}));
    CHECK(office.ticket("H002").state == TicketState::called);
}

TEST_CASE("call next while serving finishes the one and calls the next as one command") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    for (int number = 1; number <= 2; ++number) REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    REQUIRE(office.run(Start{an_at_1}));
    const auto both = office.run(CallNext{an_at_1, OutcomeCode("accepted")});
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    CHECK(std::get<TicketFinished>((*both)[0].body).outcome == OutcomeCode("accepted"));
    CHECK(std::get<TicketCalled>((*both)[1].body).ticket == office.id("H002"));
    REQUIRE(office.run(Start{an_at_1}));
    const auto last = office.run(CallNext{an_at_1, {}});
    REQUIRE(last);
    CHECK(last->size() == 1);  // nobody waits: finished
}

TEST_CASE("fields served first go before fields helped and each choice says why") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    const auto call = [&] {
        REQUIRE(office.run(CallNext{an_at_1, {}}));
        const Ticket& ticket = office.state.tickets.at(office.state.counters.at(CounterId{1}).current);
        REQUIRE(office.run(Start{an_at_1}));
        return ticket.number + " " + std::to_string(static_cast<int>(ticket.legs.back().reason));
    };
    const auto why = [](CallReason reason) { return " " + std::to_string(static_cast<int>(reason)); };
    REQUIRE(office.run(issue("land"), Role::kiosk));
    office.pass(minute_us);
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    office.pass(minute_us);
    REQUIRE(office.run(issue("civil-status", "elderly"), Role::kiosk));
    office.pass(minute_us);
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    REQUIRE(office.run(SetUrgent{office.id("H003"), ReasonCode("emergency")}, Role::supervisor));
    CHECK(call() == "H003" + why(CallReason::urgent));
    CHECK(call() == "H002" + why(CallReason::head_start));
    CHECK(call() == "H001" + why(CallReason::served_first));
    CHECK(call() == "L001" + why(CallReason::arrival));
}

TEST_CASE("whoever waits beyond the longest wait is called before the policy has its way") {
    Office configured = small_office();
    configured.rules.longest_wait_us = 30 * minute_us;
    configured.policy.kind = PolicyKind::strict;
    OfficeDriver office(configured);
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    office.pass(30 * minute_us);
    REQUIRE(office.run(issue("civil-status", "elderly"), Role::kiosk));
    REQUIRE(office.run(issue("civil-status", "elderly"), Role::kiosk));
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    CHECK(office.ticket("H002").state == TicketState::called);  // not beyond yet
    REQUIRE(office.run(Start{an_at_1}));
    office.pass(1);
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    CHECK(office.ticket("H001").legs.back().reason == CallReason::longest_wait);
}

TEST_CASE("supervisors limit fields move counters and end the day until day close") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    const ServiceCode civil{"civil-status"};
    REQUIRE(office.run(LimitService{civil, true, {}}, Role::supervisor));
    CHECK(refused(office.run(issue("civil-status"), Role::kiosk)) == "service_closed");
    REQUIRE(office.run(LimitService{civil, false, 1}, Role::supervisor));
    CHECK(office.run(issue("civil-status"), Role::kiosk));
    CHECK(refused(office.run(issue("civil-status"), Role::kiosk)) == "quota_reached");
    REQUIRE(office.run(AssignCounter{CounterId{3}, {civil}, {}}, Role::supervisor));
    CHECK(refused(office.run(AssignCounter{CounterId{3}, {civil, civil}, {}}, Role::supervisor)) == "bad_value");
    const AtCounter chi{CounterId{3}, ClerkCode("chi")};
    REQUIRE(office.run(OpenCounter{chi, false}));
    CHECK(office.run(CallNext{chi, {}}));
    REQUIRE(office.run(EndDay{}, Role::supervisor));
    CHECK(refused(office.run(issue("land"), Role::kiosk)) == "office_closed");
    office.set_time(monday_at(8, 0) + day_us);
    CHECK(office.run(issue("land"), Role::kiosk));
    CHECK(office.run(issue("civil-status"), Role::kiosk));
    CHECK(office.run(issue("civil-status"), Role::kiosk));
    CHECK(office.state.counters.at(CounterId{3}).serves.size() == 2);
}

TEST_CASE("whom the clerk saw is checked for every verb about them once the counter is theirs") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    for (int number = 1; number <= 3; ++number) REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    AtCounter wrong = an_at_1;
    wrong.ticket = office.id("H002");
    AtCounter nobody = an_at_1;
    nobody.ticket = TicketId{};
    for (const AtCounter& at : {wrong, nobody}) {
        for (const Command& command : std::initializer_list<Command>{
                 CloseCounter{at}, CallNext{at, {}}, CallChosen{at, office.id("H003"), ReasonCode("unwell")}, Recall{at}, Start{at},
                 Requeue{at}, NoShow{at}, Hold{at, ReasonCode("filling-form")}, ResumeHold{at, office.id("H003")},
                 Transfer{at, ServiceCode("land"), {}, TransferKind::wrong_field, {}}, Finish{at, {}}, HandOver{at, ClerkCode("binh")}}) {
            const auto result = office.run(command);
            CAPTURE(command.index());
            REQUIRE(refused(result) == "counter_changed");
            CHECK(result.error().params == std::vector<std::pair<std::string, std::string>>{{"number", "H001"}});
        }
    }
    // What is about the counter alone does not wait until the clerk has seen who came.
    CHECK(office.run(AskForHelp{nobody, true}));
    CHECK(office.run(SetAutoCall{wrong, true}));
    CHECK(refused(office.run(ResumeCounter{wrong})) == "already_so");
    CHECK(refused(office.run(PauseCounter{nobody, ReasonCode("break")})) == "counter_busy");
    // What is wrong besides comes first where the counter is not theirs at all.
    wrong.clerk = ClerkCode("binh");
    CHECK(refused(office.run(Start{wrong})) == "not_your_counter");
    CHECK(refused(office.run(OpenCounter{wrong, true})) == "counter_changed");
    wrong.counter = CounterId{9};
    CHECK(refused(office.run(Start{wrong})) == "unknown_counter");
    AtCounter right = an_at_1;
    right.ticket = office.id("H001");
    CHECK(office.run(Start{right}));
    right.clerk = ClerkCode("binh");
    CHECK(office.run(OpenCounter{right, true}));
}

TEST_CASE("a clerk cancels nobody who is called or served or held at another counter") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    for (int number = 1; number <= 2; ++number) REQUIRE(office.run(issue("civil-status"), Role::kiosk, "kiosk-1"));
    const TicketId first = office.id("H001");
    const auto cancel = [&](Role role, const char* clerk) {
        Origin origin;
        origin.role = role;
        origin.clerk = ClerkCode(clerk);
        return decide(office.state, Cancel{first, false, {}}, origin, moment_of(office.now_us, office.state.office.boundary_minute), {});
    };
    const auto is_refused = [&] {
        const auto result = cancel(Role::counter, "binh");
        REQUIRE(refused(result) == "taken_by_counter");
        CHECK(result.error().params == std::vector<std::pair<std::string, std::string>>{{"number", "H001"}, {"counter", "1"}});
    };
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    is_refused();
    REQUIRE(office.run(Start{an_at_1}));
    is_refused();
    CHECK(refused(cancel(Role::counter, "an")) == "wrong_state");
    REQUIRE(office.run(Hold{an_at_1, ReasonCode("filling-form")}));
    is_refused();
    CHECK(cancel(Role::counter, "an"));
    CHECK(cancel(Role::counter, ""));  // has not said who it is
    CHECK(cancel(Role::supervisor, ""));
    CHECK(cancel(Role::administrator, ""));
    CHECK(cancel(Role::phone, ""));
    CHECK(cancel(Role::kiosk, ""));
    // Who waits is nobody's yet.
    Origin binh;
    binh.role = Role::counter;
    binh.clerk = ClerkCode("binh");
    CHECK(office.run_as(Cancel{office.id("H002"), false, {}}, binh));
}

TEST_CASE("an end that was put right ends the service and the counter is idle from the event on") {
    OfficeDriver office;
    office.set_time(monday_at(8, 0));
    REQUIRE(office.run(OpenCounter{an_at_1, false}));
    REQUIRE(office.run(issue("civil-status"), Role::kiosk));
    REQUIRE(office.run(CallNext{an_at_1, {}}));
    office.pass(minute_us);
    REQUIRE(office.run(Start{an_at_1}));
    const TimeUs started_us = office.now_us;
    office.pass(hour_us);
    CHECK(refused(office.run(Finish{an_at_1, {}, started_us - 1})) == "bad_value");
    CHECK(refused(office.run(Finish{an_at_1, {}, office.now_us + 1})) == "bad_value");
    CHECK(refused(office.run(Finish{an_at_1, {}, -1})) == "bad_value");
    CHECK(refused(office.run(Finish{an_at_1, {}, std::numeric_limits<TimeUs>::max()})) == "bad_value");
    const auto finished = office.run(Finish{an_at_1, OutcomeCode("accepted"), started_us});  // on the very moment
    REQUIRE(finished);
    CHECK(finished->front().at_us == office.now_us);
    CHECK(std::get<TicketFinished>(finished->front().body).ended_us == started_us);
    const Ticket& ticket = office.ticket("H001");
    CHECK(ticket.ended_us == office.now_us);
    CHECK(ticket.legs.back().ended_us == started_us);
    CHECK(ticket.legs.back().corrected);
    CHECK(office.state.counters.at(CounterId{1}).idle_since_us == office.now_us);
    const ClerkDay& day = office.state.clerk_days.at(ClerkCode("an"));
    CHECK(day.services_us == std::vector<TimeUs>{0});
    CHECK(day.corrected == 1);
}

TEST_CASE("of a clerk so many services are kept and of a day so many clerks") {
    State state;
    Ticket ticket;
    Leg leg;
    leg.service = ServiceCode("land");
    leg.clerk = ClerkCode("an");
    leg.started_us = 1;
    for (std::size_t count = 0; count <= limits::services_of_clerk; ++count) {
        leg.ended_us = 10 + static_cast<TimeUs>((count * 7'919) % 1'000);
        note_service(state, ticket, leg);
    }
    const ClerkDay& day = state.clerk_days.at(leg.clerk);
    CHECK(day.services_us.size() == limits::services_of_clerk);
    CHECK(std::is_sorted(day.services_us.begin(), day.services_us.end()));
    CHECK(state.fields.at(leg.service).recent_services_us.size() == limits::recent_services);
    for (std::size_t count = 0; count <= limits::clerks_a_day; ++count) {
        leg.clerk = ClerkCode("clerk-" + std::to_string(count));
        note_service(state, ticket, leg);
    }
    CHECK(state.clerk_days.size() == limits::clerks_a_day);
    CHECK_FALSE(state.clerk_days.contains(leg.clerk));
}

TEST_CASE("percentiles of services are by nearest rank") {
    FieldState field;
    for (TimeUs minutes = 1; minutes < 8; ++minutes) field.recent_services_us.push_back(minutes);
    CHECK_FALSE(service_times(field));
    field.recent_services_us.push_front(100);
    REQUIRE(service_times(field));
    CHECK(service_times(field)->p50_us == 4);
    CHECK(service_times(field)->p95_us == 100);
    for (TimeUs more = 0; more < 12; ++more) field.recent_services_us.push_back(50);
    CHECK(service_times(field)->p50_us == 50);
    CHECK(service_times(field)->p95_us == 50);  // the nineteenth of twenty
    CHECK(median_service_us(ClerkDay{}) == 0);
    CHECK(median_service_us(ClerkDay{{1, 2, 3, 40}, 0, 0}) == 2);
}
