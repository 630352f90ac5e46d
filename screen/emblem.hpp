// The state's emblem, in place of a logo that the office does not have.
#pragma once

#include "screen/canvas.hpp"

namespace luot::screen {

void draw_emblem(Canvas& canvas, Point centre, double radius);

}  // namespace luot::screen
