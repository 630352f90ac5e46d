// One office-day from its plan: everybody and everything put together, run to the end, and reckoned up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulation/plan.hpp"

namespace luot::simulation {

struct Finding {
    std::string check;
    std::string what;
};

struct Told {
    std::optional<Finding> finding;     // the first promise that was broken
    std::vector<std::string> timeline;  // where it was asked for
    // How much happened, so that a day without anything does not pass for a good one.
    std::size_t events = 0, visits = 0, calls = 0, starts = 0, replies = 0, refusals = 0, announcements = 0;
};

Told run_day(const Plan& plan, bool with_timeline = false);

}  // namespace luot::simulation
