#include "transport/address.hpp"

#include <charconv>
#include <optional>
#include <stdexcept>

namespace luot::transport {

namespace {

std::optional<std::string_view> after(std::string_view text, std::string_view beginning) {
    if (!text.starts_with(beginning)) return std::nullopt;
    return text.substr(beginning.size());
}

bool is_port(std::string_view text) {
    unsigned value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end && value >= 1 && value <= 65'535;
}

boost::system::result<Address, BadAddress> parse_tcp(std::string_view whole, std::string_view rest) {
    const auto bad = [&] { return BadAddress{"\"" + std::string(whole) + "\" is not tcp://HOST:PORT"}; };
    Address address{Address::Kind::tcp, {}, "9100", {}};
    std::string_view port;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos) return bad();
        address.host = rest.substr(1, end - 1);
        port = rest.substr(end + 1);
    } else {
        const auto colon = rest.find(':');
        address.host = rest.substr(0, colon);
        if (colon != std::string_view::npos) port = rest.substr(colon);
    }
    if (address.host.empty()) return bad();
    if (!port.empty()) {
        if (port.front() != ':' || !is_port(port.substr(1))) return bad();
        address.port = port.substr(1);
    }
    return address;
}

}  // namespace

void throw_exception_from_error(const BadAddress& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

boost::system::result<Address, BadAddress> parse_address(std::string_view text) {
    if (const auto rest = after(text, "tcp://")) return parse_tcp(text, *rest);
    if (const auto path = after(text, "file://"); path && !path->empty()) return Address{Address::Kind::file, {}, {}, std::string(*path)};
    if (const auto path = after(text, "png://"); path && !path->empty()) return Address{Address::Kind::png, {}, {}, std::string(*path)};
    return BadAddress{"\"" + std::string(text) + "\" is no printer: tcp://HOST:PORT, file://PATH or png://FOLDER"};
}

}  // namespace luot::transport
