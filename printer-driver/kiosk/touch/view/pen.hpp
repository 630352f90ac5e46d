// What every part of the picture is drawn with: the canvas, the layout's measures, and the colours as somebody wants to see them.
#pragma once

#include <string>

#include "screen/theme.hpp"
#include "touch_view/view.hpp"

namespace luot::touch_view {

// The theme, or white on black.
struct Skin {
    screen::Colour ground, card, card_closed, card_marked, pressed, rule;
    screen::Colour text, muted;
    screen::Colour header, header_text;
    screen::Colour action, action_text, action_pressed;
    screen::Colour ok, warn, bad;        // of words and signs on the ground
    screen::Colour banner, banner_text;  // of what concerns everybody
    int rule_px = 2;
    bool dark = false;
};
Skin skin_of(const touch::Page& page);

struct Pen {
    screen::Canvas& canvas;
    const Layout& layout;
    const touch::Page& page;
    Skin skin;
    const OnText& on_text;

    int px(double design) const { return layout.px(design); }
    screen::TextStyle style(double design_px, screen::Weight weight, screen::Colour colour, bool tabular = false) const;
    screen::Colour tone(touch::Tone tone) const;
    screen::Colour field_colour(const touch::Tile& tile) const;
    // The more of it is below a finger, the darker.
    bool pressed(const std::string& target) const { return !target.empty() && page.pressed == target; }

    // As the canvas does it, and told to on_text.
    void line(const screen::Rect& rect, const std::string& text, const screen::TextStyle& style, int size_px_min,
              screen::Align align = screen::Align::left) const;
    // In the vertical middle of `rect`; smaller where it does not fit, down to size_px_min. Returns the height used.
    int block(const screen::Rect& rect, const std::string& text, const screen::TextStyle& style, int size_px_min,
              screen::Align align = screen::Align::left, bool from_top = false) const;
    int block_height(int width, const std::string& text, const screen::TextStyle& style) const;
};

// icons.cpp: within a square of `side` around `centre`, in lines.
void draw_icon(const Pen& pen, touch::Icon icon, screen::Point centre, double side, screen::Colour colour);
// tiles.cpp
void draw_tiles(const Pen& pen);
void draw_buttons(const Pen& pen);
void draw_keys(const Pen& pen);
void draw_typed(const Pen& pen);
// message.cpp
void draw_message(const Pen& pen);
void draw_lines(const Pen& pen);

}  // namespace luot::touch_view
