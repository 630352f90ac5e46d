// The letters of running text on panels of dots: ASCII, all 134 Vietnamese letters beyond it, the marks that texts have, an arrow. Capitals
// are 7 dots high, small letters 5; marks are composed onto them and never touch them. A character that is not here is a small box. Pure.
//
//   rows 0…4 marks over capitals, 5…11 the letters, 12 and 13 what hangs below
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "led_matrix/panel.hpp"

namespace luot::led_matrix {

constexpr int text_rows = 14;
constexpr int text_glyph_width_most = 16;

struct TextGlyph {
    int width = 0;
    std::array<std::uint16_t, text_rows> rows{};  // bit 0 is the leftmost dot
    bool lit(int x, int y) const { return (rows[static_cast<std::size_t>(y)] >> static_cast<unsigned>(x) & 1U) != 0; }
};

const TextGlyph& text_glyph(char32_t character);
bool has_text_glyph(char32_t character);
// The letter without its marks, and they alone: what a letter is composed of. For tests; both empty for what is not composed.
struct Composition {
    TextGlyph letter;
    TextGlyph marks;
};
Composition composition(char32_t character);

// The characters of UTF-8 in composed form (NFC); a broken byte is U+FFFD.
std::vector<char32_t> characters(std::string_view utf8);

// In dots at scale 1: letters with one dot between them, nothing behind the last one.
int text_width(std::string_view utf8);
// From the left upper corner (x, y), `scale` dots for each; returns the width. Only what lies within `clip_left` … `clip_right` is drawn.
int draw_text(Dots& dots, int x, int y, std::string_view utf8, Rgb colour, int scale = 1, int clip_left = 0, int clip_right = 1'000'000);

}  // namespace luot::led_matrix
