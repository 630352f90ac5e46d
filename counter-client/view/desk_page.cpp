// The desk in the large window: header, who is at the counter, the next step, the tiles, and the day.
#include <algorithm>
#include <array>
#include <cmath>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

// How high things are; a lower one is taken where the page has not enough room.
struct Heights {
    double tile;
    double tile_gap;
    double step;
    double gap;
    double pad;
};
constexpr std::array<Heights, 3> all_heights = {{{82, 12, 104, 18, 24}, {60, 10, 84, 14, 18}, {46, 8, 60, 10, 12}}};
constexpr double card_max = 300;
constexpr double step_max = 140;
constexpr double tile_max = 110;
constexpr std::size_t tiles_across = 4;

double column_height(const Heights& heights, std::size_t rows) {
    return heights.step + 2 * heights.gap + static_cast<double>(rows) * heights.tile +
           static_cast<double>(std::max<std::size_t>(rows, 1) - 1) * heights.tile_gap;
}

void tiles(Painter& painter, const Box& box, const std::vector<desk::Button>& actions, double tile_h, double gap) {
    const double w = (box.w - gap * (tiles_across - 1)) / tiles_across;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const double x = box.x + static_cast<double>(i % tiles_across) * (w + gap);
        const double y = box.y + static_cast<double>(i / tiles_across) * (tile_h + gap);
        tile(painter, {x, y, w, tile_h}, actions[i]);
    }
}

// One below the other; where there is little room the second and the third share a line.
std::vector<Box> banner_places(const Painter& painter, double width, const std::vector<desk::Banner>& banners, bool paired) {
    std::vector<Box> places;
    double y = 0;
    for (std::size_t i = 0; i < banners.size(); ++i) {
        const bool two = paired && i == 1 && banners.size() > 2;
        const double w = two ? (width - 8) / 2 : width;
        const double h = std::max(banner_height(painter, w, banners[i]), two ? banner_height(painter, w, banners[i + 1]) : 0);
        places.push_back({0, y, w, h});
        if (two) {
            places.push_back({w + 8, y, w, h});
            ++i;
        }
        y += h + 8;
    }
    return places;
}

void left_column(Painter& painter, const Box& box, const desk::Page& page) {
    const std::size_t rows = (page.actions.size() + tiles_across - 1) / tiles_across;
    const double banner_w = box.w - 2 * all_heights[0].pad;
    double banners_h = 0;
    for (const auto& one : banner_places(painter, banner_w, page.banners, false)) banners_h = std::max(banners_h, one.bottom() + 8);
    const double wanted = citizen_height(painter, banner_w, page.citizen);
    std::size_t level = 0;
    const auto left_for_card = [&](const Heights& heights) { return box.h - 2 * heights.pad - banners_h - column_height(heights, rows); };
    while (level + 1 < all_heights.size() && left_for_card(all_heights[level]) < wanted) ++level;
    Heights heights = all_heights[level];
    const bool paired = left_for_card(heights) < wanted;
    const auto places = banner_places(painter, banner_w, page.banners, paired);
    banners_h = 0;
    for (const auto& one : places) banners_h = std::max(banners_h, one.bottom() + 8);
    double card_h = left_for_card(heights);
    // What is left over where the window is high goes to the step and the tiles, too.
    if (card_h > card_max) {
        double over = card_h - card_max;
        card_h = card_max;
        const double for_step = std::min(over / 3, step_max - heights.step);
        heights.step += for_step;
        over -= for_step;
        heights.tile = std::min(heights.tile + over / static_cast<double>(std::max<std::size_t>(rows, 1)), tile_max);
    }
    Box at = box.inset(all_heights[0].pad, heights.pad);
    for (std::size_t i = 0; i < places.size(); ++i)
        banner(painter, {at.x + places[i].x, at.y + places[i].y, places[i].w, places[i].h}, page.banners[i]);
    at = at.without_top(banners_h);
    citizen_card(painter, at.top(card_h), page);
    at = at.without_top(card_h + heights.gap);
    step(painter, at.top(heights.step), page.step, page.busy);
    at = at.without_top(heights.step + heights.gap);
    tiles(painter, at, page.actions, heights.tile, heights.tile_gap);
}

}  // namespace

void header(Painter& painter, const Box& box, const desk::Page& page) {
    const auto& theme = painter.theme();
    painter.fill(box, painter.palette().header);
    Box in = box.inset(20, 0);
    if (!page.badge.empty()) {
        const double w = std::min(painter.width(page.badge, Face::body_strong) + 24, in.w * 0.3);
        const Box badge{in.x, in.y + (in.h - 30) / 2, w, 30};
        painter.fill(badge, theme.call, 6);
        painter.text(badge.inset(10, 0), page.badge, {strong_ladder, theme.ink, Align::centre});
        in = in.without_left(w + 16);
    }
    // Who is here and whether the line is up come first; the fields have the rest.
    const double status_w = std::min(painter.width(page.status, Face::body) + 2, in.w * 0.6);
    const double mark = page.status_tone == desk::Tone::calm || page.status_tone == desk::Tone::good ? 0 : 28;
    const Box status{in.right() - status_w, in.y, status_w, in.h};
    const Colour colour = mark > 0 ? theme.text_on_dark : painter.palette().header_muted;
    painter.text(status, page.status, {body_ladder, colour, Align::right, Upright::middle, 2});
    if (mark > 0) tone_mark(painter, status.x - 18, status.y + status.h / 2, 18, page.status_tone, theme.call, theme.ink);
    painter.text(in.without_right(status_w + mark + 24), page.fields, {strong_ladder, theme.text_on_dark, Align::left, Upright::middle, 2});
}

namespace {

constexpr double footer_gap = 8;
constexpr double footer_pad = 11;

// A setting: quieter than what a clerk does. Whether it is on, its words say.
void setting(Painter& painter, const Box& box, const desk::Button& one, bool with_key) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, one.target, one.enabled, one.label);
    const Colour back = look.pressed ? painter.palette().pressed : look.hovered ? painter.palette().chosen : theme.card;
    const Colour text = readable_on(theme.muted, back);
    painter.fill(box, back, 8);
    painter.outline(box, theme.rule, 8);
    const Box in = box.inset(footer_pad, 2);
    const double key = with_key ? key_cap(painter, in, one.key, text, true) : 0;
    painter.text(in.without_right(key > 0 ? key + footer_gap : 0), one.label,
                 {small_strong_ladder, text, key > 0 ? Align::left : Align::centre, Upright::middle, 2});
}

double setting_width(const Painter& painter, const desk::Button& one, bool with_key) {
    const double key = with_key ? key_cap_width(painter, one.key) : 0;
    return painter.width(one.label, Face::small_strong) + 2 * footer_pad + (key > 0 ? key + footer_gap : 0);
}

}  // namespace

double footer(Painter& painter, const Box& box, const desk::Page& page, double share) {
    const double more_w = page.more.label.empty() ? 0 : button_width(painter, page.more);
    const double room = box.w * share - (more_w > 0 ? more_w + footer_gap : 0);
    const auto total = [&](bool with_keys) {
        double w = 0;
        for (const auto& one : page.footer) w += setting_width(painter, one, with_keys) + footer_gap;
        return std::max(0.0, w - footer_gap);
    };
    // Keys give way first; then the words take two lines.
    const bool with_keys = total(true) <= room;
    const double settings_w = total(with_keys);
    const double squeeze = settings_w > room ? room / settings_w : 1;
    const double h = std::min(40.0, box.h - 10);
    const double y = box.y + (box.h - h) / 2;
    const double taken = settings_w * squeeze + (more_w > 0 ? more_w + (settings_w > 0 ? footer_gap : 0) : 0);
    double x = box.right() - taken;
    for (const auto& one : page.footer) {
        const double w = setting_width(painter, one, with_keys) * squeeze;
        setting(painter, {x, y, w, h}, one, with_keys);
        x += w + footer_gap * squeeze;
    }
    if (more_w > 0) button(painter, {box.right() - more_w, y, more_w, h}, page.more);
    return taken;
}

void day_line(Painter& painter, const Box& box, const desk::Page& page) {
    const auto& theme = painter.theme();
    painter.fill(box, theme.card);
    painter.fill(box.top(painter.hair()), theme.rule);
    const Box in = box.inset(24, 0);
    const double taken = footer(painter, in, page, 0.62);
    const Box room = in.without_right(taken > 0 ? taken + 16 : 0);
    // A plain piece and the strong one behind it belong together; between pairs there is more room.
    double w = 0;
    for (const auto& piece : page.day)
        w += painter.width(piece.text, piece.strong ? Face::body_strong : Face::body) + (piece.strong ? 32 : 10);
    if (w - 32 <= room.w) {
        double x = room.x;
        for (const auto& piece : page.day) {
            const double own = painter.width(piece.text, piece.strong ? Face::body_strong : Face::body);
            const Colour colour = tone_colour(painter.palette(), piece.tone, piece.strong ? theme.text : theme.muted);
            painter.line({x, room.y, own, room.h}, {{piece.text, piece.strong, desk::Tone::calm}}, {body_ladder, colour});
            x += own + (piece.strong ? 32 : 10);
        }
        return;
    }
    // Where they take two lines, a figure stands on the line of the word before it.
    constexpr const char* unbroken = "\u00A0";
    desk::Line close;
    for (const auto& piece : page.day) {
        close.push_back(piece);
        auto& text = close.back().text;
        if (!piece.strong) {
            text += unbroken;
            continue;
        }
        for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at)) text.replace(at, 1, unbroken);
        if (&piece != &page.day.back()) text += std::string(unbroken) + "· ";
    }
    painter.line(room, close, {body_ladder, theme.text, Align::left, Upright::middle, 2});
}

void desk_page(Painter& painter, const Box& room, const desk::Page& page, Scrolls& scrolls) {
    const auto& theme = painter.theme();
    const bool low = room.h < 680;
    const double header_h = low ? 50 : 56;
    const double day_h = low ? 50 : 64;
    const double side_w = std::clamp(room.w * 0.31, 300.0, 440.0);
    painter.fill(room, theme.paper);
    const Box body{room.x, room.y + header_h, room.w, room.h - header_h - day_h};
    if (page.dialog) painter.cover();
    header(painter, room.top(header_h), page);
    left_column(painter, body.without_right(side_w), page);
    side_column(painter, {body.right() - side_w, body.y, side_w, body.h}, page, scrolls);
    day_line(painter, {room.x, room.bottom() - day_h, room.w, day_h}, page);
    if (!page.dialog) return;
    painter.uncover();
    dialog_over(painter, {room.x, room.y + header_h, room.w, room.h - header_h}, *page.dialog, page.busy);
}

}  // namespace luot::desk_view
