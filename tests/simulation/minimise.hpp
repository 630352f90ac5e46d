// The fewest steps of a day that still break the same promise.
#pragma once

#include <cstddef>

#include "simulation/day.hpp"

namespace luot::simulation {

// Runs the day at most `runs_max` times with steps left out, in ever smaller pieces (Zeller's delta debugging).
Plan minimise(const Plan& plan, const Finding& finding, std::size_t runs_max = 300);

}  // namespace luot::simulation
