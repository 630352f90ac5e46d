// Every sentence that a scenario may say, and what it does.
#pragma once

#include <functional>
#include <vector>

#include "scenarios/scene.hpp"

namespace luot::scenarios {

enum class Mood : std::uint8_t {
    describes,  // changes the description of the office; nothing happens yet
    passes,     // time, power: nothing can be refused
    acts,       // somebody asks; may stand before "-> …", and without it must not be refused
    checks,     // throws Mismatch
};

struct Saying {
    const char* pattern;
    Mood mood;
    std::function<std::string(Scene&, const Gaps&)> mean;  // of `acts`: what came of it
};

// The first pattern that fits is meant.
const std::vector<Saying>& vocabulary();

// Its chapters.
std::vector<Saying> about_the_office();
std::vector<Saying> about_counters();
std::vector<Saying> about_tickets();
std::vector<Saying> about_the_house();  // supervisors, the day, time, power
std::vector<Saying> about_what_is();    // "Then …"

}  // namespace luot::scenarios
