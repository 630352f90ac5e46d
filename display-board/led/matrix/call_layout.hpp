// How large "H012 → 3" is on a panel: one row where that makes the digits higher, else the number over the counter. Pure.
#pragma once

#include <string>
#include <vector>

#include "led_matrix/large_font.hpp"
#include "led_matrix/panel.hpp"

namespace luot::led_matrix {

struct CallLayout {
    struct Piece {
        std::string text;
        int x = 0;
        int y = 0;
        bool counter = false;  // in the counter's colour, else in the number's
    };
    LargeSize size;
    std::vector<Piece> pieces;
};

// Within the upper part of a panel. Digits take at most 7 of 10 rows. One layout where number and counter fit together, two to be shown in
// turn where each fits alone, none where a part fits in no way: it has to run through. Nothing of either is ever left out, for the rest
// would be somebody else's number.
std::vector<CallLayout> lay_out_call(const std::string& number, const std::string& counter, const Panel& room);
// The same as a line of text.
std::string call_line(const std::string& number, const std::string& counter);
void draw_call(Dots& dots, const CallLayout& layout, Rgb number, Rgb counter);

// Broken at spaces into lines of at most so many dots at scale 1; a word that alone is wider is a line of its own.
std::vector<std::string> wrapped(const std::string& text, int width);

}  // namespace luot::led_matrix
