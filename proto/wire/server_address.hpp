// HOST:PORT as every program's --server takes it. Pure.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace luot::wire {

struct ServerAddress {
    std::string host;
    std::string port;
};

// Nothing for what is not HOST:PORT. "[::1]:7070" for IPv6.
inline std::optional<ServerAddress> parse_server(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return std::nullopt;
    }
    const bool digits = std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (host.empty() || port.empty() || port.size() > 5 || !digits) return std::nullopt;
    const int number = std::stoi(std::string(port));
    if (number < 1 || number > 65535) return std::nullopt;
    return ServerAddress{std::string(host), std::string(port)};
}

}  // namespace luot::wire
