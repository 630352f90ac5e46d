// A key of SDL's as the desk names it (desk/key_map.hpp).
#pragma once

#include <optional>

#include "desk/key_map.hpp"

struct SDL_KeyboardEvent;

namespace luot::desk_view {

// Nothing for keys that are not named there, and for shortcuts of the system (with Alt or the system's key). By what is written on the key
// in the keyboard's present layout; the number pad's digits are digits whatever NumLock says.
std::optional<desk::KeyPress> key_press(const SDL_KeyboardEvent& event);

}  // namespace luot::desk_view
