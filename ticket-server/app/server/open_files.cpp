#include "server/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace luot::server {

void allow_open_files() {
    // Connections of both listeners at their limits, and room for files.
    constexpr rlim_t wanted = 4'096;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
}

}  // namespace luot::server
