// Every bound of the HTTP side, with its reason. Times are real time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::web {

struct Limits {
    // Scrapers, probes and browsers. Beyond, the oldest line that says nothing gives way, of the address that has most, to an address with
    // fewer (peer/giving_way.hpp); any other newcomer gets 503 at once, so that probes still hear that somebody is there.
    std::size_t connections = 256;
    // TLS lines that are not agreed on yet, so that those who say nothing leave room for those who do. Beyond, one gives way as above, or
    // the newcomer is closed at once.
    std::size_t handshakes = 192;
    // Everything up to the empty line. Browsers send under 2 KiB.
    std::uint32_t header_bytes = 8'192;
    // What is sent to us is an act, a sign-in, a key's name: nothing needs more.
    std::size_t body_bytes = 65'536;
    // For TLS to be agreed on.
    std::chrono::milliseconds handshake{5'000};
    // For a whole request, body included, from the connection's first byte or the last answer's end: who sends a byte a second is cut off.
    std::chrono::milliseconds request{10'000};
    // For a page to be made: the longest report of an office has a second, and the queue before it a few. Then the client hears 503.
    std::chrono::milliseconds making{30'000};
    // For a whole answer, or a piece of a stream, to leave.
    std::chrono::milliseconds answer{10'000};
    // Answers without an end beside the connections: a phone for each of those who wait, and the office's own pages. Beyond: 503.
    std::size_t streams = 1'024;
    // With nothing to say a stream sends a comment, so that both ends notice when the other is gone.
    std::chrono::milliseconds beat{15'000};
    // What was sent and is not confirmed by the other system so long means that it is gone.
    std::chrono::milliseconds unconfirmed{60'000};
    // Then the connection is closed, so that none lives for ever.
    std::size_t requests_a_connection = 1'000;
    // After the system refused a connection for want of descriptors.
    std::chrono::milliseconds accept_pause{200};
};

}  // namespace luot::web
