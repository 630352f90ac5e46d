// Where everything of a page is on a screen of some size, and what a touch is about. Pure: it measures no text. Every target is at least
// 20 mm in both directions, none lies on another, and where somebody sits in a wheelchair all of them lie in the lower half.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "screen/canvas.hpp"
#include "touch/page.hpp"

namespace luot::touch_view {

struct Size {
    int w = 0;
    int h = 0;
    double px_per_mm = 0;  // 0: of the screen that such a picture is commonly seen on, 21.5 inches upright or 15.6 inches across
    bool upright() const { return h > w; }
    double dots_a_mm() const;
};

constexpr double target_mm_min = 20;

struct PlacedTile {
    std::size_t index = 0;  // in page.tiles
    screen::Rect rect;
};
struct PlacedButton {
    touch::Button button;
    screen::Rect rect;
};
struct PlacedKey {
    std::string target;
    std::string label;
    screen::Rect rect;
};

struct Layout {
    Size size;
    double scale = 1;  // design pixels, of 1080×1920 or 1366×768
    double text = 1;   // letters, on top of that
    screen::Rect all;
    screen::Rect header;
    screen::Rect banner;  // empty: there is none
    screen::Rect title;   // of tiles, search and PIN; messages have theirs inside
    screen::Rect message;
    screen::Rect lines;  // beside the message where the screen is wide; empty: below it
    screen::Rect typed;
    screen::Rect countdown;
    screen::Rect pages;   // "2 / 3", between earlier and later; empty: one page
    screen::Rect corner;  // the technician's: it is not seen
    std::vector<PlacedTile> tiles;
    bool wide_tiles = true;  // name on the left, figures on the right; else one below the other
    int page_number = 0;
    int page_count = 1;
    std::vector<PlacedButton> buttons;
    std::vector<PlacedKey> keys;

    int px(double design) const;
    int letters(double design) const { return px(design * text); }
};

// `size` may be anything from 320 × 320 up; where it is too small for targets of 20 mm they share what there is.
Layout lay_out(const touch::Page& page, const Size& size);

// The target's name; empty: nothing is there.
std::string hit(const Layout& layout, const touch::Page& page, const screen::Point& at);

// Every target with its rectangle, the hidden corner left out.
std::vector<PlacedKey> targets(const Layout& layout, const touch::Page& page);

}  // namespace luot::touch_view
