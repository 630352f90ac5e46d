// luot-hall-soak: weeks and months of a hall in front of one board, in minutes. Memory stays as it is, and so does the clock.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "soak/hall_board.hpp"
#include "soak/hall_days.hpp"
#include "soak/live_bytes.hpp"

namespace {

using namespace luot::soak;

// Whatever is kept is there after so many days; from then on nothing may be added.
constexpr int settled_after_days = 5;
constexpr double growth_max = 0.02;
// At the end of a working day; in the night nobody says what time it is. In a hall with 40 calls a day, eight of which are compared, the
// difference between the machines makes a second of it; what adds up over days would be minutes.
constexpr std::int64_t clock_error_max_us = 2'000'000;
constexpr double too_fast_ppm = 100;
constexpr std::int64_t hour_us = 3'600'000'000;

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("A hall for days, weeks or months in front of one board; prints a line a day and one JSON object at the end");
    int days = 90;
    int calls = 300;
    std::uint32_t seed = 20'260'302;
    app.add_option("--days", days, "as many days")->check(CLI::Range(settled_after_days + 1, 3'650))->capture_default_str();
    app.add_option("--calls", calls, "on a working day")->check(CLI::Range(1, 5'000))->capture_default_str();
    app.add_option("--seed", seed, "the same seed gives the same days")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    std::cout << "seed " << seed << std::endl;

    HallDays hall(seed, calls);
    HallBoard board(too_fast_ppm);
    std::size_t settled_bytes = 0;
    std::size_t bytes = 0;
    std::size_t most_bytes = 0;
    std::int64_t clock_error_us = 0;
    bool quiet = true;  // at night nothing waits to be said
    for (int day = 1; day <= days; ++day) {
        for (const auto& happening : hall.next_day()) board.take(happening);
        clock_error_us = std::max(clock_error_us, std::abs(board.clock_error_us()) * (day % 7 < 6 && day % 7 > 0 ? 1 : 0));
        board.pass(hall.opened_us() + 23 * hour_us);
        quiet = quiet && board.counts().waiting == 0;
        board.forget_texts();
        bytes = live_bytes();
        if (day == settled_after_days) settled_bytes = bytes;
        if (day >= settled_after_days) most_bytes = std::max(most_bytes, bytes);
        std::cout << "day " << day << " bytes " << bytes << " clock_error_us " << clock_error_us << std::endl;
    }
    const Counts counts = board.counts();
    const double growth = static_cast<double>(bytes) / static_cast<double>(settled_bytes) - 1;
    const double most = static_cast<double>(most_bytes) / static_cast<double>(settled_bytes) - 1;
    std::cout << "{\"days\": " << days << ", \"calls\": " << counts.calls << ", \"announcements_ended\": " << counts.ended
              << ", \"frames\": " << counts.frames << ", \"reports\": " << counts.reports << ", \"bytes_after_5_days\": " << settled_bytes
              << ", \"bytes_at_the_end\": " << bytes << ", \"growth\": " << growth << ", \"most_growth\": " << most
              << ", \"clock_error_us\": " << clock_error_us << "}" << std::endl;
    const bool fine = growth <= growth_max && most <= growth_max && clock_error_us <= clock_error_max_us && quiet && counts.ended > 0;
    if (!fine) std::cerr << "luot-hall-soak: memory grew, the clock drifted, or calls were left unsaid" << std::endl;
    return fine ? 0 : 1;
}
