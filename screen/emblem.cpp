#include "screen/emblem.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace luot::screen {

void draw_emblem(Canvas& canvas, Point centre, double radius) {
    canvas.fill_circle(centre, radius, rgb("#C8102E"));
    std::array<Point, 10> star;
    for (std::size_t i = 0; i < star.size(); ++i) {
        const double reach = radius * (i % 2 == 0 ? 0.62 : 0.24);
        const double angle = std::numbers::pi * (static_cast<double>(i) / 5.0 - 0.5);
        star[i] = {centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)};
    }
    canvas.fill_polygon(star, rgb("#FFDD33"));
}

}  // namespace luot::screen
