// Something that has to be said or chosen first, over the rest.
#include <algorithm>
#include <cmath>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double width_max = 640;
constexpr double pad = 28;
constexpr double item_h = 52;
constexpr double item_h_low = 44;  // where there are many
constexpr double row_h = 46;
constexpr double button_h = 48;

void item(Painter& painter, const Box& box, const desk::Button& one) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, one.target, one.enabled, one.label);
    Colour back = one.enabled ? theme.card : theme.paper;
    if (one.on || look.hovered) back = painter.palette().chosen;
    if (look.pressed) back = painter.palette().pressed;
    const Colour faint = readable_on(theme.muted, back);
    const Colour text = one.enabled ? theme.text : faint;
    painter.fill(box, back, 8);
    painter.outline(box, one.on ? theme.action : theme.rule, 8, one.on ? 2 : 1);
    const Box in = box.inset(12, 4);
    const double key = key_cap(painter, in, one.key, faint, false);
    Box words = in.without_left(key > 0 ? key + 12 : 0);
    if (one.on) {  // an arrow, so that it is not told by colour alone
        const double y = box.y + box.h / 2;
        painter.triangle(in.right() - 8, y - 6, in.right(), y, in.right() - 8, y + 6, theme.action);
        words = words.without_right(18);
    }
    if (one.detail.empty()) {
        painter.text(words, one.label, {strong_ladder, text, Align::left, Upright::middle, 2});
        return;
    }
    const double label_w = painter.width(one.label, Face::body_strong);
    const double detail_w = painter.width(one.detail, Face::small);
    if (label_w + detail_w + 24 <= words.w) {
        painter.text(words, one.label, {strong_ladder, text});
        painter.text(words, one.detail, {small_ladder, faint, Align::right});
        return;
    }
    painter.text(words.top(words.h / 2), one.label, {strong_ladder, text});
    painter.text(words.without_top(words.h / 2), one.detail, {small_ladder, faint});
}

void waiting_row(Painter& painter, const Box& box, const desk::WaitingRow& row) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, row.target);
    if (row.on || look.hovered) painter.fill(box, look.pressed ? painter.palette().pressed : painter.palette().chosen, 6);
    painter.fill({box.x, box.bottom() - painter.hair(), box.w, painter.hair()}, theme.rule);
    const Box in = box.inset(8, 4);
    painter.fill({in.x, in.y + 4, 8, in.h - 8}, swatch_colour(painter.palette(), row.swatch), 4);
    const double number_w = std::max(painter.width(row.number, Face::title), 76.0);
    painter.text(in.without_left(20).left(number_w), row.number, {title_ladder, theme.text});
    const bool marked = row.tone == desk::Tone::warn || row.tone == desk::Tone::bad;
    Box words = in.without_left(20 + number_w + 16);
    if (row.on) {  // what Enter is about, and not by colour alone
        const double y = box.y + box.h / 2;
        painter.triangle(in.right() - 8, y - 6, in.right(), y, in.right() - 8, y + 6, theme.action);
        words = words.without_right(18);
    }
    const Colour colour =
        readable_on(tone_colour(painter.palette(), row.tone, theme.muted), row.on ? painter.palette().chosen : theme.card);
    if (marked) tone_mark(painter, words.x + 8, words.y + words.h / 2, 14, row.tone, colour, theme.card);
    painter.text(words.without_left(marked ? 22 : 0), row.detail, {body_ladder, colour, Align::left, Upright::middle, 2});
}

// Whole rows from the first that is seen; the others are counted beside the list.
template <class Row, class Draw>
void list(Painter& painter, const Box& box, const std::vector<Row>& rows, std::size_t first, std::size_t marked, double each_h,
          double apart, Draw draw) {
    if (rows.empty()) return;
    std::size_t room = std::max<std::size_t>(1, static_cast<std::size_t>((box.h + apart) / (each_h + apart)));
    Box at = box;
    if (room < rows.size()) {
        at.h -= 22;  // of the count
        room = std::max<std::size_t>(1, static_cast<std::size_t>((at.h + apart) / (each_h + apart)));
    }
    first = first_seen(first, rows.size(), room, marked);
    const std::size_t seen = std::min(room, rows.size() - first);
    for (std::size_t i = 0; i < seen; ++i) {
        draw({at.x, at.y + static_cast<double>(i) * (each_h + apart), at.w, each_h}, rows[first + i]);
    }
    if (seen < rows.size()) more_rows(painter, {box.x, box.bottom() - 20, box.w, 20}, first, rows.size() - first - seen);
    if (const int turned = painter.wheel_over(box); turned != 0 && seen < rows.size()) painter.scroll(turned);
}

// The number of rows: on none.
std::size_t standing_of(const std::vector<desk::WaitingRow>& rows) {
    const auto standing = std::find_if(rows.begin(), rows.end(), [](const desk::WaitingRow& row) { return row.on; });
    return static_cast<std::size_t>(standing - rows.begin());
}

double list_height(std::size_t rows, double each_h, double apart) {
    return rows == 0 ? 0 : static_cast<double>(rows) * (each_h + apart) - apart;
}

double buttons_height(const Painter& painter, double width, const std::vector<desk::Button>& buttons) {
    if (buttons.empty()) return 0;
    double x = 0;
    double rows = 1;
    for (const auto& one : buttons) {
        const double w = std::clamp(button_width(painter, one), 96.0, width);
        if (x > 0 && x + w > width + 0.5) {
            ++rows;
            x = 0;
        }
        x += w + 12;
    }
    return rows * (button_h + 8) - 8;
}

// Many items: typing leaves those that fit.
bool narrows(const desk::Dialog& dialog) {
    return dialog.kind == desk::Dialog::Kind::choice && !(dialog.typed_hint.empty() && dialog.typed.empty());
}

}  // namespace

void dialog_over(Painter& painter, const Box& under, const desk::Dialog& dialog, bool busy) {
    const auto& theme = painter.theme();
    painter.fill(under, screen::with_alpha(theme.ink, 150));
    const double w = std::min(width_max, under.w - 48);
    const double in_w = w - 2 * pad;
    const TextLook title_look{title_ladder, theme.text, Align::left, Upright::top, 3};
    const TextLook detail_look{body_ladder, theme.text, Align::left, Upright::top, 6};
    const TextLook error_look{strong_ladder, theme.bad, Align::left, Upright::middle, 3};
    const double title_h = dialog.title.empty() ? 0 : painter.measure({0, 0, in_w - (busy ? 50 : 0), 90}, dialog.title, title_look).h;
    // Where a number's list has nothing, its place says so.
    const bool instead = dialog.kind == desk::Dialog::Kind::number && dialog.rows.empty();
    const double detail_h = dialog.detail.empty() || instead ? 0 : painter.measure({0, 0, in_w, 160}, dialog.detail, detail_look).h + 6;
    const double error_h =
        dialog.error.empty() ? 0 : std::max(30.0, painter.measure({0, 0, in_w - 30, 80}, dialog.error, error_look).h) + 8;
    const double buttons_h = buttons_height(painter, in_w, dialog.buttons);
    double typing_h = 0;
    if (dialog.kind == desk::Dialog::Kind::number) typing_h = 64;
    if (dialog.kind == desk::Dialog::Kind::text) typing_h = 4 * 20 + 16;
    if (narrows(dialog)) typing_h = 44;
    const bool many = under.h < 300 + list_height(dialog.items.size(), item_h, 8);
    const double each_h = many ? item_h_low : item_h;
    const double apart = many ? 6 : 8;
    double list_h = list_height(dialog.items.size(), each_h, apart) + (dialog.items.empty() || dialog.rows.empty() ? 0 : 12) +
                    list_height(dialog.rows.size(), row_h, 0);
    const auto gap = [](double h) { return h > 0 ? h + 16 : 0; };
    const double fixed = 2 * pad + gap(title_h) + gap(detail_h) + gap(typing_h) + error_h + buttons_h;
    // A number's list keeps its height, so that nothing jumps while one types.
    if (dialog.kind == desk::Dialog::Kind::number) list_h = std::max(list_h, 5 * row_h);
    const double room_h = std::max(0.0, under.h - 32 - fixed - (list_h > 0 ? 16 : 0));
    if (list_h > room_h) {  // whole rows, and the count of the others
        const double row = dialog.rows.empty() ? each_h + apart : row_h;
        list_h = dialog.items.empty() || dialog.rows.empty() ? std::max(1.0, std::floor((room_h - 22) / row)) * row + 22 : room_h;
    }
    const double h = fixed + gap(list_h);
    const Box panel{under.x + (under.w - w) / 2, under.y + std::max(16.0, (under.h - h) / 2), w, h};
    painter.fill(panel, theme.card, radius_card);
    Box in = panel.inset(pad);
    const auto take = [&in](double height, double space) {
        const Box at = in.top(height);
        in = in.without_top(height + space);
        return at;
    };
    if (busy) {
        for (int i = 0; i < 3; ++i) painter.circle(in.right() - 6 - 10 * i, in.y + 12, 3, theme.action);
    }
    if (title_h > 0) painter.text(take(title_h, 16).without_right(busy ? 50 : 0), dialog.title, title_look);
    if (detail_h > 0) painter.text(take(detail_h, 16), dialog.detail, detail_look);
    if (dialog.kind == desk::Dialog::Kind::number)
        typing_box(painter, take(typing_h, 16), dialog.typed, dialog.typed_hint, figure_ladder, true);
    if (dialog.kind == desk::Dialog::Kind::text)
        typing_box(painter, take(typing_h, 16), dialog.typed, dialog.typed_hint, body_ladder, true, 4);
    if (narrows(dialog)) typing_box(painter, take(typing_h, 16), dialog.typed, dialog.typed_hint, body_ladder, true);
    if (error_h > 0) {
        const Box at = take(error_h - 8, 8);
        tone_mark(painter, at.x + 9, at.y + at.h / 2, 18, desk::Tone::bad, theme.bad, theme.card);
        painter.text(at.without_left(30), dialog.error, error_look);
    }
    if (list_h > 0) {
        Box at = take(list_h, 16);
        if (instead) painter.text(at, dialog.detail, {body_ladder, theme.muted, Align::centre, Upright::middle, 3});
        if (!dialog.items.empty()) {
            const double items_h = dialog.rows.empty() ? at.h : std::min(at.h, list_height(dialog.items.size(), each_h, apart));
            list(painter, at.top(items_h), dialog.items, dialog.rows.empty() ? dialog.first : 0, marked_of(dialog.items), each_h, apart,
                 [&](const Box& box, const desk::Button& one) { item(painter, box, one); });
            at = at.without_top(items_h + 12);
        }
        list(painter, at, dialog.rows, dialog.first, standing_of(dialog.rows), row_h, 0,
             [&](const Box& box, const desk::WaitingRow& one) { waiting_row(painter, box, one); });
    }
    button_row(painter, in, dialog.buttons, button_h);
}

namespace {

constexpr double small_button_h = 34;

// Of the buttons that stand beside each other, by their number; each has the room that its words need.
std::vector<std::size_t> small_rows(const Painter& painter, double width, const std::vector<desk::Button>& buttons) {
    std::vector<std::size_t> rows;
    double x = 0;
    for (const auto& one : buttons) {
        const double w = button_width(painter, one) - 8;
        if (rows.empty() || x + w > width) {
            rows.push_back(0);
            x = 0;
        }
        ++rows.back();
        x += w + 6;
    }
    return rows;
}

void small_buttons(Painter& painter, const Box& box, const std::vector<desk::Button>& buttons, const std::vector<std::size_t>& rows) {
    std::size_t next = 0;
    double y = box.y;
    for (const auto count : rows) {
        double natural = 0;
        for (std::size_t i = 0; i < count; ++i) natural += button_width(painter, buttons[next + i]) - 8;
        const double spare = (box.w - natural - 6 * static_cast<double>(count - 1)) / static_cast<double>(count);
        double x = box.x;
        for (std::size_t i = 0; i < count; ++i, ++next) {
            const double w = button_width(painter, buttons[next]) - 8 + spare;
            button(painter, {x, y, w, small_button_h}, buttons[next]);
            x += w + 6;
        }
        y += small_button_h + 4;
    }
}

}  // namespace

void dialog_small(Painter& painter, const Box& room, const desk::Dialog& dialog) {
    const auto& theme = painter.theme();
    painter.fill(room, theme.card);
    painter.outline(room, painter.palette().neutral, 0);
    Box in = room.inset(10, 6);
    // A choice needs the height for itself: its one button stands beside the title.
    const bool beside = dialog.kind == desk::Dialog::Kind::choice && dialog.buttons.size() == 1;
    const double beside_w = beside ? button_width(painter, dialog.buttons[0]) - 8 : 0;
    const TextLook title_look{strong_ladder, theme.text, Align::left, Upright::middle, 2};
    const double title_w = in.w - (beside ? beside_w + 8 : 0);
    const double title_h = std::max(painter.measure({0, 0, title_w, 44}, dialog.title, title_look).h, beside ? small_button_h : 0);
    painter.text(in.top(title_h).left(title_w), dialog.title, title_look);
    if (beside) button(painter, {in.right() - beside_w, in.y, beside_w, small_button_h}, dialog.buttons[0]);
    in = in.without_top(title_h + 4);
    if (!dialog.error.empty()) {
        tone_mark(painter, in.x + 8, in.y + 11, 15, desk::Tone::bad, theme.bad, theme.card);
        painter.text(in.top(22).without_left(22), dialog.error, {small_strong_ladder, theme.bad});
        in = in.without_top(24);
    }
    const auto rows = beside ? std::vector<std::size_t>{} : small_rows(painter, in.w, dialog.buttons);
    const double buttons_h = rows.empty() ? 0 : static_cast<double>(rows.size()) * (small_button_h + 4) - 4;
    Box body = in.top(in.h - (buttons_h > 0 ? buttons_h + 5 : 0));
    if (dialog.kind == desk::Dialog::Kind::number || dialog.kind == desk::Dialog::Kind::text) {
        const bool number = dialog.kind == desk::Dialog::Kind::number;
        const Box box = body.top(number ? std::min(54.0, body.h) : body.h);
        typing_box(painter, box, dialog.typed, dialog.typed_hint, number ? Ladder(figure_ladder) : Ladder(small_ladder), true,
                   number ? 1 : 3);
        body = body.without_top(box.h + 4);
    }
    if (narrows(dialog) && !dialog.typed.empty()) {
        typing_box(painter, body.top(30), dialog.typed, {}, small_ladder, true);
        body = body.without_top(34);
    }
    if (dialog.kind == desk::Dialog::Kind::ask) painter.text(body, dialog.detail, {body_ladder, theme.text, Align::left, Upright::top, 4});
    if (dialog.kind == desk::Dialog::Kind::number && dialog.rows.empty() && body.h >= 18)
        painter.text(body, dialog.detail, {small_ladder, theme.muted, Align::left, Upright::top, 2});
    if (!dialog.items.empty() && body.h >= 30) {
        list(painter, body, dialog.items, dialog.first, marked_of(dialog.items), 34, 3,
             [&](const Box& box, const desk::Button& one) { item(painter, box, one); });
    } else if (!dialog.rows.empty() && body.h >= 30) {
        list(painter, body, dialog.rows, dialog.first, standing_of(dialog.rows), 32, 0,
             [&](const Box& box, const desk::WaitingRow& one) { waiting_row(painter, box, one); });
    }
    if (!rows.empty()) small_buttons(painter, {in.x, in.bottom() - buttons_h, in.w, buttons_h}, dialog.buttons, rows);
}

bool fits_strip(const desk::Dialog& dialog) {
    const bool asks = dialog.kind == desk::Dialog::Kind::ask || (dialog.kind == desk::Dialog::Kind::choice && !narrows(dialog));
    return asks && dialog.items.size() + dialog.buttons.size() <= strip_cells_max;
}

void dialog_in_strip(Painter& painter, const Box& room, const desk::Dialog& dialog) {
    const auto& theme = painter.theme();
    painter.fill(room, theme.card);
    painter.outline(room, theme.action, 0, 2);
    const Box in = room.inset(14, 8);
    const double words_h = strip_words_height(dialog);
    const Box words = in.top(words_h);
    tone_mark(painter, words.x + 10, words.y + words.h / 2, 20, desk::Tone::calm, theme.action, theme.card);
    const desk::Line line = {{dialog.title, true, desk::Tone::calm}, {dialog.detail.empty() ? "" : "  " + dialog.detail}};
    painter.line(words.without_left(32), line, {body_ladder, theme.text, Align::left, Upright::middle, strip_lines_max});
    const Box below = in.without_top(words_h + 6);
    const auto count = dialog.items.size() + dialog.buttons.size();
    const std::size_t rows = std::max<std::size_t>(strip_rows(dialog), 1);
    const std::size_t across = std::max<std::size_t>((count + rows - 1) / rows, 1);
    const double w = (below.w - 8 * static_cast<double>(across - 1)) / static_cast<double>(across);
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = static_cast<double>(i / across);
        const auto place = static_cast<double>(i % across);
        const auto& cell = i < dialog.items.size() ? dialog.items[i] : dialog.buttons[i - dialog.items.size()];
        button(painter, {below.x + place * (w + 8), below.y + row * strip_row_h, w, strip_row_h - 6}, cell);
    }
}

}  // namespace luot::desk_view
