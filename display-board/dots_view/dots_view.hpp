// A panel of dots as one sees it from near: round dots with a soft gap, the dark ones just visible. For the theme in a window, for
// simulators and for documents.
#pragma once

#include "led_matrix/panel.hpp"
#include "screen/canvas.hpp"

namespace luot::led_view {

// The whole canvas: dots as large as fit, in the middle; black beside them. A dot is at least one pixel.
void draw(screen::Canvas& canvas, const led_matrix::Dots& dots, int brightness_percent = 100);

}  // namespace luot::led_view
