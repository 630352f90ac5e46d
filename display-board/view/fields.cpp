// The fields' part: who waits, for how long, and which number was called last. A row of cards, or a grid of smaller ones.
#include <algorithm>
#include <string>

#include "board_view/parts.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Colour;
using screen::Rect;
using screen::Weight;

constexpr std::size_t in_one_row = 6;

struct Grid {
    std::size_t first = 0;  // field
    std::size_t shown = 0;
    std::size_t columns = 1;
    std::size_t rows = 1;
    bool small = false;
};

// Upright boards have room for fewer columns.
Grid grid_of(const board::Picture& picture, bool narrow) {
    Grid grid;
    const std::size_t all = picture.fields.size();
    const std::size_t pages = (all + board::fields_at_once - 1) / board::fields_at_once;
    grid.first = pages > 1 ? picture.turn % pages * board::fields_at_once : 0;
    grid.shown = std::min(all - grid.first, board::fields_at_once);
    // Every page has the form of the fullest, so that nothing jumps when turns change.
    const std::size_t most = std::min(all, board::fields_at_once);
    const std::size_t across = narrow ? in_one_row / 2 : in_one_row;
    grid.small = most > across;
    grid.rows = most <= across ? 1 : narrow ? (most + across - 1) / across : 2;
    grid.columns = (most + grid.rows - 1) / grid.rows;
    return grid;
}

int row_height(const Pen& pen, bool small) {
    return small ? pen.px(140) : pen.px(204);
}

// The name in one line or, smaller, in two; returns where the next thing may begin.
int draw_name(const Pen& pen, const Rect& inner, const std::string& name, int size, int size_two_lines, int height) {
    const auto style = pen.style(size, Weight::semibold, pen.theme.text_on_dark);
    const auto two = pen.style(size_two_lines, Weight::semibold, pen.theme.text_on_dark);
    const Rect row{inner.x, inner.y, inner.w, pen.px(height)};
    if (pen.canvas.measure(name, two).w <= inner.w) {
        pen.canvas.text_shrunk(row, name, style, two.size_px);
    } else {
        pen.canvas.text_wrapped(row, name, two, Align::left, 1.15);
    }
    return row.bottom();
}

// How the figures of one card are set; one way for all cards beside each other.
struct Figures {
    screen::TextStyle waiting, word, number;
    std::string waiting_word, number_word;  // number_word empty: there is no room for it
};

struct FiguresWidth {
    int waiting = 0, waiting_word = 0, number = 0, number_word = 0, gap = 0;
};

FiguresWidth measure(const Pen& pen, const Figures& figures, const board::FieldCard& field) {
    const auto& canvas = pen.canvas;
    FiguresWidth width;
    width.gap = pen.px(8);
    width.waiting = canvas.measure(std::to_string(field.waiting), figures.waiting).w;
    width.waiting_word = canvas.measure(figures.waiting_word, figures.word).w;
    width.number = canvas.measure(field.last_called, figures.number).w;
    width.number_word = canvas.measure(figures.number_word, figures.word).w;
    return width;
}

Figures figures_of(const Pen& pen, const board::Picture& picture, const Grid& grid, int inner_width) {
    Figures figures;
    const int word_size = grid.small ? 20 : 23;
    figures.waiting = pen.style(grid.small ? 30 : 42, Weight::bold, pen.theme.text_on_dark, true);
    figures.word = pen.style(word_size, Weight::regular, pen.theme.muted_on_dark);
    figures.number = pen.style(word_size + 4, Weight::semibold, pen.theme.text_on_dark, true);
    figures.waiting_word = grid.small ? picture.labels.waiting_short : picture.labels.waiting;
    // The longest word that fits into every card.
    for (const auto& word : {picture.labels.serving, picture.labels.serving_short, std::string()}) {
        figures.number_word = word;
        bool fits = true;
        for (std::size_t i = grid.first; i < grid.first + grid.shown; ++i) {
            if (picture.fields[i].last_called.empty()) continue;
            const FiguresWidth width = measure(pen, figures, picture.fields[i]);
            const int all = width.waiting + width.waiting_word + width.number_word + width.number + 2 * width.gap + pen.px(14);
            fits = fits && all <= inner_width;
        }
        if (fits) break;
    }
    return figures;
}

// "7 người chờ" on the left, the number called last on the right.
void draw_figures(const Pen& pen, const Rect& row, const board::FieldCard& field, const Figures& figures) {
    auto& canvas = pen.canvas;
    const FiguresWidth width = measure(pen, figures, field);
    const int baseline = canvas.middle_baseline(row, figures.waiting);
    canvas.text(row.x, baseline, std::to_string(field.waiting), figures.waiting);
    canvas.text(row.x + width.waiting + width.gap, baseline, figures.waiting_word, figures.word);
    const int room = row.w - width.waiting - width.gap - width.waiting_word - width.gap;
    if (field.last_called.empty() || width.number > room) return;
    canvas.text(row.right(), baseline, field.last_called, figures.number, Align::right);
    if (!figures.number_word.empty()) {
        canvas.text(row.right() - width.number - width.gap, baseline, figures.number_word, figures.word, Align::right);
    }
}

int padding(const Pen& pen, bool small) {
    return pen.px(small ? 14 : 24);
}

void draw_card(const Pen& pen, const Rect& cell, const board::FieldCard& field, Colour colour, const Figures& figures, bool small) {
    auto& canvas = pen.canvas;
    const int bar = pen.px(small ? 6 : 8);
    canvas.fill({cell.x, cell.y, cell.w, bar}, colour);
    const int pad = padding(pen, small);
    const Rect inner{cell.x + pad, cell.y + bar + pen.px(small ? 5 : 12), cell.w - 2 * pad, cell.h};
    int y = draw_name(pen, inner, field.name, small ? 23 : 30, small ? 19 : 24, small ? 48 : 60);
    const Rect row{inner.x, y, inner.w, pen.px(small ? 42 : 56)};
    draw_figures(pen, row, field, figures);
    y = row.bottom();
    const auto wait = pen.style(small ? 19 : 25, Weight::regular, pen.theme.muted_on_dark);
    canvas.text_shrunk({inner.x, y, inner.w, pen.px(small ? 30 : 44)}, field.wait_words, wait, std::max(pen.px(14), 7));
}

// An office's colour is chosen for light backgrounds; the theme has a light twin of its own ones, others are lightened until they show.
Colour lightened(Colour colour, Colour back) {
    for (int step = 0; step < 8 && screen::contrast(colour, back) < 4.5; ++step) {
        const auto towards_white = [](std::uint8_t channel) { return static_cast<std::uint8_t>(channel + (255 - channel) / 4); };
        colour = {towards_white(colour.r), towards_white(colour.g), towards_white(colour.b), 255};
    }
    return colour;
}

}  // namespace

Colour field_on_dark(const screen::Theme& theme, const std::string& office_colour, std::size_t place) {
    const auto own = screen::parse_colour(office_colour);
    if (!own) return theme.fields_on_dark[place % theme.fields_on_dark.size()];
    const auto known = std::find(theme.fields.begin(), theme.fields.end(), *own);
    if (known != theme.fields.end()) return theme.fields_on_dark[static_cast<std::size_t>(known - theme.fields.begin())];
    return lightened(*own, theme.ink);
}

Colour field_on_call(const screen::Theme& theme, const std::string& office_colour, std::size_t place) {
    const Colour colour = screen::parse_colour(office_colour).value_or(theme.fields[place % theme.fields.size()]);
    return screen::contrast(colour, theme.call) < 3 ? theme.ink : colour;
}

int fields_height(const Pen& pen, const board::Picture& picture, int width) {
    if (picture.fields.empty()) return 0;
    const Grid grid = grid_of(picture, width < pen.px(1500));
    return static_cast<int>(grid.rows) * row_height(pen, grid.small);
}

void draw_fields(const Pen& pen, const Rect& rect, const board::Picture& picture) {
    auto& canvas = pen.canvas;
    canvas.fill(rect, pen.theme.ink);
    const Grid grid = grid_of(picture, rect.w < pen.px(1500));
    const int height = row_height(pen, grid.small);
    const auto columns = static_cast<int>(grid.columns);
    const Figures figures = figures_of(pen, picture, grid, rect.w / columns - 2 * padding(pen, grid.small));
    for (std::size_t i = 0; i < grid.shown; ++i) {
        const auto column = static_cast<int>(i % grid.columns);
        const auto row = static_cast<int>(i / grid.columns);
        const int left = rect.x + rect.w * column / columns;
        const int right = rect.x + rect.w * (column + 1) / columns;
        const Rect cell{left, rect.y + row * height, right - left, height};
        canvas.clip(cell);
        const auto& field = picture.fields[grid.first + i];
        draw_card(pen, cell, field, field_on_dark(pen.theme, field.colour, grid.first + i), figures, grid.small);
        canvas.unclip();
        if (column > 0) canvas.fill({cell.x, cell.y, pen.px(1), cell.h}, pen.theme.line);
    }
}

}  // namespace luot::board_view
