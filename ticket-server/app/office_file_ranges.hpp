// Can two fields print the same number on the same day? Pure.
#pragma once

#include <optional>
#include <string>

#include "core/office.hpp"

namespace luot::app {

// Behind the prefix after a restore, so that numbers already on paper are not issued again.
constexpr char restore_markers[] = {'X', 'Y', 'Z', 'W', 'V', 'U'};

struct NumberCollision {
    std::string number;  // one that both may print, "A1000"
    char marker = 0;     // 0: on any day; else only on a day with a restore that takes this letter
};

// Looks at all numbers that a day can reach (core::limits::tickets_a_day). A collision on any day goes before one after a restore.
std::optional<NumberCollision> find_collision(const core::NumberRange& left, const core::NumberRange& right);

}  // namespace luot::app
