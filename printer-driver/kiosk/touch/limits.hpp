// Every bound of the kiosk's screen, with its reason.
#pragma once

#include <cstddef>

#include "touch/moment.hpp"

namespace luot::touch::limits {

// Somebody reads and decides. Who has gone leaves the next person a fresh start.
constexpr Instant idle{60'000};
// Words to be read, and nothing to decide.
constexpr Instant told{25'000};
// Take your slip: long enough to read the number and the wait, short enough for the next in line.
constexpr Instant slip{12'000};
// At the first screen, until language, looks and a card that was read are those of the next person.
constexpr Instant forget{40'000};
// From here on the way back is announced, second by second.
constexpr Instant countdown_from{15'000};
// The technician looks at the printer meanwhile.
constexpr Instant technician{300'000};
// Every wish is answered sooner (spool/limits.hpp and the printer's own bounds); nobody stands before a locked screen for longer.
constexpr Instant locked{90'000};
// A line that comes back at once is no reason to send somebody away.
constexpr Instant away_after{3'000};
// After a touch that starts something: a second tap of a trembling finger is the same touch.
constexpr Instant same_touch{400};
// Hidden corner: so many touches within so long.
constexpr int corner_touches = 5;
constexpr Instant corner_within{4'000};
// Guesses of the PIN, and how long the corner is dead after them.
constexpr int pin_tries = 5;
constexpr Instant pin_pause{300'000};
constexpr std::size_t pin_digits_max = 12;
constexpr std::size_t pin_digits_min = 4;
// What a search shows; who finds nothing among them types one letter more.
constexpr std::size_t found_max = 36;
// Near a quota's end the places left are told.
constexpr unsigned places_told = 30;

}  // namespace luot::touch::limits
