#include "desk_view/palette.hpp"

#include <cmath>

namespace luot::desk_view {

using screen::Colour;

Colour mixed(Colour one, Colour other, double share_of_other) {
    const auto channel = [&](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(from + (to - from) * share_of_other));
    };
    return {channel(one.r, other.r), channel(one.g, other.g), channel(one.b, other.b), 255};
}

Colour readable_on(Colour colour, Colour back) {
    constexpr int steps_max = 20;  // each takes a fifth of what is left: nearly black in the end
    for (int step = 0; step < steps_max && !screen::readable(colour, back); ++step) colour = mixed(colour, screen::rgb("#000000"), 0.2);
    return colour;
}

Colour tint(Colour colour) {
    return mixed(colour, screen::rgb("#FFFFFF"), 0.88);
}

Palette palette_of(const std::string& office_colour) {
    Palette palette;
    palette.header = palette.theme.ink;
    palette.header_muted = palette.theme.muted_on_dark;
    const auto own = screen::parse_colour(office_colour);
    if (own && screen::readable(palette.theme.text_on_dark, *own)) {
        palette.header = *own;
        for (int step = 0; step < 8 && !screen::readable(palette.header_muted, *own); ++step)
            palette.header_muted = mixed(palette.header_muted, palette.theme.text_on_dark, 0.4);
    }
    return palette;
}

Colour swatch_colour(const Palette& palette, const desk::Swatch& swatch) {
    if (const auto own = screen::parse_colour(swatch.colour)) return *own;
    if (swatch.place) return palette.theme.fields[*swatch.place % palette.theme.fields.size()];
    return palette.neutral;
}

Colour tone_colour(const Palette& palette, desk::Tone tone, Colour calm) {
    switch (tone) {
        case desk::Tone::calm:
            return calm;
        case desk::Tone::good:
            return palette.theme.ok;
        case desk::Tone::warn:
            return palette.theme.warn;
        case desk::Tone::bad:
            return palette.theme.bad;
    }
    return calm;
}

Colour tone_back(const Palette& palette, desk::Tone tone) {
    switch (tone) {
        case desk::Tone::calm:
            return palette.chosen;
        case desk::Tone::good:
            return palette.good_back;
        case desk::Tone::warn:
            return palette.warn_back;
        case desk::Tone::bad:
            return palette.bad_back;
    }
    return palette.chosen;
}

}  // namespace luot::desk_view
