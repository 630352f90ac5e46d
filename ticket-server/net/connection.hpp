// A conversation over a socket. Internal to net.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/conversation.hpp"
#include "net/turns.hpp"
#include "tls/end.hpp"

namespace luot::net {

class Connection final : public Conversation, public TurnTaker {
  public:
    // `hall` and `turns` outlive the connection's close(). Without `tls` the line is plain. `peer` as the conversation has it.
    Connection(boost::asio::ip::tcp::socket socket, std::string peer, Hall& hall, Turns& turns,
               const std::shared_ptr<const tls::Context>& tls);

    void start();
    void look_at_clock(std::int64_t now_ms) override;
    void take_turn() override;
    // Is counted among the hall's handshakes.
    bool shakes_hands() const { return shakes_hands_; }

  private:
    boost::asio::awaitable<void> read(std::shared_ptr<Connection> self);
    void wake_reader() override;
    void go_on_reading() override;
    void write(std::vector<Bytes> envelopes) override;
    void shut_down_writing() override;
    void write_if_it_fits(const Bytes& envelope) override;
    void close_line() override;
    bool hear(std::size_t bytes);
    void tell_that_it_is_tls();
    void say_to_line(std::string_view bytes);
    void agreed_or_gone();
    void seal();
    bool write_at_once();
    void all_written();
    void wait_for_turn();
    void turn_after_write();
    std::size_t write_moved(const boost::system::error_code& error, std::size_t bytes);

    std::shared_ptr<Connection> self() { return std::static_pointer_cast<Connection>(shared_from_this()); }

    boost::asio::ip::tcp::socket socket_;
    Turns& turns_;
    std::vector<char> read_buffer_;
    std::optional<tls::End> tls_;
    std::string heard_;                  // of what was read, where the line is TLS
    std::string sealed_;                 // being written, where the line is TLS
    bool began_ = false;                 // something came over the line
    bool plain_ = false;                 // and it was not TLS
    bool shakes_hands_ = false;          // is counted among hall().handshakes
    boost::asio::steady_timer resumed_;  // never expires: cancelled to wake the reader

    // Being written; alive until written().
    std::vector<Bytes> writing_;
    std::array<std::array<char, frame::header_bytes>, 64> headers_{};
    std::vector<boost::asio::const_buffer> buffers_;
    std::int64_t write_moved_ms_ = 0;    // when the present write began, or its last piece left
    std::size_t write_moved_bytes_ = 0;  // of the present write
    bool gone_ = false;                  // the other side, and waits to be closed
    bool turn_awaits_write_ = false;
    bool turn_awaits_sign_in_ = false;
};

}  // namespace luot::net
