// What a panel's receiver does with the datagrams that come: reads them as the published layouts have them, by itself and strictly, and
// shows what they say. Shares no code with the encoders.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luot::testing {

enum class PanelProtocol : std::uint8_t { ddp, e131, artnet, flaschen_taschen };
std::uint16_t usual_port(PanelProtocol protocol);

class PanelReceiver {
  public:
    // `universe`: the first one of the panel, for those protocols that have them.
    PanelReceiver(PanelProtocol protocol, int width, int height, int universe);

    // True where something is shown anew (it may be what was shown). What is no packet of the protocol is counted and left.
    bool take(std::span<const std::uint8_t> datagram);

    // Red, green, blue, row by row.
    const std::vector<std::uint8_t>& pixels() const { return shown_; }
    int width() const { return width_; }
    int height() const { return height_; }
    std::size_t packets() const { return packets_; }
    std::size_t wrong() const { return wrong_; }
    bool stream_ended() const { return ended_; }
    const std::set<std::vector<std::uint8_t>>& senders() const { return senders_; }  // CIDs

  private:
    bool take_ddp(std::span<const std::uint8_t> data);
    bool take_e131(std::span<const std::uint8_t> data);
    bool take_artnet(std::span<const std::uint8_t> data);
    bool take_flaschen_taschen(std::span<const std::uint8_t> data);
    bool refuse();
    void put(std::vector<std::uint8_t>& into, std::size_t at, std::span<const std::uint8_t> data);

    PanelProtocol protocol_;
    int width_;
    int height_;
    int universe_;
    std::vector<std::uint8_t> coming_;  // until a push, or a sync
    std::vector<std::uint8_t> shown_;
    std::map<int, std::uint8_t> sequences_;  // by universe
    std::set<std::vector<std::uint8_t>> senders_;
    bool synchronous_ = false;
    bool ended_ = false;
    std::size_t packets_ = 0;
    std::size_t wrong_ = 0;
};

}  // namespace luot::testing
