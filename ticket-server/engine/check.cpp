#include "engine/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace luot::engine {

void check(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "bug: %s\n", what);
    std::abort();
}

}  // namespace luot::engine
