// The switches below the desk: how the window is laid out, how large, in which language, with or without sound.
#pragma once

#include <string_view>
#include <vector>

#include "desk/key_map.hpp"
#include "desk/state.hpp"

namespace luot::desk {

std::vector<std::string_view> footer_targets();
std::vector<Button> footer_of(const Desk& desk);
bool press_footer(Desk& desk, std::string_view target);  // false: none of these
bool press_footer_key(Desk& desk, const KeyPress& press);

}  // namespace luot::desk
