// A strip of paper that is filled from the top down, in dots.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "escpos/bitmap.hpp"
#include "kiosk/dots.hpp"
#include "screen/canvas.hpp"

namespace luot::kiosk {

constexpr screen::Colour ink = screen::rgb("#000000");
constexpr screen::Colour blank = screen::rgb("#FFFFFF");

class SlipPage {
  public:
    static constexpr int height_max = 3'000;

    // `margin` stays blank on either side.
    SlipPage(screen::Fonts& fonts, int width, int margin) : canvas_(fonts, width, height_max, blank), margin_(margin) {}

    screen::Canvas& canvas() { return canvas_; }
    int left() const { return margin_; }
    int inner() const { return canvas_.width() - 2 * margin_; }
    int y() const { return y_; }  // where the next thing begins
    void space(int dots) { y_ += dots; }

    // Text in the middle, in lines of like length so that no word is left over alone; cut with an ellipsis after `lines_max` lines.
    void paragraph(const std::string& text, const screen::TextStyle& style, int lines_max);
    // The width for that.
    int even_width(const std::string& text, const screen::TextStyle& style, int width, int lines_max) const;
    // As wide as the widest line of the text.
    int ink_width(const screen::TextBlock& block, const screen::TextStyle& style) const;

    void dashes(int thickness);
    void dots_at(int x, int y, const Dots& dots);
    void dots_in_the_middle(const Dots& dots);

    // What was drawn, in black and white, as long as it has become.
    escpos::Bitmap print() const;

  private:
    struct Stamp {
        int x = 0;
        int y = 0;
        Dots dots;
    };

    screen::Canvas canvas_;
    int margin_;
    int y_ = 0;
    std::vector<Stamp> stamps_;  // dots that are not drawn but set
};

}  // namespace luot::kiosk
