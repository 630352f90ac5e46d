#include "kiosk/slip_page.hpp"

#include <algorithm>

namespace luot::kiosk {

using screen::Align;
using screen::Rect;
using screen::TextStyle;

int SlipPage::even_width(const std::string& text, const TextStyle& style, int width, int lines_max) const {
    const auto lines_at = [&](int tried) { return canvas_.wrap(text, style, tried, lines_max + 1).lines.size(); };
    const auto fewest = lines_at(width);
    if (fewest < 2) return width;
    // Halving: a narrower width never takes fewer lines.
    constexpr int step = 4;
    int enough = 0;  // steps that the width may be less by
    int too_many = width / 2 / step + 1;
    while (enough + 1 < too_many) {
        const int middle = (enough + too_many) / 2;
        (lines_at(width - middle * step) == fewest ? enough : too_many) = middle;
    }
    return width - enough * step;
}

int SlipPage::ink_width(const screen::TextBlock& block, const TextStyle& style) const {
    int widest = 0;
    for (const auto& line : block.lines) widest = std::max(widest, canvas_.measure(line, style).w);
    return widest;
}

void SlipPage::paragraph(const std::string& text, const TextStyle& style, int lines_max) {
    if (text.empty()) return;
    const int width = even_width(text, style, inner(), lines_max);
    const int line_height = canvas_.wrap("", style, width, 1).line_height;
    const Rect box{(canvas_.width() - width) / 2, y_, width, line_height * lines_max};
    y_ += canvas_.text_wrapped(box, text, style, Align::centre).h;
}

void SlipPage::dashes(int thickness) {
    constexpr int dash = 8;
    constexpr int gap = 4;
    const int end = canvas_.width() - margin_;
    for (int x = margin_; x < end; x += dash + gap) canvas_.fill({x, y_, std::min(dash, end - x), thickness}, ink);
    y_ += thickness;
}

void SlipPage::dots_at(int x, int y, const Dots& dots) {
    stamps_.push_back({x, y, dots});
}

void SlipPage::dots_in_the_middle(const Dots& dots) {
    dots_at((canvas_.width() - dots.w) / 2, y_, dots);
    y_ += dots.h;
}

escpos::Bitmap SlipPage::print() const {
    const int height = std::min(y_, height_max);
    escpos::Bitmap bitmap(canvas_.width(), height);
    const auto pixels = canvas_.pixels();
    std::size_t at = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < canvas_.width(); ++x, ++at) {
            if ((pixels[at] & 0x80U) == 0) bitmap.set(x, y, true);  // all is grey: one channel tells
        }
    }
    for (const Stamp& stamp : stamps_) {
        for (int y = 0; y < stamp.dots.h; ++y) {
            for (int x = 0; x < stamp.dots.w; ++x) {
                if (stamp.dots.at(x, y)) bitmap.set(stamp.x + x, stamp.y + y, true);
            }
        }
    }
    return bitmap;
}

}  // namespace luot::kiosk
