// Art-Net: pixels as DMX universes over UDP, port 6454. Layout: Art-Net 4 specification, ArtDmx and ArtSync (art-net.org.uk). Pure.
//
//   ArtDmx   0..7 "Art-Net" and a zero, 8..9 0x5000 least significant byte first, 10..11 version 14, 12 sequence 1 to 255 (0: not used),
//            13 physical port 0, 14 low byte of the universe, 15 its upper 7 bits, 16..17 length 2 to 512, even, 18.. slots
//   ArtSync  0..9 likewise with 0x5200, 10..11 version 14, 12..13 zeros
#pragma once

#include <cstdint>

#include "led/bytes.hpp"

namespace luot::led {

constexpr std::uint16_t artnet_port = 6'454;
constexpr std::uint16_t artnet_universe_most = 32'767;

class ArtNet {
  public:
    // 170 pixels a universe, from `universe` on; with `sync` an ArtSync ends every frame, so that all universes are shown at once.
    ArtNet(std::uint16_t universe, bool sync) : universe_(universe), sync_(sync) {}

    Packets frame(Pixels pixels);

  private:
    std::uint16_t universe_;
    bool sync_;
    std::uint8_t sequence_ = 0;  // of every universe alike
};

}  // namespace luot::led
