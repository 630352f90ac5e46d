// The desk as one line, and as the display of a number pad.
#include <algorithm>
#include <numeric>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double strip_h = 64;

// How many wait in the fields of this counter, beside the shape of a person: there is no room for words.
void waiting_count(Painter& painter, const Box& box, const desk::Page& page, Colour colour, Colour back) {
    const auto count = std::accumulate(page.my_fields.begin(), page.my_fields.end(), std::uint32_t{0},
                                       [](std::uint32_t sum, const desk::FieldRow& field) { return sum + field.waiting; });
    const double y = box.y + box.h / 2;
    painter.circle(box.x + 9, y - 7, 5, colour);
    painter.fill({box.x, y, 18, 9}, colour, 4);
    painter.fill({box.x, y + 5, 18, 4}, colour);
    const auto used = painter.text(box.without_left(26), std::to_string(count), {large_ladder, colour});
    const bool late = std::any_of(page.my_fields.begin(), page.my_fields.end(),
                                  [](const desk::FieldRow& field) { return field.tone == desk::Tone::bad; });
    // Somebody waits longer than was promised.
    if (late) tone_mark(painter, box.x + 26 + used.w + 14, y, 15, desk::Tone::bad, colour, back);
}

void more_button(Painter& painter, const Box& box, const desk::Button& more, Colour colour, Colour hovered) {
    const Look look = painter.target(box, more.target, more.enabled, more.label);
    if (look.hovered) painter.fill(box, hovered, 6);
    for (int i = -1; i <= 1; ++i) painter.circle(box.x + box.w / 2, box.y + box.h / 2 + 8 * i, 2.5, colour);
}

// The shape of a window with its bar: back to the large one. Returns the width that it took.
double back_button(Painter& painter, const Box& box, const desk::Button& back) {
    if (back.target.empty()) return 0;
    const Look look = painter.target(box, back.target, back.enabled, back.label);
    const Colour colour = painter.theme().text;
    if (look.hovered) painter.fill(box, painter.palette().chosen, 6);
    const Box shape{box.x + box.w / 2 - 9, box.y + box.h / 2 - 8, 18, 16};
    painter.outline(shape, colour, 2, 2);
    painter.fill(shape.top(5), colour, 2);
    return box.w;
}

// What is known of who is here, or why nobody is, in as many lines as there are.
desk::Line words_of(const desk::Citizen& citizen) {
    desk::Line line;
    if (citizen.number.empty()) {
        line.push_back({citizen.headline, true, citizen.tone});
        if (!citizen.detail.empty()) line.push_back({" · " + citizen.detail, false, desk::Tone::calm});
        return line;
    }
    return one_behind_the_other(citizen.facts, citizen.chips);
}

}  // namespace

void strip_page(Painter& painter, const Box& room, const desk::Page& page) {
    const auto& theme = painter.theme();
    if (page.dialog) painter.cover();
    const Box box = room.top(strip_h);
    painter.fill(room, theme.paper);
    painter.fill(box, theme.card);
    painter.outline(box, page.stale ? theme.warn : painter.palette().neutral, 0, page.stale ? 2 : 1);
    Box in = box.inset(8, 7);
    if (page.screen == desk::Screen::connecting) {
        painter.text(in.inset(8, 0), page.connecting, {strong_ladder, theme.text, Align::left, Upright::middle, 2});
        return;
    }
    if (!page.badge.empty()) {
        const double w = std::min(painter.width(page.badge, Face::body_strong) + 20, 150.0);
        painter.fill({in.x, in.y + 9, w, in.h - 18}, theme.call, 6);
        painter.text(Box{in.x, in.y, w, in.h}.inset(8, 0), page.badge, {strong_ladder, theme.ink, Align::centre});
        in = in.without_left(w + 14);
    }
    more_button(painter, {in.right() - 34, in.y + 2, 34, in.h - 4}, page.more, theme.text, painter.palette().chosen);
    in = in.without_right(40);
    const double back_w = back_button(painter, {in.right() - 34, in.y + 2, 34, in.h - 4}, page.back);
    in = in.without_right(back_w > 0 ? back_w + 6 : 0);
    waiting_count(painter, {in.right() - 84, in.y, 84, in.h}, page, theme.text, theme.card);
    in = in.without_right(98);
    const double step_w = std::clamp(in.w * 0.46, 260.0, 420.0);
    step(painter, {in.right() - step_w, in.y, step_w, in.h}, page.step, page.busy);
    in = in.without_right(step_w + 14);
    if (!page.typed.empty()) {
        const auto used = painter.text(in, page.typed, {figure_ladder, theme.text});
        painter.fill({in.x + used.w + 4, in.y + 8, 3, in.h - 16}, theme.action);
    } else {
        if (!page.citizen.number.empty()) {
            const auto used = painter.text(in.left(170), page.citizen.number, {figure_ladder, theme.text});
            in = in.without_left(used.w + 16);
        }
        if (page.banners.empty()) {
            painter.line(in, words_of(page.citizen), {body_ladder, theme.text, Align::left, Upright::middle, 2});
        } else {
            // The most urgent of what has to be said, in place of what is known of the citizen.
            banner(painter, in, page.banners.front(), true);
        }
    }
    if (!page.dialog) return;
    painter.uncover();
    if (fits_strip(*page.dialog)) return dialog_in_strip(painter, room.without_top(strip_h), *page.dialog);
    dialog_over(painter, room.without_top(strip_h), *page.dialog, page.busy);
}

void keypad_page(Painter& painter, const Box& room, const desk::Page& page) {
    const auto& theme = painter.theme();
    painter.fill(room, theme.card);
    if (page.screen == desk::Screen::connecting) {
        painter.text(room.inset(16), page.connecting, {strong_ladder, theme.text, Align::centre, Upright::middle, 4});
        return;
    }
    if (page.dialog) {
        dialog_small(painter, room, *page.dialog);
        return;
    }
    painter.outline(room, page.stale ? theme.warn : painter.palette().neutral, 0, page.stale ? 2 : 1);
    Box in = room.inset(10, 8);
    const Box head = in.top(32);
    const double badge_w = std::min(painter.width(page.badge, Face::body_strong) + 20, in.w * 0.4);
    painter.fill(head.left(badge_w), theme.call, 6);
    painter.text(head.left(badge_w).inset(6, 0), page.badge, {strong_ladder, theme.ink, Align::centre});
    more_button(painter, {head.right() - 34, head.y, 34, head.h}, page.more, theme.text, painter.palette().chosen);
    const double back_w = back_button(painter, {head.right() - 74, head.y, 34, head.h}, page.back);
    waiting_count(painter, {head.right() - 130 - back_w, head.y, 90, head.h}, page, theme.text, theme.card);
    const double step_h = 60;
    step(painter, {in.x, in.bottom() - step_h, in.w, step_h}, page.step, page.busy);
    const Box body{in.x, head.bottom() + 4, in.w, in.h - head.h - step_h - 10};
    if (!page.typed.empty()) {
        const auto used = painter.text(body, page.typed, {number_ladder, theme.text});
        painter.fill({body.x + used.w + 6, body.y + 6, 3, body.h - 12}, theme.action);
        return;
    }
    if (!page.banners.empty()) {
        const double number_w =
            page.citizen.number.empty() ? 0 : painter.text(body.left(130), page.citizen.number, {figure_ladder, theme.text}).w + 12;
        banner(painter, body.without_left(number_w), page.banners.front(), true);
        return;
    }
    if (page.citizen.number.empty()) {
        painter.line(body, words_of(page.citizen), {title_ladder, theme.text, Align::left, Upright::middle, 3});
        return;
    }
    const auto used = painter.text(body.left(body.w * 0.58), page.citizen.number, {number_ladder, theme.text});
    painter.line(body.without_left(used.w + 14), words_of(page.citizen), {small_ladder, theme.text, Align::left, Upright::middle, 3});
}

}  // namespace luot::desk_view
