// What makes the memory of two moments comparable, and lines countable.
#pragma once

#include <string>

#include "screen/fonts.hpp"

namespace luot::soak {

// Faces and drawn texts are kept up to a bound each, and it takes weeks until they are as large together as they get. This puts others in
// the place of all of them, always the same: what is held beside them can be compared from day to day.
inline void keep_the_same_texts(screen::Fonts& fonts) {
    const screen::TextStyle style{screen::Family::text, screen::Weight::medium, 24, screen::rgb("#FFFFFF")};
    for (int face = 0; face < static_cast<int>(screen::Fonts::faces_kept_max); ++face) fonts.draw("0", style.sized(24 + face));
    for (std::size_t i = 0; i < screen::Fonts::texts_kept_max; ++i) fonts.drawn("phút " + std::to_string(i), style);
}

// A line of the board's that says what became of a call.
inline bool is_end(const std::string& line) {
    return line.starts_with(R"({"announce")") || line.starts_with(R"({"merged")") || line.starts_with(R"({"skipped")");
}

}  // namespace luot::soak
