// What this process holds of memory that it asked for, whoever asked: C++, SDL, FreeType. Not what the system gave it.
#pragma once

#include <cstddef>

namespace luot::soak {

std::size_t live_bytes();

}  // namespace luot::soak
