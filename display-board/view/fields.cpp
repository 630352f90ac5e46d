// The fields' part: which number was called last, who waits, and for how long. A row of cards or a grid of smaller ones; large cards where
// the layout gives it room.
#include <algorithm>
#include <string>

#include "board_view/still.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Colour;
using screen::Family;
using screen::Rect;
using screen::Weight;

constexpr std::size_t in_one_row = 6;
// A card as high as this has its number large.
constexpr int large_from_px = 190;

struct Grid {
    std::size_t first = 0;  // field
    std::size_t shown = 0;
    std::size_t columns = 1;
    std::size_t rows = 1;
    bool small = false;
};

// Every page has the form of the fullest, so that nothing jumps when turns change, and all are about as full.
std::size_t on_a_page(const board::Picture& picture) {
    const std::size_t all = picture.fields.size();
    const std::size_t pages = std::max<std::size_t>((all + board::fields_at_once - 1) / board::fields_at_once, 1);
    return (all + pages - 1) / pages;
}

// Upright boards have room for fewer columns.
Grid grid_of(const board::Picture& picture, bool narrow) {
    Grid grid;
    const std::size_t all = picture.fields.size();
    const std::size_t pages = (all + board::fields_at_once - 1) / board::fields_at_once;
    const std::size_t most = on_a_page(picture);
    grid.first = pages > 1 ? picture.turn % pages * most : 0;
    grid.shown = std::min(all - grid.first, most);
    const std::size_t across = narrow ? in_one_row / 2 : in_one_row;
    grid.small = most > across;
    grid.rows = most <= across ? 1 : narrow ? (most + across - 1) / across : 2;
    grid.columns = (most + grid.rows - 1) / grid.rows;
    return grid;
}

// A grid for a part that has a height of its own: cards about as wide as two of their heights.
Grid large_grid_of(const board::Picture& picture, const Rect& rect) {
    Grid grid = grid_of(picture, false);
    const std::size_t most = on_a_page(picture);
    double best = -1;
    for (std::size_t columns = 1; columns <= in_one_row; ++columns) {
        const std::size_t rows = (most + columns - 1) / columns;
        const double w = static_cast<double>(rect.w) / static_cast<double>(columns);
        const double h = static_cast<double>(rect.h) / static_cast<double>(rows);
        const double empty = static_cast<double>(columns * rows - most) / static_cast<double>(columns * rows);
        const double score = std::min(w / 1.9, h) * (1 - empty / 2);
        if (score <= best) continue;
        best = score;
        grid.columns = columns;
        grid.rows = rows;
    }
    grid.small = false;
    return grid;
}

int row_height(const Pen& pen, bool small) {
    return small ? pen.px(140) : pen.px(204);
}

// The name in one line or, smaller, in two, in as large letters as there is room for.
void draw_name(const Pen& pen, const Rect& row, const std::string& name, int size, int size_two_lines) {
    const auto style = pen.style(size, Weight::semibold, pen.theme.text_on_dark);
    const int least = std::max(pen.px(16), 7);
    auto two = style.sized(std::max(pen.px(size_two_lines), least));
    if (pen.canvas.measure(name, two).w <= row.w) {
        pen.text_shrunk(row, name, style, two.size_px);
        return;
    }
    auto block = pen.canvas.wrap(name, two, row.w, 2, 1.15);
    while ((block.cut || block.h > row.h) && two.size_px > least) {
        --two.size_px;
        block = pen.canvas.wrap(name, two, row.w, 2, 1.15);
    }
    const int narrow = pen.balanced_width(name, two, row.w, 2, 1.15);
    pen.text_wrapped({row.x, row.y + (row.h - std::min(block.h, row.h)) / 2, narrow, std::min(block.h, row.h)}, name, two, Align::left,
                     1.15);
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
    figures.number = pen.style(word_size + 5, Weight::bold, pen.theme.text_on_dark, true);
    // The longest words that fit into every card.
    const std::pair<std::string, std::string> words[] = {{picture.labels.waiting, picture.labels.serving},
                                                         {picture.labels.waiting, picture.labels.serving_short},
                                                         {picture.labels.waiting_short, picture.labels.serving_short},
                                                         {picture.labels.waiting_short, ""}};
    for (const auto& [waiting, serving] : words) {
        figures.waiting_word = waiting;
        figures.number_word = serving;
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
    const FiguresWidth width = measure(pen, figures, field);
    const int baseline = pen.canvas.middle_baseline(row, figures.waiting);
    pen.text(row.x, baseline, std::to_string(field.waiting), figures.waiting);
    pen.text(row.x + width.waiting + width.gap, baseline, figures.waiting_word, figures.word);
    const int room = row.w - width.waiting - width.gap - width.waiting_word - width.gap;
    if (field.last_called.empty() || width.number > room) return;
    pen.text(row.right(), baseline, field.last_called, figures.number, Align::right);
    if (!figures.number_word.empty()) {
        pen.text(row.right() - width.number - width.gap, baseline, figures.number_word, figures.word, Align::right);
    }
}

int padding(const Pen& pen, bool small) {
    return pen.px(small ? 14 : 24);
}

// No letters are smaller than 8 pixels: where these are larger than the design has them, a wait that does not fit is not said, rather than
// half a figure.
bool says_wait(const Pen& pen, const std::string& words, const screen::TextStyle& wait, int design_px, int width) {
    return wait.size_px <= pen.px(design_px) || pen.canvas.measure(words, wait).w <= width;
}

void draw_card(const Pen& pen, const Rect& cell, const board::FieldCard& field, Colour colour, const Figures& figures, bool small) {
    const int bar = pen.px(small ? 6 : 8);
    pen.canvas.fill({cell.x, cell.y, cell.w, bar}, colour);
    const int pad = padding(pen, small);
    const Rect inner{cell.x + pad, cell.y + bar + pen.px(small ? 5 : 12), cell.w - 2 * pad, cell.h};
    const int wait_px = small ? 20 : 25;
    const auto wait = pen.style(wait_px, Weight::regular, pen.theme.muted_on_dark);
    const bool two_rows = wait.size_px > pen.px(small ? 30 : 44);  // of the smallest letters there is no room for three
    const int half = (cell.bottom() - inner.y) / 2;
    const Rect name{inner.x, inner.y, inner.w, two_rows ? half : pen.px(small ? 48 : 60)};
    draw_name(pen, name, field.name, small ? 23 : 30, small ? 19 : 24);
    const Rect row{inner.x, name.bottom(), inner.w, two_rows ? half : pen.px(small ? 42 : 56)};
    draw_figures(pen, row, field, figures);
    if (two_rows || !says_wait(pen, field.wait_words, wait, wait_px, inner.w)) return;
    pen.text_shrunk({inner.x, row.bottom(), inner.w, pen.px(small ? 30 : 44)}, field.wait_words, wait, std::max(pen.px(14), 7));
}

// The number called last in the middle, large; who waits below it.
void draw_large_card(const Pen& pen, const Rect& cell, const board::FieldCard& field, Colour colour, const board::Labels& labels) {
    auto& canvas = pen.canvas;
    const int bar = pen.px(10);
    canvas.fill({cell.x, cell.y, cell.w, bar}, colour);
    const int pad = pen.px(28);
    const Rect inner{cell.x + pad, cell.y + bar + pen.px(10), cell.w - 2 * pad, cell.h - bar - pen.px(24)};
    const Rect name{inner.x, inner.y, inner.w, inner.h * 24 / 100};
    draw_name(pen, name, field.name, 38, 28);
    const Rect foot{inner.x, inner.bottom() - inner.h * 30 / 100, inner.w, inner.h * 30 / 100};
    const Rect middle{inner.x, name.bottom(), inner.w, foot.y - name.bottom()};
    const std::string number = field.last_called.empty() ? "–" : field.last_called;
    const auto word = pen.style(26, Weight::regular, pen.theme.muted_on_dark);
    int word_width = field.last_called.empty() ? 0 : canvas.measure(labels.serving, word).w + pen.px(20);
    const Colour strong = field.last_called.empty() ? pen.theme.muted_on_dark : pen.theme.text_on_dark;
    screen::TextStyle digits{Family::display, field.last_called.empty() ? Weight::regular : Weight::extrabold, 0, strong, false,
                             number_tracking};
    digits.size_px = pen.fitting_size(number, digits, middle.w - word_width, middle.h * 74 / 100, pen.px(170));
    if (word_width > 0 && word_width + canvas.measure(number, digits).w > middle.w) {  // no room for both
        word_width = 0;
        digits.size_px = pen.fitting_size(number, digits, middle.w, middle.h * 74 / 100, pen.px(170));
    }
    const int baseline = canvas.middle_baseline(middle, digits);
    if (word_width > 0) pen.text(middle.x, baseline, labels.serving, word);
    pen.text(middle.right(), baseline, number, digits, Align::right);

    canvas.fill({inner.x, foot.y, inner.w, pen.px(2)}, pen.theme.line);
    const auto waiting = pen.style(40, Weight::bold, pen.theme.text_on_dark, true);
    const int foot_baseline = canvas.middle_baseline(foot, waiting);
    int x = inner.x;
    x += pen.text(x, foot_baseline, std::to_string(field.waiting), waiting) + pen.px(10);
    const int wait_width = canvas.measure(field.wait_words, word).w;
    const bool long_word = x + canvas.measure(labels.waiting, word).w + pen.px(24) + wait_width <= inner.right();
    x += pen.text(x, foot_baseline, long_word ? labels.waiting : labels.waiting_short, word) + pen.px(24);
    const int size = pen.fitting_size(field.wait_words, word, inner.right() - x, foot.h, word.size_px);
    const auto wait = word.sized(std::max(size, std::max(pen.px(15), 7)));
    const bool cut = canvas.measure(field.wait_words, wait).w > inner.right() - x;
    if (!says_wait(pen, field.wait_words, wait, 26, inner.right() - x)) return;
    pen.text(inner.right(), foot_baseline, canvas.ellipsised(field.wait_words, wait, inner.right() - x), wait, Align::right, cut);
}

bool narrow(const Pen& pen, int width) {
    return width < pen.px(1500);
}

class Fields final : public Still {
  public:
    bool wanted(const board::Picture& picture, const Beside&) const override { return !picture.fields.empty(); }
    int height(const Pen& pen, const board::Picture& picture, int width) const override {
        const Grid grid = grid_of(picture, narrow(pen, width));
        return static_cast<int>(grid.rows) * row_height(pen, grid.small);
    }

  protected:
    board::Picture part_of(const board::Picture& picture) const override {
        board::Picture part;
        part.fields = picture.fields;
        part.labels = picture.labels;
        if (picture.fields.size() > board::fields_at_once) part.turn = picture.turn;
        return part;
    }

    void paint(const Scene& scene) const override {
        const Pen& pen = scene.pen;
        auto& canvas = pen.canvas;
        const Rect& rect = scene.rect;
        canvas.fill(rect, pen.theme.ink);
        if (scene.picture.fields.empty()) return;
        Grid grid = grid_of(scene.picture, narrow(pen, rect.w));
        const bool compact = rect.h <= static_cast<int>(grid.rows) * row_height(pen, grid.small);
        if (!compact) {
            const Grid large = large_grid_of(scene.picture, rect);
            if (rect.h / static_cast<int>(large.rows) >= pen.px(large_from_px)) return paint_large(pen, rect, scene.picture, large);
            grid = large;
            grid.small = rect.h / static_cast<int>(large.rows) < row_height(pen, false);
        }
        paint_grid(pen, rect, scene.picture, grid);
    }

  private:
    template <class DrawCell>
    static void each_cell(const Pen& pen, const Rect& rect, const Grid& grid, DrawCell draw_cell) {
        const auto columns = static_cast<int>(grid.columns);
        const auto rows = static_cast<int>(grid.rows);
        for (std::size_t i = 0; i < grid.shown; ++i) {
            const auto column = static_cast<int>(i % grid.columns);
            const auto row = static_cast<int>(i / grid.columns);
            const int left = rect.x + rect.w * column / columns;
            const int right = rect.x + rect.w * (column + 1) / columns;
            const int top = rect.y + rect.h * row / rows;
            const int bottom = rect.y + rect.h * (row + 1) / rows;
            const Rect cell{left, top, right - left, bottom - top};
            pen.canvas.clip(cell);
            draw_cell(cell, grid.first + i);
            pen.canvas.unclip();
            if (column > 0) pen.canvas.fill({cell.x, cell.y, pen.px(1), cell.h}, pen.theme.line);
        }
    }

    static void paint_grid(const Pen& pen, const Rect& rect, const board::Picture& picture, const Grid& grid) {
        const Figures figures = figures_of(pen, picture, grid, rect.w / static_cast<int>(grid.columns) - 2 * padding(pen, grid.small));
        each_cell(pen, rect, grid, [&](const Rect& cell, std::size_t i) {
            const auto& field = picture.fields[i];
            draw_card(pen, cell, field, field_on_dark(pen.theme, field.colour, i), figures, grid.small);
        });
    }

    static void paint_large(const Pen& pen, const Rect& rect, const board::Picture& picture, const Grid& grid) {
        each_cell(pen, rect, grid, [&](const Rect& cell, std::size_t i) {
            const auto& field = picture.fields[i];
            draw_large_card(pen, cell, field, field_on_dark(pen.theme, field.colour, i), picture.labels);
        });
    }
};

}  // namespace

std::unique_ptr<Panel> make_fields() {
    return std::make_unique<Fields>();
}

}  // namespace luot::board_view
