#include "random_walk.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

using namespace luot::test;

namespace {

struct Walked {
    std::string broken;  // empty: all held
    std::size_t accepted = 0;
    std::map<std::string, std::size_t> outcomes;
    std::int32_t days = 0;
};

Walked walk(std::uint64_t seed, std::size_t steps) {
    RandomWalk walk(seed);
    const std::int32_t first_day = walk.office().state.day.days;
    Walked walked;
    for (std::size_t step = 0; step < steps; ++step) {
        try {
            walk.step();
            if (step % 50 == 49) walk.check_that_nobody_is_stuck();
        } catch (const std::exception& broken) {
            walked.broken = "step " + std::to_string(step) + ": " + broken.what();
            break;
        }
    }
    walked.accepted = walk.accepted();
    walked.outcomes = walk.outcomes();
    walked.days = walk.office().state.day.days - first_day;
    return walked;
}

void check(std::uint64_t seed, std::size_t steps) {
    CAPTURE(seed);
    MESSAGE("LUOT_SEED=" << seed);
    const Walked walked = walk(seed, steps);
    CHECK_MESSAGE(walked.broken.empty(), walked.broken);
}

constexpr std::size_t steps = 20'000;

}  // namespace

TEST_CASE("whatever is asked in whatever order everything holds") {
    if (const char* chosen = std::getenv("LUOT_SEED")) return check(std::strtoull(chosen, nullptr, 10), steps);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) check(seed, steps);
    check(std::random_device{}(), steps);
}

TEST_CASE("a random walk goes through days and meets most refusals") {
    const Walked walked = walk(7, steps);
    CHECK(walked.broken.empty());
    CHECK(walked.days > 3);
    CHECK(walked.accepted > steps / 5);
    CHECK(walked.outcomes.size() > 30);
    CHECK(walked.outcomes.contains("too_late"));
    CHECK(walked.outcomes.contains("counter_changed"));
}
