// Before the desk: who works here and at which counter, and that there is no office to be seen yet.
#include <algorithm>
#include <cmath>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double width_max = 680;
constexpr double field_h = 48;
constexpr double label_h = 26;
constexpr double counter_h = 52;
constexpr std::size_t suggestions_max = 6;
constexpr double suggestion_h = 48;
constexpr double counter_w_min = 144;
constexpr double counter_w_max = 208;
constexpr double grid_gap = 8;

struct Grid {
    std::size_t across = 1;
    std::size_t rows = 0;
    double h = 0;  // with the count of those that are not seen
};

// Rows beyond `rows_max` are scrolled.
Grid grid_of(const Painter& painter, double width, const desk::SignInPage& page, std::size_t rows_max) {
    double widest = counter_w_min;
    for (const auto& one : page.counters)
        widest = std::max({widest, painter.width(one.label, Face::body_strong) + 36 + key_cap_width(painter, one.key),
                           std::min(painter.width(one.detail, Face::small) + 36, counter_w_max)});
    Grid grid;
    grid.across = std::max<std::size_t>(1, static_cast<std::size_t>((width + grid_gap) / (std::min(widest, width) + grid_gap)));
    grid.rows = (page.counters.size() + grid.across - 1) / grid.across;
    const std::size_t seen = std::min(grid.rows, rows_max);
    grid.h = seen == 0 ? 0 : static_cast<double>(seen) * (counter_h + grid_gap) - grid_gap + (seen < grid.rows ? 22 : 0);
    return grid;
}

void counters(Painter& painter, const Box& box, const desk::SignInPage& page, Scrolls& scrolls, const Grid& grid, std::size_t rows_max) {
    const std::size_t seen = std::min(grid.rows, rows_max);
    const int hidden = static_cast<int>(grid.rows - seen);
    int& scroll = scrolls.counters;
    scroll = std::clamp(scroll + painter.wheel_over(box), 0, hidden);
    if (const std::size_t chosen = marked_of(page.counters); chosen != scrolls.counter && chosen < page.counters.size()) {
        scrolls.counter = chosen;
        scroll = static_cast<int>(first_seen(static_cast<std::size_t>(scroll), grid.rows, seen, chosen / grid.across));
    }
    const double w = (box.w - static_cast<double>(grid.across - 1) * grid_gap) / static_cast<double>(grid.across);
    const std::size_t first = static_cast<std::size_t>(scroll) * grid.across;
    const std::size_t last = std::min(page.counters.size(), first + seen * grid.across);
    for (std::size_t i = first; i < last; ++i) {
        const Box cell{box.x + static_cast<double>((i - first) % grid.across) * (w + grid_gap),
                       box.y + static_cast<double>((i - first) / grid.across) * (counter_h + grid_gap), w, counter_h};
        button(painter, cell, page.counters[i]);
    }
    if (hidden > 0) more_rows(painter, {box.x, box.bottom() - 20, box.w, 20}, first, page.counters.size() - last);
}

void pin_box(Painter& painter, const Box& box, std::size_t digits, bool focused) {
    const auto& theme = painter.theme();
    painter.fill(box, theme.card, 8);
    painter.outline(box, focused ? theme.action : painter.palette().neutral, 8, focused ? 2 : 1);
    constexpr std::size_t dots_max = 12;
    double x = box.x + 22;
    for (std::size_t i = 0; i < std::min(digits, dots_max); ++i, x += 22) painter.circle(x, box.y + box.h / 2, 6, theme.text);
    if (focused) painter.fill({x - 8, box.y + box.h / 2 - 12, 2, 24}, theme.action);
}

}  // namespace

void sign_in_page(Painter& painter, const Box& room, const desk::Page& page, Scrolls& scrolls) {
    const auto& theme = painter.theme();
    const auto& sign_in = page.sign_in;
    painter.fill(room, theme.paper);
    if (page.dialog) painter.cover();
    const double header_h = 56;
    const Box head = room.top(header_h);
    painter.fill(head, painter.palette().header);
    const double status_w = std::min(painter.width(page.status, Face::body) + 2, head.w * 0.5);
    painter.text({head.right() - 20 - status_w, head.y, status_w, head.h}, page.status,
                 {body_ladder, painter.palette().header_muted, Align::right});
    painter.text(head.inset(20, 0).without_right(status_w + 24), sign_in.office,
                 {strong_ladder, theme.text_on_dark, Align::left, Upright::middle, 2});
    const Box foot{room.x, room.bottom() - 56, room.w, 56};
    footer(painter, foot.inset(24, 0), page);
    Box area{room.x, head.bottom(), room.w, foot.y - head.bottom()};
    const bool low = area.h < 560;
    // How high it all is, so that it stands in the middle; lists give way where it does not fit.
    const bool with_pin = !sign_in.pin_label.empty();
    const std::size_t suggestions = std::min(sign_in.clerks.size(), suggestions_max);
    const double w = std::min(width_max, area.w - 48);
    const double pad = low ? 20 : 28;
    const double gap = low ? 8 : 14;
    double h = 2 * pad + 36 + gap + label_h + field_h + gap + 56;
    if (suggestions > 0) h += std::ceil(static_cast<double>(suggestions) / 2) * (suggestion_h + 8);
    if (!sign_in.error.empty()) h += 34;
    double y = area.y;
    for (const auto& one : page.banners) {
        const double banner_h = banner_height(painter, w, one);
        banner(painter, {area.x + (area.w - w) / 2, y + 8, w, banner_h}, one);
        y += banner_h + 8;
    }
    area = {area.x, y, area.w, area.bottom() - y};
    const double counters_room = std::max(counter_h, area.h - 24 - h - gap);
    const auto rows_max = std::max<std::size_t>(1, static_cast<std::size_t>((counters_room - 22 + grid_gap) / (counter_h + grid_gap)));
    const Grid grid = grid_of(painter, w - 2 * pad, sign_in, rows_max);
    h += grid.h > 0 ? grid.h + gap : 0;
    const Box panel{area.x + (area.w - w) / 2, area.y + std::max(12.0, (area.h - h) / 2), w, h};
    painter.fill(panel, theme.card, radius_card);
    painter.outline(panel, theme.rule, radius_card);
    Box in = panel.inset(pad);
    const auto take = [&in](double height, double apart) {
        const Box at = in.top(height);
        in = in.without_top(height + apart);
        return at;
    };
    painter.text(take(36, gap), sign_in.title, {large_ladder, theme.text});
    if (grid.h > 0) {
        const Box at = take(grid.h, gap);
        if (sign_in.focus == desk::SignInPage::Focus::counter) painter.outline(at.inset(-6), theme.action, radius_tile, 2);
        counters(painter, at, sign_in, scrolls, grid, rows_max);
    }
    Box labels = take(label_h, 0);
    Box fields = take(field_h, gap);
    const double pin_w = with_pin ? (in.w - 12) * 0.4 : 0;
    const double clerk_w = in.w - (with_pin ? pin_w + 12 : 0);
    painter.text(labels.left(clerk_w), sign_in.clerk_label, {small_strong_ladder, theme.muted});
    painter.target(fields.left(clerk_w), "sign_in:clerk");
    typing_box(painter, fields.left(clerk_w), sign_in.clerk, sign_in.clerk_hint, body_ladder,
               sign_in.focus == desk::SignInPage::Focus::clerk);
    if (with_pin) {
        const Box pin{fields.right() - pin_w, fields.y, pin_w, fields.h};
        painter.text({pin.x, labels.y, pin_w, labels.h}, sign_in.pin_label, {small_strong_ladder, theme.muted});
        painter.target(pin, "sign_in:pin");
        pin_box(painter, pin, sign_in.pin_digits, sign_in.focus == desk::SignInPage::Focus::pin);
    }
    const std::size_t first = first_seen(0, sign_in.clerks.size(), suggestions, marked_of(sign_in.clerks));
    more_rows(painter, labels.left(clerk_w), first, sign_in.clerks.size() - first - suggestions);
    for (std::size_t i = 0; i < suggestions; i += 2) {
        const Box row = take(suggestion_h, 8);
        const double half = (row.w - 8) / 2;
        button(painter, row.left(half), sign_in.clerks[first + i]);
        if (i + 1 < suggestions) button(painter, row.without_left(half + 8), sign_in.clerks[first + i + 1]);
    }
    if (!sign_in.error.empty()) {
        const Box at = take(28, 6);
        tone_mark(painter, at.x + 9, at.y + at.h / 2, 18, desk::Tone::bad, theme.bad, theme.card);
        painter.text(at.without_left(28), sign_in.error, {strong_ladder, theme.bad});
    }
    desk::Button go = sign_in.go;
    go.main = true;
    const Box at = in.top(56);
    button(painter, at, go);
    if (sign_in.busy) {
        for (int i = 0; i < 3; ++i)
            painter.circle(at.x + at.w * 0.75 + 10 * i, at.y + at.h / 2, 3, go.enabled ? theme.text_on_dark : theme.muted);
    }
    if (!page.dialog) return;
    painter.uncover();
    dialog_over(painter, {room.x, head.bottom(), room.w, room.h - header_h}, *page.dialog, page.busy);
}

void connecting_page(Painter& painter, const Box& room, const desk::Page& page) {
    const auto& theme = painter.theme();
    painter.fill(room, theme.paper);
    header(painter, room.top(56), page);
    const Box body = room.without_top(56);
    const double w = std::min(width_max, body.w - 48);
    const Box panel{body.x + (body.w - w) / 2, body.y + body.h / 2 - 100, w, 160};
    for (int i = 0; i < 3; ++i) painter.circle(panel.x + panel.w / 2 - 16 + 16 * i, panel.y, 4, theme.action);
    painter.text({panel.x, panel.y + 20, panel.w, 84}, page.connecting, {large_ladder, theme.text, Align::centre, Upright::middle, 2});
    painter.text({panel.x, panel.y + 110, panel.w, 66}, page.connecting_detail, {body_ladder, theme.muted, Align::centre, Upright::top, 3});
    const Box foot{room.x, room.bottom() - 56, room.w, 56};
    footer(painter, foot.inset(24, 0), page);
}

}  // namespace luot::desk_view
