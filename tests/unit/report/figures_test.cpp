#include <doctest/doctest.h>

#include "report_support/both_ways.hpp"

using namespace luot;
using core::minute_us;
using core::second_us;
using core::TimeUs;

namespace {

constexpr TimeUs eight = 1'000 * core::hour_us;

core::Leg leg(const char* service, TimeUs arrived_us, TimeUs called_us, TimeUs started_us, TimeUs ended_us) {
    core::Leg made;
    made.service = core::ServiceCode(service);
    made.counter = core::CounterId{called_us != 0 ? 1U : 0U};
    made.arrived_us = arrived_us;
    made.called_first_us = made.called_last_us = called_us;
    made.calls = called_us != 0 ? 1 : 0;
    made.started_us = started_us;
    made.ended_us = ended_us;
    made.reason = core::CallReason::arrival;
    return made;
}

store::VisitRow visit(core::TicketState state, std::vector<core::Leg> legs) {
    store::VisitRow made;
    made.state = state;
    made.issued_us = legs.front().arrived_us;
    made.ended_us = legs.back().ended_us;
    made.service = legs.back().service;
    made.legs = std::move(legs);
    if (state != core::TicketState::cancelled) return made;
    made.cancel_kind = core::CancelKind::walk_out;
    made.ended_in = core::TicketState::waiting;
    return made;
}

std::int32_t local_minute(TimeUs at_us) {
    return static_cast<std::int32_t>((at_us - eight) / minute_us) + 480;
}

test::BothWays gathering() {
    return test::BothWays({15}, local_minute);
}

// Of a day whose idle times were not kept.
figures::CounterFigures guessed(const std::vector<store::VisitRow>& visits, const std::vector<core::CounterStretch>& stretches) {
    store::DayRoller roller(core::BusinessDay{1}, store::IdleFrom::legs);
    for (const store::VisitRow& each : visits) roller.add(each);
    for (const core::CounterStretch& stretch : stretches) roller.add(stretch);
    figures::Reporting reporting({15}, [](core::BusinessDay, TimeUs at_us) { return local_minute(at_us); });
    reporting.add(roller.finish());
    return reporting.finish().counters.at(core::CounterId{1});
}

core::CounterStretch open_for(TimeUs length_us) {
    return {core::BusinessDay{1}, core::CounterId{1}, core::ClerkCode("an"), core::CounterState::open, {}, eight, eight + length_us};
}

core::CounterIdle idle(TimeUs from_us, TimeUs until_us) {
    return {1, core::BusinessDay{1}, core::CounterId{1}, core::ClerkCode("an"), from_us, until_us};
}

// Served after so long a wait, twenty seconds of walking and five minutes of service.
store::VisitRow served(const char* service, TimeUs arrived_us, TimeUs wait_us) {
    const TimeUs called_us = arrived_us + wait_us;
    return visit(core::TicketState::served,
                 {leg(service, arrived_us, called_us, called_us + 20 * second_us, called_us + 20 * second_us + 5 * minute_us)});
}

}  // namespace

TEST_CASE("percentiles are by nearest rank in whole seconds") {
    auto all = gathering();
    for (int index = 1; index <= 10; ++index) all.add(served("land", eight + index, index * minute_us + 999'999), 0);
    const figures::Report report = all.finish();
    CHECK(report.all.wait.count == 10);
    CHECK(report.all.wait.p50_s == 300);
    CHECK(report.all.wait.p90_s == 540);
    CHECK(report.all.wait.p95_s == 600);
    CHECK(report.all.walk.p50_s == 20);
    CHECK(report.all.service.p50_s == 300);
}

TEST_CASE("a wait is counted to the first call and a hold is no service") {
    core::Leg held = leg("land", eight, eight + minute_us, eight + 3 * minute_us, eight + 20 * minute_us);
    held.called_last_us = eight + 2 * minute_us;  // recalled
    held.calls = 2;
    held.held_us = 10 * minute_us;
    auto all = gathering();
    all.add(visit(core::TicketState::served, {held}), 0);
    const figures::Report report = all.finish();
    CHECK(report.all.wait.p50_s == 60);
    CHECK(report.all.walk.p50_s == 60);
    CHECK(report.all.service.p50_s == 7 * 60);
    CHECK(report.all.visit.p50_s == 20 * 60);
}

TEST_CASE("an end that was put right ends the service there and is counted by field and counter") {
    auto all = gathering();
    store::VisitRow forgotten = served("land", eight, minute_us);
    forgotten.legs.back().corrected = true;
    forgotten.ended_us += 7 * minute_us;  // said then
    all.add(forgotten, 0);
    all.add(served("land", eight, 2 * minute_us), 0);
    all.add(served("civil", eight, 2 * minute_us), 0);
    store::VisitRow test = forgotten;
    test.test = true;
    all.add(test, 0);
    const figures::Report report = all.finish();
    CHECK(report.all.corrected == 1);
    CHECK(report.all.service.count == 3);
    CHECK(report.all.service.max_s == 5 * 60);
    CHECK(report.fields.at(core::ServiceCode("land")).corrected == 1);
    CHECK(report.all.visit.max_s == 7 * 60 + 20);
    CHECK(report.all.unaccounted_us == 7 * minute_us);
    CHECK(report.fields.at(core::ServiceCode("civil")).corrected == 0);
    CHECK(report.fields.at(core::ServiceCode("civil")).unaccounted_us == 0);
    CHECK(report.counters.at(core::CounterId{1}).corrected == 1);
    CHECK(report.counters.at(core::CounterId{1}).served == 3);
    CHECK(report.counters.at(core::CounterId{1}).unaccounted_us == 7 * minute_us);
    CHECK(guessed({forgotten}, {open_for(core::hour_us)}).idle_us == core::hour_us - 7 * minute_us - 5 * minute_us - 20 * second_us);
}

TEST_CASE("the service level counts who left or waits beyond the target and not who did so within it") {
    auto all = gathering();
    all.add(served("land", eight, 15 * minute_us), 0);      // exactly on target: within
    all.add(served("land", eight, 15 * minute_us + 1), 0);  // beyond
    all.add(visit(core::TicketState::cancelled, {leg("land", eight, 0, 0, eight + 5 * minute_us)}), 0);
    all.add(visit(core::TicketState::cancelled, {leg("land", eight, 0, 0, eight + 16 * minute_us)}), 0);
    const TimeUs now_us = eight + 20 * minute_us;
    all.add(visit(core::TicketState::waiting, {leg("land", eight, 0, 0, 0)}), now_us);
    all.add(visit(core::TicketState::waiting, {leg("land", now_us - minute_us, 0, 0, 0)}), now_us);
    const figures::Report report = all.finish();
    const figures::ServiceLevel& level = report.all.levels.front();
    CHECK(level.called_within == 1);
    CHECK(level.called == 2);
    CHECK(level.left_within == 1);
    CHECK(level.left_beyond == 1);
    CHECK(level.waiting_within == 1);
    CHECK(level.waiting_beyond == 1);
    CHECK(level.share().value() == doctest::Approx(0.25));
    CHECK(report.all.walk_out_rate().value() == doctest::Approx(2.0 / 6));
    CHECK(report.all.open == 2);
}

TEST_CASE("the mean queue is the sum of waits over the window") {
    auto all = gathering();
    all.add(served("land", eight, 10 * minute_us), 0);
    all.add(served("civil", eight + 5 * minute_us, 15 * minute_us), 0);
    const figures::Report report = all.finish();
    CHECK(report.window_us == 20 * minute_us);
    CHECK(report.queue_length(report.all) == doctest::Approx(25.0 / 20));
    CHECK(report.queue_length(report.fields.at(core::ServiceCode("land"))) == doctest::Approx(10.0 / 20));
}

TEST_CASE("who was closed by day close or voided or a test is counted and in no average") {
    auto all = gathering();
    all.add(visit(core::TicketState::expired, {leg("land", eight, 0, 0, eight + 10 * core::hour_us)}), 0);
    store::VisitRow voided = visit(core::TicketState::cancelled, {leg("land", eight, 0, 0, eight + minute_us)});
    voided.cancel_kind = core::CancelKind::slip_failed;
    all.add(voided, 0);
    store::VisitRow unclaimed = voided;
    unclaimed.cancel_kind = core::CancelKind::unclaimed;
    all.add(unclaimed, 0);
    all.add(unclaimed, 0);
    store::VisitRow test = served("land", eight, minute_us);
    test.test = true;
    all.add(test, 0);
    const figures::Report report = all.finish();
    CHECK(report.all.expired == 1);
    CHECK(report.all.voided == 1);
    CHECK(report.all.unclaimed == 2);
    CHECK(report.fields.at(core::ServiceCode("land")).unclaimed == 2);
    CHECK(report.all.test == 1);
    CHECK(report.all.issued == 1);
    CHECK(report.all.wait.count == 0);
    CHECK(report.window_us == 0);
    CHECK(!report.all.levels.front().share());
}

TEST_CASE("who leaves while waiting walks out whether called before or not and who leaves a call or a hold is counted beside") {
    auto all = gathering();
    const core::Leg never_called = leg("land", eight, 0, 0, eight + 5 * minute_us);
    const core::Leg called = leg("land", eight, eight + minute_us, 0, eight + 5 * minute_us);
    core::Leg called_and_done = leg("civil", eight, eight + minute_us, eight + 2 * minute_us, eight + 3 * minute_us);
    const core::Leg next_step = leg("land", eight + 3 * minute_us, 0, 0, eight + 5 * minute_us);
    const auto left = [&](core::TicketState where, std::vector<core::Leg> legs) {
        store::VisitRow made = visit(core::TicketState::cancelled, std::move(legs));
        made.ended_in = where;
        return made;
    };
    all.add(left(core::TicketState::waiting, {never_called}), 0);
    all.add(left(core::TicketState::waiting, {called}), 0);  // sent back after a call
    all.add(left(core::TicketState::waiting, {called_and_done, next_step}), 0);
    all.add(left(core::TicketState::called, {called}), 0);
    all.add(left(core::TicketState::held, {called}), 0);
    store::VisitRow voided = left(core::TicketState::waiting, {never_called});
    voided.cancel_kind = core::CancelKind::voided;
    all.add(voided, 0);
    all.add(served("land", eight, minute_us), 0);
    const figures::Report report = all.finish();
    CHECK(report.all.walk_out == 3);
    CHECK(report.all.left_after_call == 2);
    CHECK(report.all.voided == 1);
    CHECK(report.all.issued == 6);
    CHECK(report.all.walk_out_rate().value() == doctest::Approx(3.0 / 6));
    CHECK(report.fields.at(core::ServiceCode("land")).walk_out == 2);
    CHECK(report.fields.at(core::ServiceCode("civil")).walk_out == 1);
}

TEST_CASE("arrivals fall into half open half hours") {
    auto all = gathering();
    all.add(served("land", eight + 30 * minute_us - 1, minute_us), 0);
    all.add(served("land", eight + 30 * minute_us, minute_us), 0);
    const figures::Report report = all.finish();
    CHECK(report.all.arrivals_by_half_hour.at(16) == 1);
    CHECK(report.all.arrivals_by_half_hour.at(17) == 1);
}

TEST_CASE("idle times add up by counter and clerk whatever the legs say") {
    auto all = gathering();
    all.add(served("land", eight, minute_us), 0);
    all.add(open_for(30 * minute_us));
    all.add(idle(eight, eight + minute_us));
    all.add(idle(eight + 10 * minute_us, eight + 12 * minute_us));
    core::CounterIdle other = idle(eight, eight + 5 * minute_us);
    other.clerk = core::ClerkCode("binh");
    all.add(other);
    const figures::Report report = all.finish();
    CHECK(report.counters.at(core::CounterId{1}).idle_us == 8 * minute_us);
    CHECK(report.counters.at(core::CounterId{1}).open_us == 30 * minute_us);
    CHECK(report.clerks.at(core::ClerkCode("an")).idle_us == 3 * minute_us);
    CHECK(report.clerks.at(core::ClerkCode("binh")).idle_us == 5 * minute_us);
}

TEST_CASE("a counter was open and paused and missed whom it called") {
    auto all = gathering();
    all.add(served("land", eight, minute_us), 0);
    store::VisitRow absent = visit(core::TicketState::no_show, {leg("land", eight, eight + minute_us, 0, eight + 3 * minute_us)});
    absent.legs.front().reason = core::CallReason::chosen;
    all.add(absent, 0);
    core::CounterStretch stretch;
    stretch.counter = core::CounterId{1};
    stretch.state = core::CounterState::open;
    stretch.from_us = eight;
    stretch.until_us = eight + 30 * minute_us;
    all.add(stretch);
    stretch.state = core::CounterState::paused;
    stretch.reason = core::ReasonCode("break");
    stretch.until_us = eight + 5 * minute_us;
    all.add(stretch);
    const figures::Report report = all.finish();
    const figures::CounterFigures& counter = report.counters.at(core::CounterId{1});
    CHECK(counter.served == 1);
    CHECK(counter.no_show == 1);
    CHECK(counter.out_of_order == 1);
    CHECK(counter.open_us == 30 * minute_us);
    CHECK(counter.paused_us.at("break") == 5 * minute_us);
    CHECK(report.all.no_show_rate().value() == doctest::Approx(0.5));
}

TEST_CASE("idle times that were not kept are guessed from the legs") {
    core::Leg left = leg("land", eight, eight + minute_us, eight + 2 * minute_us, eight + 25 * minute_us);
    left.held_us = 20 * minute_us;
    const figures::CounterFigures held = guessed({visit(core::TicketState::no_show, {left})}, {open_for(30 * minute_us)});
    CHECK(held.no_show == 1);
    CHECK(held.served == 0);
    CHECK(held.idle_us == 30 * minute_us - minute_us - 3 * minute_us);  // idle while they were away

    const store::VisitRow absent = visit(core::TicketState::no_show, {leg("land", eight, eight + minute_us, 0, eight + 3 * minute_us)});
    CHECK(guessed({absent, served("land", eight, minute_us)}, {open_for(30 * minute_us)}).idle_us ==
          30 * minute_us - 2 * minute_us - 20 * second_us - 5 * minute_us);
    CHECK(guessed({absent}, {open_for(minute_us)}).idle_us == 0);  // the clerk before had them called
}

TEST_CASE("an opinion counts in the whole and for the counter where the visit ended") {
    auto all = gathering();
    const auto add_rated = [&](std::uint64_t last_counter, std::uint8_t grade) {
        core::Leg first = leg("land", eight, eight + minute_us, eight + 2 * minute_us, eight + 3 * minute_us);
        core::Leg last = first;
        last.counter = core::CounterId{last_counter};
        auto rated = visit(core::TicketState::served, {first, last});
        rated.rating = grade;
        all.add(rated, 0);
    };
    add_rated(2, 5);
    add_rated(2, 4);
    add_rated(3, 3);
    add_rated(3, 0);  // served, and said nothing
    const figures::Report report = all.finish();
    CHECK(report.all.rating.count() == 3);
    CHECK(report.all.rating.satisfied() == 2);
    CHECK(report.counters.at(core::CounterId{1}).rating.count() == 0);
    CHECK(report.counters.at(core::CounterId{2}).rating.count() == 2);
    CHECK(report.counters.at(core::CounterId{2}).rating.satisfied() == 2);
    CHECK(report.counters.at(core::CounterId{3}).rating.by_grade == std::array<std::uint64_t, 5>{0, 0, 1, 0, 0});
    CHECK(report.counters.at(core::CounterId{3}).rating.satisfied() == 0);
}
