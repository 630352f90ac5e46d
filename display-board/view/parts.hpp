// The parts of the picture. Each fills its own rectangle and nothing outside it.
#pragma once

#include <algorithm>
#include <string>

#include "board/picture.hpp"
#include "screen/canvas.hpp"
#include "screen/theme.hpp"

namespace luot::board_view {

// What every part needs: where to draw, in which colours, and how large a pixel of the 1920×1080 design is.
struct Pen {
    screen::Canvas& canvas;
    const screen::Theme& theme;
    double scale = 1;

    int px(double design) const { return std::max(static_cast<int>(design * scale + 0.5), 1); }
    screen::TextStyle style(int design_px, screen::Weight weight, screen::Colour colour, bool tabular = false) const {
        const int size = std::max(px(design_px), 8);
        const auto family = design_px > 60 ? screen::Family::display : screen::Family::text;
        return {family, weight, size, colour, tabular};
    }
};

// The digits of the call are at least so much of the picture's height, whatever else is on it.
constexpr double digits_of_height = 0.15;

void draw_header(const Pen& pen, const screen::Rect& rect, const board::Picture& picture);
void draw_band(const Pen& pen, const screen::Rect& rect, const std::string& text, screen::Colour back, screen::Colour front);
void draw_running_line(const Pen& pen, const screen::Rect& rect, const board::Picture& picture);
void draw_call(const Pen& pen, const screen::Rect& rect, const board::CurrentCall& call, const board::Labels& labels);
void draw_words(const Pen& pen, const screen::Rect& rect, const std::string& title, const std::string& detail);
void draw_last_calls(const Pen& pen, const screen::Rect& rect, const board::Picture& picture);

// How high the fields' part wants to be; 0 without fields.
int fields_height(const Pen& pen, const board::Picture& picture, int width);
void draw_fields(const Pen& pen, const screen::Rect& rect, const board::Picture& picture);

// A field's colour on dark, and on the call's yellow.
screen::Colour field_on_dark(const screen::Theme& theme, const std::string& office_colour, std::size_t place);
screen::Colour field_on_call(const screen::Theme& theme, const std::string& office_colour, std::size_t place);

}  // namespace luot::board_view
