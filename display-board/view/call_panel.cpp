// The large panel: the number and where to go, equally readable; or calm words. And the calls before it.
#include <algorithm>
#include <cmath>

#include "board_view/parts.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Family;
using screen::Point;
using screen::Rect;
using screen::TextStyle;
using screen::Weight;

// The largest size up to `size_px_max` at which the text is no wider than `width` and its capitals no higher than `height`.
int fitting_size(const Pen& pen, const std::string& text, TextStyle style, int width, int height, int size_px_max) {
    style.size_px = std::clamp(size_px_max, 8, 2000);
    const int wide = pen.canvas.measure(text, style).w;
    const int high = pen.canvas.metrics(style).cap_height;
    double shrink = 1;
    if (wide > width) shrink = std::min(shrink, static_cast<double>(width) / wide);
    if (high > height) shrink = std::min(shrink, static_cast<double>(height) / high);
    style.size_px = std::max(static_cast<int>(style.size_px * shrink), 8);
    while (style.size_px > 8 && pen.canvas.measure(text, style).w > width) --style.size_px;
    return style.size_px;
}

void draw_arrow(const Pen& pen, const Rect& box, screen::Colour colour) {
    const double thick = box.h * 0.16;
    const double middle = box.y + box.h / 2.0;
    const double tip = box.right();
    const double reach = box.h * 0.42;
    pen.canvas.line({static_cast<double>(box.x), middle}, {tip - thick * 0.6, middle}, thick, colour);
    pen.canvas.line({tip - reach, middle - reach}, {tip + thick * 0.2, middle + thick * 0.2}, thick, colour);
    pen.canvas.line({tip - reach, middle + reach}, {tip + thick * 0.2, middle - thick * 0.2}, thick, colour);
}

void draw_label_row(const Pen& pen, const Rect& row, const board::CurrentCall& call, const board::Labels& labels) {
    auto& canvas = pen.canvas;
    const auto label = pen.style(48, Weight::bold, pen.theme.ink);
    const int taken = canvas.text(row.x, canvas.middle_baseline(row, label), labels.call, label);
    if (call.field.empty()) return;
    const auto name = pen.style(36, Weight::semibold, pen.theme.ink);
    const int square = pen.px(24);
    const int room = row.w - taken - pen.px(64) - square - pen.px(14);
    const std::string shown = canvas.ellipsised(call.field, name, room);
    const int width = canvas.measure(shown, name).w;
    canvas.text(row.right(), canvas.middle_baseline(row, name), shown, name, Align::right);
    const auto colour = field_on_call(pen.theme, call.field_colour, call.field_place.value_or(0));
    canvas.fill_rounded({row.right() - width - pen.px(14) - square, row.y + (row.h - square) / 2, square, square}, pen.px(6), colour);
}

}  // namespace

void draw_call(const Pen& pen, const Rect& rect, const board::CurrentCall& call, const board::Labels& labels) {
    auto& canvas = pen.canvas;
    canvas.fill(rect, pen.theme.call);
    const int pad = pen.px(48);
    const Rect label{rect.x + pad, rect.y + pen.px(16), rect.w - 2 * pad, pen.px(72)};
    draw_label_row(pen, label, call, labels);

    // Two rows of the same height with digits of the same size: what to look for, and where to go.
    const int gap = pen.px(20);
    const int row_height = (rect.bottom() - gap - label.bottom() - gap) / 2;
    const Rect number_row{label.x, label.bottom(), label.w, row_height};
    const Rect counter_row{label.x, number_row.bottom() + gap, label.w, row_height};
    const int digits_min = static_cast<int>(std::ceil(canvas.height() * digits_of_height)) + 2;
    const int digits_high = std::max(row_height * 76 / 100, std::min(digits_min, row_height * 90 / 100));

    const std::string counter = std::to_string(call.counter);
    TextStyle digits{Family::display, Weight::extrabold, 0, pen.theme.ink};
    const int box_pad = pen.px(36);
    const int size = fitting_size(pen, call.number, digits, number_row.w, digits_high, 2000);
    const int counter_size = fitting_size(pen, counter, digits, counter_row.w * 58 / 100 - 2 * box_pad, digits_high, size);
    digits.size_px = size;
    canvas.text(number_row.x, canvas.middle_baseline(number_row, digits), call.number, digits);

    digits.size_px = counter_size;
    digits.colour = pen.theme.call;
    const int box_width = std::max(canvas.measure(counter, digits).w + 2 * box_pad, row_height);
    const Rect box{counter_row.right() - box_width, counter_row.y, box_width, row_height};
    canvas.fill_rounded(box, pen.px(28), pen.theme.ink);
    canvas.text(box.x + box.w / 2, canvas.middle_baseline(box, digits), counter, digits, Align::centre);

    const Rect left{counter_row.x, counter_row.y, box.x - pen.px(32) - counter_row.x, row_height};
    const auto words = pen.style(96, Weight::bold, pen.theme.ink);
    const int arrow = pen.px(110);
    const int words_min = pen.px(60);
    const int indent_with_arrow = arrow + pen.px(40);
    const bool arrow_fits = canvas.measure(labels.go, words.sized(words_min)).w + indent_with_arrow <= left.w;
    const int indent = arrow_fits ? indent_with_arrow : 0;
    if (arrow_fits) draw_arrow(pen, {left.x, left.y + (left.h - arrow) / 2, arrow, arrow}, pen.theme.ink);
    canvas.text_shrunk({left.x + indent, left.y, left.w - indent, left.h}, labels.go, words, pen.px(30));
}

void draw_words(const Pen& pen, const Rect& rect, const std::string& title, const std::string& detail) {
    auto& canvas = pen.canvas;
    canvas.fill(rect, pen.theme.ink);
    const int width = rect.w * 8 / 10;
    const int left = rect.x + (rect.w - width) / 2;
    const auto large = pen.style(88, Weight::bold, pen.theme.text_on_dark);
    const auto small = pen.style(44, Weight::regular, pen.theme.muted_on_dark);
    const auto above = canvas.wrap(title, large, width, 2, 1.2);
    const auto below = canvas.wrap(detail, small, width, 3, 1.35);
    const int between = pen.px(28);
    const int top = rect.y + (rect.h - above.h - between - below.h) / 2;
    canvas.text_wrapped({left, top, width, above.h}, title, large, Align::centre, 1.2);
    canvas.text_wrapped({left, top + above.h + between, width, below.h}, detail, small, Align::centre, 1.35);
}

void draw_last_calls(const Pen& pen, const Rect& rect, const board::Picture& picture) {
    auto& canvas = pen.canvas;
    canvas.fill(rect, pen.theme.ink_2);
    const Rect inner{rect.x + pen.px(44), rect.y, rect.w - pen.px(44) - pen.px(48), rect.h};
    const Rect head{inner.x, inner.y + pen.px(16), inner.w, pen.px(56)};
    const auto label = pen.style(28, Weight::medium, pen.theme.muted_on_dark);
    const int baseline = canvas.middle_baseline(head, label);
    canvas.text(head.x, baseline, picture.labels.last_calls, label);
    canvas.text(head.right(), baseline, picture.labels.last_counters, label, Align::right);

    const int room = rect.bottom() - head.bottom();
    const int rows = std::max(room / pen.px(100), 1);
    const int row_height = room / rows;
    const auto line = pen.px(2);
    const int size = std::min(pen.px(88), row_height * 78 / 100);
    if (picture.last_calls.empty()) {
        canvas.fill({inner.x, head.bottom(), inner.w, line}, pen.theme.line);
        canvas.text_wrapped({inner.x, head.bottom() + pen.px(28), inner.w, pen.px(120)}, picture.labels.no_last_calls,
                            pen.style(30, Weight::regular, pen.theme.muted_on_dark));
        return;
    }
    for (int i = 0; i < rows; ++i) {
        const auto place = static_cast<std::size_t>(i);
        if (place >= picture.last_calls.size()) break;
        const auto& call = picture.last_calls[place];
        const Rect row{inner.x, head.bottom() + i * row_height, inner.w, row_height};
        canvas.fill({row.x, row.y, row.w, line}, pen.theme.line);
        const TextStyle number{Family::display, Weight::bold, size, pen.theme.text_on_dark};
        const std::string counter = std::to_string(call.counter);
        const int counter_width = canvas.measure(counter, number).w;
        canvas.text(row.right(), canvas.middle_baseline(row, number), counter, number, Align::right);
        canvas.text_shrunk({row.x, row.y, row.w - counter_width - pen.px(32), row.h}, call.number, number, size / 3);
    }
}

}  // namespace luot::board_view
