// The pages of the clerk's window, one function each. Each draws into the whole of `room`.
#pragma once

#include <algorithm>
#include <array>

#include "desk_view/parts.hpp"

namespace luot::desk_view {

// Rows that a list of the right column was scrolled by: fields, holds, counters; and the counters of the sign-in page.
struct Scrolls {
    std::array<int, 3> lists{};
    int counters = 0;
    std::size_t counter = 0;  // the one that was chosen then: another one is brought into sight
};

void desk_page(Painter& painter, const Box& room, const desk::Page& page, Scrolls& scrolls);
void sign_in_page(Painter& painter, const Box& room, const desk::Page& page, Scrolls& scrolls);
void connecting_page(Painter& painter, const Box& room, const desk::Page& page);
void strip_page(Painter& painter, const Box& room, const desk::Page& page);
void keypad_page(Painter& painter, const Box& room, const desk::Page& page);

// Over what was drawn before, which is darkened within `under`.
void dialog_over(Painter& painter, const Box& under, const desk::Dialog& dialog, bool busy);
// The same where there is no room to lay it over anything.
void dialog_small(Painter& painter, const Box& room, const desk::Dialog& dialog);
// A question below the strip, as a bar that covers little of what the clerk works with beside it; where there is not too much to choose
// from.
bool fits_strip(const desk::Dialog& dialog);
void dialog_in_strip(Painter& painter, const Box& room, const desk::Dialog& dialog);
constexpr double strip_row_h = 50;
constexpr std::size_t strip_cells_across = 4;
constexpr std::size_t strip_cells_max = 12;
constexpr std::size_t strip_rows(const desk::Dialog& dialog) {
    return (dialog.items.size() + dialog.buttons.size() + strip_cells_across - 1) / strip_cells_across;
}
constexpr int strip_lines_max = 6;
// So many lines as its words take in the strip's least width, by a rule of thumb: what letters there are is not known here.
constexpr double strip_words_height(const desk::Dialog& dialog) {
    constexpr std::size_t bytes_per_line = 110;
    const auto lines = static_cast<int>((dialog.title.size() + dialog.detail.size()) / bytes_per_line) + 1;
    return 22.0 * std::clamp(lines, 2, strip_lines_max);
}
constexpr int strip_dialog_height(const desk::Dialog& dialog) {
    return static_cast<int>(strip_words_height(dialog) + strip_row_h * static_cast<double>(strip_rows(dialog))) + 16;
}

// Parts of the desk page, each on its own.
void header(Painter& painter, const Box& box, const desk::Page& page);
// Chips and facts as one text.
desk::Line one_behind_the_other(const std::vector<desk::Line>& facts, const std::vector<desk::Chip>& chips);
double citizen_height(const Painter& painter, double width, const desk::Citizen& citizen);
void citizen_card(Painter& painter, const Box& box, const desk::Page& page);
void side_column(Painter& painter, const Box& box, const desk::Page& page, Scrolls& scrolls);
void day_line(Painter& painter, const Box& box, const desk::Page& page);
// The settings and what there is more, from the right, in at most that share of the box; returns the width that they took.
double footer(Painter& painter, const Box& box, const desk::Page& page, double share = 1);

}  // namespace luot::desk_view
