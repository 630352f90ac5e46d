// What the command line says after --led:
//
//   ddp://HOST[:PORT]?panel=192x64             e131://[HOST[:PORT]]?panel=192x64&universe=1&priority=100
//      (E1.31 without a host: multicast, network=THIS.MACHINE'S.OWN.ADDRESS where it has several)
//   artnet://HOST[:PORT]?panel=64x32&universe=0&sync=1     ft://HOST[:PORT]?panel=128x64&x=0&y=0&layer=0
//      and for all of these: colour=amber|red|green|white|office, order=rgb|grb|bgr, wiring=rows|snake, flip=1, brightness=1…100,
//      refresh=MILLISECONDS
//   serial:///dev/ttyUSB0?profile=NAME&addresses=1:5,2:7     serial+tcp://HOST:PORT?profile=NAME
//      addresses=COUNTER:ADDRESS,…  (else a sign's address is its counter's number), baud=9600, refresh=MILLISECONDS, test=1
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "led/flaschen_taschen.hpp"
#include "led/sign_profile.hpp"
#include "led_matrix/panel.hpp"
#include "outputs/profile_file.hpp"

namespace luot::outputs {

struct PixelTarget {
    enum class Protocol : std::uint8_t { ddp, e131, artnet, flaschen_taschen };
    Protocol protocol = Protocol::ddp;
    std::string host;  // empty, E1.31: each universe's multicast group
    std::uint16_t port = 0;
    led_matrix::Panel panel;
    led_matrix::Wiring wiring;
    led_matrix::Colours colours = led_matrix::Colours::amber;
    int brightness = 100;  // percent, times the picture's
    std::uint16_t universe = 0;
    std::uint8_t priority = 100;
    std::string network;  // multicast: the address of this machine in the network that it goes to; empty: where the system sends it
    bool sync = false;
    led::FlaschenTaschenPlace place;
    std::int64_t refresh_ms = 1'000;
};

struct SignsTarget {
    std::string device;  // of a serial line; empty: host and port
    std::string host;
    std::string port;
    unsigned baud = 9'600;
    led::SignProfile profile;
    std::map<std::uint64_t, int> addresses;  // counter → address; empty: the address is the counter's number
    bool test = false;
};

struct OutputAddress {
    std::string url;
    std::variant<PixelTarget, SignsTarget> target;
};

// Every mistake is told in one line that says what would be right. Reads the profile that a chain names.
boost::system::result<OutputAddress, BadOutput> parse_output(std::string_view url, const Folders& profiles);

// What is wrong with all of them together: more than limits::outputs_most of led, or two that would write into each other, which are two
// chains on one line and two DDP panels at one port. Devices are the same where their links lead to the same file.
std::optional<BadOutput> wrong_together(const std::vector<OutputAddress>& addresses);

}  // namespace luot::outputs
