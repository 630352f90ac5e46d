// Time as a kiosk's screen needs it. The shell works it out, for it knows clocks and zones.
#pragma once

#include <chrono>
#include <cstdint>

namespace luot::touch {

// Of a steady clock, since any beginning that stays the same.
using Instant = std::chrono::milliseconds;

// A moment in the office's zone.
struct Local {
    std::int32_t day = 0;     // days since 1970-01-01
    std::int32_t minute = 0;  // of that day
    bool operator==(const Local&) const = default;
};

constexpr std::int32_t minutes_a_day = 1'440;

}  // namespace luot::touch
