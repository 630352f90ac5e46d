// Streaming ACN: pixels as DMX universes over UDP, port 5568. Layout: ANSI E1.31-2018, table 4-1 (E1.31 Data Packet). Pure.
//
//   root     0..1 preamble size 0x0010, 2..3 postamble size 0, 4..15 "ASC-E1.17" and three zeros, 16..17 0x7000 | length from here,
//            18..21 vector 4, 22..37 CID
//   framing  38..39 0x7000 | length from here, 40..43 vector 2, 44..107 source name, 108 priority, 109..110 synchronization address 0,
//            111 sequence, 112 options (0x40: the stream has ended), 113..114 universe
//   DMP      115..116 0x7000 | length from here, 117 vector 2, 118 0xA1, 119..120 first address 0, 121..122 increment 1,
//            123..124 count of values, 125 start code 0, 126.. slots
//   All lengths and numbers most significant byte first; a packet's length counts to its end.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "led/bytes.hpp"

namespace luot::led {

constexpr std::uint16_t e131_port = 5'568;
constexpr std::uint16_t e131_universe_most = 63'999;
constexpr std::uint8_t e131_priority_default = 100;
constexpr std::uint8_t e131_priority_most = 200;

// Where a universe's packets go when no receiver is named: 239.255.HI.LO.
std::string e131_multicast_group(std::uint16_t universe);

struct E131Source {
    std::array<std::uint8_t, 16> cid{};  // of this sender, the same for all its universes and every day
    std::string name;                    // UTF-8, cut to 63 bytes
    std::uint8_t priority = e131_priority_default;
    std::uint16_t universe = 1;  // the first; 170 pixels each
};

class E131 {
  public:
    explicit E131(E131Source source) : source_(std::move(source)) {}

    // One packet a universe, beginning with the source's.
    Packets frame(Pixels pixels) { return packets(pixels, 0); }
    // The same pixels with word that the stream ends, so that receivers need not wait for it; to be sent three times (E1.31 §6.2.6).
    Packets last_frame(Pixels pixels);

  private:
    Packets packets(Pixels pixels, std::uint8_t options);

    E131Source source_;
    std::uint8_t sequence_ = 0;  // of every universe alike: each frame has a packet for each
};

}  // namespace luot::led
