// Where a printer is, as the command line says it: tcp://HOST:PORT, file:///dev/usb/lp0 or any file, png://FOLDER.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace luot::transport {

struct Address {
    enum class Kind : std::uint8_t { tcp, file, png };
    Kind kind = Kind::png;
    std::string host;
    std::string port;  // 9100 where none is given
    std::string path;  // of a file, device or folder
    bool operator==(const Address&) const = default;
};

struct BadAddress {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadAddress& bad, const boost::source_location& location);

// A printer's address. IPv6 hosts are written in brackets.
boost::system::result<Address, BadAddress> parse_address(std::string_view text);

}  // namespace luot::transport
