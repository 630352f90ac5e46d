#include "web/live/waiting_curve.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace luot;
using namespace luot::web::live;

namespace {

core::Leg leg(std::int32_t from_minute, std::int32_t called_minute, std::int32_t ended_minute = 0) {
    core::Leg made;
    made.arrived_us = from_minute * core::minute_us;
    made.called_first_us = called_minute * core::minute_us;
    made.ended_us = ended_minute * core::minute_us;
    return made;
}

}  // namespace

TEST_CASE("who waits is counted from the arrival to the first call") {
    Curve curve(0);
    curve.add(leg(480, 490), 0);
    curve.add(leg(481, 0, 494), 0);                 // left
    curve.add(leg(482, 484), 0);                    // between two steps
    curve.add(leg(489, 0), 500 * core::minute_us);  // waits still
    CHECK(curve.points(475, 500) == WaitingCurve{{475, 0}, {480, 1}, {485, 2}, {490, 2}, {495, 1}, {500, 1}});
    CHECK(curve.points(600, 500) == WaitingCurve{{480, 1}, {485, 2}, {490, 2}, {495, 1}, {500, 1}});
    CHECK(curve.points(475, 474).empty());
}

TEST_CASE("the curve is what counting at each step says") {
    std::random_device device;
    const unsigned seed = device();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto any = [&](std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(0, most)(random); };
    std::vector<core::Leg> legs;
    const core::TimeUs now_us = 1'000 * core::minute_us;
    Curve curve(0);
    for (int each = 0; each < 300; ++each) {
        core::Leg made;
        made.arrived_us = 400 * core::minute_us + any(500 * core::minute_us);
        if (any(3) != 0) made.called_first_us = made.arrived_us + any(80 * core::minute_us);
        if (any(3) == 0) made.ended_us = std::max(made.arrived_us, made.called_first_us) + any(10 * core::minute_us);
        legs.push_back(made);
        curve.add(made, now_us);
    }
    for (const CurvePoint& point : curve.points(0, 1'000)) {
        const core::TimeUs at_us = point.minute * core::minute_us;
        const auto waits = [&](const core::Leg& of) {
            const core::TimeUs over_us = of.called_first_us != 0 ? of.called_first_us : of.ended_us;
            return of.arrived_us <= at_us && (over_us == 0 || at_us < over_us);
        };
        CHECK(point.waiting == static_cast<std::uint32_t>(std::count_if(legs.begin(), legs.end(), waits)));
    }
}

TEST_CASE("what comes before midnight or after two days is counted at the ends") {
    Curve curve(core::day_us);
    curve.add(leg(1'400, 0), core::day_us * 9);
    CHECK(curve.points(0, 5) == WaitingCurve{{0, 1}, {5, 1}});
    CHECK(curve.points(0, curve_last_minute).size() == curve_points);
}

TEST_CASE("the usual day is the median of days and a day that was over had nobody") {
    CHECK(median_curve({}).empty());
    CHECK(median_curve({{{480, 4}, {485, 6}}}) == WaitingCurve{{480, 4}, {485, 6}});
    CHECK(median_curve({{{480, 4}, {485, 6}}, {{480, 9}}, {{475, 2}, {480, 5}}}) == WaitingCurve{{475, 0}, {480, 5}, {485, 0}});
    const WaitingCurve curve{{480, 4}, {485, 6}};
    CHECK(waiting_at(curve, 479) == 0);
    CHECK(waiting_at(curve, 484) == 4);
    CHECK(waiting_at(curve, 489) == 6);
    CHECK(waiting_at(curve, 490) == 0);
    CHECK(waiting_at({}, 480) == 0);
}
