// The sounds at a counter, made by code: short and soft, for somebody who sits beside them all day. 48,000 samples a second, one channel,
// 16 bits. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "desk/desk_fsm.hpp"

namespace luot::counter_app {

constexpr int tone_rate_hz = 48'000;
using Samples = std::vector<std::int16_t>;

// Arrival: two notes that rise, G5 and C6. Refusal: one low one, E4. Reminder: A5, twice. At most 0.6 s, peaks a quarter of full scale,
// beginning and ending in silence.
Samples tone_of(desk::Sound sound);

}  // namespace luot::counter_app
