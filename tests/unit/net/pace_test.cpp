#include "net/pace.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using luot::net::Pace;

namespace {

// Works in pieces of 100 us until the span is over, resting as it is told; returns how long it worked.
std::chrono::nanoseconds work_for(Pace& pace, Pace::Instant& now, std::chrono::milliseconds span, std::chrono::nanoseconds rest) {
    std::chrono::nanoseconds worked{0};
    for (const auto until = now + span; now < until;) {
        const auto begun = now;
        now += 100us;
        worked += 100us;
        if (pace.worked(begun, now)) now += rest;
    }
    return worked;
}

}  // namespace

TEST_CASE("pace - a burst goes without a rest and comes again when it was paid for") {
    Pace pace(30ms, 2);
    Pace::Instant now{1s};
    for (int burst = 0; burst < 3; ++burst) {
        const auto begun = now;
        now += 30ms;
        CHECK(!pace.worked(begun, now));
        CHECK(pace.worked(now, now + 1ms));
        now += 1ms + 62ms;
    }
}

TEST_CASE("pace - who works on and on has a third of the time") {
    Pace pace(30ms, 2);
    Pace::Instant now{1s};
    work_for(pace, now, 100ms, 1ms);
    const auto worked = work_for(pace, now, 3'000ms, 1ms);
    CHECK(worked > 950ms);
    CHECK(worked < 1'050ms);
}

TEST_CASE("pace - a long idleness is no credit beyond the burst") {
    Pace pace(30ms, 2);
    Pace::Instant now{1s};
    work_for(pace, now, 100ms, 1ms);
    now += 1h;
    const auto begun = now;
    CHECK(!pace.worked(begun, begun + 30ms));
    CHECK(pace.worked(begun + 30ms, begun + 31ms));
}
