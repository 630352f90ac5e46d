// What a number pad's own display says of a page, from the most needful line on. Pure.
#pragma once

#include <string>
#include <vector>

#include "desk/page.hpp"

namespace luot::keypad {

// Two lines: who is at the counter, and what the next press does; while something is asked, the question, what is typed
// and what Enter takes; a refusal
// instead of the second line while it is on the page.
std::vector<std::string> display_lines(const desk::Page& page);

}  // namespace luot::keypad
