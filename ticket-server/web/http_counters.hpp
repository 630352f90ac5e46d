// What the HTTP server counts since its start, for /metrics. Network thread.
#pragma once

#include <cstdint>

#include "tls/handshakes.hpp"

namespace luot::web {

struct HttpCounters {
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;  // beyond a limit: newcomers, and lines that gave way to one
    tls::HandshakesFailed handshakes_failed;
};

}  // namespace luot::web
