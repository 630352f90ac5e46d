// How long each counter was open and paused.
#include "simulation/witness.hpp"

namespace luot::simulation {

using namespace core;

namespace {

void add_time(SeenTime& to, const SeenCounter& at, TimeUs until_us) {
    if (at.open) (at.paused ? to.paused_us : to.open_us) += until_us - at.since_us;
}

}  // namespace

// The counter changes, or stops for the day: what it was until now is over.
void Witness::note_time(CounterId counter, TimeUs until_us) {
    SeenCounter& at = counters_[counter];
    add_time(times_[{day_, counter}], at, until_us);
    at.since_us = until_us;
}

SeenTime Witness::time_at(CounterId counter, BusinessDay day) const {
    const auto over = times_.find({day, counter});
    SeenTime time = over == times_.end() ? SeenTime{} : over->second;
    const auto at = counters_.find(counter);
    if (day == day_ && at != counters_.end()) add_time(time, at->second, at_us_);
    return time;
}

}  // namespace luot::simulation
