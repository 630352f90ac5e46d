#include "server/endpoint.hpp"

#include <charconv>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace luot::server {

namespace asio = boost::asio;

std::optional<asio::ip::tcp::endpoint> parse_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);

    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;

    if (host == "localhost") return asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port);
    boost::system::error_code bad;
    asio::ip::address address;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        address = asio::ip::make_address_v6(std::string(host), bad);
    } else {
        address = asio::ip::make_address_v4(std::string(host), bad);
    }
    if (bad) return std::nullopt;
    return asio::ip::tcp::endpoint(address, port);
}

}  // namespace luot::server
