// The office's time, as every screen estimates it.
#pragma once

#include "shown/office_clock.hpp"

namespace luot::board {

using shown::OfficeClock;

}  // namespace luot::board
