// The bytes of a Linux event device as key presses. Layout: struct input_event of linux/input.h, in the machine's own byte order:
//
//   seconds (a word) · microseconds (a word) · type (2 bytes) · code (2) · value (4, signed)
//
// A word has 8 bytes on 64-bit machines and 4 on 32-bit ones. Type 1 (EV_KEY): `code` is a key of linux/input-event-codes.h, `value` 0 let
// go, 1 pressed, 2 repeated. Type 0 with code 3 (SYN_DROPPED): events were lost; what comes before the next type 0 with code 0 (SYN_REPORT)
// is of no use. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "desk/key_map.hpp"

namespace luot::keypad {

class EvdevEvents {
  public:
    explicit EvdevEvents(std::size_t word_bytes = sizeof(long)) : word_bytes_(word_bytes) {}

    // Bytes as they come, cut anywhere. Presses and repeats of keys that the counter knows; others are nobody's business.
    std::vector<desk::KeyPress> feed(std::span<const std::uint8_t> bytes);

    std::size_t event_bytes() const { return 2 * word_bytes_ + 8; }

  private:
    void take(const std::uint8_t* event, std::vector<desk::KeyPress>& presses);

    std::size_t word_bytes_;
    std::vector<std::uint8_t> rest_;  // the beginning of an event
    bool dropped_ = false;
    bool shift_ = false;
    bool control_ = false;
};

}  // namespace luot::keypad
