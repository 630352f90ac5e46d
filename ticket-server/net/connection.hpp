// One device's socket: carries out what its SessionFsm says. Internal to net.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/service.hpp"
#include "frame/frame.hpp"
#include "net/admission.hpp"
#include "net/counters.hpp"
#include "net/fan_out.hpp"
#include "net/outbox.hpp"
#include "net/session_directory.hpp"
#include "net/session_fsm.hpp"

namespace luot::net {

class Connection;

// What connections share, and whom they tell of themselves.
struct Hall {
    engine::Service& service;
    const Translator& translator;
    const Admission& admission;
    SessionDirectory& directory;
    Limits limits;
    FanOut fan_out;
    double speed = 1;
    Counters counters;
    // A copy is in every command under way that opens a session: `told` does not know of them yet.
    std::shared_ptr<const bool> opening = std::make_shared<const bool>(true);
    std::size_t sessions_opening() const { return static_cast<std::size_t>(opening.use_count()) - 1; }

    virtual ~Hall() = default;
    // Has something to write: flush() it once the executor has done what is ready.
    virtual void wants_flush(Connection& connection) = 0;
    // Its socket is closed: forget it.
    virtual void closed(Connection& connection) = 0;
    // No reply is under way.
    virtual void idle() = 0;

    Hall(engine::Service& the_service, const Translator& the_translator, const Admission& the_admission, SessionDirectory& the_directory,
         const Limits& the_limits, double the_speed)
        : service(the_service),
          translator(the_translator),
          admission(the_admission),
          directory(the_directory),
          limits(the_limits),
          fan_out(the_translator, limits),
          speed(the_speed) {}
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;
};

std::int64_t real_ms();

class Connection final : public std::enable_shared_from_this<Connection>, public SessionOwner, public Subscriber {
  public:
    // `hall` outlives the connection's close().
    Connection(boost::asio::ip::tcp::socket socket, Hall& hall);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    void look_at_clock(std::int64_t now_ms);
    // The engine accepts again.
    void go_on();
    void flush();

    void drain() { fsm_.drain(); }
    bool is_idle() const { return fsm_.under_way() == 0 && fsm_.state() != SessionFsm::State::admitting; }
    // Last word, then closed within limits.linger.
    void end(const char* code, const std::string& message);
    // At once. Idempotent.
    void close();
    bool is_closed() const { return closed_; }

    void replaced() override;
    void expired() override;
    void on_push(const Bytes& bytes) override;
    void on_snapshot(const Bytes& bytes) override;

    // Guards the hall's list of those who want to be flushed.
    bool flush_wanted = false;

  private:
    boost::asio::awaitable<void> read(std::shared_ptr<Connection> self);
    bool has_to_wait() const;
    void take(std::string_view envelope);
    void perform(Actions& actions);
    void carry_out(Admit& admit);
    void carry_out(const Send& send);
    void carry_out(const Subscribe& subscribe);
    void carry_out(Submit& submit);
    void carry_out(const Close& close);
    void open_session();
    void session_opened(const engine::Reply& reply);
    void welcome(core::SessionId session);
    void refuse(const char* code, const std::string& message);
    void answered(const engine::Reply& reply);
    void write_next();
    std::size_t write_moved(const boost::system::error_code& error, std::size_t bytes);
    void written(const boost::system::error_code& error, std::size_t bytes);
    void leave();
    void cut_off();
    void count_end(const char* code);

    boost::asio::ip::tcp::socket socket_;
    Hall& hall_;
    SessionFsm fsm_;
    Outbox outbox_;
    frame::Decoder decoder_;
    std::vector<char> read_buffer_;
    boost::asio::steady_timer resumed_;  // never expires: cancelled to wake the reader
    bool reading_ = true;                // false: waits for the engine to accept
    bool waits_to_open_ = false;         // likewise, with its Hello

    // Being written; alive until written().
    std::vector<Bytes> writing_;
    std::array<std::array<char, frame::header_bytes>, 64> headers_{};
    std::vector<boost::asio::const_buffer> buffers_;
    bool is_writing_ = false;
    std::int64_t write_moved_ms_ = 0;    // when the present write began, or its last piece left
    std::size_t write_moved_bytes_ = 0;  // of the present write

    bool ending_ = false;  // nothing is read any more; closed when all is written and the other side has closed
    std::int64_t close_at_ms_ = 0;
    bool left_ = false;
    bool closed_ = false;
};

}  // namespace luot::net
