// What the encoders give: the bytes of one datagram or telegram.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace luot::led {

using Bytes = std::vector<std::uint8_t>;
using Packets = std::vector<Bytes>;            // of one frame, in the order in which they go out
using Pixels = std::span<const std::uint8_t>;  // red, green, blue of each pixel, in the order of the panel's wiring

// Most significant byte first, as networks have it.
inline void put_16(Bytes& bytes, std::uint32_t value) {
    bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(value));
}
inline void put_32(Bytes& bytes, std::uint32_t value) {
    put_16(bytes, value >> 16U);
    put_16(bytes, value);
}
inline void put_text(Bytes& bytes, std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
}
inline void put_all(Bytes& bytes, Pixels data) {
    bytes.insert(bytes.end(), data.begin(), data.end());
}

}  // namespace luot::led
