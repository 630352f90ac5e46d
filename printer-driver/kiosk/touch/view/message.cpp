// Pages that say something: a sign or a number, words, and figures.
#include <algorithm>

#include "touch_view/pen.hpp"

namespace luot::touch_view {

namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::Weight;

struct Measures {
    int sign = 0;
    int number = 0;
    int title = 0;
    int detail = 0;
    int lines = 0;
    int gap = 0;
    int all() const {
        int sum = 0;
        int parts = 0;
        for (const int part : {sign, number, title, detail, lines}) {
            sum += part;
            if (part > 0) ++parts;
        }
        return sum + std::max(parts - 1, 0) * gap;
    }
};

screen::TextStyle title_style(const Pen& pen, double factor) {
    return pen.style((pen.layout.size.upright() ? 64 : 40) * factor, Weight::bold, pen.tone(pen.page.tone));
}
screen::TextStyle detail_style(const Pen& pen, double factor) {
    return pen.style((pen.layout.size.upright() ? 38 : 25) * factor, Weight::regular, pen.skin.text);
}
int line_height(const Pen& pen, double factor) {
    return pen.layout.letters((pen.layout.size.upright() ? 92 : 54) * factor);
}

void draw_line(const Pen& pen, const Rect& row, const touch::Line& line, double factor) {
    const bool upright = pen.layout.size.upright();
    const auto label = pen.style((upright ? 30 : 20) * factor, Weight::regular, pen.skin.muted);
    const auto value = pen.style((upright ? 34 : 23) * factor, Weight::semibold, pen.tone(line.tone), true);
    const int label_w = std::min(row.w * 2 / 5, pen.canvas.measure(line.label, label).w + 2);
    const int gap = pen.px(24);
    pen.block({row.x, row.y + 2, label_w, row.h - 4}, line.label, label, label.size_px * 7 / 10);
    pen.block({row.x + label_w + gap, row.y + 2, row.w - label_w - gap, row.h - 4}, line.value, value, value.size_px * 3 / 5, Align::right);
}

// A card of label and value, row below row; from the top of `rect`.
void draw_table(const Pen& pen, const Rect& rect, double factor) {
    const auto& lines = pen.page.lines;
    if (lines.empty()) return;
    const int count = static_cast<int>(lines.size());
    const int height = std::min(line_height(pen, factor), rect.h / count);
    const Rect card{rect.x, rect.y, rect.w, height * count};
    const int radius = pen.px(pen.layout.size.upright() ? 20 : 14);
    const int rule = pen.px(pen.skin.rule_px);
    pen.canvas.fill_rounded(card, radius, pen.skin.rule);
    pen.canvas.fill_rounded(card.inset(rule), std::max(radius - rule, 1), pen.skin.card);
    const int pad = pen.px(pen.layout.size.upright() ? 36 : 20);
    for (int i = 0; i < count; ++i) {
        const Rect row{card.x + pad, card.y + i * height, card.w - 2 * pad, height};
        if (i > 0) pen.canvas.fill({row.x, row.y, row.w, std::max(rule / 2, 1)}, pen.skin.rule);
        draw_line(pen, row, lines[static_cast<std::size_t>(i)], factor);
    }
}

Measures measure(const Pen& pen, const Rect& rect, bool with_lines, double factor) {
    const bool upright = pen.layout.size.upright();
    Measures measures;
    measures.gap = pen.px((upright ? 40 : 18) * factor);
    if (!pen.page.number.empty()) {
        measures.number = pen.px((upright ? 300 : 170) * factor);
    } else if (pen.page.icon != touch::Icon::none) {
        measures.sign = pen.px((upright ? 180 : 96) * factor);
    }
    measures.title = pen.block_height(rect.w, pen.page.title, title_style(pen, factor));
    measures.detail = pen.block_height(rect.w, pen.page.detail, detail_style(pen, factor));
    if (with_lines) measures.lines = static_cast<int>(pen.page.lines.size()) * line_height(pen, factor);
    return measures;
}

void draw_sign(const Pen& pen, const Rect& rect) {
    const Colour colour = pen.page.tone == touch::Tone::calm ? pen.skin.action : pen.tone(pen.page.tone);
    const double radius = rect.h / 2.0;
    const screen::Point centre{rect.x + rect.w / 2.0, rect.y + radius};
    const bool dark = pen.skin.dark;
    pen.canvas.fill_circle(centre, radius, dark ? pen.skin.text : colour);
    draw_icon(pen, pen.page.icon, centre, rect.h * 0.52, dark ? pen.skin.ground : pen.skin.card);
}

}  // namespace

void draw_message(const Pen& pen) {
    const Rect& area = pen.layout.message;
    const bool beside = pen.layout.lines.w > 0;
    // Smaller as a whole, rather than with something missing.
    double factor = 1;
    while (factor > 0.55 && measure(pen, area, !beside, factor).all() > area.h) factor -= 0.05;
    const Measures measures = measure(pen, area, !beside, factor);
    // The eye expects it a little above the middle.
    int y = area.y + std::max(0, (area.h - measures.all()) * 2 / 5);
    const auto next = [&](int height) {
        const Rect rect{area.x, y, area.w, height};
        if (height > 0) y += height + measures.gap;
        return rect;
    };
    if (measures.sign > 0) draw_sign(pen, next(measures.sign));
    pen.block(next(measures.title), pen.page.title, title_style(pen, factor), 14, Align::centre);
    if (measures.number > 0) {
        const Rect rect = next(measures.number);
        const auto style = screen::TextStyle{screen::Family::display, Weight::extrabold, rect.h, pen.skin.text, false};
        pen.line(rect, pen.page.number, style, rect.h / 4, Align::centre);
    }
    pen.block(next(measures.detail), pen.page.detail, detail_style(pen, factor), 12, Align::centre);
    if (beside) {
        const int count = static_cast<int>(pen.page.lines.size());
        const int height = std::min(line_height(pen, 1) * count, pen.layout.lines.h);
        const Rect& lines = pen.layout.lines;
        draw_table(pen, {lines.x, lines.y + (lines.h - height) * 2 / 5, lines.w, height}, 1);
    } else {
        draw_table(pen, next(measures.lines), factor);
    }
}

void draw_lines(const Pen& pen) {
    const Rect& area = pen.layout.message;
    const auto style = title_style(pen, 0.8);
    const int title = static_cast<int>(style.size_px * 1.5);
    pen.line({area.x, area.y, area.w, title}, pen.page.title, style, 14);
    draw_table(pen, {area.x, area.y + title, area.w, area.h - title}, 0.9);
}

}  // namespace luot::touch_view
