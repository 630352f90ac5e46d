#include "app/business_time.hpp"

#include <doctest/doctest.h>

using namespace luot;
using app::BusinessTime;

namespace {

BusinessTime hanoi(std::int32_t boundary_minute = 240) {
    return BusinessTime::make("Asia/Ho_Chi_Minh", boundary_minute).value();
}
BusinessTime warsaw(std::int32_t boundary_minute = 240) {
    return BusinessTime::make("Europe/Warsaw", boundary_minute).value();
}

core::TimeUs utc(const char* text) {
    return BusinessTime::make("UTC", 0).value().parse_local(text).value();
}

std::string day(const core::Moment& moment) {
    return app::format_date(moment.business_day);
}

}  // namespace

TEST_CASE("the UTC day that turns at 07.00 in Vietnam does not turn the business day") {
    const core::Moment before = hanoi().at(utc("2026-03-01T23:59:59")), after = hanoi().at(utc("2026-03-02T00:00:00"));
    CHECK(day(before) == "2026-03-02");
    CHECK(day(after) == "2026-03-02");
    CHECK(before.local_minute == 6 * 60 + 59);
    CHECK(after.local_minute == 7 * 60);
}

TEST_CASE("midnight in Vietnam is 17.00 UTC and lies inside the business day") {
    const core::Moment before = hanoi().at(utc("2026-03-02T16:59:59")), after = hanoi().at(utc("2026-03-02T17:00:00"));
    CHECK(day(before) == "2026-03-02");
    CHECK(before.local_minute == 1439);
    CHECK(day(after) == "2026-03-02");
    CHECK(after.local_minute == 1440);
    CHECK(after.weekday == 0);  // still Monday's
    CHECK(after.day_ends_at_us == utc("2026-03-02T21:00:00"));
}

TEST_CASE("the business day turns at its boundary hour") {
    const core::TimeUs boundary_us = utc("2026-03-02T21:00:00");
    const core::Moment before = hanoi().at(boundary_us - 1), after = hanoi().at(boundary_us);
    CHECK(day(before) == "2026-03-02");
    CHECK(before.local_minute == 28 * 60 - 1);
    CHECK(before.day_ends_at_us == boundary_us);
    CHECK(day(after) == "2026-03-03");
    CHECK(after.local_minute == 240);
    CHECK(after.weekday == 1);
    CHECK(after.day_ends_at_us == boundary_us + core::day_us);
    CHECK(hanoi().day_begins_at(after.business_day) == boundary_us);
}

TEST_CASE("a boundary of midnight") {
    const core::Moment before = hanoi(0).at(utc("2026-03-02T16:59:59")), after = hanoi(0).at(utc("2026-03-02T17:00:00"));
    CHECK(day(before) == "2026-03-02");
    CHECK(before.local_minute == 1439);
    CHECK(day(after) == "2026-03-03");
    CHECK(after.local_minute == 0);
}

TEST_CASE("the hour that clocks skip in Warsaw") {
    // 2026-03-29: 02:00 becomes 03:00, at 01:00 UTC.
    CHECK(warsaw().at(utc("2026-03-29T00:59:59")).local_minute == 24 * 60 + 119);
    CHECK(warsaw().at(utc("2026-03-29T01:00:00")).local_minute == 24 * 60 + 180);
    CHECK(warsaw().at(utc("2026-03-29T01:00:00")).day_ends_at_us == utc("2026-03-29T02:00:00"));
    // A boundary inside the gap: the day begins when clocks skip it, and the day before lasts 23.5 hours.
    const BusinessTime in_gap = warsaw(150);
    CHECK(day(in_gap.at(utc("2026-03-29T00:59:59"))) == "2026-03-28");
    CHECK(in_gap.at(utc("2026-03-29T00:59:59")).day_ends_at_us == utc("2026-03-29T01:00:00"));
    CHECK(day(in_gap.at(utc("2026-03-29T01:00:00"))) == "2026-03-29");
    CHECK(warsaw().parse_local("2026-03-29T02:30") == utc("2026-03-29T01:00:00"));
}

TEST_CASE("the hour that comes twice in Warsaw") {
    // 2026-10-25: 03:00 becomes 02:00, at 01:00 UTC.
    CHECK(warsaw().at(utc("2026-10-25T00:30:00")).local_minute == 24 * 60 + 150);
    CHECK(warsaw().at(utc("2026-10-25T01:30:00")).local_minute == 24 * 60 + 150);
    CHECK(warsaw().parse_local("2026-10-25T02:30") == utc("2026-10-25T00:30:00"));
    // A boundary inside it: the day begins the first time, and never again.
    const BusinessTime twice = warsaw(150);
    CHECK(day(twice.at(utc("2026-10-25T00:29:59"))) == "2026-10-24");
    CHECK(day(twice.at(utc("2026-10-25T00:30:00"))) == "2026-10-25");
    CHECK(day(twice.at(utc("2026-10-25T01:00:00"))) == "2026-10-25");  // clocks show 02:00 again
    CHECK(twice.at(utc("2026-10-25T01:00:00")).day_ends_at_us == utc("2026-10-26T01:30:00"));
}

TEST_CASE("business days follow each other without gap or overlap through a year of every zone tried") {
    for (const char* zone : {"Europe/Warsaw", "Asia/Ho_Chi_Minh", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"}) {
        for (const std::int32_t boundary : {0, 30, 150, 240}) {
            CAPTURE(zone);
            CAPTURE(boundary);
            const BusinessTime time = BusinessTime::make(zone, boundary).value();
            core::TimeUs at_us = utc("2011-01-01T00:00:00");
            core::Moment moment = time.at(at_us);
            for (int step = 0; step < 370; ++step) {
                const core::Moment next = time.at(moment.day_ends_at_us);
                // Samoa went without 30 December 2011: with a boundary of midnight nothing is left of that day.
                const core::BusinessDay tomorrow{moment.business_day.days + 1};
                const bool gone = time.day_begins_at(tomorrow) == time.day_begins_at(core::BusinessDay{tomorrow.days + 1});
                REQUIRE(next.business_day.days == tomorrow.days + (gone ? 1 : 0));
                REQUIRE((!gone || app::format_date(tomorrow) == "2011-12-30"));
                REQUIRE(time.at(moment.day_ends_at_us - 1).business_day == moment.business_day);
                REQUIRE(next.weekday == (moment.weekday + (gone ? 2 : 1)) % 7);
                moment = next;
            }
        }
    }
}

TEST_CASE("an unknown zone and an impossible boundary are error values") {
    const auto unknown = BusinessTime::make("Asia/Ha_Noi", 240);
    REQUIRE(unknown.has_error());
    CHECK(unknown.error().what.find("Asia/Ha_Noi") != std::string::npos);
    CHECK(BusinessTime::make("../../etc/passwd", 240).has_error());
    CHECK(BusinessTime::make("", 240).has_error());
    CHECK(BusinessTime::make("UTC", -1).has_error());
    CHECK(BusinessTime::make("UTC", 1440).has_error());
}

TEST_CASE("dates and local times as text") {
    CHECK(hanoi().parse_local("2026-03-02T07:00") == utc("2026-03-02T00:00:00"));
    CHECK(hanoi().parse_local("2026-03-02T07:00:30") == utc("2026-03-02T00:00:30"));
    CHECK(hanoi().format_local(utc("2026-03-02T00:00:30")) == "2026-03-02T07:00:30");
    CHECK(app::parse_date("1970-01-01") == core::BusinessDay{0});
    CHECK(app::parse_date("2024-02-29").has_value());
    CHECK(app::weekday_of(*app::parse_date("2026-11-22")) == 6);
    for (const char* bad : {"2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026/01/01", "2026-1-1", "1969-12-31", ""})
        CHECK_MESSAGE(!app::parse_date(bad), bad);
    for (const char* bad : {"2026-03-02 07:00", "2026-03-02T24:00", "2026-03-02T07:60", "2026-03-02T07:00:60", "2026-03-02T07:00Z"})
        CHECK_MESSAGE(!hanoi().parse_local(bad), bad);
    const std::string whole = "2026-03-02T07:00:30";
    for (std::size_t cut = 0; cut < whole.size(); ++cut) CHECK(hanoi().parse_local(whole.substr(0, cut)).has_value() == (cut == 16));
}
