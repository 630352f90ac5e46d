// Alerts of kiosks and boards, on both sides of their thresholds.
#include "web/live/alerts.hpp"

#include <doctest/doctest.h>

#include "live_office.hpp"
#include "raised_alerts.hpp"
#include "web/live/alert_limits.hpp"

using namespace luot;
using namespace luot::web::live;
using test::alert;
using test::LiveOffice;
using test::monday_at;
using test::raised;
using test::text;

TEST_CASE("printers that cannot print or soon will not") {
    LiveOffice hall;
    auto kiosk = test::device(core::Role::kiosk, "kiosk-1", monday_at(7, 0));
    kiosk.printer_since_us = monday_at(7, 50);
    const auto with = [&](Printer printer) {
        kiosk.printer = printer;
        hall.devices = {kiosk};
        return hall;
    };
    CHECK(!raised(with(Printer::ready), "printer:kiosk-1"));
    CHECK(!raised(with(Printer::unknown), "printer:kiosk-1"));
    CHECK(alert(with(Printer::silent), "printer:kiosk-1").severity == Severity::warn);
    for (const Printer broken : {Printer::paper_end, Printer::cover_open, Printer::fault, Printer::unreachable})
        CHECK(alert(with(broken), "printer:kiosk-1").severity == Severity::bad);
    kiosk.paper_left_mm = 6'000;
    const Alert low = alert(with(Printer::paper_low), "printer:kiosk-1");
    CHECK(low.severity == Severity::warn);
    CHECK(low.since_us == monday_at(7, 50));
    CHECK(text(low) == R"({"device":"kiosk-1","state":"paper_low","detail":"","slips_left":40})");
}

TEST_CASE("a kiosk and a board that are gone are told after a minute of real time") {
    LiveOffice hall;
    for (const double speed : {1.0, 60.0}) {
        CAPTURE(speed);
        hall.speed = speed;
        auto kiosk = test::device(core::Role::kiosk, "kiosk-1", 0);
        auto board = test::device(core::Role::board, "hall", 0);
        kiosk.connected = board.connected = false;
        const auto gone_us = static_cast<core::TimeUs>(speed) * thresholds::gone_real_us;
        kiosk.since_us = board.since_us = hall.office.now_us - gone_us + 1;
        hall.devices = {kiosk, board};
        CHECK(alerts(hall.source()).empty());
        --hall.devices[0].since_us;
        --hall.devices[1].since_us;
        CHECK(alert(hall, "printer:kiosk-1").params.at("state") == "gone");
        CHECK(alert(hall, "board_dead:hall").since_us == hall.office.now_us);
    }
}

TEST_CASE("a board that is there and says nothing is dead") {
    LiveOffice hall;
    hall.devices = {test::device(core::Role::board, "hall", hall.office.now_us - thresholds::unheard_real_us + 1)};
    CHECK(!raised(hall, "board_dead:hall"));
    hall.office.pass(1);
    CHECK(alert(hall, "board_dead:hall").params.at("connected") == true);
    hall.devices[0].heard_us = hall.office.now_us;
    CHECK(!raised(hall, "board_dead:hall"));
}

TEST_CASE("at night and at midday kiosks and boards may be off unless somebody still waits") {
    LiveOffice hall;
    auto board = test::device(core::Role::board, "hall", monday_at(7, 0));
    board.connected = false;
    hall.devices = {board};
    CHECK(raised(hall, "board_dead:hall"));
    hall.office.set_time(monday_at(12, 0));
    CHECK(!raised(hall, "board_dead:hall"));
    hall.office.set_time(monday_at(16, 59));
    CHECK(raised(hall, "board_dead:hall"));
    hall.issue("land");
    hall.office.set_time(monday_at(18, 0));
    CHECK(raised(hall, "board_dead:hall"));
}
