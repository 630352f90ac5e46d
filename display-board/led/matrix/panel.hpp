// A panel of dots: how large it is, how its dots follow each other on the wire, in which colours it shows. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "led/bytes.hpp"

namespace luot::led_matrix {

// limits::panel_… of led bound it.
struct Panel {
    int width = 192;
    int height = 64;
    bool operator==(const Panel&) const = default;
};

// "192x64"; nothing for other texts and sizes out of bounds.
std::optional<Panel> parse_panel(std::string_view text);

struct Rgb {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    bool operator==(const Rgb&) const = default;
};

// Of one colour, as most panels are, or the office's: its fields' colours, made bright, and white.
enum class Colours : std::uint8_t { amber, red, green, white, office };
std::optional<Colours> parse_colours(std::string_view text);

// The picture on a panel, row by row from the left upper corner.
class Dots {
  public:
    explicit Dots(Panel panel) : panel_(panel), dots_(static_cast<std::size_t>(panel.width) * static_cast<std::size_t>(panel.height)) {}

    const Panel& panel() const { return panel_; }
    // Outside the panel nothing happens; nothing is there but black.
    void set(int x, int y, Rgb colour);
    Rgb at(int x, int y) const;
    bool operator==(const Dots&) const = default;

  private:
    bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < panel_.width && y < panel_.height; }
    std::size_t place(int x, int y) const;

    Panel panel_;
    std::vector<Rgb> dots_;
};

// How a receiver's pixels lie on the panel.
struct Wiring {
    enum class Order : std::uint8_t { rgb, grb, bgr };
    Order order = Order::rgb;
    bool snake = false;  // every second row runs back
    bool flip = false;   // the panel hangs upside down
    bool operator==(const Wiring&) const = default;
};

// The bytes of the panel's pixels as its receiver counts them, at so many percent of their light.
led::Bytes wire_pixels(const Dots& dots, const Wiring& wiring, int brightness_percent);

}  // namespace luot::led_matrix
