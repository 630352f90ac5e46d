// What the network layer counts, for /metrics. Read on the network thread.
#pragma once

#include <cstdint>

#include "tls/handshakes.hpp"

namespace luot::net {

struct Counters {
    std::uint64_t connections = 0;  // now
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;  // beyond the limit of connections
    std::uint64_t accept_errors = 0;
    tls::HandshakesFailed handshakes_failed;
    std::uint64_t welcomed = 0;
    std::uint64_t refused = 0;
    std::uint64_t replaced = 0;
    std::uint64_t silent = 0;
    std::uint64_t too_slow = 0;
    std::uint64_t brought_up = 0;  // slow peers, by a snapshot
    std::uint64_t bad_frames = 0;
    std::uint64_t requests = 0;  // submitted to the engine
    std::uint64_t sign_ins = 0;  // heard
    std::uint64_t sign_ins_wrong = 0, sign_ins_locked = 0, sign_ins_unknown = 0, sign_ins_busy = 0;
    std::uint64_t notes_refused = 0;  // of tickets that have ended, or beyond the limit
    std::uint64_t frames_in = 0, bytes_in = 0;
    std::uint64_t frames_out = 0, bytes_out = 0;
};

}  // namespace luot::net
