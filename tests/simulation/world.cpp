#include "simulation/world.hpp"

#include <algorithm>
#include <utility>

namespace luot::simulation {

void World::at(Time when, std::function<void()> what) {
    due_.push(Due{std::max(when, now_), said_++, std::move(what)});
}

bool World::step(Time until) {
    if (due_.empty() || due_.top().when > until) return false;
    const std::function<void()> what = due_.top().what;
    now_ = due_.top().when;
    due_.pop();
    what();
    return true;
}

Dice World::dice_of(const std::string& name) const {
    std::uint64_t mixed = 14'695'981'039'346'656'037U;  // FNV-1a
    for (const char letter : name) mixed = (mixed ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211U;
    return Dice(seed_ ^ mixed);
}

void World::note(const std::string& who, const std::string& what) {
    if (clock_) timeline_.push_back(clock_() + "  " + who + ": " + what);
}

void World::keep_timeline(std::function<std::string()> clock) {
    clock_ = std::move(clock);
}

}  // namespace luot::simulation
