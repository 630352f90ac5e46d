// Pictures that were found right, tests/golden/counter: in sixteen levels a channel and with a palette, so that they are small.
#pragma once

#include <string>

#include "screen/canvas.hpp"

namespace luot::testing {

// Whether the picture is the same as the one of that name. Otherwise NAME-Actual.png lies beside it, to be looked at;
// LUOT_UPDATE_GOLDEN=1 takes what is drawn for right.
bool looks_as_golden(const screen::Canvas& canvas, const std::string& name, screen::Fonts& fonts);

}  // namespace luot::testing
