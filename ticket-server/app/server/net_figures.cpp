#include "server/net_figures.hpp"

#include <array>

namespace luot::server {

namespace {

// In the order of net::PrinterState.
constexpr std::array printer_names{"unsaid", "ready", "paper_low", "paper_end", "cover_open", "fault", "unreachable", "silent"};
static_assert(printer_names.size() == net::printer_states);

}  // namespace

std::vector<web::Figure> net_figures(const net::Counters& counters, const net::DeviceCounts& devices, const net::VoiceCounts& voice) {
    std::vector<web::Figure> figures;
    const auto add = [&figures](const char* name, const char* help, std::uint64_t value, bool rises = true) {
        figures.push_back(web::Figure{name, help, static_cast<double>(value), rises});
    };
    add("connections", "Devices connected now.", counters.connections, false);
    add("connections_accepted_total", "Connections accepted.", counters.accepted);
    add("connections_turned_away_total", "Connections beyond a limit: newcomers, and those that gave way to one.", counters.turned_away);
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
    const auto add_devices = [&](const char* role, bool connected, std::size_t count) {
        figures.push_back(web::Figure{"devices",
                                      "Kiosks and boards that were seen since the start.",
                                      static_cast<double>(count),
                                      false,
                                      {{"role", role}, {"connected", connected ? "yes" : "no"}}});
    };
    add_devices("kiosk", true, devices.kiosks_connected);
    add_devices("kiosk", false, devices.kiosks_gone);
    add_devices("board", true, devices.boards_connected);
    add_devices("board", false, devices.boards_gone);
    for (std::size_t state = 0; state < devices.printers.size(); ++state) {
        figures.push_back(web::Figure{"printers",
                                      "Connected kiosks by what they say of their printer.",
                                      static_cast<double>(devices.printers.at(state)),
                                      false,
                                      {{"state", printer_names.at(state)}}});
    }
    add("boards_dark", "Connected boards whose screen is off.", devices.boards_dark, false);
    add("boards_with_trouble", "Connected boards that say that something is wrong.", devices.boards_troubled, false);
    add("board_outputs_not_working", "Signs and panels that connected boards cannot drive.", devices.outputs_not_working, false);
    figures.push_back(web::Figure{"board_report_oldest_seconds",
                                  "Since the connected board that has been silent longest said how it is, office time.",
                                  static_cast<double>(devices.oldest_board_report_us) * 1e-6,
                                  false,
                                  {}});
    add("voice_zones", "Zones that a board stands or stood in, or that the office names.", voice.zones, false);
    add("voice_zones_without_speaker", "Zones in which no board is able to speak.", voice.without_able, false);
    add("voice_reports_ignored_total", "Boards' words about their voice that could not be.", voice.ignored);
    return figures;
}

void add_desk_figures(std::vector<web::Figure>& to, const net::Counters& counters, std::size_t notes, std::uint64_t note_failures) {
    const auto add = [&to](const char* name, const char* help, std::uint64_t value, bool rises = true) {
        to.push_back(web::Figure{name, help, static_cast<double>(value), rises});
    };
    add("sign_ins_total", "Sign-ins of clerks that were heard.", counters.sign_ins);
    const auto refused = [&to](const char* why, std::uint64_t value) {
        to.push_back(web::Figure{"sign_ins_refused_total", "Sign-ins refused, by why.", static_cast<double>(value), true, {{"why", why}}});
    };
    refused("wrong", counters.sign_ins_wrong);
    refused("locked", counters.sign_ins_locked);
    refused("unknown", counters.sign_ins_unknown);
    refused("busy", counters.sign_ins_busy);
    add("notes", "Notes of visits that are kept now.", notes, false);
    add("notes_refused_total", "Notes of visits that had ended, or beyond the limit.", counters.notes_refused);
    add("notes_failed_total", "Notes that the disk did not take, and deletions that failed.", note_failures);
}

void add_http_figures(std::vector<web::Figure>& to, const web::HttpCounters& counters, std::size_t connections, std::size_t streams) {
    const auto add = [&to](const char* name, const char* help, std::uint64_t value, bool rises = true) {
        to.push_back(web::Figure{name, help, static_cast<double>(value), rises});
    };
    add("http_connections", "Connections over HTTP now, streams included.", connections, false);
    add("http_streams", "Streams of server-sent events that are open now.", streams, false);
    add("http_connections_accepted_total", "Connections over HTTP accepted.", counters.accepted);
    add("http_connections_turned_away_total", "Connections over HTTP beyond a limit: newcomers, and those that gave way to one.",
        counters.turned_away);
}

void add_tls_figures(std::vector<web::Figure>& to, const tls::HandshakesFailed& devices, const tls::HandshakesFailed& pages) {
    const auto add = [&to](const char* side, const char* why, std::uint64_t value) {
        to.push_back(
            web::Figure{"tls_handshakes_failed_total",
                        "Lines on which TLS was not agreed on, by whose and why: something else was spoken, there was no agreement, "
                        "or the other end went before there was one.",
                        static_cast<double>(value),
                        true,
                        {{"side", side}, {"why", why}}});
    };
    const auto add_all = [&add](const char* side, const tls::HandshakesFailed& failed) {
        add(side, "plain", failed.plain);
        add(side, "refused", failed.refused);
        add(side, "unfinished", failed.unfinished);
    };
    add_all("devices", devices);
    add_all("pages", pages);
}

}  // namespace luot::server
