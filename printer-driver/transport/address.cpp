#include "transport/address.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

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

BadAddress bad(std::string_view whole, std::string_view wanted) {
    return BadAddress{"\"" + std::string(whole) + "\" is not " + std::string(wanted)};
}

// HOST, HOST:PORT or [HOST]:PORT; the port is left as it is where none is given.
bool read_host(std::string_view text, Address& into) {
    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return false;
        into.host = text.substr(1, end - 1);
        port = text.substr(end + 1);
    } else {
        const auto colon = text.find(':');
        into.host = text.substr(0, colon);
        if (colon != std::string_view::npos) port = text.substr(colon);
    }
    if (into.host.empty()) return false;
    if (port.empty()) return true;
    if (port.front() != ':' || !is_port(port.substr(1))) return false;
    into.port = port.substr(1);
    return true;
}

// The part before a question mark; what follows it are the options, KEY=VALUE parted by &.
std::string_view cut_options(std::string_view text, std::vector<std::pair<std::string_view, std::string_view>>& options) {
    const auto mark = text.find('?');
    const auto before = text.substr(0, mark);
    while (mark != std::string_view::npos && !text.empty()) {
        text.remove_prefix(options.empty() ? mark + 1 : 0);
        const auto end = text.find('&');
        const auto option = text.substr(0, end);
        const auto equals = option.find('=');
        options.emplace_back(option.substr(0, equals), equals == std::string_view::npos ? "" : option.substr(equals + 1));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return before;
}

boost::system::result<Address, BadAddress> parse_tcp(std::string_view whole, std::string_view rest) {
    Address address{Address::Kind::tcp, {}, "9100", {}};
    if (!read_host(rest, address)) return bad(whole, "tcp://HOST:PORT");
    return address;
}

boost::system::result<Address, BadAddress> parse_serial(std::string_view whole, std::string_view rest) {
    constexpr std::string_view wanted = "serial:///dev/ttyS0?baud=9600&flow=none, where flow is none, software or hardware";
    constexpr unsigned speeds[] = {1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200, 230'400};
    std::vector<std::pair<std::string_view, std::string_view>> options;
    Address address{Address::Kind::serial, {}, {}, std::string(cut_options(rest, options)), 9'600};
    if (!address.path.starts_with('/')) return bad(whole, wanted);
    for (const auto& [key, value] : options) {
        if (key == "baud") {
            const auto* end = value.data() + value.size();
            const auto [stop, error] = std::from_chars(value.data(), end, address.baud);
            if (error != std::errc{} || stop != end || std::ranges::find(speeds, address.baud) == std::end(speeds)) {
                return bad(whole, "a serial line of a usual speed: baud=1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 or 230400");
            }
        } else if (key == "flow" && (value == "none" || value == "software" || value == "hardware")) {
            address.flow = value == "none" ? Address::Flow::none : value == "software" ? Address::Flow::software : Address::Flow::hardware;
        } else {
            return bad(whole, wanted);
        }
    }
    return address;
}

boost::system::result<Address, BadAddress> parse_cups(std::string_view whole, std::string_view rest) {
    constexpr std::string_view wanted =
        "cups://QUEUE or cups://HOST:PORT/QUEUE, with ?done=printed where the queue waits for the printer's word";
    std::vector<std::pair<std::string_view, std::string_view>> options;
    auto queue = cut_options(rest, options);
    Address address{Address::Kind::cups, {}, "631", {}};
    if (const auto slash = queue.find('/'); slash != std::string_view::npos) {
        if (!read_host(queue.substr(0, slash), address)) return bad(whole, wanted);
        queue.remove_prefix(slash + 1);
    }
    // What CUPS takes as the name of a queue.
    if (queue.empty() || queue.size() > 127 || queue.find_first_of("/#?% \t\"'<>") != std::string_view::npos) return bad(whole, wanted);
    address.path = queue;
    for (const auto& [key, value] : options) {
        if (key != "done" || value != "printed") return bad(whole, wanted);
        address.done_says = true;
    }
    return address;
}

}  // namespace

void throw_exception_from_error(const BadAddress& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

boost::system::result<Address, BadAddress> parse_address(std::string_view text) {
    if (const auto rest = after(text, "tcp://")) return parse_tcp(text, *rest);
    if (const auto rest = after(text, "serial://")) return parse_serial(text, *rest);
    if (const auto rest = after(text, "cups://")) return parse_cups(text, *rest);
    if (const auto path = after(text, "file://"); path && !path->empty()) return Address{Address::Kind::file, {}, {}, std::string(*path)};
    if (const auto path = after(text, "png://"); path && !path->empty()) return Address{Address::Kind::png, {}, {}, std::string(*path)};
    return BadAddress{"\"" + std::string(text) +
                      "\" is no printer: tcp://HOST:PORT, file://PATH, serial://DEVICE?baud=9600, cups://QUEUE or png://FOLDER"};
}

}  // namespace luot::transport
