#include "board_view/themes.hpp"

#include "board_view/panel.hpp"

namespace luot::board_view {
namespace {

using screen::Colour;
using screen::Theme;

constexpr Colour black = screen::rgb("#000000");
constexpr Colour white = screen::rgb("#FFFFFF");

// The theme's darks with the office's ground in place of `ink`: the others keep their distance from it.
void take_ground(Theme& theme, Colour ground) {
    const Theme ours;
    if (ground == ours.ink) {  // the others were chosen for it
        theme.ink = ours.ink;
        theme.ink_2 = ours.ink_2;
        theme.line = ours.line;
        theme.muted_on_dark = ours.muted_on_dark;
        return;
    }
    theme.ink = ground;
    theme.ink_2 = mixed(ground, white, 0.06);
    theme.line = mixed(ground, white, 0.24);
    theme.muted_on_dark = ours.muted_on_dark;
    for (int step = 0; step < 8 && !screen::readable(theme.muted_on_dark, theme.ink_2); ++step)
        theme.muted_on_dark = mixed(theme.muted_on_dark, white, 0.3);
}

// Everything that is written on the ground, at its lightest, and the call's figures on it.
bool all_readable(const Theme& theme) {
    for (const Colour ground : {theme.ink, theme.ink_2}) {
        for (const Colour text : {theme.text_on_dark, theme.muted_on_dark}) {
            if (!screen::readable(text, ground)) return false;
        }
    }
    return screen::readable(theme.ink, theme.call);
}

Theme contrast_theme() {
    Theme theme;
    theme.ink = black;
    theme.ink_2 = screen::rgb("#0E0E0E");
    theme.line = screen::rgb("#8C8C8C");
    theme.muted_on_dark = screen::rgb("#F0F0F0");
    theme.call = screen::rgb("#FFD800");
    return theme;
}

BoardTheme office_theme(const v1::Office& office) {
    BoardTheme chosen;
    if (!office.colour().empty()) {
        const auto colour = screen::parse_colour(office.colour());
        if (!colour) {
            chosen.trouble = "the office's colour '" + office.colour() + "' is none; write it as in \"#0B1B2B\"";
        } else {
            take_ground(chosen.theme, *colour);
            constexpr int steps_max = 40;  // each takes a tenth of what is left: black in the end
            int steps = 0;
            for (Colour ground = *colour; !all_readable(chosen.theme) && steps < steps_max; ++steps) {
                ground = mixed(ground, black, 0.1);
                take_ground(chosen.theme, ground);
            }
            if (steps > 0)
                chosen.trouble =
                    "text cannot be read on the office's colour '" + office.colour() + "' with a contrast of 7:1; boards darken it";
        }
    }
    if (const auto accent = screen::parse_colour(office.accent())) {
        // Never text: a rule that has to be seen.
        Colour seen = *accent;
        for (int step = 0; step < 8 && screen::contrast(seen, chosen.theme.ink_2) < 3; ++step) seen = mixed(seen, white, 0.2);
        chosen.theme.action = seen;
    }
    return chosen;
}

}  // namespace

BoardTheme theme_of(const v1::Office& office, std::string_view name) {
    if (name == "dark") return {};
    if (name == "contrast") return {contrast_theme(), {}};
    BoardTheme chosen = office_theme(office);
    if (!name.empty()) {
        std::string trouble = "there is no theme '" + std::string(name) + "'; there are \"\" (the office's colours), dark, contrast, led";
        if (!chosen.trouble.empty()) trouble += "; " + chosen.trouble;
        chosen.trouble = trouble;
    }
    return chosen;
}

}  // namespace luot::board_view
