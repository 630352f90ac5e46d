// The colours of every screen (docs: the design's table). An office's own colours may replace `ink` and `action`; texts are then
// checked to keep a contrast of at least 7:1.
#pragma once

#include <array>

#include "screen/colour.hpp"

namespace luot::screen {

constexpr double contrast_min = 7.0;

struct Theme {
    // Boards, headers, rules on dark.
    Colour ink = rgb("#0B1B2B");
    Colour ink_2 = rgb("#12283D");
    Colour line = rgb("#2B4B69");
    // Kiosk, counter, pages.
    Colour paper = rgb("#F6F7F9");
    Colour card = rgb("#FFFFFF");
    Colour rule = rgb("#D9DFE7");
    Colour text = rgb("#0B1B2B");
    Colour muted = rgb("#42546A");
    Colour text_on_dark = rgb("#FFFFFF");
    Colour muted_on_dark = rgb("#B8C7D9");
    // The call that is current, with ink text on it; and nothing else.
    Colour call = rgb("#FFC72C");
    // The one next step, with white text on it.
    Colour action = rgb("#0A4DB0");
    // Never by colour alone: always with a word or a number.
    Colour ok = rgb("#08603B");
    Colour warn = rgb("#8A3F06");
    Colour bad = rgb("#9A1C13");
    // A bar or a square beside a field's name, by its place in the office's list.
    std::array<Colour, 5> fields = {rgb("#0A4DB0"), rgb("#08603B"), rgb("#6A349C"), rgb("#8A3F06"), rgb("#0B5A70")};
    std::array<Colour, 5> fields_on_dark = {rgb("#6EA8FE"), rgb("#57C498"), rgb("#C79BF2"), rgb("#F5A65B"), rgb("#56C7DC")};
};

// A pair that text may be set in.
bool readable(Colour text, Colour background);

}  // namespace luot::screen
