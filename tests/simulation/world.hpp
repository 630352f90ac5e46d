// Time that passes when told to: what happens next, and what has happened, for a person to read. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulation/dice.hpp"

namespace luot::simulation {

// Real microseconds since the beginning.
using Time = std::int64_t;
constexpr Time millisecond = 1'000;
constexpr Time second = 1'000'000;

// Something that must never be. `check` names the promise that is broken, in a word or two.
struct Violation : std::runtime_error {
    Violation(std::string the_check, const std::string& what) : std::runtime_error(what), check(std::move(the_check)) {}
    std::string check;
};

class World {
  public:
    explicit World(std::uint64_t seed) : seed_(seed) {}

    Time now() const { return now_; }
    // In the order of their times; of one time, in the order in which they were said.
    void at(Time when, std::function<void()> what);
    void after(Time delay, std::function<void()> what) { at(now_ + delay, std::move(what)); }
    // The next thing happens; false: nothing is left, or the next one is beyond `until`.
    bool step(Time until);

    // Keeps a line for the timeline, where one is kept: `who` did or suffered `what`.
    void note(const std::string& who, const std::string& what);
    void keep_timeline(std::function<std::string()> clock);
    bool keeps_timeline() const { return clock_ != nullptr; }
    const std::vector<std::string>& timeline() const { return timeline_; }

    // Chance of one's own, so that a day with a step left out is the same day otherwise.
    Dice dice_of(const std::string& name) const;

  private:
    struct Due {
        Time when;
        std::uint64_t order;
        std::function<void()> what;
    };
    struct Later {
        bool operator()(const Due& a, const Due& b) const { return a.when != b.when ? a.when > b.when : a.order > b.order; }
    };

    std::uint64_t seed_;
    Time now_ = 0;
    std::uint64_t said_ = 0;
    std::priority_queue<Due, std::vector<Due>, Later> due_;
    std::function<std::string()> clock_;
    std::vector<std::string> timeline_;
};

}  // namespace luot::simulation
