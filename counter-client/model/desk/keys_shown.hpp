// The keys that stand on buttons.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

// The key of a target as it is written on its button: in keypad mode the pad's, otherwise the keyboard's; empty: none.
std::string key_of(const Desk& desk, std::string_view target);
bool has_pad_key(const Desk& desk, std::string_view target);

}  // namespace luot::desk
