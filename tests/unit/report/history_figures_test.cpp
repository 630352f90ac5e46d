#include <doctest/doctest.h>

#include <random>

#include "report_support/both_ways.hpp"

using namespace luot;
using core::minute_us;
using core::second_us;
using core::TimeUs;

namespace {

const core::BusinessDay monday{20'514};  // 2026-03-02
constexpr TimeUs seven_hours = 7 * core::hour_us;

// An office seven hours ahead of UTC.
TimeUs at(core::BusinessDay day, int hour, int minute, int second = 0) {
    return day.days * core::day_us - seven_hours + hour * core::hour_us + minute * minute_us + second * second_us;
}

std::int32_t local_minute(core::BusinessDay day, TimeUs at_us) {
    return static_cast<std::int32_t>((at_us - at(day, 0, 0)) / minute_us);
}

core::Leg waited(const char* service, TimeUs arrived_us, TimeUs called_us, std::uint64_t counter = 1, const char* clerk = "an") {
    core::Leg leg;
    leg.service = core::ServiceCode(service);
    leg.arrived_us = arrived_us;
    if (called_us == 0) return leg;
    leg.counter = core::CounterId(counter);
    leg.clerk = core::ClerkCode(clerk);
    leg.called_first_us = leg.called_last_us = called_us;
    leg.started_us = called_us + 20 * second_us;
    leg.ended_us = called_us + 5 * minute_us;
    leg.calls = 1;
    leg.reason = core::CallReason::arrival;
    return leg;
}

store::VisitRow visit(core::BusinessDay day, core::Leg leg, const char* of_class = "ordinary") {
    store::VisitRow made;
    made.day = day;
    made.ticket_class = core::ClassCode(of_class);
    made.issued_us = leg.arrived_us;
    made.ended_us = leg.ended_us;
    made.state = leg.ended_us != 0 ? core::TicketState::served : core::TicketState::waiting;
    made.ended_in = core::TicketState::serving;
    made.legs = {std::move(leg)};
    return made;
}

store::VisitRow left(core::BusinessDay day, const char* service, TimeUs arrived_us, TimeUs left_us) {
    core::Leg leg = waited(service, arrived_us, 0);
    leg.ended_us = left_us;
    store::VisitRow made = visit(day, leg);
    made.state = core::TicketState::cancelled;
    made.ended_in = core::TicketState::waiting;
    made.cancel_kind = core::CancelKind::walk_out;
    return made;
}

figures::Report report_of(const std::vector<store::VisitRow>& visits, std::optional<core::ServiceCode> field = {}, TimeUs now_us = 0) {
    std::map<core::BusinessDay, store::DayRoller> days;
    for (const store::VisitRow& one : visits) days.try_emplace(one.day, one.day).first->second.add(one, now_us);
    figures::Reporting reporting({15, 30}, local_minute, std::move(field));
    for (auto& [day, roller] : days) reporting.add(roller.finish());
    return reporting.finish();
}

}  // namespace

TEST_CASE("who leaves is counted as having waited at least so long") {
    // Six people: called after 2, 4, 6 and 8 minutes, left after 3 and 8. S falls by 1/6, then 1/4 of that, 1/3, 1/2.
    const TimeUs eight = at(monday, 8, 0);
    std::vector<store::VisitRow> visits;
    for (const int minutes : {2, 4, 6, 8}) visits.push_back(visit(monday, waited("land", eight, eight + minutes * minute_us)));
    for (const int minutes : {3, 8}) visits.push_back(left(monday, "land", eight, eight + minutes * minute_us));
    const figures::KaplanMeier curve = report_of(visits).kaplan_meier;
    REQUIRE(curve.still_waiting.size() == 9);  // of two who had waited eight minutes one was called: nothing is known of nine
    CHECK(curve.still_waiting[0] == 1);
    CHECK(curve.still_waiting[2] == 1);  // who is called after two minutes has waited them
    CHECK(curve.still_waiting[3] == doctest::Approx(5.0 / 6));
    CHECK(curve.still_waiting[5] == doctest::Approx(5.0 / 6 * 3 / 4));
    CHECK(curve.still_waiting[7] == doctest::Approx(5.0 / 6 * 3 / 4 * 2 / 3));
    CHECK(curve.median_s == 6 * 60);
}

TEST_CASE("half of all may never be called and nobody may have come") {
    const TimeUs eight = at(monday, 8, 0);
    const figures::KaplanMeier few =
        report_of({visit(monday, waited("land", eight, eight + minute_us)), left(monday, "land", eight, eight + 2 * minute_us),
                   left(monday, "land", eight, eight + 2 * minute_us)})
            .kaplan_meier;
    REQUIRE(few.still_waiting.size() == 3);
    CHECK(few.still_waiting.back() == doctest::Approx(2.0 / 3));
    CHECK_FALSE(few.median_s.has_value());
    CHECK(report_of({}).kaplan_meier.still_waiting.empty());
}

TEST_CASE("where exactly half were called the median is theirs") {
    const TimeUs eight = at(monday, 8, 0);
    for (int people = 2; people < 120; people += 2) {
        CAPTURE(people);
        std::vector<store::VisitRow> visits;
        for (int minutes = 1; minutes <= people; ++minutes)
            visits.push_back(visit(monday, waited("land", eight, eight + minutes * minute_us)));
        const figures::Report report = report_of(visits);
        CHECK(report.kaplan_meier.median_s == report.all.wait.p50_s);
        CHECK(report.kaplan_meier.median_s == people / 2 * 60);
        CHECK(report.kaplan_meier.still_waiting.size() == static_cast<std::size_t>(people) + 2);
        CHECK(report.kaplan_meier.still_waiting.back() == 0);
    }
}

TEST_CASE("half is half beside those who left before it") {
    // Of 15 five are called, one by one: 10/15. Two leave, and of the eight two more are called: 10/15 x 6/8 is a half, and a hair more in
    // floating point.
    const TimeUs eight = at(monday, 8, 0);
    std::vector<store::VisitRow> visits;
    for (const int minutes : {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14})
        visits.push_back(visit(monday, waited("land", eight, eight + minutes * minute_us)));
    for (int leaver = 0; leaver < 2; ++leaver) visits.push_back(left(monday, "land", eight, eight + 6 * minute_us));
    CHECK(report_of(visits).kaplan_meier.median_s == 8 * 60);
}

TEST_CASE("who still waits now is censored at now") {
    const TimeUs eight = at(monday, 8, 0);
    const figures::Report report = report_of(
        {visit(monday, waited("land", eight, 0)), visit(monday, waited("land", eight, eight + minute_us))}, {}, eight + 10 * minute_us);
    CHECK(report.kaplan_meier.still_waiting.size() == 11);
    CHECK(report.kaplan_meier.still_waiting.back() == doctest::Approx(0.5));
    CHECK(report.all.open == 1);
}

TEST_CASE("the queue over the day is shared out by half hours of the office") {
    // One waits 08:20 to 08:40, one 08:30 to 09:10: the window is 08:20 to 09:10.
    const figures::Report report = report_of({visit(monday, waited("land", at(monday, 8, 20), at(monday, 8, 40))),
                                              visit(monday, waited("civil", at(monday, 8, 30), at(monday, 9, 10)))});
    CHECK(report.window_us == 50 * minute_us);
    CHECK(report.queue.size() == 3);
    CHECK(report.queue.at(16).mean() == doctest::Approx(1));
    CHECK(report.queue.at(16).window_us == 10 * minute_us);
    CHECK(report.queue.at(17).mean() == doctest::Approx(40.0 / 30));
    CHECK(report.queue.at(18).area_us == 10 * minute_us);
    CHECK(report.field_queues.at({core::ServiceCode("land"), 17}).mean() == doctest::Approx(10.0 / 30));
    CHECK(report.field_queues.at({core::ServiceCode("land"), 18}).mean() == 0);
    CHECK(report.all.arrivals_by_half_hour.at(16) == 1);
    CHECK(report.all.arrivals_by_half_hour.at(17) == 1);
}

TEST_CASE("arrivals stand by weekday with how many such days there were") {
    const core::BusinessDay next_monday{monday.days + 7}, tuesday{monday.days + 1};
    std::vector<store::VisitRow> visits;
    for (const core::BusinessDay day : {monday, monday, next_monday, tuesday})
        visits.push_back(visit(day, waited("land", at(day, 8, 30), at(day, 8, 31))));
    store::VisitRow test = visit(core::BusinessDay{monday.days + 2}, waited("land", at(monday, 8, 30), at(monday, 8, 31)));
    test.test = true;
    visits.push_back(test);
    const figures::Report report = report_of(visits);
    CHECK(report.arrivals.at({0, 17}) == 3);
    CHECK(report.arrivals.at({1, 17}) == 1);
    CHECK(report.arrivals.size() == 2);
    CHECK(report.issued_by_day == std::map<core::BusinessDay, std::uint64_t>{{monday, 2}, {tuesday, 1}, {next_monday, 1}});
    CHECK(report.days == std::array<std::uint64_t, 7>{2, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("a days first and last weekday is right before and after 1970") {
    const core::BusinessDay thursday{0}, wednesday{-1};
    const figures::Report report = report_of({visit(thursday, waited("land", at(thursday, 8, 0), at(thursday, 8, 1))),
                                              visit(wednesday, waited("land", at(wednesday, 8, 0), at(wednesday, 8, 1)))});
    CHECK(report.days == std::array<std::uint64_t, 7>{0, 0, 1, 1, 0, 0, 0});
}

TEST_CASE("one field alone is that field and its classes and the windows of the whole office") {
    const std::vector<store::VisitRow> visits{visit(monday, waited("land", at(monday, 8, 0), at(monday, 8, 10)), "elderly"),
                                              visit(monday, waited("civil", at(monday, 8, 0), at(monday, 9, 0)), "ordinary")};
    const figures::Report whole = report_of(visits);
    const figures::Report land = report_of(visits, core::ServiceCode("land"));
    CHECK(land.all == whole.fields.at(core::ServiceCode("land")));
    CHECK(land.fields.size() == 1);
    CHECK(land.classes.size() == 1);
    CHECK(land.classes.at(core::ClassCode("elderly")).wait.p50_s == 600);
    CHECK(land.window_us == whole.window_us);
    CHECK(land.counters == whole.counters);
    CHECK(land.waits_by_minute == std::map<std::int64_t, std::uint64_t>{{10, 1}});
    CHECK(whole.classes.at(core::ClassCode("ordinary")).wait.p50_s == 3600);
}

TEST_CASE("clerks have what they called at whatever counter and choices have their reasons") {
    core::Leg chosen = waited("land", at(monday, 8, 0), at(monday, 8, 10), 2, "binh");
    chosen.reason = core::CallReason::chosen;
    chosen.reason_code = core::ReasonCode("unwell");
    core::Leg urgent = waited("land", at(monday, 8, 0), at(monday, 8, 20), 1, "binh");
    urgent.reason = core::CallReason::urgent;
    const figures::Report report =
        report_of({visit(monday, chosen), visit(monday, urgent), visit(monday, waited("land", at(monday, 8, 0), at(monday, 8, 5)))});
    CHECK(report.clerks.at(core::ClerkCode("binh")).served == 2);
    CHECK(report.clerks.at(core::ClerkCode("binh")).out_of_order == 2);
    CHECK(report.clerks.at(core::ClerkCode("an")).out_of_order == 0);
    CHECK(report.counters.at(core::CounterId(1)).served == 2);
    CHECK(report.out_of_order.size() == 2);
    CHECK(report.out_of_order.at({core::CounterId(2), core::ClerkCode("binh"), core::CallReason::chosen, core::ReasonCode("unwell")}) == 1);
    CHECK(report.out_of_order.at({core::CounterId(1), core::ClerkCode("binh"), core::CallReason::urgent, {}}) == 1);
}

TEST_CASE("priority is counted by whom and why") {
    figures::Reporting reporting({15}, local_minute);
    for (const char* by : {"web", "web", "tablet"})
        reporting.add(core::PriorityGiven{1, monday, core::TicketId(1), core::DeviceCode(by), core::ReasonCode("unwell"), 0});
    const figures::Report report = reporting.finish();
    CHECK(report.priority.at({core::DeviceCode("web"), core::ReasonCode("unwell")}) == 2);
    CHECK(report.priority.at({core::DeviceCode("tablet"), core::ReasonCode("unwell")}) == 1);
}

TEST_CASE("any visits say the same rolled up as one by one") {
    const std::uint64_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 dice(seed);
    const auto below = [&](std::uint64_t bound) { return dice() % bound; };
    const auto time = [&](std::uint64_t minutes_max) {
        // Whole minutes often: at a target, or next to it by a microsecond.
        const auto us = static_cast<TimeUs>(below(minutes_max) * static_cast<std::uint64_t>(minute_us));
        return below(3) == 0 ? us : below(2) == 0 ? us + 1 : static_cast<TimeUs>(below(minutes_max * 60'000'000));
    };
    test::BothWays both({5, 15}, [](TimeUs at_us) {
        const core::BusinessDay day{static_cast<std::int32_t>((at_us + seven_hours) / core::day_us)};
        return local_minute(day, at_us);
    });
    const std::array<const char*, 3> services{"land", "civil", "cert"};
    const std::array<const char*, 3> classes{"ordinary", "elderly", "disabled"};
    const std::array<const char*, 3> clerks{"an", "binh", "chi"};
    using core::TicketState;
    for (int person = 0; person < 2'000; ++person) {
        const core::BusinessDay day{monday.days + static_cast<std::int32_t>(below(5))};
        const TimeUs issued_us = at(day, 7, 30) + time(400);
        TimeUs now_us = issued_us;
        store::VisitRow made;
        made.day = day;
        made.ticket_class = core::ClassCode(classes.at(below(3)));
        made.issued_us = issued_us;
        made.test = below(40) == 0;
        made.state = std::array{TicketState::served,    TicketState::served,  TicketState::served, TicketState::no_show,
                                TicketState::cancelled, TicketState::expired, TicketState::waiting}
                         .at(below(7));
        const std::uint64_t legs = 1 + below(3) / 2;
        for (std::uint64_t no = 0; no < legs; ++no) {
            core::Leg leg;
            const bool is_last = no + 1 == legs;
            leg.service = core::ServiceCode(services.at(below(3)));
            leg.arrived_us = now_us;
            now_us += time(40);
            const bool called = !is_last || (made.state != TicketState::waiting && below(10) != 0);
            if (called) {
                leg.counter = core::CounterId(1 + below(3));
                leg.clerk = core::ClerkCode(clerks.at(below(3)));
                leg.called_first_us = now_us;
                leg.called_last_us = now_us += time(3);
                leg.calls = static_cast<std::uint32_t>(1 + below(3));
                leg.reason = static_cast<core::CallReason>(1 + below(12));
                if (leg.reason == core::CallReason::chosen) leg.reason_code = core::ReasonCode("unwell");
                if (!is_last || made.state == TicketState::served || below(2) == 0) {
                    leg.started_us = now_us += time(2);
                    leg.held_us = below(5) == 0 ? time(5) : 0;
                    now_us += leg.held_us + time(12);
                }
                leg.corrected = is_last && made.state == TicketState::served && below(8) == 0;
            }
            if (made.state != TicketState::waiting || !is_last) leg.ended_us = now_us;
            made.legs.push_back(leg);
        }
        made.ended_us = made.state == TicketState::waiting ? 0 : now_us + (made.legs.back().corrected ? time(9) : 0);
        if (made.state == TicketState::cancelled) {
            made.ended_in = std::array{TicketState::waiting, TicketState::called, TicketState::held}.at(below(3));
            made.cancel_kind = static_cast<core::CancelKind>(1 + below(4));
        }
        if (made.state == TicketState::served) made.rating = static_cast<std::uint8_t>(below(6));
        both.add(made, at(day, 17, 0));
    }
    for (int index = 0; index < 60; ++index) {
        core::CounterStretch stretch;
        stretch.day = core::BusinessDay{monday.days + static_cast<std::int32_t>(below(5))};
        stretch.counter = core::CounterId(1 + below(3));
        stretch.clerk = core::ClerkCode(clerks.at(below(3)));
        stretch.state = below(3) == 0 ? core::CounterState::paused : core::CounterState::open;
        if (stretch.state == core::CounterState::paused) stretch.reason = core::ReasonCode(below(2) == 0 ? "break" : "meeting");
        stretch.from_us = at(stretch.day, 8, 0);
        stretch.until_us = stretch.from_us + time(200);
        both.add(stretch);
        core::CounterIdle idle{1, stretch.day, stretch.counter, core::ClerkCode(clerks.at(below(3))), stretch.from_us, stretch.from_us};
        idle.until_us += time(30);
        both.add(idle);
    }
    const figures::Report report = both.finish();
    CHECK(report.all.issued > 1'000);
}
