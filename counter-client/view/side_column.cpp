// The right column: my fields, what is held here, the other counters. What does not fit is scrolled, by rows, each list on its own.
#include <algorithm>
#include <array>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double bar_w = 10;

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
    const double half = std::min(in.h / 2, 20.0);
    const double y = in.y + in.h / 2;
    painter.text({in.x, y - half, in.w, half}, name, {strong_ladder, theme.text});
    Box below{in.x, y, in.w, half};
    const bool marked = tone == desk::Tone::warn || tone == desk::Tone::bad;
    const Colour colour = tone_colour(painter.palette(), tone, theme.muted);
    if (marked) tone_mark(painter, below.x + 7, below.y + below.h / 2, 13, tone, colour, theme.card);
    painter.line(below.without_left(marked ? 19 : 0), {{detail, marked, desk::Tone::calm}}, {small_ladder, colour});
}

void field_row(Painter& painter, const Box& row, const desk::FieldRow& field) {
    const std::string count = std::to_string(field.waiting);
    const double count_w = std::max(painter.width(count, Face::large), 30.0);
    // A field that is only helped with is hollow.
    bar(painter, row, swatch_colour(painter.palette(), field.swatch), field.helps);
    two_lines(painter, row.without_right(count_w + 10), field.name, field.detail, field.tone);
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
std::array<std::size_t, 3> shares(const std::array<std::size_t, 3>& wanted, std::size_t room) {
    std::array<std::size_t, 3> given{};
    bool any = true;
    while (room > 0 && any) {
        any = false;
        for (std::size_t i = 0; i < wanted.size() && room > 0; ++i) {
            if (given[i] >= wanted[i]) continue;
            ++given[i];
            --room;
            any = true;
        }
    }
    return given;
}

}  // namespace

void side_column(Painter& painter, const Box& box, const desk::Page& page, Scrolls& scrolls) {
    const auto& theme = painter.theme();
    painter.fill(box, theme.card);
    painter.fill(box.left(painter.hair()), theme.rule);
    const bool low = box.h < 520;
    const double title_h = low ? 30 : 36;
    const double row_h = low ? 44 : 51;
    Box in = box.inset(20, low ? 6 : 10);
    const std::array<const std::string*, 3> titles = {&page.my_fields_title, &page.holds_title, &page.others_title};
    const std::array<std::size_t, 3> counts = {page.my_fields.size(), page.holds.size(), page.others.size()};
    double titles_h = 0;
    for (const auto count : counts) titles_h += count > 0 ? title_h : 0;
    const auto rows = static_cast<std::size_t>(std::max(0.0, (in.h - titles_h) / row_h));
    const auto given = shares(counts, rows);
    for (std::size_t list = 0; list < counts.size(); ++list) {
        int& first = scrolls.lists[list];
        const int hidden = static_cast<int>(counts[list] - given[list]);
        const Box whole = in.top(counts[list] > 0 ? title_h + static_cast<double>(given[list]) * row_h : 0);
        first = std::clamp(first + painter.wheel_over(whole), 0, hidden);
        if (counts[list] == 0) continue;
        const Box title = in.top(title_h).without_top(low ? 4 : 8);
        const double count_w = hidden > 0 ? 90 : 0;
        painter.text(title.without_right(count_w), *titles[list], {small_strong_ladder, theme.muted});
        more_rows(painter, title, static_cast<std::size_t>(first), static_cast<std::size_t>(hidden - first));
        in = in.without_top(title_h);
        for (std::size_t i = 0; i < given[list]; ++i) {
            const Box row = in.top(row_h);
            const std::size_t at = static_cast<std::size_t>(first) + i;
            if (list == 0) field_row(painter, row, page.my_fields[at]);
            if (list == 1) hold_row(painter, row, page.holds[at]);
            if (list == 2) counter_row(painter, row, page.others[at]);
            in = in.without_top(row_h);
        }
    }
}

}  // namespace luot::desk_view
