// Flaschen Taschen: pictures as PPM files over UDP, port 1337. Layout: doc/protocols.md of github.com/hzeller/flaschen-taschen. Pure.
//
//   P6 LF  WIDTH HEIGHT LF  #FT: X Y Z LF  255 LF  WIDTH × HEIGHT × 3 bytes
//
//   The comment says where the picture belongs: its left upper corner, and the layer (0 is the background, in which black is black).
#pragma once

#include <cstdint>

#include "led/bytes.hpp"

namespace luot::led {

constexpr std::uint16_t flaschen_taschen_port = 1'337;

struct FlaschenTaschenPlace {
    int x = 0;
    int y = 0;
    int layer = 0;
};

// The panel in tiles, each in one datagram: as many whole rows as fit, or where not one row fits, pieces of one.
Packets flaschen_taschen_frame(Pixels pixels, int width, int height, const FlaschenTaschenPlace& place = {});

}  // namespace luot::led
