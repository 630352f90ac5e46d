#include "led/e131.hpp"

#include <algorithm>

#include "led/limits.hpp"

namespace luot::led {
namespace {

constexpr std::uint32_t flags = 0x7000;
constexpr std::uint32_t vector_root_data = 4;
constexpr std::uint32_t vector_data_packet = 2;
constexpr std::uint8_t vector_set_property = 2;
constexpr std::uint8_t address_and_data_type = 0xA1;
constexpr std::uint8_t stream_ended = 0x40;
constexpr std::size_t root_at = 16;
constexpr std::size_t framing_at = 38;
constexpr std::size_t property_at = 115;
constexpr std::size_t slots_at = 126;
constexpr std::size_t name_bytes = 64;

}  // namespace

std::string e131_multicast_group(std::uint16_t universe) {
    return "239.255." + std::to_string(universe >> 8U) + "." + std::to_string(universe & 0xFFU);
}

Packets E131::packets(Pixels pixels, std::uint8_t options) {
    constexpr std::size_t data_most = limits::universe_pixels * 3;
    Packets packets;
    std::uint32_t universe = source_.universe;
    for (std::size_t at = 0; at < pixels.size(); at += data_most, ++universe) {
        const Pixels data = pixels.subspan(at, std::min(data_most, pixels.size() - at));
        const std::size_t size = slots_at + data.size();
        const auto length_from = [size](std::size_t begin) { return flags | static_cast<std::uint32_t>(size - begin); };
        Bytes& packet = packets.emplace_back();
        packet.reserve(size);
        put_16(packet, 0x0010);
        put_16(packet, 0);
        put_text(packet, {"ASC-E1.17\0\0\0", 12});
        put_16(packet, length_from(root_at));
        put_32(packet, vector_root_data);
        put_all(packet, source_.cid);

        put_16(packet, length_from(framing_at));
        put_32(packet, vector_data_packet);
        std::string name = source_.name.substr(0, name_bytes - 1);
        name.resize(name_bytes, '\0');
        put_text(packet, name);
        packet.push_back(source_.priority);
        put_16(packet, 0);
        packet.push_back(sequence_);
        packet.push_back(options);
        put_16(packet, universe);

        put_16(packet, length_from(property_at));
        packet.push_back(vector_set_property);
        packet.push_back(address_and_data_type);
        put_16(packet, 0);
        put_16(packet, 1);
        put_16(packet, static_cast<std::uint32_t>(1 + data.size()));
        packet.push_back(0);
        put_all(packet, data);
    }
    ++sequence_;
    return packets;
}

Packets E131::last_frame(Pixels pixels) {
    return packets(pixels, stream_ended);
}

}  // namespace luot::led
