#include "server/office_moments.hpp"

#include <doctest/doctest.h>

using namespace luot;

TEST_CASE("what is kept of a moment for a minute is what would be made out anew") {
    // Clocks go forward from 02:00 to 03:00 on 2026-03-29, over the hour at which this office's day begins.
    const auto time = app::BusinessTime::make("Europe/Warsaw", 150);
    REQUIRE(time.has_value());
    constexpr core::TimeUs evening_us = 1774735200 * core::second_us;  // 2026-03-28T22:00Z
    core::TimeUs steady_us = 0;
    auto clock = app::OfficeClock::open("no such folder", {}, 0, {[] { return evening_us; }, [&] { return steady_us; }});
    REQUIRE(clock.has_value());
    server::OfficeMoments moments(std::move(*clock), *time);
    for (; steady_us < 8 * core::hour_us; steady_us += 20 * core::second_us - 1) {
        const core::Moment moment = moments.now();
        const core::Moment anew = time->at(evening_us + steady_us);
        CAPTURE(steady_us);
        REQUIRE(moment.at_us == anew.at_us);
        REQUIRE(moment.business_day == anew.business_day);
        REQUIRE(moment.local_minute == anew.local_minute);
        REQUIRE(moment.weekday == anew.weekday);
        REQUIRE(moment.day_ends_at_us == anew.day_ends_at_us);
    }
}
