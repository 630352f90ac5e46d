#include "touch_view/pen.hpp"

#include <algorithm>

namespace luot::touch_view {

namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::rgb;

constexpr double leading = 1.22;

// The office's own colour where white can be read on it.
Colour office_colour(const std::string& wanted, Colour otherwise) {
    const auto colour = screen::parse_colour(wanted);
    return colour && screen::readable(rgb("#FFFFFF"), *colour) ? *colour : otherwise;
}

Colour darker(Colour colour) {
    const auto less = [](std::uint8_t channel) { return static_cast<std::uint8_t>(channel * 3 / 4); };
    return {less(colour.r), less(colour.g), less(colour.b), 255};
}

}  // namespace

Skin skin_of(const touch::Page& page) {
    const screen::Theme theme;
    Skin skin;
    if (page.look.high_contrast) {
        const Colour black = rgb("#000000");
        const Colour white = rgb("#FFFFFF");
        skin = {.ground = black,
                .card = black,
                .card_closed = black,
                .card_marked = rgb("#102A16"),
                .pressed = rgb("#333333"),
                .rule = white,
                .text = white,
                .muted = rgb("#E4E4E4"),
                .header = black,
                .header_text = white,
                .action = white,
                .action_text = black,
                .action_pressed = rgb("#C8C8C8"),
                .ok = rgb("#7CF0A8"),
                .warn = rgb("#FFC37A"),
                .bad = rgb("#FFB3AD"),
                .banner = black,
                .banner_text = white,
                .rule_px = 4,
                .dark = true};
        return skin;
    }
    skin = {.ground = theme.paper,
            .card = theme.card,
            .card_closed = rgb("#ECEFF4"),
            .card_marked = rgb("#F2F9F5"),
            .pressed = rgb("#DCE6F5"),
            .rule = theme.rule,
            .text = theme.text,
            .muted = rgb("#3B4C61"),  // a shade darker than the theme's, so that it can be read on what is closed, too
            .header = office_colour(page.colour, theme.ink),
            .header_text = theme.text_on_dark,
            .action = office_colour(page.accent, theme.action),
            .action_text = theme.text_on_dark,
            .action_pressed = {},
            .ok = theme.ok,
            .warn = theme.warn,
            .bad = theme.bad,
            .banner = rgb("#E3ECF8"),
            .banner_text = theme.text,
            .rule_px = 2,
            .dark = false};
    skin.action_pressed = darker(skin.action);
    if (page.banner_tone == touch::Tone::good) skin.banner = rgb("#DFF1E7");
    if (page.banner_tone == touch::Tone::warn) skin.banner = rgb("#FBEBD9");
    return skin;
}

screen::TextStyle Pen::style(double design_px, screen::Weight weight, Colour colour, bool tabular) const {
    const int size = std::max(layout.letters(design_px), 8);
    return {size > 60 ? screen::Family::display : screen::Family::text, weight, size, colour, tabular};
}

Colour Pen::tone(touch::Tone tone) const {
    switch (tone) {
        case touch::Tone::calm:
            return skin.text;
        case touch::Tone::good:
            return skin.ok;
        case touch::Tone::warn:
            return skin.warn;
        case touch::Tone::bad:
            return skin.bad;
    }
    return skin.text;
}

Colour Pen::field_colour(const touch::Tile& tile) const {
    const screen::Theme theme;
    if (!tile.open) return skin.dark ? rgb("#8C8C8C") : rgb("#9AA7B8");
    const std::size_t place = tile.place.value_or(0) % theme.fields.size();
    const auto own = screen::parse_colour(tile.colour);
    if (!skin.dark) return own.value_or(theme.fields[place]);
    if (!own) return theme.fields_on_dark[place];
    const auto known = std::find(theme.fields.begin(), theme.fields.end(), *own);
    if (known != theme.fields.end()) return theme.fields_on_dark[static_cast<std::size_t>(known - theme.fields.begin())];
    return skin.text;
}

void Pen::line(const Rect& rect, const std::string& text, const screen::TextStyle& style, int size_px_min, Align align) const {
    if (text.empty() || rect.w <= 0) return;
    const Colour ground = canvas.pixel(std::clamp(rect.x + rect.w / 2, 0, canvas.width() - 1), rect.y + rect.h / 2);
    const int used = canvas.text_shrunk(rect, text, style, std::min(size_px_min, style.size_px), align);
    if (on_text) on_text({text, style.colour, ground, canvas.measure(text, style.sized(used)).w > rect.w});
}

int Pen::block_height(int width, const std::string& text, const screen::TextStyle& style) const {
    return text.empty() ? 0 : canvas.wrap(text, style, width, 12, leading).h;
}

int Pen::block(const Rect& rect, const std::string& text, const screen::TextStyle& style, int size_px_min, Align align,
               bool from_top) const {
    if (text.empty() || rect.w <= 0 || rect.h <= 0) return 0;
    screen::TextStyle used = style;
    const int least = std::min(size_px_min, style.size_px);
    while (used.size_px > least && block_height(rect.w, text, used) > rect.h) used.size_px = std::max(least, used.size_px - 2);
    const int height = std::min(block_height(rect.w, text, used), rect.h);
    const Rect place{rect.x, from_top ? rect.y : rect.y + (rect.h - height) / 2, rect.w, std::max(height, 1)};
    const Colour ground = canvas.pixel(std::clamp(place.x + place.w / 2, 0, canvas.width() - 1), place.y + place.h / 2);
    const auto drawn = canvas.text_wrapped(place, text, used, align, leading);
    if (on_text) on_text({text, style.colour, ground, drawn.cut || drawn.lines.empty()});
    return drawn.h;
}

}  // namespace luot::touch_view
