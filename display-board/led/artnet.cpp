#include "led/artnet.hpp"

#include <algorithm>

#include "led/limits.hpp"

namespace luot::led {
namespace {

constexpr std::uint32_t version = 14;
constexpr std::size_t header_bytes = 18;
constexpr std::size_t data_most = limits::universe_pixels * 3;

Bytes begun(std::uint8_t operation) {
    Bytes packet;
    packet.reserve(header_bytes + data_most);
    put_text(packet, {"Art-Net\0", 8});
    packet.push_back(0);
    packet.push_back(operation);
    put_16(packet, version);
    return packet;
}

}  // namespace

Packets ArtNet::frame(Pixels pixels) {
    constexpr std::uint8_t operation_dmx = 0x50;
    constexpr std::uint8_t operation_sync = 0x52;
    Packets packets;
    sequence_ = sequence_ == 255 ? std::uint8_t{1} : static_cast<std::uint8_t>(sequence_ + 1);
    std::uint32_t universe = universe_;
    for (std::size_t at = 0; at < pixels.size(); at += data_most, ++universe) {
        const Pixels data = pixels.subspan(at, std::min(data_most, pixels.size() - at));
        const std::size_t padding = data.size() % 2;
        Bytes packet = begun(operation_dmx);
        packet.push_back(sequence_);
        packet.push_back(0);
        packet.push_back(static_cast<std::uint8_t>(universe));
        packet.push_back(static_cast<std::uint8_t>(universe >> 8U & 0x7FU));
        put_16(packet, static_cast<std::uint32_t>(data.size() + padding));
        put_all(packet, data);
        if (padding != 0) packet.push_back(0);
        packets.push_back(std::move(packet));
    }
    if (sync_ && !packets.empty()) {
        Bytes packet = begun(operation_sync);
        put_16(packet, 0);
        packets.push_back(std::move(packet));
    }
    return packets;
}

}  // namespace luot::led
