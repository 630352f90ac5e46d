// A picture small enough for a report.
#pragma once

#include <string>

#include "screen/canvas.hpp"

namespace luot::board_app {

// A PNG, within limits::thumbnail_side_max and thumbnail_bytes_max: as large as that lets it be. Empty where none can be made. Some
// milliseconds of work.
std::string thumbnail_of(const screen::Canvas& picture);

}  // namespace luot::board_app
