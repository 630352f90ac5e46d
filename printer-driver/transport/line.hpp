// An open line to a printer with a bound on every wait. After a wait that ran out it can still be used.
#pragma once

#include <array>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <optional>

#include "escpos/encode.hpp"
#include "escpos/status.hpp"
#include "transport/port.hpp"

namespace luot::transport {

class Line {
  public:
    using Instant = std::chrono::steady_clock::time_point;

    Line(boost::asio::any_io_executor executor, std::unique_ptr<Port> port);

    struct Written {
        std::size_t taken = 0;  // that the printer may have
        bool all = false;       // and they have left this machine, as far as it can tell
    };
    // Not all of them: with an error, which is timed_out when none was taken for `stall`; or without one, when the printer has reported by
    // itself that it cannot print.
    boost::asio::awaitable<Written> write(const escpos::Bytes& bytes, std::chrono::milliseconds stall, boost::system::error_code& error);
    // The next thing that the printer says, nothing when time has run out, an error when the line is at its end.
    boost::asio::awaitable<std::optional<escpos::Answer>> read(Instant deadline, boost::system::error_code& error);
    // Waits until the printer says something, or wake(), or for so long. What it said is read by who reads next.
    boost::asio::awaitable<void> listen(Instant deadline, boost::system::error_code& error);
    void wake();

    // The line takes and gives nothing more.
    void cancel();
    bool stopped() const { return stopped_; }
    bool broken() const { return broken_; }  // an error of the line itself was seen
    // What has not left this machine never does.
    void abandon() { port_->abandon(); }

    // What the printer has reported by itself last.
    const std::optional<escpos::PrinterStatus>& automatic() const { return automatic_; }
    void forget_automatic() { automatic_.reset(); }
    // As in escpos::AnswerReader.
    std::size_t noise() const { return reader_.noise(); }
    std::size_t dropped() const { return reader_.dropped(); }
    // Waits until there is more of that than before; false when time has run out or the line is at its end.
    boost::asio::awaitable<bool> await_dropped(std::size_t before, Instant deadline);

  private:
    boost::asio::awaitable<void> receive(Instant deadline, boost::system::error_code& error);
    boost::asio::awaitable<std::size_t> write_piece(boost::asio::const_buffer piece, std::chrono::milliseconds limit,
                                                    boost::system::error_code& error);
    boost::asio::awaitable<void> look_for_trouble(boost::system::error_code& error);
    void watch(std::chrono::milliseconds limit);
    bool ran_out(const boost::system::error_code& error);
    bool in_trouble() const { return automatic_ && automatic_->cannot_print(); }

    boost::asio::any_io_executor executor_;
    std::unique_ptr<Port> port_;
    boost::asio::steady_timer watchdog_;
    std::shared_ptr<bool> expired_;
    bool stopped_ = false;
    bool broken_ = false;
    bool listening_ = false;
    escpos::AnswerReader reader_;
    std::array<std::uint8_t, 64> incoming_{};
    std::deque<escpos::Answer> answers_;
    std::optional<escpos::PrinterStatus> automatic_;
};

}  // namespace luot::transport
