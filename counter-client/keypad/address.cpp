#include "keypad/address.hpp"

#include <boost/asio/detail/config.hpp>
#include <charconv>

#include "profiles/joined.hpp"

namespace luot::keypad {
namespace {

using profiles::joined;

#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR) && defined(__linux__)
constexpr bool has_evdev = true;
#else
constexpr bool has_evdev = false;
#endif

BadKeypad bad(std::string_view url, const std::string& what) {
    return {joined({"\"", url, "\": ", what})};
}

bool read_speed(std::string_view text, unsigned& into) {
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, into);
    return parsed.ec == std::errc() && parsed.ptr == end && into >= 1'200 && into <= 115'200;
}

}  // namespace

boost::system::result<Address, BadKeypad> parse_address(std::string_view url, const Folders& profiles) {
    constexpr std::string_view serial = "serial://";
    constexpr std::string_view evdev = "evdev://";
    Address address;
    address.url = url;
    std::string_view rest = url;
    if (rest.starts_with(serial)) {
        rest.remove_prefix(serial.size());
    } else if (rest.starts_with(evdev)) {
        if (!has_evdev) return bad(url, "event devices are Linux's; a serial keypad is serial://COM3?profile=NAME");
        address.kind = Address::Kind::evdev;
        rest.remove_prefix(evdev.size());
    } else {
        return bad(url, "a keypad is serial:///dev/ttyUSB0?profile=NAME or evdev:///dev/input/by-id/NAME");
    }
    const auto question = rest.find('?');
    address.device = rest.substr(0, question);
    if (address.device.empty()) return bad(url, "the device is missing, as in serial:///dev/ttyUSB0?profile=plain");
    std::string_view options = question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    std::string profile;
    std::optional<unsigned> baud;
    while (!options.empty()) {
        const auto end = options.find('&');
        const std::string_view option = options.substr(0, end);
        options.remove_prefix(end == std::string_view::npos ? options.size() : end + 1);
        const auto equals = option.find('=');
        const std::string_view name = option.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
        if (address.kind == Address::Kind::serial && name == "profile") {
            profile = value;
        } else if (address.kind == Address::Kind::serial && name == "baud") {
            unsigned speed = 0;
            if (!read_speed(value, speed)) return bad(url, "baud is a number from 1200 to 115200");
            baud = speed;
        } else if (address.kind == Address::Kind::evdev && name == "grab") {
            if (value != "0" && value != "1") return bad(url, "grab is 0 or 1");
            address.grab = value == "1";
        } else {
            return bad(url, joined({"\"", name, "\" is no option here; there is ",
                                    address.kind == Address::Kind::serial ? "profile and baud" : "grab"}));
        }
    }
    if (address.kind == Address::Kind::evdev) return address;
    if (profile.empty()) return bad(url, "profile=NAME is missing, as in serial:///dev/ttyUSB0?profile=plain");
    auto loaded = load_profile(profile, profiles);
    if (!loaded) return loaded.error();
    address.profile = std::move(*loaded);
    if (baud) address.profile.baud = *baud;
    return address;
}

}  // namespace luot::keypad
