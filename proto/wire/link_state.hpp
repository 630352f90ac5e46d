// What a screen shows of its link: `live`, or that what it shows may be old.
#pragma once

#include <cstdint>

namespace luot::wire {

// connecting: not once live yet. lost: was live, and is on its way back. refused: for good.
enum class LinkState : std::uint8_t { connecting, live, lost, refused };

}  // namespace luot::wire
