// The same visits counted in microseconds one by one, and rolled up by day, written to bytes, read and reported: both must say the same.
#pragma once

#include <map>
#include <vector>

#include "figures/reporting.hpp"
#include "gathering.hpp"
#include "store/rollups/day_rollup.hpp"

namespace luot::test {

class BothWays {
  public:
    BothWays(std::vector<std::uint32_t> targets_minutes, Gathering::LocalMinute local_minute);
    void add(const store::VisitRow& visit, core::TimeUs now_us);
    void add(const core::CounterStretch& stretch);
    void add(const core::CounterIdle& idle);
    // Of the roll-ups; it is checked that the visits themselves give the same.
    figures::Report finish();

  private:
    Gathering visits_;
    figures::Reporting reporting_;
    std::map<core::BusinessDay, store::DayRoller> days_;
};

// Checks all that both of them know.
void check_same(const figures::Report& rolled_up, const figures::Report& gathered);

}  // namespace luot::test
