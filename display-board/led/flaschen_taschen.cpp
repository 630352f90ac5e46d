#include "led/flaschen_taschen.hpp"

#include <algorithm>
#include <string>

#include "led/limits.hpp"

namespace luot::led {

Packets flaschen_taschen_frame(Pixels pixels, int width, int height, const FlaschenTaschenPlace& place) {
    // The longest head: four-digit sides, three five-digit places.
    constexpr std::size_t head_most = 48;
    constexpr int tile_pixels = static_cast<int>((limits::flaschen_taschen_datagram_most - head_most) / 3);
    const int tile_width = std::min(width, tile_pixels);
    const int tile_height = tile_width < width ? 1 : std::max(tile_pixels / std::max(width, 1), 1);
    Packets packets;
    for (int top = 0; top < height; top += tile_height) {
        const int rows = std::min(tile_height, height - top);
        for (int left = 0; left < width; left += tile_width) {
            const int columns = std::min(tile_width, width - left);
            Bytes& packet = packets.emplace_back();
            put_text(packet, "P6\n" + std::to_string(columns) + " " + std::to_string(rows) + "\n#FT: " + std::to_string(place.x + left) +
                                 " " + std::to_string(place.y + top) + " " + std::to_string(place.layer) + "\n255\n");
            for (int y = top; y < top + rows; ++y) {
                const auto begin = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(left)) * 3;
                put_all(packet, pixels.subspan(begin, static_cast<std::size_t>(columns) * 3));
            }
        }
    }
    return packets;
}

}  // namespace luot::led
