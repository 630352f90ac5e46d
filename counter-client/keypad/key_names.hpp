// Keys by the names that files, scripts and key maps use: desk/key_map.hpp. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/key_map.hpp"

namespace luot::keypad {

// "Enter", "Pad +", "F5", "r", "Shift+Tab", "Control+R". Nothing: there is no such key. Letters in either case.
std::optional<desk::KeyPress> key_named(std::string_view name);

// For messages: what names there are.
constexpr std::string_view key_names_known =
    "A to Z, 0 to 9, + - * / . ,, Enter, Escape, Backspace, Delete, Space, Tab, Up, Down, Left, Right, Home, End, Page up, Page down, F1 "
    "to "
    "F12, and those of the number pad with Pad before them, such as Pad Enter";

}  // namespace luot::keypad
