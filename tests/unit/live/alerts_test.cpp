// Each kind of alert but those of kiosks and boards, on both sides of its threshold.
#include "web/live/alerts.hpp"

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>

#include "live_office.hpp"
#include "raised_alerts.hpp"
#include "web/live/alert_limits.hpp"

using namespace luot;
using namespace luot::web::live;
using test::alert;
using test::an_at_1;
using test::chi_at_3;
using test::LiveOffice;
using test::monday_at;
using test::raised;
using test::text;

TEST_CASE("an office in which all is well raises no alert") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    CHECK(alerts(hall.source()).empty());
}

TEST_CASE("a field exceeds its target when somebody has waited longer than the longest of them") {
    LiveOffice hall;
    hall.run(core::OpenCounter{chi_at_3, false});
    const std::string number = hall.issue("land");
    hall.office.pass(30 * core::minute_us);
    CHECK(!raised(hall, "target_exceeded:land"));
    hall.office.pass(core::second_us);
    const Alert found = alert(hall, "target_exceeded:land");
    CHECK(found.severity == Severity::bad);
    CHECK(found.since_us == monday_at(8, 30));
    CHECK(text(found) == R"({"service":"land","target_minutes":30,"waiting":1,"open_counters":1,"number":")" + number +
                             R"(","arrived_us":)" + std::to_string(monday_at(8, 0)) + "}");

    SUBCASE("until it is called, and sent back it is nobodys longest wait") {
        hall.run(core::CallNext{chi_at_3, {}});
        CHECK(!raised(hall, "target_exceeded:land"));
        hall.run(core::Requeue{chi_at_3});
        CHECK(!raised(hall, "target_exceeded:land"));
    }
    SUBCASE("an office without targets has none to exceed") {
        hall.office.state.office.targets_minutes.clear();
        CHECK(!raised(hall, "target_exceeded:land"));
    }
}

TEST_CASE("a field that exceeds its target all the time does so since it began whoever is called") {
    LiveOffice hall;
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    hall.office.pass(10 * core::minute_us);
    hall.issue("land");
    hall.office.pass(20 * core::minute_us);
    hall.issue("land");
    hall.office.pass(11 * core::minute_us);  // 08:41: two of them beyond it
    CHECK(alert(hall, "target_exceeded:land").since_us == monday_at(8, 30));
    const auto call = [&] {
        hall.run(core::CallNext{chi_at_3, {}});
        hall.run(core::Start{chi_at_3});
        hall.run(core::Finish{chi_at_3, core::OutcomeCode("accepted")});
    };
    call();
    CHECK(alert(hall, "target_exceeded:land").since_us == monday_at(8, 30));
    CHECK(alert(hall, "target_exceeded:land").params.at("arrived_us") == monday_at(8, 10));
    call();
    CHECK(!raised(hall, "target_exceeded:land"));
    hall.office.set_time(monday_at(9, 5));  // another time
    CHECK(alert(hall, "target_exceeded:land").since_us == monday_at(9, 0));
}

TEST_CASE("a test ticket that nobody calls is no alert") {
    LiveOffice hall;
    core::Issue issue;
    issue.service = core::ServiceCode("land");
    issue.test = true;
    hall.run(issue, core::Role::supervisor);
    hall.office.pass(core::hour_us);
    CHECK(alerts(hall.source()).empty());
}

TEST_CASE("a field with people and no open counter") {
    LiveOffice hall;
    hall.issue("land");
    hall.office.pass(thresholds::no_counter_us - core::second_us);
    CHECK(!raised(hall, "no_counter:land"));
    hall.office.pass(core::second_us);
    CHECK(alert(hall, "no_counter:land").since_us == monday_at(8, 0) + thresholds::no_counter_us);

    SUBCASE("a counter that only helps is one") {
        hall.run(core::OpenCounter{an_at_1, false});
        CHECK(!raised(hall, "no_counter:land"));
    }
    SUBCASE("from when the last one paused") {
        hall.run(core::OpenCounter{chi_at_3, false});
        hall.office.pass(core::minute_us);
        hall.run(core::PauseCounter{chi_at_3, core::ReasonCode("break")});
        const core::TimeUs paused_us = hall.office.now_us;
        CHECK(!raised(hall, "no_counter:land"));
        hall.office.pass(thresholds::no_counter_us);
        CHECK(alert(hall, "no_counter:land").since_us == paused_us + thresholds::no_counter_us);
    }
}

TEST_CASE("people without a counter are so since the first of them whoever leaves") {
    LiveOffice hall;
    hall.issue("land");
    const core::TicketId first = hall.office.state.tickets.rbegin()->first;
    hall.office.pass(core::minute_us);
    hall.issue("land");
    hall.office.pass(4 * core::minute_us);
    CHECK(alert(hall, "no_counter:land").since_us == monday_at(8, 2));
    core::Cancel leaves;
    leaves.ticket = first;
    leaves.reason = core::ReasonCode("left");
    hall.run(leaves, core::Role::supervisor);
    CHECK(alert(hall, "no_counter:land").since_us == monday_at(8, 2));
    CHECK(alert(hall, "no_counter:land").params.at("waiting") == 1);
}

TEST_CASE("who was called and sent back wants a counter too") {
    LiveOffice hall;
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    hall.run(core::CallNext{chi_at_3, {}});
    hall.run(core::Requeue{chi_at_3});
    hall.run(core::PauseCounter{chi_at_3, core::ReasonCode("break")});
    hall.office.pass(thresholds::no_counter_us);
    CHECK(alert(hall, "no_counter:land").params.at("waiting") == 1);
}

TEST_CASE("before the office opens and at midday people wait for it to open and afterwards for somebody") {
    LiveOffice early;
    early.issue("land");
    early.office.set_time(monday_at(11, 29));
    CHECK(raised(early, "no_counter:land"));
    early.office.set_time(monday_at(12, 0));
    CHECK(!raised(early, "no_counter:land"));
    early.office.set_time(monday_at(13, 31));
    CHECK(!raised(early, "no_counter:land"));  // open for a minute
    early.office.set_time(monday_at(13, 32));
    CHECK(alert(early, "no_counter:land").since_us == monday_at(13, 30) + thresholds::no_counter_us);
    early.office.set_time(monday_at(17, 30));
    CHECK(raised(early, "no_counter:land"));
}

TEST_CASE("a counter is idle while a field that it could be given drowns") {
    LiveOffice hall;
    hall.run(core::AssignCounter{core::CounterId(1), {core::ServiceCode("civil-status")}, {}}, core::Role::supervisor);
    hall.run(core::OpenCounter{an_at_1, false});
    hall.issue("land");
    hall.office.pass(15 * core::minute_us);
    CHECK(!raised(hall, "idle_counter:1"));  // nobody drowns yet
    hall.office.pass(core::second_us);
    const Alert found = alert(hall, "idle_counter:1");
    CHECK(found.severity == Severity::warn);
    CHECK(found.since_us == monday_at(8, 15));
    const auto& params = found.params;
    CHECK(params.at("service") == "land");
    CHECK(params.at("takes") == false);
    CHECK(boost::json::serialize(params.at("move")) == R"({"serves":["civil-status","land"],"helps":[]})");
    CHECK(boost::json::serialize(params.at("seen")) == R"({"serves":["civil-status"],"helps":[]})");

    SUBCASE("what it says to assign can be assigned, and then it could call") {
        hall.run(core::AssignCounter{core::CounterId(1), {core::ServiceCode("civil-status"), core::ServiceCode("land")}, {}},
                 core::Role::supervisor);
        CHECK(alert(hall, "idle_counter:1").params.at("takes") == true);
        CHECK(!alert(hall, "idle_counter:1").params.contains("move"));
    }
    SUBCASE("who waits for one counter alone is nothing to others") {
        hall.run(core::OpenCounter{chi_at_3, false});
        hall.run(core::OpenCounter{{core::CounterId(2), core::ClerkCode("binh")}, false});
        hall.run(core::CallNext{chi_at_3, {}});
        hall.run(core::Start{chi_at_3});
        core::Transfer transfer;
        transfer.at = chi_at_3;
        transfer.to_counter = core::CounterId(2);
        transfer.kind = core::TransferKind::next_step;
        transfer.outcome = core::OutcomeCode("accepted");
        hall.run(transfer);
        hall.office.pass(core::hour_us);
        CHECK(!raised(hall, "idle_counter:1"));
    }
}

TEST_CASE("a counter idles since a field began to drown whoever is called meanwhile") {
    LiveOffice hall;
    hall.run(core::AssignCounter{core::CounterId(1), {core::ServiceCode("civil-status")}, {}}, core::Role::supervisor);
    hall.run(core::OpenCounter{an_at_1, false});
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    hall.office.pass(core::minute_us);
    hall.issue("land");
    hall.office.pass(19 * core::minute_us);
    CHECK(alert(hall, "idle_counter:1").since_us == monday_at(8, 15));
    hall.run(core::CallNext{chi_at_3, {}});
    CHECK(alert(hall, "idle_counter:1").since_us == monday_at(8, 15));
}

TEST_CASE("a counter is not idle before its clerk could have put the papers away") {
    LiveOffice hall;
    hall.issue("land");
    hall.office.pass(20 * core::minute_us);
    hall.run(core::OpenCounter{an_at_1, false});
    hall.office.pass(thresholds::idle_us - core::second_us);
    CHECK(!raised(hall, "idle_counter:1"));
    hall.office.pass(core::second_us);
    CHECK(alert(hall, "idle_counter:1").since_us == hall.office.now_us);
    CHECK(alert(hall, "idle_counter:1").params.at("takes") == true);  // it helps there, and does not
    hall.run(core::CallNext{an_at_1, {}});
    CHECK(!raised(hall, "idle_counter:1"));
}

TEST_CASE("a clerk asks for help until somebody has been there") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.run(core::AskForHelp{an_at_1, true});
    CHECK(alert(hall, "help:1").severity == Severity::bad);
    CHECK(alert(hall, "help:1").since_us == monday_at(8, 0));
    CHECK(text(alert(hall, "help:1")) == R"({"counter":1,"clerk":"an","answered":false})");
    hall.run(core::AnswerHelp{core::CounterId(1), false}, core::Role::supervisor);
    CHECK(alert(hall, "help:1").severity == Severity::info);
    hall.run(core::AnswerHelp{core::CounterId(1), true}, core::Role::supervisor);
    CHECK(!raised(hall, "help:1"));
}

TEST_CASE("a pause is long by what is usual for its reason") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.run(core::PauseCounter{an_at_1, core::ReasonCode("meeting")});
    const auto long_after = [&](core::TimeUs length_us) {
        LiveOffice at = hall;
        at.office.pass(length_us);
        const bool before = raised(at, "long_pause:1");
        at.office.pass(1);
        return !before && raised(at, "long_pause:1");
    };
    CHECK(long_after(thresholds::pause_unknown_us));
    hall.usual.pauses[core::ReasonCode("break")] = 7 * core::minute_us;
    CHECK(long_after(thresholds::pause_unknown_us));
    hall.usual.pauses[core::ReasonCode("meeting")] = 45 * core::minute_us;
    CHECK(long_after(45 * core::minute_us));
    hall.usual.pauses[core::ReasonCode("meeting")] = 10 * core::second_us;
    CHECK(long_after(thresholds::pause_least_us));
    hall.office.pass(core::hour_us);
    CHECK(alert(hall, "long_pause:1").since_us == monday_at(8, 0) + thresholds::pause_least_us);
    CHECK(alert(hall, "long_pause:1").params.at("reason") == "meeting");
}

TEST_CASE("calls that a clerk chose are told for half an hour with their reason") {
    LiveOffice hall;
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    for (unsigned calls = 1; calls <= thresholds::out_of_order_warn; ++calls) {
        hall.issue("land");
        const core::TicketId chosen = hall.office.state.tickets.rbegin()->first;
        hall.run(core::CallChosen{chi_at_3, chosen, core::ReasonCode("unwell")});
        const Alert found = alert(hall, "out_of_order:3");
        CHECK(found.severity == (calls < thresholds::out_of_order_warn ? Severity::info : Severity::warn));
        CHECK(found.params.at("calls") == calls);
        CHECK(found.params.at("number").as_string() == hall.office.state.tickets.at(chosen).number);
        CHECK(found.params.at("reason") == "unwell");
        CHECK(found.params.at("called_us") == hall.office.now_us);
        hall.run(core::Start{chi_at_3});
        hall.run(core::Finish{chi_at_3, core::OutcomeCode("accepted")});
    }
    hall.run(core::CallNext{chi_at_3, {}});  // in order
    hall.office.pass(thresholds::out_of_order_us - 1);
    CHECK(alert(hall, "out_of_order:3").params.at("calls") == thresholds::out_of_order_warn);
    hall.office.pass(1);
    CHECK(!raised(hall, "out_of_order:3"));
}

TEST_CASE("chosen calls within half an hour of each other are one alert since the first of them") {
    LiveOffice hall;
    hall.run(core::OpenCounter{chi_at_3, false});
    hall.issue("land");
    const auto choose = [&] {
        hall.issue("land");
        hall.run(core::CallChosen{chi_at_3, hall.office.state.tickets.rbegin()->first, core::ReasonCode("unwell")});
        hall.run(core::Start{chi_at_3});
        hall.run(core::Finish{chi_at_3, core::OutcomeCode("accepted")});
    };
    choose();
    hall.office.pass(thresholds::out_of_order_us - core::minute_us);
    choose();
    CHECK(alert(hall, "out_of_order:3").since_us == monday_at(8, 0));
    CHECK(alert(hall, "out_of_order:3").params.at("called_us") == hall.office.now_us);
    hall.office.pass(thresholds::out_of_order_us - core::minute_us);
    CHECK(alert(hall, "out_of_order:3").params.at("calls") == 1);
    CHECK(alert(hall, "out_of_order:3").since_us == monday_at(8, 0));
    hall.office.pass(core::minute_us);
    CHECK(!raised(hall, "out_of_order:3"));
    hall.office.pass(core::minute_us);
    choose();
    CHECK(alert(hall, "out_of_order:3").since_us == hall.office.now_us);
}

TEST_CASE("a clock in doubt and a journal that recovers") {
    LiveOffice hall;
    hall.run(core::SuspectClock{1, 2}, core::Role::system);
    CHECK(alert(hall, "clock_suspect").since_us == monday_at(7, 0));
    hall.run(core::ConfirmClock{}, core::Role::administrator);
    CHECK(!raised(hall, "clock_suspect"));
    hall.health.state = engine::Health::State::recovering;
    hall.health.since_us = monday_at(7, 59);
    hall.health.reason = "disk full";
    hall.health.disk_full = true;
    CHECK(alert(hall, "journal").since_us == monday_at(7, 59));
    CHECK(text(alert(hall, "journal")) == R"({"reason":"disk full","disk_full":true})");
}

TEST_CASE("alerts come worst first and then the oldest first") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.run(core::PauseCounter{an_at_1, core::ReasonCode("meeting")});
    hall.issue("land");
    hall.issue("civil-status");
    hall.office.pass(40 * core::minute_us);
    hall.devices = {test::device(core::Role::board, "hall", monday_at(8, 0))};
    std::vector<std::string> keys;
    for (const Alert& each : alerts(hall.source())) keys.push_back(each.key);
    CHECK(keys == std::vector<std::string>{"no_counter:civil-status", "no_counter:land", "board_dead:hall", "target_exceeded:civil-status",
                                           "target_exceeded:land", "long_pause:1"});
}
