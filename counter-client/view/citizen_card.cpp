// Who is at the counter, or why nobody is.
#include <algorithm>
#include <cmath>

#include "desk_view/pages.hpp"

namespace luot::desk_view {

using screen::Align;
using screen::Colour;

namespace {

constexpr double fact_h = 28;
constexpr double fact_h_min = 21;
constexpr double text_line = 24;

// The number takes less where the card is narrow.
double number_width(double width) {
    return std::min(345.0, width * 0.52);
}

constexpr int note_lines_max = 3;
constexpr double note_gap = 6;

TextLook note_look(const Painter& painter) {
    return {body_ladder, painter.palette().class_text, Align::left, Upright::middle, note_lines_max};
}

double note_height(const Painter& painter, double width, const std::string& note) {
    if (note.empty()) return 0;
    return painter.measure({0, 0, width - 24, note_lines_max * text_line}, note, note_look(painter)).h + 6;
}

// The lines below the rule: why this one, and what a colleague wrote.
double below_height(const Painter& painter, double width, const desk::Citizen& citizen) {
    const double reason_h = citizen.reason.empty() ? 0 : text_line;
    const double note_h = note_height(painter, width, citizen.note);
    return reason_h + note_h + (reason_h > 0 && note_h > 0 ? note_gap : 0);
}

double below(Painter& painter, const Box& box, const desk::Citizen& citizen) {
    double y = box.bottom();
    const auto& theme = painter.theme();
    if (const double h = note_height(painter, box.w, citizen.note); h > 0) {
        // On paper of its own, as a note is.
        const Box note{box.x, y - h, box.w, h};
        painter.fill(note, painter.palette().class_back, 4);
        painter.fill(note.left(4), painter.palette().class_text);
        painter.text(note.inset(12, 0), citizen.note, note_look(painter));
        y -= h + (citizen.reason.empty() ? 0 : note_gap);
    }
    if (!citizen.reason.empty()) {
        painter.text({box.x, y - text_line, box.w, text_line}, citizen.reason, {body_ladder, theme.muted});
        y -= text_line;
    }
    return box.bottom() - y;
}

void facts(Painter& painter, const Box& box, const desk::Citizen& citizen) {
    const auto& theme = painter.theme();
    const double chips_h = chips_height(painter, box.w, citizen.chips);
    const Box rest = box.without_top(chips_h > 0 ? chips_h + 6 : 0);
    const auto count = static_cast<double>(citizen.facts.size());
    if (rest.h >= count * fact_h_min) {
        chips(painter, box, citizen.chips);
        const double h = count > 0 ? std::min(fact_h, rest.h / count) : 0;
        for (std::size_t i = 0; i < citizen.facts.size(); ++i) {
            const Box at{rest.x, rest.y + static_cast<double>(i) * h, rest.w, h};
            painter.line(at, citizen.facts[i], {h >= 24 ? Ladder(body_ladder) : Ladder(small_ladder), theme.text});
        }
        return;
    }
    // One behind the other where they have not a line each; where even that is too much, what stands on chips is written, too.
    desk::Line all = one_behind_the_other(citizen.facts, {});
    const TextLook look{small_ladder, theme.text, Align::left, Upright::middle, 8};
    if (painter.measure({0, 0, rest.w, 1'000}, all, look).h <= rest.h) {
        chips(painter, box, citizen.chips);
        painter.line(rest, all, look);
        return;
    }
    painter.line(box, one_behind_the_other(citizen.facts, citizen.chips), look);
}

void nobody(Painter& painter, const Box& box, const desk::Citizen& citizen) {
    const auto& theme = painter.theme();
    const Colour colour = tone_colour(painter.palette(), citizen.tone, theme.text);
    const double detail_h = citizen.detail.empty() ? 0 : 48;
    const double head_h = std::min(80.0, box.h - detail_h);
    const double y = box.y + (box.h - head_h - detail_h) / 2;
    const bool marked = citizen.tone == desk::Tone::warn || citizen.tone == desk::Tone::bad;
    if (marked) tone_mark(painter, box.x + 16, y + head_h / 2, 30, citizen.tone, colour, theme.card);
    painter.text(Box{box.x, y, box.w, head_h}.without_left(marked ? 46 : 0), citizen.headline,
                 {step_ladder, colour, Align::left, Upright::middle, 2});
    painter.text({box.x, y + head_h, box.w, detail_h}, citizen.detail, {body_ladder, theme.muted, Align::left, Upright::top, 2});
}

}  // namespace

desk::Line one_behind_the_other(const std::vector<desk::Line>& facts, const std::vector<desk::Chip>& chips) {
    desk::Line all;
    const auto part = [&all] {
        if (!all.empty()) all.push_back({" · ", false, desk::Tone::calm});
    };
    for (const auto& chip : chips) {
        part();
        all.push_back({chip.text, true, chip.kind == desk::Chip::Kind::urgent ? desk::Tone::bad : desk::Tone::calm});
    }
    for (const auto& fact : facts) {
        part();
        all.insert(all.end(), fact.begin(), fact.end());
    }
    return all;
}

double citizen_height(const Painter& painter, double width, const desk::Citizen& citizen) {
    if (citizen.number.empty()) return 130 + below_height(painter, width - 52, citizen);
    const double facts_w = width - 52 - number_width(width - 52) - 28;
    const double chips_h = chips_height(painter, facts_w, citizen.chips);
    const double beside = (chips_h > 0 ? chips_h + 6 : 0) + static_cast<double>(citizen.facts.size()) * fact_h_min;
    const double low = below_height(painter, width - 52, citizen);
    return std::max(beside, 84.0) + 28 + (low > 0 ? low + 14 : 0);
}

void citizen_card(Painter& painter, const Box& box, const desk::Page& page) {
    const auto& theme = painter.theme();
    const auto& citizen = page.citizen;
    painter.fill(box, theme.card, radius_card);
    // What is shown is of before: the line around it is broken with the connection.
    painter.outline(box, page.stale ? theme.warn : theme.rule, radius_card, page.stale ? 2 : 1);
    const bool low = box.h < 170;
    Box in = box.inset(26, low ? 10 : 18);
    const double foot = below(painter, in, citizen);
    in.h -= foot;
    if (foot > 0) {
        const double pad = low ? 4 : 10;
        painter.fill({in.x, in.bottom() - pad, in.w, painter.hair()}, theme.rule);
        in.h -= 2 * pad;
    }
    if (citizen.number.empty()) {
        nobody(painter, in, citizen);
        return;
    }
    const double number_w = number_width(in.w);
    const auto used = painter.text(in.left(number_w), citizen.number,
                                   {number_ladder, tone_colour(painter.palette(), citizen.tone, theme.text), Align::left});
    const double beside_x = in.x + std::max(used.w + 28, std::min(number_w, 150.0));
    Box beside{beside_x, in.y, in.right() - beside_x, in.h};
    // In the middle where there is room.
    const double chips_h = chips_height(painter, beside.w, citizen.chips);
    const double natural = (chips_h > 0 ? chips_h + 6 : 0) + static_cast<double>(citizen.facts.size()) * fact_h;
    if (natural < beside.h) {
        beside.y += (beside.h - natural) / 2;
        beside.h = natural;
    }
    facts(painter, beside, citizen);
}

}  // namespace luot::desk_view
