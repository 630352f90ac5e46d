#include "desk/footer.hpp"

#include <algorithm>
#include <array>

#include "desk/keys_shown.hpp"

namespace luot::desk {
namespace {

constexpr std::array<int, 6> scales = {100, 125, 150, 175, 200, 250};
constexpr std::string_view mode_target = "footer:mode";
constexpr std::string_view size_target = "footer:size";
constexpr std::string_view language_target = "footer:language";
constexpr std::string_view sound_target = "footer:sound";

const char* mode_key(Mode mode) {
    switch (mode) {
        case Mode::strip:
            return "desk.footer.strip";
        case Mode::keypad:
            return "desk.footer.keypad";
        case Mode::window:
            break;
    }
    return "desk.footer.window";
}

Button button(const Desk& desk, std::string_view target, std::string label) {
    return {std::string(target), std::move(label), key_of(desk, target)};
}

void next_mode(Settings& settings) {
    settings.mode = settings.mode == Mode::window ? Mode::strip : settings.mode == Mode::strip ? Mode::keypad : Mode::window;
}

void next_scale(Settings& settings) {
    const auto* larger = std::find_if(scales.begin(), scales.end(), [&](int scale) { return scale > settings.scale_percent; });
    settings.scale_percent = larger == scales.end() ? scales.front() : *larger;
}

void next_language(Desk& desk) {
    const auto& all = desk.all_words.all();
    const auto present = std::find_if(all.begin(), all.end(), [&](const auto& each) { return &each == &desk.words(); });
    const auto next = present == all.end() || std::next(present) == all.end() ? all.begin() : std::next(present);
    desk.settings.language = next->language().code;
}

}  // namespace

std::vector<std::string_view> footer_targets() {
    return {mode_target, size_target, language_target, sound_target};
}

std::vector<Button> footer_of(const Desk& desk) {
    std::vector<Button> buttons;
    buttons.push_back(button(desk, mode_target, desk.say(mode_key(desk.settings.mode))));
    buttons.push_back(button(desk, size_target, desk.say("desk.footer.size", {{"percent", desk.settings.scale_percent}})));
    buttons.push_back(button(desk, language_target, desk.words().language().name));
    buttons.push_back(button(desk, sound_target, desk.say(desk.settings.sound ? "desk.footer.sound_on" : "desk.footer.sound_off")));
    buttons.back().on = desk.settings.sound;
    return buttons;
}

bool press_footer(Desk& desk, std::string_view target) {
    if (target == mode_target) {
        next_mode(desk.settings);
        desk.typed.clear();
    } else if (target == size_target) {
        next_scale(desk.settings);
    } else if (target == language_target) {
        next_language(desk);
    } else if (target == sound_target) {
        desk.settings.sound = !desk.settings.sound;
    } else {
        return false;
    }
    desk.remember();
    return true;
}

bool press_footer_key(Desk& desk, const KeyPress& press) {
    if (press.repeat || press.control) return false;
    const auto aim = desk.options.keys.target_of.find(name_of(press));
    return aim != desk.options.keys.target_of.end() && press_footer(desk, aim->second);
}

}  // namespace luot::desk
