// Every bound of the HTTP side, with its reason. Times are real time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::web {

struct Limits {
    // Scrapers, probes and browsers; beyond, a newcomer gets 503 at once, so that probes still hear that somebody is there.
    std::size_t connections = 256;
    // Everything up to the empty line. Browsers send under 2 KiB.
    std::uint32_t header_bytes = 8'192;
    // For a whole request, from the connection's first byte or the last answer's end: who sends a byte a second is cut off.
    std::chrono::milliseconds request{10'000};
    // For a whole answer to leave.
    std::chrono::milliseconds answer{10'000};
    // Then the connection is closed, so that none lives for ever.
    std::size_t requests_a_connection = 1'000;
    // After the system refused a connection for want of descriptors.
    std::chrono::milliseconds accept_pause{200};
};

}  // namespace luot::web
