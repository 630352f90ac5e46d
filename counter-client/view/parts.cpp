#include "desk_view/parts.hpp"

#include <algorithm>

#include "screen/utf8.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double cap_h = 28;
constexpr double cap_pad = 9;
constexpr double gap = 8;

Box middle(const Box& box, double w, double h) {
    return {box.x, box.y + (box.h - h) / 2, w, h};
}

}  // namespace

double key_cap_width(const Painter& painter, const std::string& key) {
    if (key.empty()) return 0;
    return std::max(cap_h, painter.width(key, Face::small_strong) + 2 * cap_pad);
}

double key_cap(Painter& painter, const Box& box, const std::string& key, Colour colour, bool right) {
    const double w = key_cap_width(painter, key);
    if (w == 0) return 0;
    Box cap = middle(box, w, std::min(cap_h, box.h));
    if (right) cap.x = box.right() - w;
    painter.outline(cap, colour, 6);
    painter.text(cap, key, {small_strong_ladder, colour, Align::centre});
    return w;
}

void tone_mark(Painter& painter, double x, double y, double size, desk::Tone tone, Colour colour, Colour on_it) {
    const double half = size / 2;
    const double thick = size / 8;
    const double dot = size / 12;
    switch (tone) {
        case desk::Tone::calm:
            painter.circle(x, y, half, colour);
            painter.circle(x, y - size * 0.22, dot, on_it);
            painter.stroke(x, y - size * 0.06, x, y + size * 0.28, on_it, thick);
            return;
        case desk::Tone::good:
            painter.circle(x, y, half, colour);
            painter.stroke(x - size * 0.24, y + size * 0.02, x - size * 0.06, y + size * 0.2, on_it, thick);
            painter.stroke(x - size * 0.06, y + size * 0.2, x + size * 0.26, y - size * 0.18, on_it, thick);
            return;
        case desk::Tone::warn:
            painter.triangle(x, y - half, x + half, y + half * 0.85, x - half, y + half * 0.85, colour);
            painter.stroke(x, y - size * 0.16, x, y + size * 0.14, on_it, thick);
            painter.circle(x, y + size * 0.27, dot, on_it);
            return;
        case desk::Tone::bad:
            painter.fill({x - half, y - half, size, size}, colour, 3);
            painter.stroke(x, y - size * 0.28, x, y + size * 0.08, on_it, thick);
            painter.circle(x, y + size * 0.26, dot, on_it);
            return;
    }
}

double button_width(const Painter& painter, const desk::Button& button) {
    const double key = key_cap_width(painter, button.key);
    return 32 + painter.width(button.label, Face::body_strong) + (key > 0 ? key + 12 : 0);
}

void button(Painter& painter, const Box& box, const desk::Button& button) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, button.target, button.enabled, button.label);
    Colour back = button.enabled ? theme.card : theme.paper;
    Colour text = theme.text;
    const bool filled = button.main && button.enabled;
    if (filled) {
        back = look.pressed ? painter.palette().action_pressed : look.hovered ? painter.palette().action_hovered : theme.action;
        text = theme.text_on_dark;
    } else if (look.pressed) {
        back = painter.palette().pressed;
    } else if (look.hovered || button.on) {
        back = painter.palette().chosen;
    }
    if (!button.enabled) text = readable_on(theme.muted, back);
    painter.fill(box, back, 8);
    if (!filled) painter.outline(box, button.on ? theme.action : painter.palette().neutral, 8, button.on ? 2 : 1);
    const Box in = box.inset(std::min(16.0, box.w / 10), 4);
    const double key = key_cap(painter, in, button.key, text, true);
    const Box words = in.without_right(key > 0 ? key + gap : 0);
    const Align align = key > 0 ? Align::left : Align::centre;
    if (button.detail.empty() || box.h < 44) {
        painter.text(words, button.label, {strong_ladder, text, align, Upright::middle, 2});
        return;
    }
    const Colour below = filled ? text : readable_on(theme.muted, back);
    const double half = std::min(words.h / 2, 22.0);
    const double middle_y = words.y + words.h / 2;
    painter.text({words.x, middle_y - half, words.w, half}, button.label, {strong_ladder, text, align});
    painter.text({words.x, middle_y, words.w, half}, button.detail, {small_ladder, below, align});
}

double button_row(Painter& painter, const Box& box, const std::vector<desk::Button>& buttons, double height) {
    constexpr double apart = 12;
    double x = box.x;
    double y = box.y;
    for (const auto& one : buttons) {
        const double w = std::clamp(button_width(painter, one), 96.0, box.w);
        if (x > box.x && x + w > box.right() + 0.5) {
            x = box.x;
            y += height + gap;
        }
        button(painter, {x, y, w, height}, one);
        x += w + apart;
    }
    return buttons.empty() ? 0 : y + height - box.y;
}

void tile(Painter& painter, const Box& box, const desk::Button& button) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, button.target, button.enabled, button.label);
    Colour back = button.enabled ? theme.card : theme.paper;
    if (button.on || look.hovered) back = painter.palette().chosen;
    if (look.pressed) back = painter.palette().pressed;
    const Colour faint = readable_on(theme.muted, back);
    const Colour text = button.enabled ? theme.text : faint;
    painter.fill(box, back, radius_tile);
    painter.outline(box, button.on ? theme.action : theme.rule, radius_tile, button.on ? 2 : 1);
    const bool tall = box.h >= 74;
    const double key = key_cap_width(painter, button.key);
    const Box in = box.inset(tall ? 16 : 12, tall ? 10 : 4);
    if (button.on) tone_mark(painter, in.right() - 8, tall ? in.y + 12 : in.y + in.h / 2, 16, desk::Tone::good, theme.action, theme.card);
    const double mark = button.on ? 24 : 0;
    if (!tall) {
        const double taken = key > 0 ? key + gap : 0;
        key_cap(painter, in.without_right(mark), button.key, faint, true);
        const Box words = in.without_right(taken + mark);
        const double detail_h = painter.line_height(Face::small);
        const double label_h = painter.line_height(Face::body_strong);
        if (!button.detail.empty() && words.h >= label_h + detail_h && painter.width(button.label, Face::body_strong) <= words.w &&
            painter.width(button.detail, Face::small) <= words.w) {
            const double y = words.y + (words.h - label_h - detail_h) / 2;
            painter.text({words.x, y, words.w, label_h}, button.label, {strong_ladder, text});
            painter.text({words.x, y + label_h, words.w, detail_h}, button.detail, {small_ladder, faint});
            return;
        }
        painter.text(words, button.label, {strong_ladder, text, Align::left, Upright::middle, 2});
        return;
    }
    // The words below get two lines where they need them.
    const double beside = key > 0 ? key + gap : 0;
    const bool two = !button.detail.empty() && painter.width(button.detail, Face::small) > in.w - beside;
    const double foot_h = two ? 2 * painter.line_height(Face::small) : cap_h;
    const Box foot{in.x, in.bottom() - foot_h, in.w, foot_h};
    const Box head{in.x, in.y, in.w - mark, in.h - (key > 0 || !button.detail.empty() ? foot_h + 2 : 0)};
    painter.text(head, button.label, {strong_ladder, text, Align::left, Upright::middle, 2});
    key_cap(painter, foot, button.key, faint, false);
    if (!button.detail.empty())
        painter.text(foot.without_left(beside), button.detail, {small_ladder, faint, Align::left, Upright::middle, 2});
}

void step(Painter& painter, const Box& box, const desk::Button& button, bool busy) {
    const auto& theme = painter.theme();
    const Look look = painter.target(box, button.target, button.enabled, button.label);
    Colour back = theme.action;
    Colour text = theme.text_on_dark;
    if (look.hovered) back = painter.palette().action_hovered;
    if (look.pressed) back = painter.palette().action_pressed;
    if (!button.enabled) {
        back = theme.card;
        text = theme.muted;
    }
    painter.fill(box, back, box.h >= 60 ? radius_card : radius_tile);
    if (!button.enabled) painter.outline(box, painter.palette().neutral, box.h >= 60 ? radius_card : radius_tile, 2);
    const Box in = box.inset(box.h >= 80 ? 28 : 16, box.h >= 80 ? 12 : 4);
    double taken = key_cap(painter, in, button.key, text, true);
    if (busy) {  // under way: three dots
        const double x = in.right() - taken - 20;
        for (int i = 0; i < 3; ++i) painter.circle(x - 10 * i, in.y + in.h / 2, 3, text);
        taken += 48;
    }
    Box words = in.without_right(taken > 0 ? taken + 2 * gap : 0);
    const bool with_detail = !button.detail.empty() && box.h >= 56;
    const double detail_w = painter.width(button.detail, Face::body);
    if (with_detail && box.h < 80 && painter.width(button.label, Face::large) + 24 + detail_w <= words.w) {
        painter.text({words.right() - detail_w, words.y, detail_w, words.h}, button.detail, {body_ladder, text, Align::right});
        words = words.without_right(detail_w + 20);
    } else if (with_detail) {
        painter.text({words.x, words.bottom() - 22, words.w, 22}, button.detail, {body_ladder, text});
        words.h -= 22;
    }
    const Ladder ladder = words.h < 36 ? Ladder(title_ladder) : Ladder(step_ladder);
    painter.text(words, button.label, {ladder, text, Align::left, Upright::middle, 2});
}

namespace {

constexpr double chip_h = 27;
constexpr double chip_gap = 6;
constexpr double urgent_mark = 22;

double chip_width(const Painter& painter, const desk::Chip& chip, double room) {
    const double mark = chip.kind == desk::Chip::Kind::urgent ? urgent_mark : 0;
    return std::min(painter.width(chip.text, Face::body_strong) + 20 + mark, room);
}

// Where each of them goes.
std::vector<Box> chip_places(const Painter& painter, const Box& box, const std::vector<desk::Chip>& chips) {
    std::vector<Box> places;
    double x = box.x;
    double y = box.y;
    for (const auto& chip : chips) {
        const double w = chip_width(painter, chip, box.w);
        if (x > box.x && x + w > box.right() + 0.5) {
            x = box.x;
            y += chip_h + chip_gap;
        }
        places.push_back({x, y, w, chip_h});
        x += w + chip_gap;
    }
    return places;
}

}  // namespace

double chips_height(const Painter& painter, double width, const std::vector<desk::Chip>& chips) {
    const auto places = chip_places(painter, {0, 0, width, 0}, chips);
    return places.empty() ? 0 : places.back().bottom();
}

void chips(Painter& painter, const Box& box, const std::vector<desk::Chip>& chips) {
    const auto places = chip_places(painter, box, chips);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const auto& chip = chips[i];
        const Box& at = places[i];
        const bool urgent = chip.kind == desk::Chip::Kind::urgent;
        Colour back = painter.theme().card;
        Colour text = painter.theme().text;
        switch (chip.kind) {
            case desk::Chip::Kind::field:
                back = tint(swatch_colour(painter.palette(), chip.swatch));
                text = readable_on(swatch_colour(painter.palette(), chip.swatch), back);
                break;
            case desk::Chip::Kind::ticket_class:
                back = painter.palette().class_back;
                text = painter.palette().class_text;
                break;
            case desk::Chip::Kind::urgent:
                back = painter.theme().bad;
                text = painter.theme().text_on_dark;
                break;
            case desk::Chip::Kind::mark:
                break;
        }
        painter.fill(at, back, 6);
        if (chip.kind == desk::Chip::Kind::mark) painter.outline(at, painter.palette().neutral, 6);
        if (urgent) tone_mark(painter, at.x + 17, at.y + at.h / 2, 14, desk::Tone::bad, text, back);
        painter.text(at.inset(10, 0).without_left(urgent ? urgent_mark : 0), chip.text, {strong_ladder, text});
    }
}

namespace {

constexpr double banner_pad = 16;
constexpr double banner_mark = 32;

double banner_button_width(const Painter& painter, const desk::Banner& banner, double width) {
    return banner.button ? std::min(button_width(painter, *banner.button), width * 0.4) + banner_pad : 0;
}

}  // namespace

double banner_height(const Painter& painter, double width, const desk::Banner& banner) {
    const double room = width - 2 * banner_pad - banner_mark - banner_button_width(painter, banner, width);
    const auto used =
        painter.measure({0, 0, room, 72}, banner.text, {strong_ladder, painter.theme().text, Align::left, Upright::middle, 3});
    return used.lines > 2 ? 72 : used.lines > 1 ? 56 : 44;
}

void banner(Painter& painter, const Box& box, const desk::Banner& banner, bool small) {
    const Colour back = tone_back(painter.palette(), banner.tone);
    const Colour colour = readable_on(tone_colour(painter.palette(), banner.tone, painter.theme().text), back);
    const Colour mark = banner.tone == desk::Tone::calm ? painter.theme().action : colour;
    const double pad = small ? 8 : banner_pad;
    painter.fill(box, back, small ? 8 : radius_tile);
    painter.outline(box, mark, small ? 8 : radius_tile, 1);
    tone_mark(painter, box.x + pad + 9, box.y + box.h / 2, small ? 18 : 20, banner.tone, mark, back);
    const double button_w = banner.button ? std::min(button_width(painter, *banner.button), box.w * 0.4) : 0;
    const double edge = small ? 6 : banner_pad / 2;
    if (banner.button) button(painter, {box.right() - button_w - edge, box.y + 5, button_w, box.h - 10}, *banner.button);
    const double taken = banner.button ? button_w + edge : 0;
    const Box room = box.inset(pad, 2).without_left(small ? 26 : banner_mark).without_right(taken);
    painter.text(room, banner.text, {strong_ladder, colour, Align::left, Upright::middle, 3});
}

namespace {

// Its end, where it is longer than a line.
std::string end_of(const Painter& painter, const std::string& text, double room, Face face) {
    const auto starts = screen::code_point_starts(text);
    std::string shown = text;
    for (std::size_t i = 1; i < starts.size() && painter.width(shown, face) > room; ++i) shown = "…" + text.substr(starts[i]);
    return shown;
}

}  // namespace

void typing_box(Painter& painter, const Box& box, const std::string& typed, const std::string& hint, Ladder ladder, bool focused,
                int lines_max) {
    const auto& theme = painter.theme();
    painter.fill(box, theme.card, 8);
    painter.outline(box, focused ? theme.action : painter.palette().neutral, 8, focused ? 2 : 1);
    if (focused) painter.takes_text(box);
    const std::string composed = focused ? painter.composition() : std::string();
    const Box in = box.inset(14, 6);
    if (typed.empty() && composed.empty()) {
        if (focused) painter.fill({in.x, in.y + in.h / 2 - std::min(in.h, 24.0) / 2, 2, std::min(in.h, 24.0)}, theme.action);
        painter.text(in.without_left(focused ? 8 : 0), hint, {body_ladder, theme.muted, Align::left, Upright::middle});
        return;
    }
    TextLook look{ladder, theme.text, Align::left, Upright::middle};
    const Box room = in.without_right(14);
    if (lines_max > 1) {
        look.upright = Upright::top;
        look.lines_max = lines_max;
        look.tail = true;
        // The caret stands behind what was typed; what is not yet settled is stronger.
        const auto used = painter.line(room, {{typed}, {composed, true}, {focused ? "|" : ""}}, look);
        const double x = in.right();
        if (used.above > 0) painter.triangle(x - 10, in.y + 9, x, in.y + 9, x - 5, in.y + 2, theme.muted);
        return;
    }
    const auto used = painter.text(room, end_of(painter, typed + composed, room.w, ladder.back().plain), look);
    const double h = std::min(in.h, ladder.size() > 2 ? 44.0 : 24.0);
    const double end = in.x + used.w;
    if (!composed.empty()) {
        const double w = std::min(painter.width(composed, used.face), used.w);
        painter.fill({end - w, in.y + (in.h + h) / 2 - 2, w, 2}, theme.action);
    }
    if (focused) painter.fill({end + 3, in.y + (in.h - h) / 2, 2, h}, theme.action);
}

std::size_t first_seen(std::size_t first, std::size_t count, std::size_t room, std::size_t marked) {
    if (room == 0 || count <= room) return 0;
    if (marked < count) {
        first = std::min(first, marked);
        if (marked >= first + room) first = marked - room + 1;
    }
    return std::min(first, count - room);
}

std::size_t marked_of(const std::vector<desk::Button>& buttons) {
    const auto found = std::find_if(buttons.begin(), buttons.end(), [](const desk::Button& one) { return one.on; });
    return static_cast<std::size_t>(found - buttons.begin());
}

void more_rows(Painter& painter, const Box& box, std::size_t above, std::size_t below) {
    double x = box.right();
    const double y = box.y + box.h / 2;
    const Colour colour = painter.theme().muted;
    const auto one = [&](std::size_t count, double up) {
        if (count == 0) return;
        const std::string text = "+" + std::to_string(count);
        const double w = painter.width(text, Face::small_strong);
        painter.text({x - w, box.y, w, box.h}, text, {small_strong_ladder, colour});
        x -= w + 6;
        painter.triangle(x - 10, y - 3 * up, x, y - 3 * up, x - 5, y + 4 * up, colour);
        x -= 18;
    };
    one(below, 1);
    one(above, -1);
}

}  // namespace luot::desk_view
