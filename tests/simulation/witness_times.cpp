// How long each counter was open, idle and paused.
#include <algorithm>

#include "simulation/witness.hpp"

namespace luot::simulation {

using namespace core;

namespace {

void add_time(SeenTime& to, const SeenCounter& at, TimeUs until_us) {
    if (!at.open) return;
    (at.paused ? to.paused_us : to.open_us) += until_us - at.since_us;
    if (!at.paused && !at.current) to.idle_us += until_us - at.since_us;
}

}  // namespace

// The counter changes, or stops for the day: what it was until now is over, or was when the day was.
void Witness::note_time(CounterId counter, TimeUs until_us) {
    const TimeUs day_ends_us = (day_.days + 1) * day_us - 7 * hour_us + office_.boundary_minute * minute_us;
    SeenCounter& at = counters_[counter];
    add_time(times_[{day_, counter}], at, std::min(until_us, day_ends_us));
    at.since_us = std::min(until_us, day_ends_us);
}

SeenTime Witness::time_at(CounterId counter, BusinessDay day) const {
    const auto over = times_.find({day, counter});
    SeenTime time = over == times_.end() ? SeenTime{} : over->second;
    const auto at = counters_.find(counter);
    if (day == day_ && at != counters_.end()) add_time(time, at->second, at_us_);
    return time;
}

}  // namespace luot::simulation
