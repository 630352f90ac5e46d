#include "rating_view/view.hpp"

#include <algorithm>
#include <array>

#include "rating_view/face.hpp"
#include "screen/emblem.hpp"
#include "screen/theme.hpp"

namespace luot::rating_view {

namespace {

using rating::RatingPage;
using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::rgb;
using screen::TextStyle;
using screen::Weight;

constexpr double leading = 1.22;
constexpr Colour below_finger = rgb("#DCE6F5");

Colour header_colour(const std::string& wanted) {
    const screen::Theme theme;
    const auto colour = screen::parse_colour(wanted);
    return colour && screen::readable(theme.text_on_dark, *colour) ? *colour : theme.ink;
}

struct Pen {
    screen::Canvas& canvas;
    const Layout& layout;
    const RatingPage& page;
    const OnText& on_text;
    screen::Theme theme{};

    int px(double design) const { return layout.px(design); }
    TextStyle style(double design_px, Weight weight, Colour colour, bool tabular = false) const {
        const int size = std::max(px(design_px), 16);
        return {size > 60 ? screen::Family::display : screen::Family::text, weight, size, colour, tabular};
    }
    Colour ground_of(const Rect& rect) const {
        return canvas.pixel(std::clamp(rect.x + rect.w / 2, 0, canvas.width() - 1), rect.y + rect.h / 2);
    }
    void line(const Rect& rect, const std::string& text, const TextStyle& style, Align align = Align::left) const {
        if (text.empty() || rect.w <= 0 || rect.h <= 0) return;
        const Colour ground = ground_of(rect);
        const int used = canvas.text_shrunk(rect, text, style, std::max(style.size_px / 2, 8), align);
        if (on_text) on_text({text, style.colour, ground, canvas.measure(text, style.sized(used)).w > rect.w});
    }
    int height_of(int width, const std::string& text, const TextStyle& style) const {
        return text.empty() ? 0 : canvas.wrap(text, style, width, 8, leading).h;
    }
    // In the vertical middle; smaller where it does not fit. No word is broken while it can be made smaller.
    void block(const Rect& rect, const std::string& text, const TextStyle& wanted, Align align = Align::centre) const {
        if (text.empty() || rect.w <= 0 || rect.h <= 0) return;
        TextStyle style = wanted;
        const int least = std::max(wanted.size_px * 6 / 10, 8);
        while (style.size_px > least && (height_of(rect.w, text, style) > rect.h || widest_word(text, style) > rect.w)) --style.size_px;
        const int height = std::min(height_of(rect.w, text, style), rect.h);
        const int width = align == Align::centre ? balanced(text, style, rect.w) : rect.w;
        const Rect place{rect.x + (rect.w - width) / 2, rect.y + (rect.h - height) / 2, width, std::max(height, 1)};
        const Colour ground = ground_of(place);
        const auto drawn = canvas.text_wrapped(place, text, style, align, leading);
        if (on_text) on_text({text, style.colour, ground, drawn.cut || drawn.lines.empty()});
    }
    // The narrowest that takes no line more: lines of nearly one length, and no single word on the last.
    int balanced(const std::string& text, const TextStyle& style, int width) const {
        const int height = height_of(width, text, style);
        int narrow = std::min(widest_word(text, style), width);
        int wide = width;
        while (narrow < wide) {
            const int middle = (narrow + wide) / 2;
            (height_of(middle, text, style) <= height ? wide : narrow) = height_of(middle, text, style) <= height ? middle : middle + 1;
        }
        return wide;
    }
    int widest_word(const std::string& text, const TextStyle& style) const {
        int widest = 0;
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = std::min(text.find(' ', from), text.size());
            widest = std::max(widest, canvas.measure(text.substr(from, end - from), style).w);
            from = end + 1;
        }
        return widest;
    }
};

void draw_header(const Pen& pen) {
    const Rect& all = pen.layout.header;
    pen.canvas.fill(all, header_colour(pen.page.colour));
    const Rect& rect = pen.layout.office;
    const int mark = std::min(pen.px(64), rect.h * 6 / 10);
    screen::draw_emblem(pen.canvas, {rect.x + mark / 2.0, rect.y + rect.h / 2.0}, mark / 2.0);
    const int left = rect.x + mark + pen.px(20);
    const Rect words{left, rect.y + rect.h / 10, rect.right() - left, rect.h * 8 / 10};
    const auto name = pen.style(28, Weight::bold, pen.theme.text_on_dark);
    const auto counter = pen.style(26, Weight::regular, pen.theme.muted_on_dark);
    const Colour on_office = header_colour(pen.page.colour);
    auto counter_style = counter;
    if (!screen::readable(counter.colour, on_office)) counter_style.colour = pen.theme.text_on_dark;
    pen.block({words.x, words.y, words.w, words.h * 6 / 10}, pen.page.office, name, Align::left);
    pen.line({words.x, words.y + words.h * 6 / 10, words.w, words.h * 4 / 10}, pen.page.counter, counter_style);

    for (std::size_t i = 0; i < pen.layout.languages.size(); ++i) {
        const auto& button = pen.page.languages[i];
        const Rect place = pen.layout.languages[i].inset(pen.px(14));
        const bool pressed = pen.page.pressed == button.target;
        const int radius = pen.px(14);
        pen.canvas.stroke_rounded(place, radius, std::max(pen.px(2), 1), pen.theme.muted_on_dark);
        if (pressed) pen.canvas.fill_rounded(place, radius, pen.theme.text_on_dark);
        pen.line(place, button.label, pen.style(28, Weight::bold, pressed ? pen.theme.ink : pen.theme.text_on_dark), Align::centre);
    }
}

void draw_grade(const Pen& pen, const rating::Grade& grade, const Rect& rect) {
    const bool pressed = pen.page.pressed == grade.target;
    const int radius = pen.px(20);
    const int edge = std::max(pen.px(pressed ? 4 : 2), 1);
    pen.canvas.fill_rounded(rect, radius, pressed ? pen.theme.action : rgb("#B4C0CE"));
    pen.canvas.fill_rounded(rect.inset(edge), std::max(radius - edge, 1), pressed ? below_finger : pen.theme.card);
    const auto style = pen.style(34, Weight::semibold, pen.theme.text);
    const int pad = pen.px(14);
    if (pen.layout.in_rows) {
        const double face = std::min(rect.h - 2 * pad, pen.px(220)) / 2.0;
        draw_face(pen.canvas, grade.face, {rect.x + pad + face, rect.y + rect.h / 2.0}, face);
        const int left = rect.x + 3 * pad + static_cast<int>(2 * face);
        pen.block({left, rect.y + pad, rect.right() - pad - left, rect.h - 2 * pad}, grade.words, style, Align::left);
        return;
    }
    const int words = std::max(rect.h * 3 / 10, pen.px(90));
    const double face = std::max(std::min(rect.w - 2 * pad, rect.h - words - 2 * pad) / 2.0, 4.0);
    draw_face(pen.canvas, grade.face, {rect.x + rect.w / 2.0, rect.y + pad + (rect.h - words - pad) / 2.0}, face);
    pen.block({rect.x + pad, rect.bottom() - words, rect.w - 2 * pad, words - pad / 2}, grade.words, style);
}

void draw_ask(const Pen& pen) {
    const Rect& words = pen.layout.words;
    const int top = words.y + pen.px(12);
    const int number_h = std::min(words.h * 35 / 100, pen.px(64));
    pen.line({words.x, top, words.w, number_h}, pen.page.number, pen.style(38, Weight::bold, pen.theme.muted, true), Align::centre);
    const int question = top + number_h;
    pen.block({words.x, question, words.w, words.bottom() - question - pen.px(10)}, pen.page.title,
              pen.style(52, Weight::bold, pen.theme.text));
    for (std::size_t i = 0; i < pen.layout.grades.size(); ++i) draw_grade(pen, pen.page.grades[i], pen.layout.grades[i]);
    pen.line(pen.layout.foot, pen.page.countdown, pen.style(24, Weight::regular, pen.theme.muted, true), Align::centre);
}

void draw_tick(const Pen& pen, screen::Point centre, double radius) {
    const auto at = [&](double x, double y) { return screen::Point{centre.x + x * radius, centre.y + y * radius}; };
    pen.canvas.fill_circle(centre, radius, pen.theme.ok);
    // A long and a short stroke, square to each other.
    const std::array<screen::Point, 6> tick{at(-0.50, 0.02), at(-0.38, -0.10), at(-0.13, 0.15),
                                            at(0.39, -0.37), at(0.51, -0.25),  at(-0.13, 0.39)};
    pen.canvas.fill_polygon(tick, pen.theme.card);
}

// A number or a tick, a title above or below it, words: together a little above the middle, where the eye expects them.
void draw_message(const Pen& pen) {
    const Rect& body = pen.layout.body;
    const bool tick = pen.page.tick;
    const bool number = !pen.page.number.empty();
    const auto title = pen.style(number ? 50 : 60, Weight::bold, number ? pen.theme.muted : pen.theme.text);
    const auto detail = pen.style(34, Weight::regular, pen.theme.muted);
    const int width = std::min(body.w, pen.px(1'080));
    const int gap = pen.px(20);
    const int big = tick ? std::min(pen.px(200), body.h * 4 / 10) : number ? std::min(pen.px(300), body.h / 2) : 0;
    const int title_h = pen.height_of(width, pen.page.title, title);
    const int detail_h = pen.height_of(width, pen.page.detail, detail);
    const int whole = big + (big > 0 ? gap : 0) + title_h + (detail_h > 0 ? gap + detail_h : 0);
    const int x = body.x + (body.w - width) / 2;
    int y = body.y + std::max(0, (body.h - whole) * 45 / 100);
    if (tick) {
        draw_tick(pen, {body.x + body.w / 2.0, y + big / 2.0}, big / 2.0);
        y += big + gap;
    }
    pen.block({x, y, width, std::min(title_h, body.bottom() - y)}, pen.page.title, title);
    y += title_h + gap;
    if (number) {
        auto style = pen.style(1, Weight::extrabold, pen.theme.text, true);
        style.family = screen::Family::display;
        style.size_px = big;
        style.tracking = 20;
        pen.line({x, y, width, big}, pen.page.number, style, Align::centre);
        y += big + gap;
    }
    pen.block({x, y, width, std::min(detail_h, body.bottom() - y)}, pen.page.detail, detail);
    pen.line(pen.layout.foot, pen.page.note, pen.style(24, Weight::regular, pen.theme.muted), Align::centre);
}

}  // namespace

void draw(screen::Canvas& canvas, const RatingPage& page, const Layout& layout, const OnText& on_text) {
    const Pen pen{canvas, layout, page, on_text};
    if (page.screen == rating::Screen::dark) return canvas.fill(layout.all, rgb("#000000"));
    canvas.fill(layout.all, pen.theme.paper);
    draw_header(pen);
    page.screen == rating::Screen::ask ? draw_ask(pen) : draw_message(pen);
}

}  // namespace luot::rating_view
