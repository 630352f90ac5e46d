// The faces: told apart by mouth, eyes and brows alone; the colour only repeats it.
#pragma once

#include "rating/page.hpp"
#include "screen/canvas.hpp"

namespace luot::rating_view {

void draw_face(screen::Canvas& canvas, const rating::Face& face, screen::Point centre, double radius);

}  // namespace luot::rating_view
