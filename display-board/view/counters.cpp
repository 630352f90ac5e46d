// What stands over a counter: its number, and the ticket's that is called or served there; words where it is closed or paused.
#include <algorithm>
#include <cmath>
#include <map>

#include "board_view/limits.hpp"
#include "board_view/panel.hpp"

namespace luot::board_view {
namespace {

using board::CounterPhase;
using screen::Align;
using screen::Colour;
using screen::Family;
using screen::Rect;
using screen::TextStyle;
using screen::Weight;

constexpr std::int64_t pulse_frame_us = 33'000;
constexpr std::size_t at_once = 12;

struct Grid {
    std::size_t first = 0;
    std::size_t shown = 0;
    int columns = 1;
    int rows = 1;
};

Grid grid_of(const board::Picture& picture, const Rect& rect) {
    Grid grid;
    const std::size_t all = picture.counters.size();
    const std::size_t pages = std::max<std::size_t>((all + at_once - 1) / at_once, 1);
    grid.first = picture.turn % pages * at_once;
    grid.shown = std::min(all - grid.first, at_once);
    const int most = static_cast<int>(std::min(all, at_once));
    double best = -1;
    for (int columns = 1; columns <= most; ++columns) {
        const int rows = (most + columns - 1) / columns;
        const double score = std::min(rect.w / static_cast<double>(columns) / 1.3, rect.h / static_cast<double>(rows));
        if (score <= best) continue;
        best = score;
        grid.columns = columns;
        grid.rows = rows;
    }
    return grid;
}

// Dark cells for whoever is served and for what is closed, the call's colour for whoever is called.
struct Cell {
    Colour ground, strong, quiet, sign_ground, sign;
};

Cell cell_colours(const screen::Theme& theme, const board::CounterCard& card, double swell) {
    if (card.phase == CounterPhase::calling) return {call_colour(theme, swell), theme.ink, theme.ink, theme.ink, theme.call};
    if (card.phase == CounterPhase::closed || card.phase == CounterPhase::paused)
        return {theme.ink, theme.muted_on_dark, theme.muted_on_dark, theme.ink_2, theme.muted_on_dark};
    return {theme.ink, theme.text_on_dark, theme.muted_on_dark, theme.ink_2, theme.text_on_dark};
}

// The counter's own number in its sign, above or, in wide cells, on the left; the rest is for the ticket.
void draw_cell(const Pen& pen, const Rect& cell, const board::CounterCard& card, const board::Labels& labels, double swell) {
    auto& canvas = pen.canvas;
    const Cell colours = cell_colours(pen.theme, card, swell);
    canvas.fill(cell, colours.ground);
    const bool wide = cell.w > cell.h * 2;
    const int pad = std::max(std::min(cell.w, cell.h) * 5 / 100, 2);
    const Rect sign = wide ? Rect{cell.x + pad, cell.y + pad, cell.w * 28 / 100, cell.h - 2 * pad}
                           : Rect{cell.x + pad, cell.y + pad, cell.w - 2 * pad, cell.h * 34 / 100};
    canvas.fill_rounded(sign, pen.px(24), colours.sign_ground);
    const std::string number = std::to_string(card.counter);
    TextStyle digits{Family::display, Weight::extrabold, 0, colours.sign};
    if (wide) {
        const Rect head{sign.x, sign.y + pad / 2, sign.w, sign.h * 24 / 100};
        const TextStyle label{Family::text, Weight::bold, std::max(head.h * 50 / 100, 8), colours.sign};
        pen.text(head.x + head.w / 2, canvas.middle_baseline(head, label), labels.counter, label, Align::centre);
        const Rect room{sign.x, head.bottom(), sign.w, sign.bottom() - head.bottom() - pad / 2};
        digits.size_px = pen.fitting_size(number, digits, room.w - 2 * pad, room.h * 86 / 100);
        pen.text(room.x + room.w / 2, canvas.middle_baseline(room, digits), number, digits, Align::centre);
    } else {
        digits.size_px = pen.fitting_size(number, digits, sign.w * 40 / 100, sign.h * 62 / 100);
        const TextStyle label{Family::text, Weight::bold, std::max(std::min(digits.size_px * 50 / 100, sign.w * 13 / 100), 8),
                              colours.sign};
        const int gap = digits.size_px / 5;
        const int label_width = canvas.measure(labels.counter, label).w;
        const int all = label_width + gap + canvas.measure(number, digits).w;
        const int left = sign.x + (sign.w - all) / 2;
        const int baseline = canvas.middle_baseline(sign, digits);
        pen.text(left, baseline, labels.counter, label);
        pen.text(left + label_width + gap, baseline, number, digits);
    }

    const Rect body = wide ? Rect{sign.right() + 2 * pad, cell.y + pad, cell.right() - sign.right() - 3 * pad, cell.h - 2 * pad}
                           : Rect{cell.x + pad, sign.bottom() + pad / 2, cell.w - 2 * pad, cell.bottom() - sign.bottom() - 3 * pad / 2};
    const int words_size = std::clamp(std::min(body.h * 13 / 100, body.w * 9 / 100), 8, pen.px(84));
    if (card.number.empty()) {
        const TextStyle words{Family::text, Weight::bold, std::max(words_size * 13 / 10, 8), colours.strong};
        const TextStyle detail{Family::text, Weight::regular, std::max(words_size * 8 / 10, 8), colours.quiet};
        const auto above = canvas.wrap(card.words, words, body.w, 2, 1.2);
        const auto below = canvas.wrap(card.detail.empty() ? card.name : card.detail, detail, body.w, 2, 1.25);
        const int top = body.y + (body.h - above.h - below.h - pad / 2) / 2;
        pen.text_wrapped({body.x, top, body.w, above.h}, card.words, words, Align::centre, 1.2);
        if (below.h > 0)
            pen.text_wrapped({body.x, top + above.h + pad / 2, body.w, below.h}, card.detail.empty() ? card.name : card.detail, detail,
                             Align::centre, 1.25);
        return;
    }
    const Rect head{body.x, body.y, body.w, words_size * 2};
    const TextStyle words{Family::text, Weight::bold, words_size, colours.strong};
    pen.text_shrunk(head, card.words, words, std::max(words_size / 2, 8), Align::centre);
    const Rect room{body.x, head.bottom(), body.w, body.bottom() - head.bottom()};
    TextStyle ticket{Family::display, Weight::extrabold, 0, colours.strong};
    ticket.size_px = pen.fitting_size(card.number, ticket, room.w, room.h * 80 / 100);
    pen.text(room.x + room.w / 2, canvas.middle_baseline(room, ticket) - room.h / 20, card.number, ticket, Align::centre);
}

class Counters final : public Panel {
  public:
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(500); }

    Drawn draw(const Scene& scene) override {
        const std::int64_t now_us = scene.now_us;
        const auto& cards = scene.picture.counters;
        double swells = 0;
        bool moving = false;
        for (auto it = pulses_.begin(); it != pulses_.end();) {
            const bool there = std::ranges::any_of(cards, [&](const board::CounterCard& card) { return card.counter == it->first; });
            it = there ? std::next(it) : pulses_.erase(it);
        }
        for (const auto& card : cards) {
            Pulse& pulse = pulses_[card.counter];
            pulse.follow(card.call, card.fresh && card.phase == CounterPhase::calling, now_us);
            moving = moving || pulse.moving(now_us);
            swells += pulse.swell(now_us);
        }
        const bool same =
            drawn_ && *drawn_ == cards && labels_ == scene.picture.labels && turn_ == scene.picture.turn && title_ == scene.picture.title;
        const auto next = moving ? std::optional(now_us + pulse_frame_us) : std::nullopt;
        if (!scene.anew && same && !moving && swells_ == swells) return {false, next};
        swells_ = swells;
        drawn_ = cards;
        labels_ = scene.picture.labels;
        turn_ = scene.picture.turn;
        title_ = scene.picture.title;
        paint(scene);
        return {true, next};
    }

  private:
    void paint(const Scene& scene) {
        const Pen& pen = scene.pen;
        if (scene.picture.counters.empty()) return draw_words(pen, scene.rect, scene.picture.title, scene.picture.detail);
        pen.canvas.fill(scene.rect, pen.theme.ink);
        const Grid grid = grid_of(scene.picture, scene.rect);
        for (std::size_t i = 0; i < grid.shown; ++i) {
            const int column = static_cast<int>(i) % grid.columns;
            const int row = static_cast<int>(i) / grid.columns;
            const Rect& all = scene.rect;
            const int left = all.x + all.w * column / grid.columns;
            const int top = all.y + all.h * row / grid.rows;
            const Rect cell{left, top, all.x + all.w * (column + 1) / grid.columns - left, all.y + all.h * (row + 1) / grid.rows - top};
            const auto& card = scene.picture.counters[grid.first + i];
            pen.canvas.clip(cell);
            draw_cell(pen, cell, card, scene.picture.labels, pulses_[card.counter].swell(scene.now_us));
            pen.canvas.unclip();
            if (column > 0) pen.canvas.fill({cell.x, cell.y, pen.px(2), cell.h}, pen.theme.line);
            if (row > 0) pen.canvas.fill({cell.x, cell.y, cell.w, pen.px(2)}, pen.theme.line);
        }
    }

    std::optional<std::vector<board::CounterCard>> drawn_;
    board::Labels labels_;
    std::string title_;
    std::size_t turn_ = 0;
    std::map<std::uint64_t, Pulse> pulses_;
    double swells_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_counters() {
    return std::make_unique<Counters>();
}

}  // namespace luot::board_view
