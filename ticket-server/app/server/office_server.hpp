// The running server: journal, engine, devices' sessions and pages, put together; from start to graceful stop.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>

#include "server/tls_setup.hpp"

namespace luot::server {

struct ServeOptions {
    std::string office_file;
    std::filesystem::path data;
    boost::asio::ip::tcp::endpoint listen, http;
    TlsOptions tls;
    bool enrolled_only = false;        // devices without a credential are not let in
    std::string behind_proxy{};        // an address: what it says of whom it asks for is believed; empty: nobody is
    std::optional<double> speed;       // office seconds in a real one; kept in the data folder
    std::optional<std::string> start;  // office time, "2026-03-02T07:00"
};

// Serves until SIGTERM or SIGINT, then stops within 5 s: nothing new, what is under way is committed and told, goodbye. Once it listens it
// says so on `out`, in one line: "listening 127.0.0.1:7070 http 127.0.0.1:8080".
// 0: stopped as asked. 1: could not start, for a reason told on `err` in a line.
int run_serve(const ServeOptions& options, std::ostream& out, std::ostream& err);

}  // namespace luot::server
