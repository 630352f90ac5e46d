#include <doctest/doctest.h>

#include <cstdlib>

#include "hall_of_boards.hpp"

using namespace luot;
using test::HallOfBoards;
using test::Listed;
using test::Trouble;

namespace {

std::uint64_t seed_or(std::uint64_t own) {
    const char* given = std::getenv("LUOT_SEED");
    return given == nullptr ? own : std::strtoull(given, nullptr, 10);
}

}  // namespace

// One thing at a time goes wrong, and the next one when that is over.
TEST_CASE("voice zones - every call is said and at most what was not confirmed is said again") {
    for (std::uint64_t run = 0; run < 24; ++run) {
        const std::uint64_t seed = seed_or(4'711) + run;
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        HallOfBoards hall(seed, 2 + run % 4, static_cast<Listed>(run % 3), false);
        for (int incident = 0; incident < 16; ++incident) {
            hall.run_until(hall.now_ms() + 20'000 + static_cast<std::int64_t>(random() % 20'000));
            hall.happen(static_cast<Trouble>(random() % test::plain_troubles));
            hall.run_until(hall.now_ms() + 1'000 + static_cast<std::int64_t>(random() % 40'000));
            hall.heal();
            hall.run_until(hall.now_ms() + 60'000);
        }
        hall.run_until(hall.now_ms() + 120'000);
        CHECK_MESSAGE(hall.overlaps == 0, hall.first_overlap);
        CHECK(hall.calls.size() > 60);
        std::string unsaid, again;
        const std::uint64_t newest = *hall.calls.rbegin();
        for (const std::uint64_t call : hall.calls) {
            if (!hall.said.contains(call) && call + 60 < newest) unsaid += " " + std::to_string(call);
            const int times = hall.begun.contains(call) ? hall.begun.at(call) : 0;
            if (times > 1 && !hall.may_come_again.contains(call)) again += " " + std::to_string(call);
        }
        CHECK(unsaid == "");
        CHECK(again == "");
        CHECK(hall.longest_wait_ms <= 36'000);
        MESSAGE("seed " << seed << ": " << hall.announcements << " announcements, " << hall.calls.size()
                        << " calls, the longest wait for the turn " << hall.longest_wait_ms << " ms, " << hall.words << " words");
    }
}

// Everything at once, again and again: what must not be heard is still not heard, and when it is over somebody speaks.
TEST_CASE("voice zones - two are never heard at once whatever happens") {
    for (std::uint64_t run = 0; run < 60; ++run) {
        const std::uint64_t seed = seed_or(90'001) + run;
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        HallOfBoards hall(seed, 2 + run % 6, static_cast<Listed>(run % 3), run % 2 == 0, run % 4 == 3);
        for (int i = 0; i < 200; ++i) {
            hall.run_until(hall.now_ms() + static_cast<std::int64_t>(random() % 6'000));
            hall.happen(static_cast<Trouble>(random() % test::troubles));
            if (random() % 4 == 0) hall.heal();
        }
        hall.heal();
        hall.run_until(hall.now_ms() + 90'000);
        CHECK_MESSAGE(hall.overlaps == 0, hall.first_overlap);
        const std::size_t before = hall.announcements;
        hall.run_until(hall.now_ms() + 60'000);
        CHECK(hall.announcements > before);
    }
}
