// Where a printer is, as the command line says it: tcp://HOST:PORT, file:///dev/usb/lp0 or any file, serial:///dev/ttyS0?baud=9600,
// cups://QUEUE, png://FOLDER.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace luot::transport {

struct Address {
    enum class Kind : std::uint8_t { tcp, file, serial, cups, png };
    enum class Flow : std::uint8_t { none, software, hardware };
    Kind kind = Kind::png;
    std::string host;        // of CUPS: empty is this machine's own
    std::string port;        // tcp: 9100 where none is given; cups: 631
    std::string path;        // of a file, device or folder; the name of a queue
    unsigned baud = 0;       // serial: 9600 where none is given; 8 bits, no parity, one stop bit
    Flow flow = Flow::none;  // serial
    bool done_says = false;  // cups: a job that is done was printed, because the queue's backend waits for the printer to say so
    bool operator==(const Address&) const = default;
};

struct BadAddress {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadAddress& bad, const boost::source_location& location);

// A printer's address. IPv6 hosts are written in brackets. Options of serial lines: baud, flow=none|software|hardware; of CUPS:
// cups://HOST:PORT/QUEUE, done=printed.
boost::system::result<Address, BadAddress> parse_address(std::string_view text);

}  // namespace luot::transport
