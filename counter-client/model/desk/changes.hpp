// What pushes mean to the clerk beyond what the page shows by itself: somebody came, the counter was taken over, help is on the way.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/state.hpp"

namespace luot::desk {

// As it was before the push.
struct Before {
    std::optional<v1::CounterStatus> mine;
    bool held = false;                             // the counter was this clerk's
    std::map<std::string, std::uint32_t> waiting;  // by field
    std::int32_t business_day = 0;
    std::uint64_t elsewhere = 0;         // another counter that is this clerk's
    std::vector<std::uint64_t> told_of;  // tickets that are urgent, bound here, or back, as far as the push is about them
};

Before look(const Desk& desk, const v1::Event* event);
void notice(Desk& desk, const Before& before, const v1::Event* event);

}  // namespace luot::desk
