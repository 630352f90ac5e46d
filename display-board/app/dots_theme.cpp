#include "board_app/dots_theme.hpp"

#include "led_view/dots_view.hpp"

namespace luot::board_app {

std::optional<DotsTheme> DotsTheme::of(std::string_view name) {
    constexpr std::string_view first = "led";
    if (!name.starts_with(first)) return std::nullopt;
    name.remove_prefix(first.size());
    led_matrix::Panel panel;
    led_matrix::Colours colours = led_matrix::Colours::amber;
    while (!name.empty()) {
        if (name.front() != '-') return std::nullopt;
        name.remove_prefix(1);
        const std::string_view part = name.substr(0, name.find('-'));
        name.remove_prefix(part.size());
        if (const auto size = led_matrix::parse_panel(part)) {
            panel = *size;
        } else if (const auto colour = led_matrix::parse_colours(part)) {
            colours = *colour;
        } else {
            return std::nullopt;
        }
    }
    return DotsTheme(panel, colours);
}

board_view::Frame DotsTheme::draw(screen::Canvas& canvas, const board::Picture& picture, std::int64_t steady_us) {
    board_view::Frame frame;
    const led_matrix::Dots& dots = matrix_.draw(picture, steady_us);
    frame.next_us = matrix_.next_us();
    if (shown_ == dots && brightness_ == picture.brightness && size_ == canvas.bounds()) return frame;
    shown_ = dots;
    brightness_ = picture.brightness;
    size_ = canvas.bounds();
    led_view::draw(canvas, dots, picture.brightness);
    frame.changed.push_back(canvas.bounds());
    return frame;
}

}  // namespace luot::board_app
