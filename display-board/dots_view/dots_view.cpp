#include "led_view/dots_view.hpp"

#include <SDL2/SDL.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace luot::led_view {
namespace {

using led_matrix::Rgb;

constexpr Rgb unlit{22, 22, 24};

std::uint32_t packed(double r, double g, double b) {
    const auto channel = [](double light) { return static_cast<std::uint32_t>(std::clamp(light, 0.0, 255.0) + 0.5); };
    return 0xFF000000U | channel(r) << 16U | channel(g) << 8U | channel(b);
}

// How much of its light each pixel of a dot's square has: full within, soft at the edge, a faint glow in the gap.
std::vector<double> light_of_dot(int side) {
    std::vector<double> light(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 1.0);
    if (side < 3) return light;
    const double middle = side / 2.0;
    const double radius = side * 0.43;
    const double soft = std::max(side * 0.16, 0.9);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double away = std::hypot(x + 0.5 - middle, y + 0.5 - middle);
            const double edge = std::clamp((radius - away) / soft + 0.5, 0.0, 1.0);
            light[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] = 0.06 + 0.94 * edge;
        }
    }
    return light;
}

std::vector<std::uint32_t> square_of(Rgb dot, const std::vector<double>& light) {
    std::vector<std::uint32_t> square(light.size());
    for (std::size_t i = 0; i < light.size(); ++i) square[i] = packed(dot.r * light[i], dot.g * light[i], dot.b * light[i]);
    return square;
}

}  // namespace

void draw(screen::Canvas& canvas, const led_matrix::Dots& dots, int brightness_percent) {
    const auto [columns, rows] = dots.panel();
    const int side = std::max(std::min(canvas.width() / columns, canvas.height() / rows), 1);
    const int left = std::max((canvas.width() - side * columns) / 2, 0);
    const int top = std::max((canvas.height() - side * rows) / 2, 0);
    canvas.fill(canvas.bounds(), {0, 0, 0});
    const std::vector<double> light = light_of_dot(side);
    // A panel has few colours at a time: each one's dot is worked out once.
    constexpr std::size_t kept_most = 4'096;
    std::map<std::uint32_t, std::vector<std::uint32_t>> squares;
    SDL_Surface* surface = canvas.surface();
    auto* pixels = static_cast<std::uint32_t*>(surface->pixels);
    const auto pitch = static_cast<std::size_t>(surface->pitch) / sizeof(std::uint32_t);
    const int wide = std::min(side * columns, canvas.width());
    const int high = std::min(side * rows, canvas.height());
    for (int row = 0; row * side < high; ++row) {
        for (int column = 0; column * side < wide; ++column) {
            const Rgb dot = dots.at(column, row);
            const std::uint32_t key = static_cast<std::uint32_t>(dot.r) << 16U | static_cast<std::uint32_t>(dot.g) << 8U | dot.b;
            if (squares.size() > kept_most) squares.clear();
            auto& square = squares[key];
            if (square.empty()) {
                const auto lit = [&](std::uint8_t channel, std::uint8_t dark) {
                    return std::max(static_cast<std::uint8_t>(channel * brightness_percent / 100), dark);
                };
                square = square_of({lit(dot.r, unlit.r), lit(dot.g, unlit.g), lit(dot.b, unlit.b)}, light);
            }
            const int x = left + column * side;
            for (int line = 0; line < side && row * side + line < high; ++line) {
                const auto* from = &square[static_cast<std::size_t>(line) * static_cast<std::size_t>(side)];
                auto* to = pixels + static_cast<std::size_t>(top + row * side + line) * pitch + static_cast<std::size_t>(x);
                std::copy_n(from, static_cast<std::size_t>(std::min(side, wide - column * side)), to);
            }
        }
    }
}

}  // namespace luot::led_view
