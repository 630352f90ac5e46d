// The clock that models, outputs and pictures go by, since any beginning.
#pragma once

#include <chrono>
#include <cstdint>

namespace luot::outputs {

inline std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace luot::outputs
