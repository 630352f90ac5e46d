// The edges of the picture: who and when above, words below.
#include "board_view/parts.hpp"
#include "screen/emblem.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::Weight;

}  // namespace

void draw_header(const Pen& pen, const Rect& rect, const board::Picture& picture) {
    auto& canvas = pen.canvas;
    const int margin = pen.px(48);
    canvas.fill(rect, pen.theme.ink_2);
    canvas.fill({rect.x, rect.bottom() - pen.px(2), rect.w, pen.px(2)}, pen.theme.line);

    const auto clock = pen.style(56, Weight::bold, pen.theme.text_on_dark, true);
    const auto date = pen.style(22, Weight::regular, pen.theme.muted_on_dark, true);
    const std::string when = picture.session.empty() ? picture.date : picture.date + " · " + picture.session;
    const int when_width = std::max(canvas.measure(picture.clock, clock).w, canvas.measure(when, date).w);
    canvas.text(rect.right() - margin, rect.y + pen.px(59), picture.clock, clock, Align::right);
    canvas.text(rect.right() - margin, rect.y + pen.px(89), when, date, Align::right);

    const double radius = pen.px(32);
    screen::draw_emblem(pen.canvas, {rect.x + margin + radius, rect.y + rect.h / 2.0}, radius);
    const int left = rect.x + margin + pen.px(64 + 24);
    const Rect name{left, rect.y, rect.right() - margin - when_width - pen.px(40) - left, rect.h - pen.px(2)};
    const auto style = pen.style(36, Weight::bold, pen.theme.text_on_dark);
    if (canvas.measure(picture.office, style.sized(pen.px(28))).w <= name.w) {
        canvas.text_shrunk(name, picture.office, style, pen.px(28));
    } else {
        const auto small = style.sized(std::max(pen.px(26), 8));
        const auto block = canvas.wrap(picture.office, small, name.w, 2, 1.2);
        canvas.text_wrapped({name.x, name.y + (name.h - block.h) / 2, name.w, block.h}, picture.office, small, Align::left, 1.2);
    }
}

// One line if it fits, two smaller ones else.
void draw_band(const Pen& pen, const Rect& rect, const std::string& text, Colour back, Colour front) {
    auto& canvas = pen.canvas;
    canvas.fill(rect, back);
    const Rect inner{rect.x + pen.px(48), rect.y, rect.w - 2 * pen.px(48), rect.h};
    const auto style = pen.style(30, Weight::semibold, front);
    if (canvas.measure(text, style).w <= inner.w) {
        canvas.text_shrunk(inner, text, style, style.size_px);
        return;
    }
    const auto small = pen.style(24, Weight::semibold, front);
    const auto block = canvas.wrap(text, small, inner.w, 2, 1.2);
    canvas.text_wrapped({inner.x, inner.y + (inner.h - block.h) / 2, inner.w, block.h}, text, small, Align::left, 1.2);
}

// As many whole lines of the office's as fit, from the one whose turn it is.
void draw_running_line(const Pen& pen, const Rect& rect, const board::Picture& picture) {
    const auto style = pen.style(30, Weight::regular, pen.theme.text_on_dark);
    const int room = rect.w - 2 * pen.px(48);
    const auto& lines = picture.running;
    std::string text = lines[picture.turn % lines.size()];
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::string longer = text + "  ·  " + lines[(picture.turn + i) % lines.size()];
        if (pen.canvas.measure(longer, style).w > room) break;
        text = longer;
    }
    const Colour back = screen::rgb("#06121E");
    pen.canvas.fill(rect, back);
    if (pen.canvas.measure(text, style).w <= room) {
        pen.canvas.text_shrunk({rect.x + pen.px(48), rect.y, room, rect.h}, text, style, style.size_px);
    } else {
        draw_band(pen, rect, text, back, pen.theme.text_on_dark);
    }
}

}  // namespace luot::board_view
