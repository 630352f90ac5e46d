// What a press leads to: the target of a click, or of a key by the key map; or a digit, where numbers are typed. A press does one thing.
#pragma once

#include <string_view>

#include "desk/key_map.hpp"
#include "desk/state.hpp"

namespace luot::desk {

void press_target(Desk& desk, std::string_view target);
void press_key(Desk& desk, const KeyPress& press);
void press_text(Desk& desk, std::string_view text);
// A click so soon after one that did something is the same click.
bool is_same_click(const Desk& desk);
// The window's cross, or a wish to sign out: somebody may still be at the counter.
void ask_to_leave(Desk& desk, Going going);

}  // namespace luot::desk
