#include "server/net_figures.hpp"

namespace luot::server {

std::vector<web::Figure> net_figures(const net::Counters& counters) {
    std::vector<web::Figure> figures;
    const auto add = [&figures](const char* name, const char* help, std::uint64_t value, bool rises = true) {
        figures.push_back(web::Figure{name, help, static_cast<double>(value), rises});
    };
    add("connections", "Devices connected now.", counters.connections, false);
    add("connections_accepted_total", "Connections accepted.", counters.accepted);
    add("connections_turned_away_total", "Connections beyond the limit.", counters.turned_away);
    add("connections_accept_errors_total", "Connections that the system could not give us.", counters.accept_errors);
    add("connections_welcomed_total", "Devices welcomed.", counters.welcomed);
    add("connections_refused_total", "Devices refused at their Hello.", counters.refused);
    add("connections_replaced_total", "Connections whose session was taken up by a newer one.", counters.replaced);
    add("connections_silent_total", "Connections closed because the peer was silent.", counters.silent);
    add("connections_too_slow_total", "Connections closed because the peer did not read.", counters.too_slow);
    add("snapshots_for_slow_peers_total", "Slow peers brought up by a snapshot.", counters.brought_up);
    add("bad_frames_total", "Frames that could not be read.", counters.bad_frames);
    add("requests_total", "Requests submitted to the engine.", counters.requests);
    add("frames_in_total", "Frames received.", counters.frames_in);
    add("bytes_in_total", "Bytes received.", counters.bytes_in);
    add("frames_out_total", "Frames sent.", counters.frames_out);
    add("bytes_out_total", "Bytes sent.", counters.bytes_out);
    return figures;
}

}  // namespace luot::server
