// Where the server listens, as people write it.
#pragma once

#include <optional>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace luot::server {

// "127.0.0.1:7070", "[::1]:0", "localhost:8080", "0.0.0.0:80". Port 0: any. Names other than localhost are not looked up: what a server
// listens on is an address of its own. Nothing where it is no such thing.
std::optional<boost::asio::ip::tcp::endpoint> parse_endpoint(std::string_view text);

}  // namespace luot::server
