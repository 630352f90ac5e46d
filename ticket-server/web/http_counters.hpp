// What the HTTP server counts since its start, for /metrics. Network thread.
#pragma once

#include <cstdint>

namespace luot::web {

struct HttpCounters {
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;  // beyond a limit: newcomers, and lines that gave way to one
    // Lines on which TLS was not agreed on: who spoke something else, with whom there was no agreement (another version, a certificate that
    // is not believed), and who went or said nothing more before there was one.
    std::uint64_t tls_plain = 0, tls_failed = 0, tls_unfinished = 0;
};

}  // namespace luot::web
