// Draws a page of the rating screen.
#pragma once

#include <functional>
#include <string_view>

#include "rating/page.hpp"
#include "rating_view/layout.hpp"
#include "screen/canvas.hpp"

namespace luot::rating_view {

// A text as it was drawn, for whoever checks that it can be read.
struct DrawnText {
    std::string_view text;
    screen::Colour colour;
    screen::Colour ground;  // what was there before
    bool cut = false;       // an ellipsis ends it
};
using OnText = std::function<void(const DrawnText&)>;

// Fills the canvas; `layout` is of its size.
void draw(screen::Canvas& canvas, const rating::RatingPage& page, const Layout& layout, const OnText& on_text = {});

}  // namespace luot::rating_view
