#include "simulation/minimise.hpp"

#include <algorithm>

namespace luot::simulation {

Plan minimise(const Plan& plan, const Finding& finding, std::size_t runs_max) {
    Plan least = plan;
    std::size_t runs = 0;
    for (std::size_t piece = std::max<std::size_t>(plan.steps.size() / 2, 1); runs < runs_max;
         piece = std::max<std::size_t>(piece / 2, 1)) {
        bool smaller = false;
        for (std::size_t from = 0; from < least.steps.size() && runs < runs_max;) {
            Plan without = least;
            const auto first = without.steps.begin() + static_cast<std::ptrdiff_t>(from);
            const auto last = first + static_cast<std::ptrdiff_t>(std::min(piece, without.steps.size() - from));
            without.steps.erase(first, last);
            ++runs;
            const Told told = run_day(without);
            if (told.finding && told.finding->check == finding.check) {
                least = std::move(without);
                smaller = true;
            } else {
                from += piece;
            }
        }
        if (piece == 1 && !smaller) break;
    }
    return least;
}

}  // namespace luot::simulation
