// What the server takes of a clerk: whoever types more, or less, is told before it is asked.
#pragma once

#include <cstddef>

namespace luot::counter::limits {

// As `ticket-server pin` takes them.
constexpr std::size_t pin_digits_min = 4;
constexpr std::size_t pin_digits_max = 12;
// Of a ticket's note; the wire's bound.
constexpr std::size_t note_bytes = 500;

}  // namespace luot::counter::limits
