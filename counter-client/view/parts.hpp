// Pieces that several pages of the clerk's window have. Each draws within its box.
#pragma once

#include "desk_view/painter.hpp"

namespace luot::desk_view {

constexpr double radius_card = 14;
constexpr double radius_tile = 10;

// "Enter" with a line around it; returns its width. Right-aligned in `box` where `right`.
double key_cap(Painter& painter, const Box& box, const std::string& key, screen::Colour colour, bool right);
// What the line of a key takes: 0 for none.
double key_cap_width(const Painter& painter, const std::string& key);

// A state is told by its shape and never by colour alone: i in a circle, a tick in a circle, ! in a triangle, ! in a square.
void tone_mark(Painter& painter, double x, double y, double size, desk::Tone tone, screen::Colour colour, screen::Colour on_it);

// A button with a label, its key and the words below; the main one in the colour of the next step.
void button(Painter& painter, const Box& box, const desk::Button& button);
double button_width(const Painter& painter, const desk::Button& button);
// From the left, wrapped; every button `height` high. Returns the height that they took.
double button_row(Painter& painter, const Box& box, const std::vector<desk::Button>& buttons, double height);

// A tile of the desk.
void tile(Painter& painter, const Box& box, const desk::Button& button);
// The next step.
void step(Painter& painter, const Box& box, const desk::Button& button, bool busy);
// Side by side, wrapped.
double chips_height(const Painter& painter, double width, const std::vector<desk::Chip>& chips);
void chips(Painter& painter, const Box& box, const std::vector<desk::Chip>& chips);

double banner_height(const Painter& painter, double width, const desk::Banner& banner);
// `small`: in the small modes, whose room is given.
void banner(Painter& painter, const Box& box, const desk::Banner& banner, bool small = false);

// A box to type into. Of what has no room, its end is seen, where the caret stands.
void typing_box(Painter& painter, const Box& box, const std::string& typed, const std::string& hint, Ladder ladder, bool focused,
                int lines_max = 1);

// The first row that is seen where `room` of them are: `first`, but such that the marked one is among them. `marked` ≥ count: none is.
std::size_t first_seen(std::size_t first, std::size_t count, std::size_t room, std::size_t marked);
// The button that is `on`; the number of buttons where none is.
std::size_t marked_of(const std::vector<desk::Button>& buttons);

// "+3" beside an arrow: rows that are not seen.
void more_rows(Painter& painter, const Box& box, std::size_t above, std::size_t below);

}  // namespace luot::desk_view
