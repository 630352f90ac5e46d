#include "board_view/board_view.hpp"

#include <algorithm>

#include "board_view/parts.hpp"

namespace luot::board_view {
namespace {

using screen::Rect;

struct Layout {
    Rect header, stale, call, last_calls, fields, notice, running;
};

Layout lay_out(const Pen& pen, const Rect& all, const board::Picture& picture) {
    Layout layout;
    int top = all.y;
    int bottom = all.bottom();
    const auto from_top = [&](int height) {
        const Rect rect{all.x, top, all.w, height};
        top += height;
        return rect;
    };
    const auto from_bottom = [&](int height) {
        bottom -= height;
        return Rect{all.x, bottom, all.w, height};
    };
    layout.header = from_top(pen.px(104));
    if (!picture.stale.empty()) layout.stale = from_top(pen.px(64));
    if (!picture.running.empty()) layout.running = from_bottom(pen.px(68));
    if (!picture.notice.empty()) layout.notice = from_bottom(pen.px(64));
    layout.fields = from_bottom(fields_height(pen, picture, all.w));

    const Rect body{all.x, top, all.w, bottom - top};
    const bool list = picture.phase == board::Phase::calling;
    if (!list) {
        layout.call = body;
    } else if (all.w * 5 < all.h * 6) {  // higher than wide: the calls below
        const int height = body.h * 6 / 10;
        layout.call = {body.x, body.y, body.w, height};
        layout.last_calls = {body.x, body.y + height, body.w, body.h - height};
    } else {
        const int width = body.w * 615 / 1000;
        layout.call = {body.x, body.y, width, body.h};
        layout.last_calls = {body.x + width, body.y, body.w - width, body.h};
    }
    return layout;
}

}  // namespace

void draw(screen::Canvas& canvas, const board::Picture& picture, const screen::Theme& theme) {
    const Rect all = canvas.bounds();
    const bool upright = all.w * 5 < all.h * 6;
    const double scale = upright ? std::min(all.w / 1080.0, all.h / 1620.0) : std::min(all.w / 1920.0, all.h / 1080.0);
    const Pen pen{canvas, theme, scale};
    canvas.fill(all, theme.ink);
    if (picture.phase == board::Phase::connecting) {
        draw_words(pen, all, picture.title, picture.detail);
        return;
    }
    const Layout layout = lay_out(pen, all, picture);
    draw_header(pen, layout.header, picture);
    if (!picture.stale.empty()) draw_band(pen, layout.stale, picture.stale, theme.warn, theme.text_on_dark);
    if (picture.current) {
        draw_call(pen, layout.call, *picture.current, picture.labels);
        draw_last_calls(pen, layout.last_calls, picture);
    } else {
        draw_words(pen, layout.call, picture.title, picture.detail);
    }
    if (!picture.fields.empty()) draw_fields(pen, layout.fields, picture);
    if (!picture.notice.empty()) draw_band(pen, layout.notice, picture.notice, theme.line, theme.text_on_dark);
    if (!picture.running.empty()) draw_running_line(pen, layout.running, picture);
}

}  // namespace luot::board_view
