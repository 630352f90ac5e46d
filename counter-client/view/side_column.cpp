// The right column: my fields, what is held here, the other counters. What does not fit is scrolled, by rows, each list on its own.
#include <algorithm>
#include <array>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double bar_w = 10;
constexpr double row_h_two = 62;  // of rows with two lines below the name

void bar(Painter& painter, const Box& row, Colour colour, bool hollow) {
    const Box at{row.x, row.y + (row.h - 34) / 2, bar_w, 34};
    if (hollow) {
        painter.outline(at, colour, 4, 2);
    } else {
        painter.fill(at, colour, 4);
    }
}

void two_lines(Painter& painter, const Box& box, const std::string& name, const std::string& detail, desk::Tone tone) {
    const auto& theme = painter.theme();
    const Box in = box.without_left(bar_w + 12);
    if (detail.empty()) {
        painter.text(in, name, {strong_ladder, theme.text});
        return;
    }
    const bool marked = tone == desk::Tone::warn || tone == desk::Tone::bad;
    const TextLook look{small_ladder, tone_colour(painter.palette(), tone, theme.muted), Align::left, Upright::top, 2};
    const desk::Line words = {{detail, marked, desk::Tone::calm}};
    const double mark_w = marked ? 19 : 0;
    // In a high row either of the two has a second line.
    const bool high = in.h >= row_h_two;
    const bool below_twice = high && painter.measure({0, 0, in.w - mark_w, 40}, words, look).lines > 1;
    const double below_h = below_twice ? 2 * painter.line_height(Face::small) + painter.hair() : std::min(in.h / 2, 20.0);
    const double name_h = high && !below_twice ? 40 : 20;
    const bool name_twice = name_h > 20 && painter.width(name, Face::body_strong) > in.w;
    const double top = in.y + (in.h - (name_twice ? 40 : 20) - below_h) / 2;
    painter.text({in.x, top, in.w, name_twice ? 40.0 : 20.0}, name, {strong_ladder, theme.text, Align::left, Upright::middle, 2});
    const Box below{in.x, top + (name_twice ? 40 : 20), in.w, below_h};
    if (marked) tone_mark(painter, below.x + 7, below.y + 9, 13, tone, look.colour, theme.card);
    painter.line(below.without_left(mark_w), words, look);
}

// Whether the name or the words below it need a second line.
bool needs_two(const Painter& painter, double room, const std::string& name, const std::string& detail, desk::Tone tone) {
    const bool marked = tone == desk::Tone::warn || tone == desk::Tone::bad;
    return painter.width(name, Face::body_strong) > room - bar_w - 12 ||
           painter.width(detail, marked ? Face::small_strong : Face::small) > room - bar_w - 12 - (marked ? 19 : 0);
}

double field_room(const Painter& painter, double width, const desk::FieldRow& field) {
    return width - std::max(painter.width(std::to_string(field.waiting), Face::large), 30.0) - 10;
}

void field_row(Painter& painter, const Box& row, const desk::FieldRow& field) {
    const std::string count = std::to_string(field.waiting);
    const double count_w = std::max(painter.width(count, Face::large), 30.0);
    // A field that is only helped with is hollow.
    bar(painter, row, swatch_colour(painter.palette(), field.swatch), field.helps);
    two_lines(painter, row.left(field_room(painter, row.w, field)), field.name, field.detail, field.tone);
    painter.text({row.right() - count_w, row.y, count_w, row.h}, count, {large_ladder, painter.theme().text, Align::right});
}

void hold_row(Painter& painter, const Box& row, const desk::HoldRow& hold) {
    const Look look = painter.target(row.inset(-6, 1), hold.target);
    if (look.hovered) painter.fill(row.inset(-6, 1), look.pressed ? painter.palette().pressed : painter.palette().chosen, 6);
    const double key_w = key_cap_width(painter, hold.key);
    if (hold.returned) {
        tone_mark(painter, row.x + bar_w / 2 + 1, row.y + row.h / 2, 18, desk::Tone::good, painter.theme().ok, painter.theme().card);
    } else {
        bar(painter, row, painter.palette().neutral, false);
    }
    two_lines(painter, row.without_right(key_w + 10), hold.number, hold.detail, hold.tone);
    key_cap(painter, row, hold.key, painter.theme().muted, true);
}

// Each light has a shape of its own.
void light(Painter& painter, const Box& row, desk::CounterRow::Light light) {
    const auto& theme = painter.theme();
    const double y = row.y + (row.h - 34) / 2;
    switch (light) {
        case desk::CounterRow::Light::closed:
            painter.fill({row.x, y + 14, bar_w, 6}, painter.palette().neutral, 3);
            return;
        case desk::CounterRow::Light::open:
            bar(painter, row, theme.ok, true);
            return;
        case desk::CounterRow::Light::serving:
            bar(painter, row, theme.ok, false);
            return;
        case desk::CounterRow::Light::paused:
            painter.fill({row.x, y, 4, 34}, theme.warn, 2);
            painter.fill({row.x + 6, y, 4, 34}, theme.warn, 2);
            return;
        case desk::CounterRow::Light::help:
            tone_mark(painter, row.x + bar_w / 2 + 1, row.y + row.h / 2, 18, desk::Tone::bad, theme.bad, theme.card);
            return;
    }
}

void counter_row(Painter& painter, const Box& row, const desk::CounterRow& counter) {
    light(painter, row, counter.light);
    two_lines(painter, row, counter.name, counter.detail, desk::Tone::calm);
}

// One row each in turn, until there is no more room: no list pushes another out.
std::array<std::size_t, 3> shares(const std::array<std::size_t, 3>& wanted, const std::array<double, 3>& heights, double room) {
    std::array<std::size_t, 3> given{};
    bool any = true;
    while (any) {
        any = false;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (given[i] >= wanted[i] || heights[i] > room) continue;
            ++given[i];
            room -= heights[i];
            any = true;
        }
    }
    return given;
}

// Every row of a list is as high as its highest.
std::array<double, 3> row_heights(const Painter& painter, double width, const desk::Page& page, double one_line) {
    std::array<double, 3> heights = {one_line, one_line, one_line};
    for (const auto& field : page.my_fields) {
        if (needs_two(painter, field_room(painter, width, field), field.name, field.detail, field.tone)) heights[0] = row_h_two;
    }
    for (const auto& hold : page.holds) {
        if (needs_two(painter, width - key_cap_width(painter, hold.key) - 10, hold.number, hold.detail, hold.tone)) heights[1] = row_h_two;
    }
    for (const auto& counter : page.others) {
        if (needs_two(painter, width, counter.name, counter.detail, desk::Tone::calm)) heights[2] = row_h_two;
    }
    return heights;
}

}  // namespace

void side_column(Painter& painter, const Box& box, const desk::Page& page, Scrolls& scrolls) {
    const auto& theme = painter.theme();
    painter.fill(box, theme.card);
    painter.fill(box.left(painter.hair()), theme.rule);
    const bool low = box.h < 520;
    const double title_h = low ? 30 : 36;
    Box in = box.inset(20, low ? 6 : 10);
    const std::array<const std::string*, 3> titles = {&page.my_fields_title, &page.holds_title, &page.others_title};
    const std::array<std::size_t, 3> counts = {page.my_fields.size(), page.holds.size(), page.others.size()};
    double titles_h = 0;
    for (const auto count : counts) titles_h += count > 0 ? title_h : 0;
    const auto heights = row_heights(painter, in.w, page, low ? 44 : 51);
    const auto given = shares(counts, heights, in.h - titles_h);
    for (std::size_t list = 0; list < counts.size(); ++list) {
        int& first = scrolls.lists[list];
        const int hidden = static_cast<int>(counts[list] - given[list]);
        const Box whole = in.top(counts[list] > 0 ? title_h + static_cast<double>(given[list]) * heights[list] : 0);
        first = std::clamp(first + painter.wheel_over(whole), 0, hidden);
        if (counts[list] == 0) continue;
        const Box title = in.top(title_h).without_top(low ? 4 : 8);
        const double count_w = hidden > 0 ? 90 : 0;
        painter.text(title.without_right(count_w), *titles[list], {small_strong_ladder, theme.muted});
        more_rows(painter, title, static_cast<std::size_t>(first), static_cast<std::size_t>(hidden - first));
        in = in.without_top(title_h);
        for (std::size_t i = 0; i < given[list]; ++i) {
            const Box row = in.top(heights[list]);
            const std::size_t at = static_cast<std::size_t>(first) + i;
            if (list == 0) field_row(painter, row, page.my_fields[at]);
            if (list == 1) hold_row(painter, row, page.holds[at]);
            if (list == 2) counter_row(painter, row, page.others[at]);
            in = in.without_top(heights[list]);
        }
    }
}

}  // namespace luot::desk_view
