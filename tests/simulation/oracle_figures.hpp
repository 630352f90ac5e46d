// The day's figures from what the witness saw, written down anew from their definitions, for comparison with the report.
#pragma once

#include <map>
#include <string>

#include "core/moment.hpp"
#include "simulation/witness.hpp"
#include "store/figures/figures.hpp"

namespace luot::simulation {

// Name of the figure → its value, for the whole office, each field and each counter.
using FigureTable = std::map<std::string, std::int64_t>;

FigureTable figures_seen(const Witness& witness, core::BusinessDay day);
FigureTable figures_reported(const figures::Report& report);

}  // namespace luot::simulation
