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
constexpr double chip_h = 27;
constexpr double text_line = 24;

// The number takes less where the card is narrow.
double number_width(double width) {
    return std::min(300.0, width * 0.4);
}

// The lines below the rule: why this one, and what a colleague wrote.
double below_height(const desk::Citizen& citizen) {
    double h = 0;
    if (!citizen.reason.empty()) h += text_line;
    if (!citizen.note.empty()) h += text_line + 4;
    return h;
}

double below(Painter& painter, const Box& box, const desk::Citizen& citizen) {
    double y = box.bottom();
    const auto& theme = painter.theme();
    if (!citizen.note.empty()) {
        // On paper of its own, as a note is.
        const Box note{box.x, y - text_line - 2, box.w, text_line + 2};
        painter.fill(note, painter.palette().class_back, 4);
        painter.fill(note.left(4), painter.palette().class_text);
        painter.text(note.inset(12, 0), citizen.note, {body_ladder, painter.palette().class_text});
        y -= text_line + 4;
    }
    if (!citizen.reason.empty()) {
        painter.text({box.x, y - text_line, box.w, text_line}, citizen.reason, {body_ladder, theme.muted});
        y -= text_line;
    }
    return box.bottom() - y;
}

void facts(Painter& painter, const Box& box, const desk::Citizen& citizen) {
    const auto& theme = painter.theme();
    const double chips_h = chips(painter, box, citizen.chips);
    const Box rest = box.without_top(chips_h > 0 ? chips_h + 6 : 0);
    const auto count = static_cast<double>(citizen.facts.size());
    if (count == 0) return;
    if (rest.h >= count * fact_h_min) {
        const double h = std::min(fact_h, rest.h / count);
        for (std::size_t i = 0; i < citizen.facts.size(); ++i) {
            const Box at{rest.x, rest.y + static_cast<double>(i) * h, rest.w, h};
            painter.line(at, citizen.facts[i], {h >= 24 ? Ladder(body_ladder) : Ladder(small_ladder), theme.text});
        }
        return;
    }
    // One behind the other where they have not a line each.
    desk::Line all;
    for (const auto& fact : citizen.facts) {
        if (!all.empty()) all.push_back({" · ", false, desk::Tone::calm});
        all.insert(all.end(), fact.begin(), fact.end());
    }
    painter.line(rest, all, {small_ladder, theme.text, Align::left, Upright::top, 8});
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

double citizen_height(const Painter& painter, double width, const desk::Citizen& citizen) {
    if (citizen.number.empty()) return 130 + below_height(citizen);
    const double facts_w = width - 52 - number_width(width - 52) - 28;
    double across = 0;
    double rows = citizen.chips.empty() ? 0 : 1;
    for (const auto& chip : citizen.chips) {
        const double w = painter.width(chip.text, Face::body_strong) + 26 + (chip.kind == desk::Chip::Kind::urgent ? 22 : 0);
        if (across > 0 && across + w > facts_w) {
            ++rows;
            across = 0;
        }
        across += w;
    }
    const double beside = rows * (chip_h + 6) + static_cast<double>(citizen.facts.size()) * fact_h_min;
    const double low = below_height(citizen);
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
    const double natural = (citizen.chips.empty() ? 0 : chip_h + 6) + static_cast<double>(citizen.facts.size()) * fact_h;
    if (natural < beside.h) {
        beside.y += (beside.h - natural) / 2;
        beside.h = natural;
    }
    facts(painter, beside, citizen);
}

}  // namespace luot::desk_view
