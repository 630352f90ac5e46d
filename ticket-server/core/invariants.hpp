// Everything about a state that can be checked, checked. For tests, simulation and `verify`; O(size of the state).
#pragma once

#include <string>
#include <vector>

#include "core/state.hpp"

namespace luot::core {

// One sentence for each violation; empty: all hold.
std::vector<std::string> invariants(const State& state);

}  // namespace luot::core
