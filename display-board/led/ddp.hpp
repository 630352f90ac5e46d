// Distributed Display Protocol, version 1: pixels over UDP, port 4048. Layout: http://www.3waylabs.com/ddp/ (2022-09-05). Pure.
//
//   0      flags: 01.. .... version 1, .... ...1 push: show what has come
//   1      sequence 1 to 15, one more with every packet; 0 would be: not used
//   2      data type: 00 001 011, RGB with 8 bits each
//   3      destination: 1, the default display
//   4..7   offset of the data in the display's memory, bytes; 8..9 length of the data; both most significant byte first
//   10..   data
#pragma once

#include <cstdint>

#include "led/bytes.hpp"

namespace luot::led {

constexpr std::uint16_t ddp_port = 4'048;

class Ddp {
  public:
    // At most 1,440 bytes of data a packet, 480 whole pixels; the last packet alone pushes. None for no pixels.
    Packets frame(Pixels pixels);

  private:
    std::uint8_t sequence_ = 0;
};

}  // namespace luot::led
