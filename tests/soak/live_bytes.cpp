#include "soak/live_bytes.hpp"

#include <malloc.h>

// Sanitizers have an allocator of their own, and this to ask it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));  // NOLINT(bugprone-reserved-identifier)

namespace luot::soak {

std::size_t live_bytes() {
    if (__sanitizer_get_current_allocated_bytes != nullptr) return __sanitizer_get_current_allocated_bytes();
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

}  // namespace luot::soak
