// Colours as the design writes them, and the contrast that text needs on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace luot::screen {

// sRGB, not premultiplied.
struct Colour {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Colour&) const = default;
};

// "#RRGGBB", opaque; nothing else is a colour. For what people write in an office file.
constexpr std::optional<Colour> parse_colour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    int channels[3] = {0, 0, 0};
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        int digit = 0;
        if (c >= '0' && c <= '9') {
            digit = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - 'A' + 10;
        } else {
            return std::nullopt;
        }
        int& channel = channels[(i - 1) / 2];
        channel = channel * 16 + digit;
    }
    return Colour{static_cast<std::uint8_t>(channels[0]), static_cast<std::uint8_t>(channels[1]), static_cast<std::uint8_t>(channels[2]),
                  255};
}

// For colours that stand in the code: a mistake does not compile.
consteval Colour rgb(std::string_view text) {
    return parse_colour(text).value();
}

constexpr Colour with_alpha(Colour colour, std::uint8_t alpha) {
    colour.a = alpha;
    return colour;
}

// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(Colour one, Colour other);

}  // namespace luot::screen
