// The calls before the current one, in one or more columns. A new one pushes the others on: every line slides to its next place, from the
// foot of a column to the head of the next one too. Lines of calls that are fresh have the call's colour.
#include <cmath>
#include <map>
#include <utility>

#include "board/limits.hpp"
#include "board_view/limits.hpp"
#include "board_view/panel.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Colour;
using screen::Family;
using screen::Rect;
using screen::TextStyle;
using screen::Weight;

constexpr std::int64_t pulse_frame_us = 33'000;

struct Column {
    Rect head, list;
};

struct Grid {
    std::vector<Column> columns;
    int rows = 1;  // in each
    int row_height = 1;
};

Grid grid_of(const Pen& pen, const Rect& rect, int columns) {
    Grid grid;
    const int pad_left = pen.px(44);
    const int pad_right = pen.px(48);
    const int head = pen.px(56);
    const int top = rect.y + pen.px(16);
    const int room = std::max(rect.bottom() - top - head, 1);
    const int most = (static_cast<int>(board::limits::last_calls) + columns - 1) / columns;
    grid.rows = std::clamp(room / pen.px(100), 1, most);
    grid.row_height = room / grid.rows;
    for (int i = 0; i < columns; ++i) {
        const int left = rect.x + rect.w * i / columns;
        const int right = rect.x + rect.w * (i + 1) / columns;
        const int w = right - left - pad_left - pad_right;
        grid.columns.push_back({{left + pad_left, top, w, head}, {left + pad_left, top + head, w, rect.bottom() - top - head}});
    }
    return grid;
}

class Calls final : public Panel {
  public:
    explicit Calls(int columns) : columns_(columns) {}

    bool wanted(const board::Picture& picture, const Beside&) const override { return picture.phase == board::Phase::calling; }
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(72 + 3 * 100); }

    Drawn draw(const Scene& scene) override {
        const std::int64_t now_us = scene.now_us;
        const Grid grid = grid_of(scene.pen, scene.rect, columns_);
        const bool other = scene.anew || !same_lines(scene.picture.last_calls) || !(labels_ == scene.picture.labels);
        if (other) {
            remember_places(now_us);
            lines_ = scene.picture.last_calls;
            labels_ = scene.picture.labels;
            if (scene.anew) moved_from_us_.reset();
        }
        bool fresh = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            lines_[i].fresh = scene.picture.last_calls[i].fresh;
            fresh = fresh || lines_[i].fresh;
        }
        pulse_.follow(1, fresh, now_us);
        const double swell = pulse_.swell(now_us);
        if (!other && !moved_from_us_ && swell == swell_ && lines_ == drawn_) return {false, next(now_us)};
        const bool arrived = moved_from_us_ && now_us - *moved_from_us_ >= limits::move_us;
        if (arrived) moved_from_us_.reset();
        paint(scene, grid, swell);
        swell_ = swell;
        drawn_ = lines_;
        return {true, next(now_us)};
    }

  private:
    bool same_lines(const std::vector<board::CallLine>& lines) const {
        return std::ranges::equal(lines, lines_, [](const board::CallLine& one, const board::CallLine& other) {
            return one.ticket == other.ticket && one.number == other.number && one.counter == other.counter;
        });
    }

    // Where every line is seen now: the next move begins there.
    void remember_places(std::int64_t now_us) {
        std::map<std::uint64_t, double> places;
        for (std::size_t i = 0; i < lines_.size(); ++i) places[lines_[i].ticket] = place_of(i, now_us);
        from_ = std::move(places);
        moved_from_us_ = now_us;
    }

    // In lines from the head of the first column. New lines come in from above.
    double place_of(std::size_t line, std::int64_t now_us) const {
        const auto target = static_cast<double>(line);
        if (!moved_from_us_) return target;
        const auto found = from_.find(lines_[line].ticket);
        double from = target - 1;
        if (found != from_.end()) {
            from = found->second;
        } else if (line > 0) {
            // As many as came with it, one behind the other; at the end of the list it is an old one that comes into sight.
            std::size_t known = line;
            while (known < lines_.size() && !from_.contains(lines_[known].ticket)) ++known;
            from = known < lines_.size() ? from_.at(lines_[known].ticket) - static_cast<double>(known - line) : target + 1;
        }
        const double progress = static_cast<double>(now_us - *moved_from_us_) / static_cast<double>(limits::move_us);
        return from + (target - from) * eased(progress);
    }

    std::optional<std::int64_t> next(std::int64_t now_us) const {
        if (moved_from_us_ || (!pulse_.moving(now_us) && swell_ != 0)) return now_us;
        if (pulse_.moving(now_us)) return now_us + pulse_frame_us;
        return std::nullopt;
    }

    void paint(const Scene& scene, const Grid& grid, double swell) const {
        const Pen& pen = scene.pen;
        auto& canvas = pen.canvas;
        canvas.fill(scene.rect, pen.theme.ink_2);
        const auto label = pen.style(30, Weight::medium, pen.theme.muted_on_dark);
        const int line = pen.px(2);
        for (const Column& column : grid.columns) {
            const int baseline = canvas.middle_baseline(column.head, label);
            const int right = canvas.measure(labels_.last_counters, label).w;
            pen.text(column.head.right(), baseline, labels_.last_counters, label, Align::right);
            pen.text_shrunk({column.head.x, column.head.y, column.head.w - right - pen.px(16), column.head.h}, labels_.last_calls, label,
                            label.size_px / 2);
            canvas.fill({column.head.x, column.head.bottom(), column.head.w, line}, pen.theme.line);
        }
        if (lines_.empty()) {
            const Rect& list = grid.columns.front().list;
            const auto words = pen.style(32, Weight::regular, pen.theme.muted_on_dark);
            pen.text_wrapped({list.x, list.y + pen.px(28), list.w, list.h - pen.px(28)}, labels_.no_last_calls, words);
            return;
        }
        for (std::size_t c = 0; c < grid.columns.size(); ++c) {
            const Rect& list = grid.columns[c].list;
            // The swell of fresh lines reaches into the margin.
            const int bleed = pen.px(24);
            const Rect seen{list.x - bleed, list.y + line, list.w + 2 * bleed, grid.rows * grid.row_height - line};
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                const double place = place_of(i, scene.now_us) - static_cast<double>(c) * grid.rows;
                if (place <= -1 || place >= grid.rows) continue;
                const int top = list.y + static_cast<int>(std::lround(place * grid.row_height));
                canvas.clip(seen);
                paint_line(pen, {list.x, top, list.w, grid.row_height}, lines_[i], swell, bleed);
                canvas.unclip();
            }
        }
    }

    static void paint_line(const Pen& pen, const Rect& row, const board::CallLine& call, double swell, int bleed) {
        auto& canvas = pen.canvas;
        canvas.fill({row.x, row.y, row.w, pen.px(2)}, pen.theme.line);
        const Colour colour = call.fresh ? pen.theme.ink : pen.theme.text_on_dark;
        if (call.fresh) {
            const int inset = pen.px(5);
            canvas.fill_rounded({row.x - bleed, row.y + inset, row.w + 2 * bleed, row.h - 2 * inset + pen.px(2)}, pen.px(12),
                                call_colour(pen.theme, swell));
        }
        const int size = std::min(pen.px(104), row.h * 78 / 100);
        const TextStyle number{Family::display, Weight::bold, std::max(size, 8), colour, true};  // so that 011 is not one stroke
        const std::string counter = std::to_string(call.counter);
        const int counter_width = canvas.measure(counter, number).w;
        pen.text(row.right(), canvas.middle_baseline(row, number), counter, number, Align::right);
        pen.text_shrunk({row.x, row.y, row.w - counter_width - pen.px(32), row.h}, call.number, number, size / 3);
    }

    int columns_;
    std::vector<board::CallLine> lines_;
    std::vector<board::CallLine> drawn_;
    board::Labels labels_;
    std::map<std::uint64_t, double> from_;
    std::optional<std::int64_t> moved_from_us_;
    Pulse pulse_;
    double swell_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_calls(int columns) {
    return std::make_unique<Calls>(std::max(columns, 1));
}

}  // namespace luot::board_view
