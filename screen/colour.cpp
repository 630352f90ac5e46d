#include "screen/colour.hpp"

#include <algorithm>
#include <cmath>

#include "screen/theme.hpp"

namespace luot::screen {

namespace {

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

double contrast(Colour one, Colour other) {
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

bool readable(Colour text, Colour background) {
    return contrast(text, background) >= contrast_min;
}

}  // namespace luot::screen
