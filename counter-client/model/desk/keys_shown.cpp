#include "desk/keys_shown.hpp"

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

}  // namespace luot::desk
