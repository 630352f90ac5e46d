// What the command line says after --keypad:
//
//   serial:///dev/ttyUSB0?profile=NAME[&baud=9600]      serial://COM3?profile=NAME      a number pad with a display, on a serial line
//   evdev:///dev/input/by-id/usb-…-event-kbd[?grab=0]   a USB number pad, on Linux; grab=0 leaves its digits to other programs, too
#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "keypad/profile_file.hpp"

namespace luot::keypad {

struct Address {
    std::string url;
    enum class Kind : std::uint8_t { serial, evdev } kind = Kind::serial;
    std::string device;
    Profile profile;   // serial
    bool grab = true;  // evdev
};

// Every mistake is told in one line that says what would be right. Reads the profile.
boost::system::result<Address, BadKeypad> parse_address(std::string_view url, const Folders& profiles);

}  // namespace luot::keypad
