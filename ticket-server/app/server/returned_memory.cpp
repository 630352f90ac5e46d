#include "server/returned_memory.hpp"

#include <malloc.h>

namespace luot::server {

void give_memory_back() {
    constexpr int mapped_from_bytes = 128 * 1024;
    // Where it cannot be set, memory comes back later or not at all: no reason not to start.
    static_cast<void>(mallopt(M_MMAP_THRESHOLD, mapped_from_bytes));
}

}  // namespace luot::server
