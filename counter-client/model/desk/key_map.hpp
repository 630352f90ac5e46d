// Which key does what. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luot::desk {

// A key as it is written on the keyboard: "Enter", "Escape", "Backspace", "Space", "Tab", "Up", "Down", "Left", "Right", "F1" … "F12", "R",
// "1",
// "+", "-", "*", "/", ".". On the number pad the same names, and `pad`.
struct KeyPress {
    std::string key;
    bool pad = false;
    bool shift = false;
    bool control = false;
    bool repeat = false;  // the key is held down
};

// Targets of the page by key: "step", "action:recall". A key of the pad is written "Pad +". Keys that a dialog takes (digits, Escape,
// arrows, Enter) are not configured.
struct KeyMap {
    std::map<std::string, std::string, std::less<>> target_of;
    bool operator==(const KeyMap&) const = default;
};

// Enter (both) the next step; R V G C F S P H as the design has them; the pad: + recall, - no-show, * hold, / transfer, . finish.
KeyMap default_keys();

// All that a key may be given to do: what is there whoever is at the counter.
std::vector<std::string> targets_of_keys();

// "Pad +" of a press, or "R".
std::string name_of(const KeyPress& press);

}  // namespace luot::desk
