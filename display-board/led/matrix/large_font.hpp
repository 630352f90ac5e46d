// Digits and letters of numbers in any size from 9 dots, drawn as strokes of one thickness: what hangs in a hall is read from far away.
// What has no strokes here (a series that is called Ư) is the running text's letter, enlarged. Pure.
#pragma once

#include <string_view>

#include "led_matrix/panel.hpp"

namespace luot::led_matrix {

struct LargeSize {
    int width = 18;  // of a digit; some letters are wider, punctuation is narrower
    int height = 32;
    int thickness = 4;
    int between = 3;  // letters
};

// A thickness and gaps that go with this.
LargeSize large_size(int width, int height);

int large_width(std::string_view utf8, const LargeSize& size);
// From the left upper corner; returns the width.
int draw_large(Dots& dots, int x, int y, std::string_view utf8, const LargeSize& size, Rgb colour);

}  // namespace luot::led_matrix
