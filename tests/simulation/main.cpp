// luot-simulation: office-days from seeds, each reckoned up; the first that breaks a promise is shown with its fewest steps and a timeline.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "simulation/minimise.hpp"

namespace {

using namespace luot::simulation;

struct Seeds {
    std::uint64_t first = 1, last = 1;
};

bool parse(const std::string& text, Seeds& seeds) {
    const auto dots = text.find("..");
    try {
        seeds.first = std::stoull(text.substr(0, dots));
        seeds.last = dots == std::string::npos ? seeds.first : std::stoull(text.substr(dots + 2));
    } catch (const std::exception&) {
        return false;
    }
    return seeds.first <= seeds.last;
}

// Which day it was, for a process that an assertion ends.
volatile std::uint64_t seed_under_way = 0;

extern "C" void say_seed(int) {
    char line[64];
    const int length =
        std::snprintf(line, sizeof line, "seed %llu: assertion: the process ended\n", static_cast<unsigned long long>(seed_under_way));
    if (length > 0) [[maybe_unused]]
        const auto written = std::fwrite(line, 1, static_cast<std::size_t>(length), stdout);
    std::fflush(stdout);
    std::_Exit(1);
}

void explain(const Plan& plan, const Finding& finding) {
    std::cout << "making it smaller …" << std::endl;
    const Plan least = minimise(plan, finding);
    const Told told = run_day(least, true);
    std::cout << "\n" << least.steps.size() << " of " << plan.steps.size() << " steps are left:\n";
    for (const Step& step : least.steps) std::cout << "  " << describe(step) << "\n";
    std::cout << "\nWhat happened (office time):\n";
    for (const std::string& line : told.timeline) std::cout << "  " << line << "\n";
    if (told.finding) std::cout << "\n" << told.finding->check << ": " << told.finding->what << "\n";
    std::cout << "\nAgain: luot-simulation --seeds " << plan.seed << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Office-days from seeds, with faults, against an oracle that watches.", "luot-simulation");
    app.set_version_flag("--version", std::string("luot-simulation ") + LUOT_VERSION);
    std::string text = "1..10";
    bool keep_going = false, brief = false;
    app.add_option("--seeds", text, "the days to run: A or A..B")->capture_default_str();
    app.add_flag("--keep-going", keep_going, "go on after a day that breaks a promise");
    app.add_flag("--brief", brief, "one line for a day that breaks a promise, without its fewest steps");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    Seeds seeds;
    if (!parse(text, seeds)) {
        std::cerr << "luot-simulation: --seeds is A or A..B, not " << text << std::endl;
        return 2;
    }
    std::signal(SIGABRT, say_seed);
    std::signal(SIGSEGV, say_seed);

    Told all;
    std::uint64_t failed = 0, days = 0;
    for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
        seed_under_way = seed;
        const Plan plan = make_plan(seed);
        const Told told = run_day(plan);
        ++days;
        all.events += told.events;
        all.visits += told.visits;
        all.calls += told.calls;
        all.starts += told.starts;
        all.replies += told.replies;
        all.refusals += told.refusals;
        all.announcements += told.announcements;
        if (!told.finding) continue;
        ++failed;
        std::cout << "seed " << seed << ": " << told.finding->check << ": " << told.finding->what << std::endl;
        if (!brief) explain(plan, *told.finding);
        if (!keep_going) return 1;
    }
    std::cout << "seeds " << seeds.first << ".." << seeds.last << ": " << days << " days, " << failed << " failed; " << all.events
              << " events, " << all.visits << " visits, " << all.calls << " calls, " << all.starts << " starts of the server, "
              << all.replies << " answers, " << all.refusals << " refusals, " << all.announcements << " announcements" << std::endl;
    return failed == 0 ? 0 : 1;
}
