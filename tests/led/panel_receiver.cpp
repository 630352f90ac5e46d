#include "virtual_led/panel_receiver.hpp"

#include <algorithm>
#include <charconv>

namespace luot::testing {
namespace {

constexpr std::size_t universe_bytes = 510;

unsigned be16(std::span<const std::uint8_t> data, std::size_t at) {
    return static_cast<unsigned>(data[at]) << 8U | data[at + 1];
}
unsigned be32(std::span<const std::uint8_t> data, std::size_t at) {
    return be16(data, at) << 16U | be16(data, at + 2);
}
std::string_view text(std::span<const std::uint8_t> data) {
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}
// ANSI E1.31 §6.7.2: up to 20 behind is late or doubled.
bool late(std::uint8_t sequence, std::uint8_t last) {
    const int difference = static_cast<std::int8_t>(static_cast<std::uint8_t>(sequence - last));
    return difference <= 0 && difference > -20;
}

}  // namespace

std::uint16_t usual_port(PanelProtocol protocol) {
    switch (protocol) {
        case PanelProtocol::ddp:
            return 4'048;
        case PanelProtocol::e131:
            return 5'568;
        case PanelProtocol::artnet:
            return 6'454;
        case PanelProtocol::flaschen_taschen:
            break;
    }
    return 1'337;
}

PanelReceiver::PanelReceiver(PanelProtocol protocol, int width, int height, int universe)
    : protocol_(protocol),
      width_(width),
      height_(height),
      universe_(universe),
      coming_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3),
      shown_(coming_.size()) {}

bool PanelReceiver::refuse() {
    ++wrong_;
    return false;
}

void PanelReceiver::put(std::vector<std::uint8_t>& into, std::size_t at, std::span<const std::uint8_t> data) {
    if (at >= into.size()) return;
    std::copy_n(data.begin(), std::min(data.size(), into.size() - at), into.begin() + static_cast<std::ptrdiff_t>(at));
}

bool PanelReceiver::take(std::span<const std::uint8_t> datagram) {
    ++packets_;
    switch (protocol_) {
        case PanelProtocol::ddp:
            return take_ddp(datagram);
        case PanelProtocol::e131:
            return take_e131(datagram);
        case PanelProtocol::artnet:
            return take_artnet(datagram);
        case PanelProtocol::flaschen_taschen:
            break;
    }
    return take_flaschen_taschen(datagram);
}

bool PanelReceiver::take_ddp(std::span<const std::uint8_t> data) {
    constexpr std::size_t head = 10;
    constexpr unsigned version_mask = 0xC0;
    if (data.size() < head || (data[0] & version_mask) != 0x40 || (data[0] & 0x3EU) != 0) return refuse();
    if (data[1] > 15 || data[2] != 0x0B || data[3] != 1) return refuse();
    const std::size_t length = be16(data, 8);
    if (length == 0 || length > 1'440 || data.size() != head + length || be32(data, 4) + length > coming_.size()) return refuse();
    put(coming_, be32(data, 4), data.subspan(head));
    if ((data[0] & 1U) == 0) return false;
    shown_ = coming_;
    return true;
}

bool PanelReceiver::take_e131(std::span<const std::uint8_t> data) {
    constexpr std::size_t head = 126;
    constexpr std::string_view identifier("ASC-E1.17\0\0\0", 12);
    if (data.size() < head || data.size() > 638 || be16(data, 0) != 0x10 || be16(data, 2) != 0) return refuse();
    if (text(data.subspan(4, 12)) != identifier) return refuse();
    const auto length_fits = [&](std::size_t at) { return be16(data, at) == (0x7000U | static_cast<unsigned>(data.size() - at)); };
    if (!length_fits(16) || !length_fits(38) || !length_fits(115)) return refuse();
    if (be32(data, 18) != 4 || be32(data, 40) != 2 || data[117] != 2 || data[118] != 0xA1) return refuse();
    if (be16(data, 119) != 0 || be16(data, 121) != 1 || be16(data, 123) != data.size() - head + 1 || data[125] != 0) return refuse();
    if (data[108] > 200 || data[107] != 0) return refuse();
    senders_.emplace(data.begin() + 22, data.begin() + 38);
    const int universe = static_cast<int>(be16(data, 113));
    const auto last = sequences_.find(universe);
    if (last != sequences_.end() && late(data[111], last->second)) return false;
    sequences_[universe] = data[111];
    if ((data[112] & 0x40U) != 0) {
        ended_ = true;
        return false;
    }
    if (universe < universe_) return refuse();
    put(shown_, static_cast<std::size_t>(universe - universe_) * universe_bytes, data.subspan(head));
    return true;
}

bool PanelReceiver::take_artnet(std::span<const std::uint8_t> data) {
    constexpr std::size_t head = 18;
    constexpr std::string_view identifier("Art-Net\0", 8);
    if (data.size() < 14 || text(data.subspan(0, 8)) != identifier || be16(data, 10) != 14 || data[8] != 0) return refuse();
    if (data[9] == 0x52) {
        if (data.size() != 14) return refuse();
        synchronous_ = true;
        shown_ = coming_;
        return true;
    }
    if (data[9] != 0x50 || data.size() < head || data[12] == 0) return refuse();
    const std::size_t length = be16(data, 16);
    if (length < 2 || length > 512 || length % 2 != 0 || data.size() != head + length) return refuse();
    const int universe = data[15] << 8U | data[14];
    if (universe < universe_) return refuse();
    put(coming_, static_cast<std::size_t>(universe - universe_) * universe_bytes, data.subspan(head));
    if (synchronous_) return false;
    shown_ = coming_;
    return true;
}

bool PanelReceiver::take_flaschen_taschen(std::span<const std::uint8_t> data) {
    std::string_view rest = text(data);
    int values[6] = {};  // width, height, x, y, layer, values a colour
    const auto skip = [&rest](std::string_view word) {
        const bool there = rest.starts_with(word);
        if (there) rest.remove_prefix(word.size());
        return there;
    };
    const auto number = [&rest](int& value, char end) {
        const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        const auto size = static_cast<std::size_t>(stop - rest.data());
        if (error != std::errc{} || size >= rest.size() || rest[size] != end) return false;
        rest.remove_prefix(size + 1);
        return true;
    };
    const bool head = skip("P6\n") && number(values[0], ' ') && number(values[1], '\n') && skip("#FT: ") && number(values[2], ' ') &&
                      number(values[3], ' ') && number(values[4], '\n') && number(values[5], '\n');
    const auto [width, height, left, top, layer, most] = values;
    if (!head || width < 1 || height < 1 || left < 0 || top < 0 || layer < 0 || layer > 15 || most != 255) return refuse();
    if (rest.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3) return refuse();
    const auto tile = data.subspan(data.size() - rest.size());
    for (int y = 0; y < height && top + y < height_; ++y) {
        const int columns = std::min(width, width_ - left);
        if (columns <= 0) break;
        put(shown_, (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(left)) * 3,
            tile.subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * 3, static_cast<std::size_t>(columns) * 3));
    }
    return true;
}

}  // namespace luot::testing
