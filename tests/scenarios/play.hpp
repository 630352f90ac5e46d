// Plays a scenario against the core, with every invariant checked after every event.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace luot::scenarios {

struct Played {
    bool held = false;
    std::string report;           // where it did not hold: "name:line: …", what was expected, what happened, and the events so far
    std::set<std::string> tally;  // what was played, as Tally says it
};

Played play(std::string_view scenario, const std::string& name);

}  // namespace luot::scenarios
