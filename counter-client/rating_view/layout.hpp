// Where everything of a page is on a screen of some size, and what a touch is about. Pure: it measures no text. Every target is at least
// 20 mm in both directions as far as the screen has room, and none lies on another.
#pragma once

#include <string>
#include <vector>

#include "rating/page.hpp"
#include "screen/canvas.hpp"

namespace luot::rating_view {

struct Size {
    int w = 0;
    int h = 0;
    double px_per_mm = 0;  // 0: of the tablet that such a picture is commonly seen on, 10.1 inches; 7 inches where it is small
    bool upright() const { return h > w; }
    double dots_a_mm() const;
};

constexpr double target_mm_min = 20;

struct Placed {
    std::string target;
    screen::Rect rect;
};

struct Layout {
    Size size;
    double scale = 1;  // design pixels, of 1280 × 800 or 800 × 1280
    screen::Rect all;
    screen::Rect header;
    screen::Rect office;                  // within the header: emblem, name and counter
    screen::Rect body;                    // between header and foot
    screen::Rect words;                   // above the grades: number and question
    screen::Rect foot;                    // countdown, or a note
    std::vector<screen::Rect> grades;     // of page.grades
    std::vector<screen::Rect> languages;  // of page.languages
    bool in_rows = false;                 // a grade's words are beside its face

    int px(double design) const;
};

// `size` may be anything from 320 × 320 up.
Layout lay_out(const rating::RatingPage& page, const Size& size);

// Every target with its rectangle.
std::vector<Placed> targets(const Layout& layout, const rating::RatingPage& page);
// The target's name; empty: nothing is there.
std::string hit(const Layout& layout, const rating::RatingPage& page, const screen::Point& at);

}  // namespace luot::rating_view
