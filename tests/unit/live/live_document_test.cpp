// The document on a made-up office: every member that the page is built on.
#include "web/live/live_document.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "live_office.hpp"
#include "web/live/live_limits.hpp"

using namespace luot;
using namespace luot::web::live;
using test::an_at_1;
using test::LiveOffice;
using test::monday_at;
namespace json = boost::json;

namespace {

json::object document(const LiveOffice& hall) {
    json::object all;
    for (auto& [name, section] : live_document(hall.source())) all[name] = std::move(section);
    return all;
}

std::string names(const json::value& of) {
    std::string all;
    for (const auto& member : of.as_object()) all += (all.empty() ? "" : " ") + std::string(member.key());
    return all;
}

std::string text(const json::value& of) {
    return json::serialize(of);
}

}  // namespace

TEST_CASE("the document of an office at work") {
    core::Office configured = test::small_office();
    configured.services[1].daily_quota = 20;
    LiveOffice hall(configured);
    hall.run(core::OpenCounter{an_at_1, false});
    hall.issue("civil-status");
    const std::string longest = hall.issue("land");
    hall.office.pass(2 * core::minute_us);
    hall.issue("civil-status");
    hall.run(core::CallNext{an_at_1, {}});
    hall.office.pass(core::minute_us);
    hall.run(core::Start{an_at_1});
    hall.run(core::SetNotice{"Hệ thống chậm", true}, core::Role::supervisor);
    hall.today.wait = {3, 660, 1'740};
    hall.today.levels = {{15, 0.68}, {30, {}}};
    hall.today.served = 96;
    hall.today.fields[core::ServiceCode("land")] = {{2, 60, 120}, 9, 17, 15};
    hall.today.counters[core::CounterId(1)] = {22, 21, 250};
    hall.today.waiting = {{480, 2}};
    hall.usual.days = 8;
    hall.usual.waiting = {{480, 21}};
    const json::object all = document(hall);

    CHECK(names(all) == "office now summary fields counters waiting devices notice alerts trend");
    CHECK(names(all.at("office")) == "code name zone languages targets_minutes services counters classes reasons");
    CHECK(text(all.at("office").at("targets_minutes")) == "[15,30]");
    CHECK(text(all.at("office").at("services").at(0)) == R"({"code":"civil-status","name":{"vi":"Hộ tịch"},"prefix":"H","colour":""})");
    CHECK(names(all.at("office").at("reasons")) == "pause hold cancel choose priority outcome");
    CHECK(names(all.at("now")) == "at_us local day weekday speed day_open issuing_ended clock_suspect health");
    CHECK(all.at("now").at("weekday") == 0);

    const json::value& summary = all.at("summary");
    CHECK(names(summary) == "waiting called_before usual_waiting longest wait levels served walk_out no_show issued");
    CHECK(summary.at("waiting") == 2);
    CHECK(summary.at("usual_waiting") == 21);
    CHECK(summary.at("longest").at("number").as_string() == longest);
    CHECK(text(summary.at("wait")) == R"({"count":3,"p50_s":660,"p90_s":1740})");
    CHECK(text(summary.at("levels")) == R"([{"target_minutes":15,"share":6.8E-1},{"target_minutes":30,"share":null}])");

    const json::value& land = all.at("fields").at(1);
    CHECK(land.at("service") == "land");
    CHECK(land.at("waiting") == 1);
    CHECK(land.at("longest_since_us") == monday_at(8, 0));
    CHECK(land.at("expected").is_null());
    CHECK(land.at("open_counters") == 1);
    CHECK(text(land.at("rating")) == R"({"count":17,"satisfied":15})");
    CHECK(land.at("quota") == 20);
    CHECK(land.at("own_quota").is_null());
    CHECK(land.at("open_now") == true);

    const json::value& counter = all.at("counters").at(0);
    CHECK(names(counter) ==
          "id state clerk clerk_name since_us idle_since_us ticket holds serves helps pause_reason auto_call help help_since_us served "
          "service");
    CHECK(counter.at("state") == "open");
    CHECK(counter.at("clerk_name") == "Nguyễn An");
    CHECK(counter.at("idle_since_us").is_null());
    CHECK(counter.at("ticket").at("state") == "serving");
    CHECK(counter.at("ticket").at("since_us") == monday_at(8, 3));
    CHECK(text(counter.at("service")) == R"({"count":21,"p50_s":250})");
    CHECK(all.at("counters").at(1).at("state") == "closed");

    CHECK(all.at("waiting").as_array().size() == 2);
    CHECK(all.at("waiting").at(0).at("number").as_string() == longest);
    CHECK(names(all.at("waiting").at(0)) == "ticket number service class arrived_us state urgent called_before for_counter");
    CHECK(all.at("notice").at("text") == "Hệ thống chậm");
    CHECK(text(all.at("trend")) == R"({"today":[{"minute":480,"waiting":2}],"usual":[{"minute":480,"waiting":21}],"usual_days":8})");
}

TEST_CASE("who waits was not yet called and who was sent back is counted beside and test tickets are nobody") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    const std::string sent_back = hall.issue("civil-status");
    hall.issue("civil-status");
    hall.run(core::CallNext{an_at_1, {}});
    hall.run(core::Requeue{an_at_1});
    core::Issue trial;
    trial.service = core::ServiceCode("civil-status");
    trial.test = true;
    hall.run(trial, core::Role::supervisor);
    const json::object all = document(hall);
    CHECK(all.at("summary").at("waiting") == 1);
    CHECK(all.at("summary").at("called_before") == 1);
    CHECK(all.at("fields").at(0).at("waiting") == 1);
    CHECK(all.at("fields").at(0).at("called_before") == 1);
    REQUIRE(all.at("waiting").as_array().size() == 2);
    CHECK(all.at("waiting").at(0).at("number").as_string() == sent_back);
    CHECK(all.at("waiting").at(0).at("called_before") == true);
}

TEST_CASE("who comes to a stopped queue is promised no less than somebody waits already") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    for (int visit = 0; visit < 8; ++visit) {
        hall.issue("civil-status");
        hall.office.pass(3 * core::minute_us);
        hall.run(core::CallNext{an_at_1, {}});
        hall.run(core::Start{an_at_1});
    }
    hall.issue("civil-status");
    const auto expected = [&] { return text(document(hall).at("fields").at(0).at("expected")); };
    CHECK(expected() == R"({"low_us":180000000,"high_us":180000000})");
    hall.office.pass(50 * core::minute_us + core::second_us);
    CHECK(expected() == R"({"low_us":180000000,"high_us":3060000000})");
    hall.run(core::Finish{an_at_1, {}});
    hall.run(core::PauseCounter{an_at_1, core::ReasonCode("break")});
    CHECK(expected() == "null");
}

TEST_CASE("outside the usual days hours nobody waits as usual and without such days nothing is usual") {
    LiveOffice hall;
    const auto usual = [&](std::int32_t hour, std::int32_t minute) {
        hall.office.set_time(monday_at(hour, minute));
        return document(hall).at("summary").at("usual_waiting");
    };
    CHECK(usual(8, 0).is_null());
    hall.usual.days = 1;
    hall.usual.waiting = {{480, 4}, {485, 1}};
    CHECK(usual(8, 1) == 4);
    CHECK(usual(8, 9) == 1);
    CHECK(usual(8, 10) == 0);
    CHECK(usual(17, 5) == 0);
    hall.usual.waiting = {{600, 4}};
    CHECK(usual(17, 6) == 0);
    LiveOffice early;
    early.usual = hall.usual;
    CHECK(document(early).at("summary").at("usual_waiting") == 0);
}

TEST_CASE("a field says why it gives no numbers and when it will") {
    LiveOffice hall;
    const auto land = [&] { return document(hall).at("fields").at(1); };
    hall.run(core::LimitService{core::ServiceCode("land"), true, {}}, core::Role::supervisor);
    CHECK(land().at("closed") == true);
    CHECK(land().at("closed_why") == "service_closed");
    hall.run(core::LimitService{core::ServiceCode("land"), false, 0}, core::Role::supervisor);
    CHECK(land().at("closed_why") == "quota_reached");
    CHECK(land().at("own_quota") == 0);
    hall.run(core::LimitService{core::ServiceCode("land"), false, {}}, core::Role::supervisor);
    hall.office.set_time(monday_at(12, 0));
    CHECK(land().at("open_now") == false);
    CHECK(land().at("opens_minute") == 13 * 60 + 30);
    hall.run(core::EndDay{}, core::Role::supervisor);
    CHECK(land().at("closed_why") == "office_closed");
    CHECK(document(hall).at("now").at("issuing_ended") == true);
}

TEST_CASE("a held ticket is at its counter with the reason") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.issue("civil-status");
    hall.run(core::CallNext{an_at_1, {}});
    hall.run(core::Start{an_at_1});
    hall.office.pass(core::minute_us);
    hall.run(core::Hold{an_at_1, core::ReasonCode("filling-form")});
    const json::value counter = document(hall).at("counters").at(0);
    CHECK(counter.at("ticket").is_null());
    CHECK(counter.at("idle_since_us") == monday_at(8, 1));
    CHECK(counter.at("holds").at(0).at("reason") == "filling-form");
    CHECK(counter.at("holds").at(0).at("since_us") == monday_at(8, 1));
}

TEST_CASE("of a crowd the first ones are listed and all are counted") {
    LiveOffice hall;
    hall.office.check_everything = false;
    for (std::size_t each = 0; each < limits::waiting_shown + 3; ++each) hall.issue("land");
    const json::object all = document(hall);
    CHECK(all.at("waiting").as_array().size() == limits::waiting_shown);
    CHECK(all.at("summary").at("waiting") == limits::waiting_shown + 3);
    CHECK(all.at("waiting").at(0).at("ticket") == all.at("summary").at("longest").at("ticket"));
}

TEST_CASE("while nothing happens only the clock is another one") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.issue("civil-status");
    json::object before = document(hall);
    hall.office.pass(30 * core::second_us);
    json::object after = document(hall);
    CHECK(before.at("now") != after.at("now"));
    before.erase("now");
    after.erase("now");
    CHECK(text(before) == text(after));
}

TEST_CASE("a new day begins with nobody and nothing of yesterdays") {
    LiveOffice hall;
    hall.run(core::OpenCounter{an_at_1, false});
    hall.issue("land");
    hall.run(core::SetNotice{"Hệ thống chậm", false}, core::Role::supervisor);
    hall.run(core::LimitService{core::ServiceCode("land"), true, {}}, core::Role::supervisor);
    hall.run(core::EndDay{}, core::Role::supervisor);
    hall.office.set_time(monday_at(24 + 7, 45));
    const json::object all = document(hall);
    CHECK(all.at("now").at("weekday") == 1);
    CHECK(all.at("now").at("issuing_ended") == false);
    CHECK(all.at("waiting").as_array().empty());
    CHECK(all.at("alerts").as_array().empty());
    CHECK(all.at("notice").is_null());
    CHECK(all.at("counters").at(0).at("state") == "closed");
    CHECK(all.at("fields").at(1).at("open_now") == true);
}

TEST_CASE("an office before its first day has a document too") {
    LiveOffice hall;
    hall.office.state = core::State{};
    CHECK(names(document(hall)) == "office now summary fields counters waiting devices notice alerts trend");
}

TEST_CASE("devices say how they are") {
    LiveOffice hall;
    auto kiosk = test::device(core::Role::kiosk, "kiosk-1", monday_at(7, 0));
    kiosk.printer = Printer::paper_low;
    kiosk.paper_left_mm = 6'000;
    auto board = test::device(core::Role::board, "hall", monday_at(7, 0));
    board.troubles = {"no sound"};
    hall.devices = {kiosk, board};
    const json::value devices = document(hall).at("devices");
    CHECK(devices.at(0).at("printer").at("state") == "paper_low");
    CHECK(devices.at(0).at("printer").at("slips_left") == 40);
    CHECK(devices.at(1).at("role") == "board");
    CHECK(text(devices.at(1).at("troubles")) == R"(["no sound"])");
}
