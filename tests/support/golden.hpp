// Pictures that were found right, in tests/golden: what is drawn is held against them.
#pragma once

#include <cstdint>
#include <string>

#include "screen/canvas.hpp"

namespace luot::testing {

// How a picture is kept. coarse: sixteen levels of each channel, what an eye tells apart, and a palette: a sixth of the size. At most 256
// such colours.
enum class Kept : std::uint8_t { exact, coarse };

// Whether the picture is the same as the one of that name in tests/golden/FOLDER. Otherwise NAME-Actual.png lies beside it, to be looked
// at; LUOT_UPDATE_GOLDEN=1 takes what is drawn for right. Throws std::runtime_error where a picture cannot be written.
bool looks_as_golden(const screen::Canvas& picture, const std::string& folder, const std::string& name, screen::Fonts& fonts,
                     Kept kept = Kept::exact);

}  // namespace luot::testing
