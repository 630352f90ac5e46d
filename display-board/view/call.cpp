// The large panel: the number and where to go, equally readable; or calm words. A new call fades in, and pulses while it is fresh.
#include <cmath>
#include <utility>

#include "board_view/limits.hpp"
#include "board_view/panel.hpp"

namespace luot::board_view {
namespace {

using screen::Align;
using screen::Canvas;
using screen::Colour;
using screen::Family;
using screen::Rect;
using screen::TextStyle;
using screen::Weight;

// A frame of the pulse: smooth enough at half the display's usual rate.
constexpr std::int64_t pulse_frame_us = 33'000;

void draw_arrow(const Pen& pen, const Rect& box, Colour colour) {
    const double thick = box.h * 0.16;
    const double middle = box.y + box.h / 2.0;
    const double tip = box.right() - thick * 0.2;
    const double reach = box.h * 0.42;
    pen.canvas.line({static_cast<double>(box.x), middle}, {tip - thick * 0.6, middle}, thick, colour);
    pen.canvas.line({tip - reach, middle - reach}, {tip + thick * 0.2, middle + thick * 0.2}, thick, colour);
    pen.canvas.line({tip - reach, middle + reach}, {tip + thick * 0.2, middle - thick * 0.2}, thick, colour);
}

void draw_field(const Pen& pen, const Rect& row, const board::CurrentCall& call) {
    if (call.field.empty()) return;
    const int square = pen.px(26);
    const auto name = pen.style(36, Weight::semibold, pen.theme.ink);
    const int room = row.w - square - pen.px(14);
    const int size = pen.fitting_size(call.field, name, room, row.h);
    const auto style = name.sized(std::clamp(size, pen.px(24), name.size_px));
    const bool cut = pen.canvas.measure(call.field, style).w > room;
    const std::string shown = pen.canvas.ellipsised(call.field, style, room);
    const int width = pen.canvas.measure(shown, style).w;
    pen.text(row.right(), pen.canvas.middle_baseline(row, style), shown, style, Align::right, cut);
    const auto colour = field_on_call(pen.theme, call.field_colour, call.field_place.value_or(0));
    pen.canvas.fill_rounded({row.right() - width - pen.px(14) - square, row.y + (row.h - square) / 2, square, square}, pen.px(6), colour);
}

void draw_label_row(const Pen& pen, const Rect& row, const board::CurrentCall& call, const board::Labels& labels) {
    const auto label = pen.style(48, Weight::bold, pen.theme.ink);
    const int taken = pen.text(row.x, pen.canvas.middle_baseline(row, label), labels.call, label);
    const int left = taken + pen.px(48);
    draw_field(pen, {row.x + left, row.y, row.w - left, row.h}, call);
}

int digits_min(const Pen& pen) {
    return static_cast<int>(std::ceil(pen.canvas.height() * digits_of_height)) + 2;
}

// How the number and the counter are set.
struct Digits {
    TextStyle number, counter;
    std::string counter_text;
};

Digits digits_for(const Pen& pen, const board::CurrentCall& call, int number_width, int counter_width, int row_height) {
    Digits digits;
    const int high = std::max(row_height * 76 / 100, std::min(digits_min(pen), row_height * 90 / 100));
    digits.counter_text = std::to_string(call.counter);
    digits.number = {Family::display, Weight::extrabold, 0, pen.theme.ink, false, number_tracking};
    digits.number.size_px = pen.fitting_size(call.number, digits.number, number_width, high);
    digits.counter = digits.number.sized(pen.fitting_size(digits.counter_text, digits.number, counter_width, high, digits.number.size_px));
    digits.counter.colour = pen.theme.call;
    return digits;
}

void draw_counter_box(const Pen& pen, const Rect& box, const Digits& digits) {
    pen.canvas.fill_rounded(box, pen.px(28), pen.theme.ink);
    pen.text(box.x + box.w / 2, pen.canvas.middle_baseline(box, digits.counter), digits.counter_text, digits.counter, Align::centre);
}

// Two rows of the same height with digits of the same size: what to look for, and where to go.
void draw_stacked(const Pen& pen, const Rect& rect, const board::CurrentCall& call, const board::Labels& labels, double swell) {
    auto& canvas = pen.canvas;
    const int pad = pen.px(rect.w < rect.h * 5 / 4 ? 40 : 48);
    const Rect label{rect.x + pad, rect.y + pen.px(16), rect.w - 2 * pad, pen.px(72)};
    draw_label_row(pen, label, call, labels);

    const int gap = pen.px(20);
    const int row_height = (rect.bottom() - gap - label.bottom() - gap) / 2;
    const Rect number_row{label.x, label.bottom(), label.w, row_height};
    const Rect counter_row{label.x, number_row.bottom() + gap, label.w, row_height};
    const int box_pad = pen.px(36);
    const Digits digits = digits_for(pen, call, number_row.w, counter_row.w * 60 / 100 - 2 * box_pad, row_height);
    pen.text(number_row.x, canvas.middle_baseline(number_row, digits.number), call.number, digits.number);

    const int box_width =
        std::max(canvas.measure(digits.counter_text, digits.counter).w + 2 * box_pad, std::min(row_height, counter_row.w / 2));
    const Rect box{counter_row.right() - box_width, counter_row.y, box_width, row_height};
    draw_counter_box(pen, box, digits);

    const Rect left{counter_row.x, counter_row.y, box.x - pen.px(32) - counter_row.x, row_height};
    const auto words = pen.style(96, Weight::bold, pen.theme.ink);
    const int arrow = pen.px(104);
    const int nudge = pen.px(16);  // the arrow moves with the pulse
    const int indent_with_arrow = arrow + nudge + pen.px(32);
    const bool arrow_fits = canvas.measure(labels.go, words.sized(pen.px(60))).w + indent_with_arrow <= left.w;
    const int indent = arrow_fits ? indent_with_arrow : 0;
    if (arrow_fits)
        draw_arrow(pen, {left.x + static_cast<int>(std::lround(nudge * swell)), left.y + (left.h - arrow) / 2, arrow, arrow},
                   pen.theme.ink);
    pen.text_shrunk({left.x + indent, left.y, left.w - indent, left.h}, labels.go, words, pen.px(30));
}

// In one row: the number, an arrow, the counter.
void draw_flat(const Pen& pen, const Rect& rect, const board::CurrentCall& call, const board::Labels& labels, double swell) {
    auto& canvas = pen.canvas;
    const int pad = pen.px(48);
    const int label_height = std::min(pen.px(72), rect.h / 4);
    const Rect label{rect.x + pad, rect.y + pen.px(10), rect.w - 2 * pad, label_height};
    const int gap = pen.px(18);
    const Rect row{label.x, label.bottom(), label.w, rect.bottom() - gap - label.bottom()};
    const int box_pad = pen.px(40);
    const Digits digits = digits_for(pen, call, row.w * 54 / 100, row.w * 26 / 100 - 2 * box_pad, row.h);
    pen.text(row.x, canvas.middle_baseline(row, digits.number), call.number, digits.number);
    const int number_right = row.x + canvas.measure(call.number, digits.number).w;

    const int box_width = std::max(canvas.measure(digits.counter_text, digits.counter).w + 2 * box_pad, row.h * 11 / 10);
    const Rect box{row.right() - box_width, label.y + pen.px(6), box_width, rect.bottom() - gap - label.y - pen.px(6)};
    draw_counter_box(pen, box, digits);

    const auto call_style = pen.style(48, Weight::bold, pen.theme.ink);
    const int taken = pen.text(label.x, canvas.middle_baseline(label, call_style), labels.call, call_style);
    const int field_left = label.x + taken + pen.px(48);
    draw_field(pen, {field_left, label.y, box.x - pen.px(40) - field_left, label.h}, call);

    const int nudge = pen.px(16);
    const Rect between{number_right + pen.px(48), row.y, box.x - pen.px(40) - number_right - pen.px(48), row.h};
    const int arrow = std::min(pen.px(104), row.h * 6 / 10);
    const auto words = pen.style(72, Weight::bold, pen.theme.ink);
    const int words_min = pen.px(40);
    const bool both = canvas.measure(labels.go, words.sized(words_min)).w + arrow + nudge + pen.px(28) <= between.w;
    const int moved = static_cast<int>(std::lround(nudge * swell));
    if (both) {
        const int room = between.w - arrow - nudge - pen.px(28);
        const int size = pen.fitting_size(labels.go, words, room, row.h, words.size_px);
        const int width = canvas.measure(labels.go, words.sized(size)).w;
        const int left = between.x + (room - width);
        pen.text(left, canvas.middle_baseline(between, words.sized(size)), labels.go, words.sized(size));
        draw_arrow(pen, {between.right() - nudge - arrow + moved, between.y + (between.h - arrow) / 2, arrow, arrow}, pen.theme.ink);
    } else if (arrow + nudge <= between.w) {
        draw_arrow(pen, {between.x + (between.w - arrow - nudge) / 2 + moved, between.y + (between.h - arrow) / 2, arrow, arrow},
                   pen.theme.ink);
    }
}

void draw_call(const Pen& pen, const Rect& rect, const board::CurrentCall& call, const board::Labels& labels, double swell) {
    pen.canvas.fill(rect, call_colour(pen.theme, swell));
    const bool flat = rect.w > rect.h * 3;
    (flat ? draw_flat : draw_stacked)(pen, rect, call, labels, swell);
}

Canvas copy_of(const Canvas& canvas, const Rect& rect) {
    Canvas copy(canvas.fonts(), std::max(rect.w, 1), std::max(rect.h, 1), screen::rgb("#000000"));
    copy.blit(canvas, -rect.x, -rect.y);
    return copy;
}

class Call final : public Panel {
  public:
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(300); }

    Drawn draw(const Scene& scene) override {
        board::Picture relevant = part_of(scene.picture);
        const bool other = !drawn_ || !same_but_fresh(*drawn_, relevant);
        const bool faded = other && drawn_ && !scene.lost;
        if (scene.anew) before_.reset();
        if (faded) {
            before_.emplace(copy_of(scene.pen.canvas, scene.rect));
            fade_from_us_ = scene.now_us;
        }
        follow(relevant, scene.now_us);
        const bool fading = before_ && scene.now_us - fade_from_us_ < limits::fade_us;
        const double swell = pulse_.swell(scene.now_us);
        const bool needed = scene.anew || other || before_ || swell != swell_;
        drawn_ = std::move(relevant);
        if (!needed) return {false, next(scene.now_us)};
        paint(scene, swell);
        swell_ = swell;
        if (fading) {
            const auto left = static_cast<double>(limits::fade_us - (scene.now_us - fade_from_us_)) / static_cast<double>(limits::fade_us);
            scene.pen.canvas.blit(*before_, scene.rect.x, scene.rect.y, static_cast<std::uint8_t>(std::lround(left * 255)));
        } else {
            before_.reset();
        }
        return {true, next(scene.now_us)};
    }

  private:
    static board::Picture part_of(const board::Picture& picture) {
        board::Picture part;
        part.phase = picture.phase;
        part.labels = picture.labels;
        part.title = picture.title;
        part.detail = picture.detail;
        part.current = picture.current;
        return part;
    }
    static bool same_but_fresh(const board::Picture& one, board::Picture other) {
        if (one.current && other.current) other.current->fresh = one.current->fresh;
        return one == other;
    }

    void follow(const board::Picture& picture, std::int64_t now_us) {
        if (picture.current) {
            // The ticket where no seq is told.
            const auto& call = *picture.current;
            pulse_.follow(call.seq != 0 ? call.seq : call.ticket, call.fresh, now_us);
        } else {
            pulse_.rest();
        }
    }

    std::optional<std::int64_t> next(std::int64_t now_us) const {
        if (before_) return now_us;
        if (pulse_.moving(now_us)) return now_us + pulse_frame_us;
        return swell_ != 0 ? std::optional(now_us) : std::nullopt;
    }

    static void paint(const Scene& scene, double swell) {
        const board::Picture& picture = scene.picture;
        if (picture.current) {
            draw_call(scene.pen, scene.rect, *picture.current, picture.labels, swell);
        } else {
            draw_words(scene.pen, scene.rect, picture.title, picture.detail);
        }
    }

    std::optional<board::Picture> drawn_;
    std::optional<Canvas> before_;  // fades away
    std::int64_t fade_from_us_ = 0;
    Pulse pulse_;
    double swell_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_call() {
    return std::make_unique<Call>();
}

}  // namespace luot::board_view
