#include "touch_view/view.hpp"

#include "screen/emblem.hpp"
#include "touch_view/pen.hpp"

namespace luot::touch_view {

namespace {

using screen::Align;
using screen::Rect;
using screen::Weight;

void draw_header(const Pen& pen, const screen::Canvas* logo) {
    const Rect& rect = pen.layout.header;
    const bool upright = pen.layout.size.upright();
    pen.canvas.fill(rect, pen.skin.header);
    if (pen.skin.dark) pen.canvas.fill({rect.x, rect.bottom() - pen.px(4), rect.w, pen.px(4)}, pen.skin.rule);
    const int margin = pen.px(upright ? 48 : 24);
    const int mark = pen.px(upright ? 96 : 52);
    int left = rect.x + margin;
    if (logo != nullptr) {
        pen.canvas.blit(*logo, left, rect.y + (rect.h - logo->height()) / 2);
        left += logo->width();
    } else {
        screen::draw_emblem(pen.canvas, {left + mark / 2.0, rect.y + rect.h / 2.0}, mark / 2.0);
        left += mark;
    }
    left += pen.px(upright ? 28 : 18);
    const auto clock = screen::TextStyle{screen::Family::text, Weight::bold, pen.px(upright ? 58 : 38), pen.skin.header_text, true};
    const int clock_w = pen.canvas.measure("00:00", clock).w;
    pen.line({rect.right() - margin - clock_w, rect.y, clock_w, rect.h}, pen.page.clock, clock, clock.size_px, Align::right);
    const int name_w = rect.right() - margin - clock_w - pen.px(40) - left;
    // The name is long and the header as high as it is: larger text does not fit here.
    const auto name = screen::TextStyle{screen::Family::text, Weight::bold, pen.px(upright ? 38 : 26), pen.skin.header_text, false};
    pen.block({left, rect.y + pen.px(8), name_w, rect.h - 2 * pen.px(8)}, pen.page.office, name, 12);
}

void draw_banner(const Pen& pen) {
    const Rect& rect = pen.layout.banner;
    if (rect.h <= 0) return;
    pen.canvas.fill(rect, pen.skin.banner);
    if (pen.skin.dark) pen.canvas.fill({rect.x, rect.bottom() - pen.px(2), rect.w, pen.px(2)}, pen.skin.rule);
    const bool upright = pen.layout.size.upright();
    const int margin = pen.px(upright ? 48 : 24);
    auto style = pen.style(upright ? 32 : 21, Weight::semibold, pen.skin.banner_text);
    if (!pen.skin.dark && pen.page.banner_tone == touch::Tone::good) style.colour = screen::rgb("#064A2D");
    if (!pen.skin.dark && pen.page.banner_tone == touch::Tone::warn) style.colour = screen::rgb("#6E3205");
    pen.block({rect.x + margin, rect.y + 6, rect.w - 2 * margin, rect.h - 12}, pen.page.banner, style, style.size_px * 6 / 10);
}

void draw_title(const Pen& pen) {
    const Rect& rect = pen.layout.title;
    if (rect.h <= 0) return;
    const bool upright = pen.layout.size.upright();
    const auto title = pen.style(upright ? 60 : 36, Weight::bold, pen.skin.text);
    const auto detail =
        pen.style(upright ? 33 : 21, Weight::regular, pen.page.tone == touch::Tone::calm ? pen.skin.muted : pen.tone(pen.page.tone));
    const int title_h = pen.page.detail.empty() ? rect.h : rect.h * 58 / 100;
    pen.line({rect.x, rect.y, rect.w, title_h}, pen.page.title, title, title.size_px / 2);
    pen.block({rect.x, rect.y + title_h, rect.w, rect.h - title_h}, pen.page.detail, detail, detail.size_px * 6 / 10, Align::left, true);
}

void draw_countdown(const Pen& pen) {
    if (pen.page.countdown.empty()) return;
    const auto style = pen.style(pen.layout.size.upright() ? 30 : 20, Weight::regular, pen.skin.muted, true);
    pen.line(pen.layout.countdown, pen.page.countdown, style, style.size_px / 2, Align::centre);
}

}  // namespace

void draw(screen::Canvas& canvas, const touch::Page& page, const Layout& layout, const screen::Canvas* logo, const OnText& on_text) {
    const Pen pen{canvas, layout, page, skin_of(page), on_text};
    canvas.fill(layout.all, pen.skin.ground);
    draw_header(pen, logo);
    draw_banner(pen);
    switch (page.body) {
        case touch::Body::tiles:
            draw_title(pen);
            draw_tiles(pen);
            break;
        case touch::Body::search:
            draw_title(pen);
            draw_typed(pen);
            draw_tiles(pen);
            draw_keys(pen);
            break;
        case touch::Body::pin:
            draw_title(pen);
            draw_typed(pen);
            draw_keys(pen);
            break;
        case touch::Body::message:
            draw_message(pen);
            break;
        case touch::Body::lines:
            draw_lines(pen);
            break;
    }
    draw_buttons(pen);
    draw_countdown(pen);
}

}  // namespace luot::touch_view
