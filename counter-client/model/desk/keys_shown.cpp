#include "desk/keys_shown.hpp"

#include <algorithm>

namespace luot::desk {

std::string key_of(const Desk& desk, std::string_view target) {
    constexpr std::string_view pad = "Pad ";
    std::string on_keyboard;
    std::string on_pad;
    for (const auto& [key, aim] : desk.options.keys.target_of) {
        if (aim != target) continue;
        if (key.starts_with(pad)) {
            if (on_pad.empty()) on_pad = key.substr(pad.size());
        } else if (on_keyboard.empty()) {
            on_keyboard = key;
        }
    }
    const bool prefers_pad = desk.settings.mode == Mode::keypad;
    const std::string& first = prefers_pad ? on_pad : on_keyboard;
    return first.empty() ? (prefers_pad ? on_keyboard : on_pad) : first;
}

bool has_pad_key(const Desk& desk, std::string_view target) {
    const auto& keys = desk.options.keys.target_of;
    return std::any_of(keys.begin(), keys.end(), [&](const auto& each) { return each.second == target && each.first.starts_with("Pad "); });
}

}  // namespace luot::desk
