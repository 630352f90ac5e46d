// The clock that the counter's machines go by, since any beginning.
#pragma once

#include <chrono>

namespace luot::counter_app {

inline std::chrono::milliseconds steady_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace luot::counter_app
