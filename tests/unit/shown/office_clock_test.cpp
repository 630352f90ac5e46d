#include "shown/office_clock.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

using luot::shown::OfficeClock;

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;
constexpr std::int64_t hour_us = 60 * minute_us;
constexpr std::int64_t day_us = 24 * hour_us;
constexpr std::int64_t start_us = 20'000 * day_us;

// Steady time on a machine that counts so many millionths too fast.
std::int64_t steady_at(std::int64_t true_us, double too_fast_ppm) {
    return true_us + static_cast<std::int64_t>(static_cast<double>(true_us) * too_fast_ppm / 1e6);
}

bool at_work(std::int64_t true_us) {
    const std::int64_t in_day = true_us % day_us;
    return true_us / day_us % 7 < 5 && in_day >= 7 * hour_us + 30 * minute_us && in_day < 17 * hour_us;
}

}  // namespace

TEST_CASE("three months connected the clock follows an office whose machine counts otherwise") {
    const char* given = std::getenv("LUOT_SEED");
    const auto seed = static_cast<unsigned>(given != nullptr ? std::atoi(given) : 20'260'302);
    CAPTURE(seed);
    for (const double ppm : {100.0, -100.0, 0.0}) {
        CAPTURE(ppm);
        std::mt19937 dice(seed);
        std::exponential_distribution<double> apart_s(1.0 / 40);
        std::uniform_int_distribution<std::int64_t> late_us(2'000, 60'000);
        OfficeClock clock;
        clock.welcome(start_us, 1, 0);
        std::int64_t shown_before_us = 0;
        std::int64_t worst_by_day_us = 0;
        std::int64_t worst_us = 0;
        std::int64_t working_since_us = 0;
        std::int64_t told_us = 0;
        for (std::int64_t at_us = 0; at_us < 90 * day_us; at_us += second_us + static_cast<std::int64_t>(apart_s(dice) * 1e6)) {
            if (!at_work(at_us)) {
                working_since_us = at_us;
                continue;
            }
            // One in a hundred is told much later than it happened, and with it what came behind: a disk that hung.
            told_us = std::max(told_us, at_us + late_us(dice) + (dice() % 100 == 0 ? 3 * second_us : 0));
            const std::int64_t steady_us = steady_at(told_us, ppm);
            const std::int64_t wrong_us = clock.now_us(steady_us) - start_us - told_us;
            worst_us = std::max(worst_us, std::abs(wrong_us));
            if (at_us - working_since_us > hour_us) worst_by_day_us = std::max(worst_by_day_us, std::abs(wrong_us));
            clock.at_least(start_us + at_us, steady_us);
            CHECK(clock.now_us(steady_us) >= shown_before_us);  // people watch the clock
            shown_before_us = clock.now_us(steady_us);
        }
        // From Friday evening to Monday morning nobody says what time it is.
        CHECK(worst_us < 23 * second_us);
        CHECK(worst_by_day_us < 250'000);
    }
}

TEST_CASE("a heap of what was missed says nothing of the present") {
    OfficeClock clock;
    clock.welcome(start_us + hour_us, 1, 0);
    for (int i = 0; i < 500; ++i) clock.at_least(start_us + i * second_us, 12 * second_us + i);
    CHECK(clock.now_us(20 * second_us) == start_us + hour_us + 20 * second_us);
    // What comes live after it does: one of the eight is the heap's, and the least late one counts.
    for (int i = 1; i < 8; ++i) clock.at_least(start_us + hour_us + (12 + 20 * i) * second_us - 500, (12 + 20 * i) * second_us);
    CHECK(clock.now_us(300 * second_us) == start_us + hour_us + 300 * second_us - 500);
}

TEST_CASE("who is behind is put right at once and who is ahead goes slower until they are not") {
    OfficeClock clock;
    clock.welcome(start_us, 60, 0);
    clock.at_least(start_us + 90 * second_us, second_us);
    CHECK(clock.now_us(second_us) == start_us + 90 * second_us);
    // 30 s of office time ahead, an office minute a second.
    const auto true_us = [](std::int64_t steady_us) { return start_us + steady_us * 60; };
    std::int64_t steady_us = second_us;
    // The first eight began with a moment that it was behind of.
    for (int i = 0; i < 2 * OfficeClock::moments_compared; ++i) {
        CHECK(clock.now_us(steady_us) == true_us(steady_us) + 30 * second_us);
        steady_us += OfficeClock::moments_apart_us;
        clock.at_least(true_us(steady_us), steady_us);
    }
    CHECK(clock.now_us(steady_us) == true_us(steady_us) + 30 * second_us);
    CHECK(clock.now_us(steady_us + 5 * second_us) == true_us(steady_us + 5 * second_us) + 15 * second_us);
    CHECK(clock.now_us(steady_us + 10 * second_us) == true_us(steady_us + 10 * second_us));
    CHECK(clock.now_us(steady_us + 60 * second_us) == true_us(steady_us + 60 * second_us));
    // A Welcome is the server's word, also backwards.
    clock.welcome(start_us, 1, steady_us);
    CHECK(clock.now_us(steady_us) == start_us);
}
