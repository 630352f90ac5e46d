// Panels and chains that are not there, at real ends: a socket of 127.0.0.1, a pseudo-terminal. For tests and for the program of the same
// name. One thread, the executor's.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/udp.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>

#include "screen/canvas.hpp"
#include "support/pseudo_terminal.hpp"
#include "virtual_led/panel_receiver.hpp"
#include "virtual_led/sign_receiver.hpp"

namespace luot::testing {

class VirtualPanel {
  public:
    // Port 0: any free one. So many percent of the datagrams are lost, by the seed's luck.
    VirtualPanel(const boost::asio::any_io_executor& executor, PanelReceiver receiver, std::uint16_t port = 0, int loss_percent = 0,
                 std::uint32_t seed = 1);

    std::uint16_t port() const { return port_; }
    const PanelReceiver& receiver() const { return receiver_; }
    std::size_t lost() const { return lost_; }
    std::function<void()> on_shown;
    // As if it were switched off, and on again: nobody listens meanwhile.
    void close();
    void open();
    // Hears so many universes' multicast groups, on the loopback network.
    void join(std::uint16_t universe, int count);

  private:
    void listen(const boost::asio::ip::address& address);
    void receive();

    boost::asio::ip::udp::socket socket_;
    PanelReceiver receiver_;
    std::uint16_t port_;
    std::uint32_t loss_percent_;
    std::mt19937 random_;
    std::size_t lost_ = 0;
    std::array<std::uint8_t, 65'536> datagram_{};
};

class VirtualChain {
  public:
    // `device`: see PseudoTerminal.
    VirtualChain(const boost::asio::any_io_executor& executor, SignMake make, std::filesystem::path device);
    ~VirtualChain();
    VirtualChain(const VirtualChain&) = delete;
    VirtualChain& operator=(const VirtualChain&) = delete;

    SignReceiver& receiver() { return receiver_; }
    std::function<void()> on_told;
    // The adapter is pulled out, and plugged in again; meanwhile there is no device.
    void unplug();
    void plug();
    // Takes nothing of what is written, as a line whose flow is stopped; and takes again.
    void block();
    void unblock();

  private:
    void receive();

    boost::asio::any_io_executor executor_;
    SignReceiver receiver_;
    std::filesystem::path device_;
    std::shared_ptr<PseudoTerminal> terminal_;
    bool blocked_ = false;
    std::array<std::uint8_t, 256> bytes_{};
};

// As one sees them.
screen::Canvas panel_picture(screen::Fonts& fonts, const PanelReceiver& panel, int dot_px);
screen::Canvas chain_picture(screen::Fonts& fonts, const SignReceiver& chain);

}  // namespace luot::testing
