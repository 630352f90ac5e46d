// What the network layer counts, as figures for /metrics: the pages know nothing of the network layer.
#pragma once

#include <vector>

#include "net/counters.hpp"
#include "net/devices.hpp"
#include "net/voice_zones.hpp"
#include "tls/handshakes.hpp"
#include "web/glance.hpp"
#include "web/http_counters.hpp"

namespace luot::server {

std::vector<web::Figure> net_figures(const net::Counters& counters, const net::DeviceCounts& devices, const net::VoiceCounts& voice);

// Sign-ins and notes.
void add_desk_figures(std::vector<web::Figure>& to, const net::Counters& counters, std::size_t notes, std::uint64_t note_failures);

// Clients over HTTP. `streams` are among the `connections`.
void add_http_figures(std::vector<web::Figure>& to, const web::HttpCounters& counters, std::size_t connections, std::size_t streams);

// Lines of devices and of pages on which TLS was not agreed on.
void add_tls_figures(std::vector<web::Figure>& to, const tls::HandshakesFailed& devices, const tls::HandshakesFailed& pages);

}  // namespace luot::server
