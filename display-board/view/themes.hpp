// A board's colours: the office's, or a theme's by its name, made readable where they are not.
#pragma once

#include <string>
#include <string_view>

#include "luot/v1/office.pb.h"
#include "screen/theme.hpp"

namespace luot::board_view {

struct BoardTheme {
    screen::Theme theme;
    std::string trouble;  // English, for a log: what was not taken as it was said; empty: nothing
};

// "": the office's `colour` as the ground, darkened until white text has a contrast of 7:1 on it, and its `accent` in the header's rule.
// "dark": ours, whatever the office's. "contrast": white and yellow on black. Another name is as "", with a trouble; "led" and what begins
// with "led-" is for whoever draws panels of dots.
BoardTheme theme_of(const v1::Office& office, std::string_view name);

}  // namespace luot::board_view
