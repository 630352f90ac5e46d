// What stands over a counter: its number, and the ticket's that is called or served there; words where it is closed or paused.
#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "board/limits.hpp"
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

struct Grid {
    std::size_t first = 0;
    std::size_t shown = 0;
    int columns = 1;
    int rows = 1;
};

Grid grid_of(const board::Picture& picture, const Rect& rect) {
    Grid grid;
    const std::size_t all = picture.counters.size();
    const std::size_t pages = std::max<std::size_t>((all + board::limits::counters_at_once - 1) / board::limits::counters_at_once, 1);
    grid.first = picture.turn % pages * board::limits::counters_at_once;
    grid.shown = std::min(all - grid.first, board::limits::counters_at_once);
    const int most = static_cast<int>(std::min(all, board::limits::counters_at_once));
    double best = -1;
    for (int columns = 1; columns <= most; ++columns) {
        const int rows = (most + columns - 1) / columns;
        const double used = static_cast<double>(most) / (columns * rows);
        const double score = used * std::min(rect.w / static_cast<double>(columns) / 1.3, rect.h / static_cast<double>(rows));
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
struct CellParts {
    Rect sign, body;
    Rect badge;  // below the body; empty where no clerk's is shown
    int pad = 0;
    bool wide = false;
    int words_size = 8;
};

CellParts parts_of(const Pen& pen, const Rect& cell, bool badges) {
    CellParts parts;
    parts.wide = cell.w > cell.h * 2;
    const int pad = parts.pad = std::max(std::min(cell.w, cell.h) * 5 / 100, 2);
    if (parts.wide) {
        parts.sign = {cell.x + pad, cell.y + pad, cell.w * 28 / 100, cell.h - 2 * pad};
        parts.body = {parts.sign.right() + 2 * pad, cell.y + pad, cell.right() - parts.sign.right() - 3 * pad, cell.h - 2 * pad};
    } else {
        parts.sign = {cell.x + pad, cell.y + pad, cell.w - 2 * pad, std::min(cell.h * 34 / 100, cell.w * 6 / 10)};
        parts.body = {cell.x + pad, parts.sign.bottom() + pad / 2, cell.w - 2 * pad, cell.bottom() - parts.sign.bottom() - 3 * pad / 2};
    }
    parts.words_size = std::clamp(std::min(parts.body.h * 13 / 100, parts.body.w * 9 / 100), 8, pen.px(84));
    if (!badges) return parts;
    const int line = parts.words_size * 14 / 10;
    parts.body.h -= line;
    parts.badge = {parts.body.x, parts.body.bottom(), parts.body.w, line};
    return parts;
}

// One for all numbers that are shown.
TextStyle tickets_style(const Pen& pen, const CellParts& parts, std::span<const board::CounterCard> cards) {
    TextStyle style{Family::display, Weight::extrabold, 2'000, {}, false, number_tracking};
    for (const auto& card : cards) {
        if (card.number.empty()) continue;
        const int high = (parts.body.h - 2 * parts.words_size) * 80 / 100;
        style.size_px = std::min(style.size_px, pen.fitting_size(card.number, style, parts.body.w, high, style.size_px));
    }
    return style;
}

void draw_sign(const Pen& pen, const CellParts& parts, const Cell& colours, const std::string& number, const std::string& word) {
    auto& canvas = pen.canvas;
    const Rect& sign = parts.sign;
    canvas.fill_rounded(sign, pen.px(24), colours.sign_ground);
    TextStyle digits{Family::display, Weight::extrabold, 0, colours.sign};
    if (parts.wide) {
        const Rect head{sign.x, sign.y + parts.pad / 2, sign.w, sign.h * 24 / 100};
        const TextStyle label{Family::text, Weight::bold, std::max(head.h * 50 / 100, 8), colours.sign};
        pen.text(head.x + head.w / 2, canvas.middle_baseline(head, label), word, label, Align::centre);
        const Rect room{sign.x, head.bottom(), sign.w, sign.bottom() - head.bottom() - parts.pad / 2};
        digits.size_px = pen.fitting_size(number, digits, room.w - 2 * parts.pad, room.h * 86 / 100);
        pen.text(room.x + room.w / 2, canvas.middle_baseline(room, digits), number, digits, Align::centre);
        return;
    }
    digits.size_px = pen.fitting_size(number, digits, sign.w * 40 / 100, sign.h * 62 / 100);
    const TextStyle label{Family::text, Weight::bold, std::max(std::min(digits.size_px * 50 / 100, sign.w * 13 / 100), 8), colours.sign};
    const int gap = digits.size_px / 5;
    const int label_width = canvas.measure(word, label).w;
    const int left = sign.x + (sign.w - label_width - gap - canvas.measure(number, digits).w) / 2;
    const int baseline = canvas.middle_baseline(sign, digits);
    pen.text(left, baseline, word, label);
    pen.text(left + label_width + gap, baseline, number, digits);
}

void draw_words_of(const Pen& pen, const CellParts& parts, const Cell& colours, const board::CounterCard& card) {
    const Rect& body = parts.body;
    const auto centred = [&](const std::string& text, const TextStyle& style, int y, double leading) {
        const auto block = pen.canvas.wrap(text, style, body.w, 2, leading);
        const int narrow = pen.balanced_width(text, style, body.w, 2, leading);
        pen.text_wrapped({body.x + (body.w - narrow) / 2, y, narrow, block.h}, text, style, Align::centre, leading);
    };
    const TextStyle words{Family::text, Weight::bold, parts.words_size * 15 / 10, colours.strong};
    const TextStyle small{Family::text, Weight::regular, std::max(parts.words_size * 9 / 10, 8), colours.quiet};
    const std::string& detail = card.detail.empty() ? card.name : card.detail;
    const int above = pen.canvas.wrap(card.words, words, body.w, 2, 1.2).h;
    const int below = detail.empty() ? 0 : pen.canvas.wrap(detail, small, body.w, 2, 1.25).h;
    const int top = body.y + (body.h - above - below - parts.pad / 2) / 2;
    centred(card.words, words, top, 1.2);
    if (!detail.empty()) centred(detail, small, top + above + parts.pad / 2, 1.25);
}

// Smaller than all else: nobody has to read it who does not look for it.
void draw_badge(const Pen& pen, const CellParts& parts, const Cell& colours, const std::string& badge) {
    const TextStyle style{Family::text, Weight::semibold, std::max(parts.words_size * 85 / 100, 8), colours.quiet};
    const std::string shown = pen.canvas.ellipsised(badge, style, parts.badge.w);
    pen.text(parts.badge.x + parts.badge.w / 2, pen.canvas.middle_baseline(parts.badge, style), shown, style, Align::centre,
             shown != badge);
}

void draw_cell(const Pen& pen, const Rect& cell, const board::CounterCard& card, const board::Labels& labels, double swell,
               TextStyle ticket, bool badges) {
    auto& canvas = pen.canvas;
    const Cell colours = cell_colours(pen.theme, card, swell);
    const CellParts parts = parts_of(pen, cell, badges);
    canvas.fill(cell, colours.ground);
    draw_sign(pen, parts, colours, std::to_string(card.counter), labels.counter);
    if (!card.badge.empty()) draw_badge(pen, parts, colours, card.badge);
    if (card.number.empty()) return draw_words_of(pen, parts, colours, card);
    const Rect& body = parts.body;
    ticket.colour = colours.strong;
    const TextStyle words{Family::text, Weight::bold, parts.words_size, colours.strong};
    const int high = canvas.metrics(ticket).cap_height;
    // Accents over the words, the words, a gap, the number: in the middle together.
    const int between = parts.words_size * 8 / 10;
    const int words_high = canvas.metrics(words).cap_height;
    const int top = body.y + std::max((body.h - words_high - between - high) / 2, words_high / 2);
    pen.text_shrunk({body.x, top, body.w, words_high}, card.words, words, std::max(parts.words_size / 2, 8), Align::centre);
    pen.text(body.x + body.w / 2, top + words_high + between + high, card.number, ticket, Align::centre);
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
        // All numbers in one size.
        const auto cards = std::span(scene.picture.counters).subspan(grid.first, grid.shown);
        const bool badges = std::ranges::any_of(cards, [](const board::CounterCard& card) { return !card.badge.empty(); });
        const CellParts parts = parts_of(pen, {0, 0, scene.rect.w / grid.columns, scene.rect.h / grid.rows}, badges);
        const TextStyle ticket = tickets_style(pen, parts, cards);
        for (std::size_t i = 0; i < grid.shown; ++i) {
            const int column = static_cast<int>(i) % grid.columns;
            const int row = static_cast<int>(i) / grid.columns;
            const Rect& all = scene.rect;
            const int left = all.x + all.w * column / grid.columns;
            const int top = all.y + all.h * row / grid.rows;
            const Rect cell{left, top, all.x + all.w * (column + 1) / grid.columns - left, all.y + all.h * (row + 1) / grid.rows - top};
            const auto& card = scene.picture.counters[grid.first + i];
            pen.canvas.clip(cell);
            draw_cell(pen, cell, card, scene.picture.labels, pulses_[card.counter].swell(scene.now_us), ticket, badges);
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
