#include "led_matrix/panel.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "led/limits.hpp"

namespace luot::led_matrix {

namespace limits = led::limits;

std::optional<Panel> parse_panel(std::string_view text) {
    Panel panel;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, panel.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, panel.height);
    if (height.ec != std::errc{} || height.ptr != end) return std::nullopt;
    const bool bounded = panel.width >= limits::panel_width_least && panel.width <= limits::panel_width_most &&
                         panel.height >= limits::panel_height_least && panel.height <= limits::panel_height_most;
    return bounded ? std::optional(panel) : std::nullopt;
}

std::optional<Colours> parse_colours(std::string_view text) {
    constexpr std::pair<std::string_view, Colours> names[] = {{"amber", Colours::amber},
                                                              {"red", Colours::red},
                                                              {"green", Colours::green},
                                                              {"white", Colours::white},
                                                              {"office", Colours::office}};
    for (const auto& [name, colours] : names) {
        if (text == name) return colours;
    }
    return std::nullopt;
}

std::size_t Dots::place(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(panel_.width) + static_cast<std::size_t>(x);
}

void Dots::set(int x, int y, Rgb colour) {
    if (inside(x, y)) dots_[place(x, y)] = colour;
}

Rgb Dots::at(int x, int y) const {
    return inside(x, y) ? dots_[place(x, y)] : Rgb{};
}

led::Bytes wire_pixels(const Dots& dots, const Wiring& wiring, int brightness_percent) {
    const auto [width, height] = dots.panel();
    const auto percent = static_cast<unsigned>(std::clamp(brightness_percent, 0, 100));
    const auto dimmed = [percent](std::uint8_t light) { return static_cast<std::uint8_t>((light * percent + 50) / 100); };
    led::Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int row = 0; row < height; ++row) {
        for (int i = 0; i < width; ++i) {
            const int column = wiring.snake && row % 2 == 1 ? width - 1 - i : i;
            const Rgb dot = wiring.flip ? dots.at(width - 1 - column, height - 1 - row) : dots.at(column, row);
            const std::uint8_t r = dimmed(dot.r);
            const std::uint8_t g = dimmed(dot.g);
            const std::uint8_t b = dimmed(dot.b);
            switch (wiring.order) {
                case Wiring::Order::rgb:
                    bytes.insert(bytes.end(), {r, g, b});
                    break;
                case Wiring::Order::grb:
                    bytes.insert(bytes.end(), {g, r, b});
                    break;
                case Wiring::Order::bgr:
                    bytes.insert(bytes.end(), {b, g, r});
                    break;
            }
        }
    }
    return bytes;
}

}  // namespace luot::led_matrix
