// The colours of the clerk's window: the house's theme, and what follows from a page.
#pragma once

#include <string>

#include "desk/page.hpp"
#include "screen/theme.hpp"

namespace luot::desk_view {

struct Palette {
    screen::Theme theme;
    screen::Colour header;                           // with white text; the office's own where that can be read
    screen::Colour header_muted;                     // text on it
    screen::Colour chosen = screen::rgb("#E6EEFB");  // behind what is chosen, and under the pointer
    screen::Colour pressed = screen::rgb("#D3E1F7");
    screen::Colour neutral = screen::rgb("#6B7C90");    // of bars that are no field's
    screen::Colour good_back = screen::rgb("#E3F4EB");  // behind what is told in a tone
    screen::Colour warn_back = screen::rgb("#FFF3E0");
    screen::Colour bad_back = screen::rgb("#FDEBEA");
    screen::Colour class_back = screen::rgb("#FFF0CC");
    screen::Colour class_text = screen::rgb("#5F3A00");
    screen::Colour action_hovered = screen::rgb("#083F92");
    screen::Colour action_pressed = screen::rgb("#063274");
};

// `office_colour`: "#RRGGBB", or empty. One that white cannot be read on is not taken.
Palette palette_of(const std::string& office_colour);

screen::Colour mixed(screen::Colour one, screen::Colour other, double share_of_other);
screen::Colour swatch_colour(const Palette& palette, const desk::Swatch& swatch);
// A tint of the colour to write on, and the colour made dark enough to be read on it.
screen::Colour tint(screen::Colour colour);
screen::Colour readable_on(screen::Colour colour, screen::Colour back);
screen::Colour tone_colour(const Palette& palette, desk::Tone tone, screen::Colour calm);
screen::Colour tone_back(const Palette& palette, desk::Tone tone);

}  // namespace luot::desk_view
