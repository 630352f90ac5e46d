// luot-hall-soak: weeks and months of a hall in front of one board, in minutes. Memory stays as it is, and so does the clock.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "soak/hall_board.hpp"
#include "soak/hall_days.hpp"
#include "soak/live_bytes.hpp"
#include "soak/program_hall.hpp"

namespace {

using namespace luot::soak;

// Whatever is kept is there after so many days; from then on nothing may be added.
constexpr int settled_after_days = 5;
constexpr double growth_max = 0.02;
// At the end of a working day; in the night nobody says what time it is. In a hall with 20 calls a day, eight of which are compared, the
// difference between the machines makes two seconds of it; what adds up over days would be minutes.
constexpr std::int64_t clock_error_max_us = 5'000'000;
constexpr double too_fast_ppm = 100;
constexpr std::int64_t hour_us = 3'600'000'000;

struct Wanted {
    int days = 90;
    int calls = 300;
    std::uint32_t seed = 20'260'302;
    bool program = false;
    double speed = 40'000;
};

// What is held after each day, against what was held after the fifth.
class Memory {
  public:
    void add(int day, std::size_t bytes) {
        std::cout << "day " << day << " bytes " << bytes << std::endl;
        last_ = bytes;
        if (day == settled_after_days) settled_ = bytes;
        if (day >= settled_after_days) most_ = std::max(most_, bytes);
    }
    bool flat() const { return growth(most_) <= growth_max; }
    void print() const {
        std::cout << "\"bytes_after_5_days\": " << settled_ << ", \"bytes_at_the_end\": " << last_ << ", \"growth\": " << growth(last_)
                  << ", \"most_growth\": " << growth(most_);
    }

  private:
    double growth(std::size_t bytes) const { return static_cast<double>(bytes) / static_cast<double>(settled_) - 1; }

    std::size_t settled_ = 0;
    std::size_t last_ = 0;
    std::size_t most_ = 0;
};

bool is_working_day(int day) {
    return day % 7 >= 1 && day % 7 <= 5;
}

bool play_parts(const Wanted& wanted) {
    HallDays hall(wanted.seed, wanted.calls);
    HallBoard board(too_fast_ppm);
    Memory memory;
    std::int64_t clock_error_us = 0;
    bool quiet = true;  // at night nothing waits to be said
    for (int day = 1; day <= wanted.days; ++day) {
        for (const auto& happening : hall.next_day()) board.take(happening);
        if (is_working_day(day)) clock_error_us = std::max(clock_error_us, std::abs(board.clock_error_us()));
        board.pass(hall.opened_us() + 23 * hour_us);
        quiet = quiet && board.counts().waiting == 0;
        board.forget_texts();
        memory.add(day, live_bytes());
    }
    const Counts counts = board.counts();
    std::cout << "{\"days\": " << wanted.days << ", \"calls\": " << counts.calls << ", \"ended\": " << counts.ended
              << ", \"frames\": " << counts.frames << ", \"reports\": " << counts.reports << ", \"clock_error_us\": " << clock_error_us
              << ", ";
    memory.print();
    std::cout << "}" << std::endl;
    return memory.flat() && clock_error_us <= clock_error_max_us && quiet && counts.ended > 0 && counts.ended == counts.calls;
}

bool play_program(const Wanted& wanted) {
    HallDays hall(wanted.seed, wanted.calls);
    ProgramHall program(wanted.speed);
    Memory memory;
    for (int day = 1; day <= wanted.days; ++day) {
        const auto happenings = hall.next_day();
        program.play(happenings, hall.opened_us() + 27 * hour_us);
        if (day % settled_after_days == 0 || day == wanted.days) memory.add(day, program.live_bytes());
    }
    std::cout << "{\"days\": " << wanted.days << ", \"ended\": " << program.ended() << ", \"reports\": " << program.reports() << ", ";
    memory.print();
    std::cout << "}" << std::endl;
    return memory.flat() && program.ended() > 0 && program.reports() > 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("A hall for days, weeks or months in front of one board; prints a line a day and one JSON object at the end");
    Wanted wanted;
    app.add_option("--days", wanted.days, "as many days")->check(CLI::Range(settled_after_days + 1, 3'650))->capture_default_str();
    app.add_option("--calls", wanted.calls, "on a working day")->check(CLI::Range(1, 5'000))->capture_default_str();
    app.add_option("--seed", wanted.seed, "the same seed gives the same days")->capture_default_str();
    auto* program =
        app.add_flag("--program", wanted.program, "the whole program over a socket, and not its parts with a clock of their own");
    app.add_option("--speed", wanted.speed, "of the office, with --program")
        ->needs(program)
        ->check(CLI::Range(60.0, 1e6))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    std::cout << "seed " << wanted.seed << std::endl;
    try {
        if (wanted.program ? play_program(wanted) : play_parts(wanted)) return 0;
        std::cerr << "luot-hall-soak: memory grew, the clock drifted, or calls were left unsaid" << std::endl;
    } catch (const std::exception& error) {
        std::cerr << "luot-hall-soak: " << error.what() << std::endl;
    }
    return 1;
}
