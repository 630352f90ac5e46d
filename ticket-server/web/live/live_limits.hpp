// The bounds of the live page, with their reasons.
#pragma once

#include <chrono>
#include <cstddef>

namespace luot::web::live::limits {

// Of those who wait, the list has so many, the first to come: a page of more is read by nobody. Their number is told whole.
constexpr std::size_t waiting_shown = 500;
// Between two looks at what changed: at most two pieces a second to each viewer, however much happens.
constexpr std::chrono::milliseconds between_looks{500};
// While somebody watches and nothing happens: thresholds pass, and waits grow.
constexpr std::chrono::milliseconds idle_look{1'000};
// The clock is told so often though nothing else changed: a page whose own ran on while its computer slept is put right.
constexpr std::chrono::milliseconds clock_told{15'000};
// Viewers of the stream: every desk of a large centre, and screens on walls. Beyond: 503.
constexpr std::size_t viewers = 128;
// Pieces kept, so that what many viewers are sent is serialised once: most are up to date, some a look behind.
constexpr std::size_t pieces_kept = 8;
// Commands over HTTP under way, all pages and keys together: a supervisor has one, an integration some.
constexpr std::size_t commands_under_way = 256;

}  // namespace luot::web::live::limits
