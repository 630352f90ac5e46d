#include "kiosk/number_dots.hpp"

#include <algorithm>
#include <cmath>

namespace luot::kiosk {

namespace {

using screen::TextStyle;

// Inter's digits stay themselves down to this share of their width.
constexpr double narrowest = 0.6;
constexpr int smallest_px = 24;

TextStyle style_of(int digits_height, screen::Fonts& fonts) {
    constexpr int probe_px = 1'000;
    TextStyle style{screen::Family::display, screen::Weight::bold, probe_px, {}, false};
    const double cap_share = fonts.metrics(style).cap_height / static_cast<double>(probe_px);
    style.size_px = std::max(static_cast<int>(std::ceil(digits_height / cap_share)), smallest_px);
    return style;
}

// How much of its natural width a line would keep; 1: all of it.
double kept_width(const std::string& text, const TextStyle& style, int width, screen::Fonts& fonts) {
    const auto ink = fonts.ink(text, style);
    const int natural = ink.right - ink.left;
    return natural <= width ? 1.0 : static_cast<double>(width) / natural;
}

// The part of a drawing that has ink.
screen::Coverage cropped(const screen::Coverage& all) {
    const auto at = [&](int x, int y) {
        return all.alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(all.w) + static_cast<std::size_t>(x)];
    };
    int left = all.w;
    int right = 0;
    int top = all.h;
    int bottom = 0;
    for (int y = 0; y < all.h; ++y) {
        for (int x = 0; x < all.w; ++x) {
            if (at(x, y) == 0) continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
            bottom = y + 1;
        }
    }
    screen::Coverage ink;
    ink.w = std::max(right - left, 0);
    ink.h = std::max(bottom - top, 0);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) ink.alpha.push_back(at(x, y));
    }
    return ink;
}

// What a printer makes of it: a dot where half is covered or more.
Dots drawn(const std::string& text, TextStyle style, int width, screen::Fonts& fonts) {
    while (style.size_px > smallest_px && kept_width(text, style, width, fonts) < narrowest) --style.size_px;
    const auto ink = cropped(fonts.draw(text, style));
    Dots dots(std::min(ink.w, width), ink.h);
    const double step = static_cast<double>(ink.w) / std::max(dots.w, 1);
    for (int y = 0; y < dots.h; ++y) {
        const auto* row = ink.alpha.data() + static_cast<std::ptrdiff_t>(y) * ink.w;
        for (int x = 0; x < dots.w; ++x) {
            const double begin = x * step;
            const double end = std::min(begin + step, static_cast<double>(ink.w));
            double sum = 0;
            for (int at = static_cast<int>(begin); at < end; ++at)
                sum += (std::min<double>(end, at + 1) - std::max<double>(begin, at)) * row[at];
            dots.set(x, y, sum / (end - begin) >= 128);
        }
    }
    return dots;
}

}  // namespace

std::vector<Dots> number_dots(const std::string& number, int width, int digits_height, screen::Fonts& fonts) {
    const TextStyle style = style_of(digits_height, fonts);
    const std::size_t digits = number.find_last_not_of("0123456789") + 1;  // 0: digits alone
    const bool parted = digits > 0 && digits < number.size();
    if (!parted || kept_width(number, style, width, fonts) >= narrowest) return {drawn(number, style, width, fonts)};
    return {drawn(number.substr(0, digits), style, width, fonts), drawn(number.substr(digits), style, width, fonts)};
}

}  // namespace luot::kiosk
