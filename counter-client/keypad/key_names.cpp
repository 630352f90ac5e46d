#include "keypad/key_names.hpp"

#include <algorithm>
#include <array>

namespace luot::keypad {
namespace {

constexpr std::array<std::string_view, 15> words{"Enter", "Escape", "Backspace", "Delete", "Space",   "Tab",       "Up",    "Down",
                                                 "Left",  "Right",  "Home",      "End",    "Page up", "Page down", "Insert"};
constexpr std::string_view signs = "+-*/.,";
constexpr std::string_view pad_signs = "0123456789+-*/.,";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// F1 to F12.
bool is_function_key(std::string_view name) {
    if (name.size() < 2 || name.size() > 3 || name[0] != 'F' || !std::ranges::all_of(name.substr(1), is_digit)) return false;
    const int number = std::stoi(std::string(name.substr(1)));
    return name[1] != '0' && number <= 12;
}

}  // namespace

std::optional<desk::KeyPress> key_named(std::string_view name) {
    desk::KeyPress press;
    constexpr std::string_view shift = "Shift+";
    constexpr std::string_view control = "Control+";
    constexpr std::string_view pad = "Pad ";
    if (name.starts_with(control)) {
        press.control = true;
        name.remove_prefix(control.size());
    }
    if (name.starts_with(shift)) {
        press.shift = true;
        name.remove_prefix(shift.size());
    }
    if (name.starts_with(pad)) {
        press.pad = true;
        name.remove_prefix(pad.size());
        const bool known = name == "Enter" || (name.size() == 1 && pad_signs.find(name[0]) != std::string_view::npos);
        if (!known) return std::nullopt;
        press.key = name;
        return press;
    }
    if (name.size() == 1) {
        const char c = name[0];
        if (c >= 'a' && c <= 'z') {
            press.key = static_cast<char>(c - 'a' + 'A');
        } else if ((c >= 'A' && c <= 'Z') || is_digit(c) || signs.find(c) != std::string_view::npos) {
            press.key = c;
        } else {
            return std::nullopt;
        }
        return press;
    }
    if (std::ranges::find(words, name) == words.end() && !is_function_key(name)) return std::nullopt;
    press.key = name;
    return press;
}

}  // namespace luot::keypad
