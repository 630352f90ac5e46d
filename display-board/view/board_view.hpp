// The hall's picture: draws what the model shows, at any size from 320×180. Made for 1920×1080; others are that, scaled, and stacked where
// they are higher than wide. Draws everything anew each time.
#pragma once

#include "board/picture.hpp"
#include "screen/canvas.hpp"
#include "screen/theme.hpp"

namespace luot::board_view {

void draw(screen::Canvas& canvas, const board::Picture& picture, const screen::Theme& theme = {});

}  // namespace luot::board_view
