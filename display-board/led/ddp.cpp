#include "led/ddp.hpp"

#include <algorithm>

#include "led/limits.hpp"

namespace luot::led {
namespace {

constexpr std::uint8_t version_1 = 0x40;
constexpr std::uint8_t push = 0x01;
constexpr std::uint8_t rgb_8_bits = 0x0B;
constexpr std::uint8_t default_display = 1;
constexpr std::uint8_t sequence_most = 15;

}  // namespace

Packets Ddp::frame(Pixels pixels) {
    Packets packets;
    for (std::size_t offset = 0; offset < pixels.size(); offset += limits::ddp_data_most) {
        const Pixels data = pixels.subspan(offset, std::min(limits::ddp_data_most, pixels.size() - offset));
        const bool last = offset + data.size() == pixels.size();
        sequence_ = sequence_ == sequence_most ? std::uint8_t{1} : static_cast<std::uint8_t>(sequence_ + 1);
        Bytes& packet = packets.emplace_back();
        packet.push_back(last ? version_1 | push : version_1);
        packet.push_back(sequence_);
        packet.push_back(rgb_8_bits);
        packet.push_back(default_display);
        put_32(packet, static_cast<std::uint32_t>(offset));
        put_16(packet, static_cast<std::uint32_t>(data.size()));
        put_all(packet, data);
    }
    return packets;
}

}  // namespace luot::led
