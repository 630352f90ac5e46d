// Draws a page of the kiosk.
#pragma once

#include <functional>
#include <string_view>

#include "screen/canvas.hpp"
#include "touch/page.hpp"
#include "touch_view/layout.hpp"

namespace luot::touch_view {

// A text as it was drawn, for whoever checks that it can be read.
struct DrawnText {
    std::string_view text;
    screen::Colour colour;
    screen::Colour ground;  // what was there before
    bool cut = false;       // an ellipsis ends it
};
using OnText = std::function<void(const DrawnText&)>;

// Fills the canvas; `layout` is of its size. `logo`: the office's, or null for the state's emblem.
void draw(screen::Canvas& canvas, const touch::Page& page, const Layout& layout, const screen::Canvas* logo = nullptr,
          const OnText& on_text = {});

}  // namespace luot::touch_view
