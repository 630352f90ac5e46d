// A printer on 127.0.0.1 that interprets what it gets and can fail in the ways that real ones do. Lives on the test's own io_context.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <limits>
#include <memory>

#include "paper.hpp"

namespace luot::testing {

class VirtualPrinter {
  public:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    struct Behaviour {
        std::array<std::uint8_t, 5> status{0, 0x12, 0x12, 0x12, 0x12};  // answers to DLE EOT 1 to 4
        bool silent = false;                                            // answers nothing
        bool knows_done = true;                                         // answers GS r
        std::size_t drop_after = never;                                 // closes the line after so many bytes
        std::size_t stall_after = never;                                // reads no further
        std::size_t paper_ends_at_band = never;                         // then works off nothing, and says so when asked
        bool recovers = false;                                          // DLE ENQ 2 clears the error
        bool keeps_its_place = false;                                   // in a command, when the line breaks
        std::chrono::milliseconds pause{0};                             // before every read
    };

    VirtualPrinter(boost::asio::io_context& io, Behaviour how)
        : behaviour(how), acceptor_(io, {boost::asio::ip::address_v4::loopback(), 0}), socket_(io), timer_(io) {
        accept();
    }

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
    void close() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        socket_.close(ignored);
        timer_.cancel();
    }

    Behaviour behaviour;
    Paper paper;
    std::size_t received = 0;

  private:
    void accept() {
        acceptor_.async_accept(socket_, [this](const auto& error) {
            if (error) return;
            if (!behaviour.keeps_its_place) paper = {};
            received = 0;
            read();
        });
    }

    void next_line() {
        boost::system::error_code ignored;
        socket_.close(ignored);
        accept();
    }

    void read() {
        timer_.expires_after(behaviour.pause);
        timer_.async_wait([this](const auto& aborted) {
            if (aborted) return;
            const auto most = std::min(buffer_.size(), std::min(behaviour.drop_after, behaviour.stall_after) - received);
            if (received == behaviour.drop_after) return next_line();
            if (received == behaviour.stall_after) return;
            socket_.async_read_some(boost::asio::buffer(buffer_.data(), most), [this](const auto& error, std::size_t count) {
                if (error == boost::asio::error::operation_aborted) return;
                for (std::size_t i = 0; i < count; ++i) take(buffer_[i]);
                received += count;
                if (error) return next_line();
                read();
            });
        });
    }

    void take(std::uint8_t byte) {
        std::optional<int> asked;
        if (out_of_paper()) {
            // Nothing is worked off any more; questions are answered all the same, wherever they stand.
            last_ = {last_[1], last_[2], byte};
            if (last_[0] == 0x10 && last_[1] == 0x04 && byte >= 1 && byte <= 4) asked = byte;
        } else {
            asked = paper.feed(byte);
        }
        if (!paper.commands().empty() && paper.commands().back() == "recover" && behaviour.recovers)
            behaviour.status = {0, 0x12, 0x12, 0x12, 0x12};
        if (!asked || behaviour.silent) return;
        if (*asked == 100) {
            if (behaviour.knows_done) answer(0x00);
            return;
        }
        auto status = behaviour.status;
        if (out_of_paper()) status = {0, 0x1A, 0x32, 0x12, 0x72};
        answer(status[static_cast<std::size_t>(*asked)]);
    }

    bool out_of_paper() const { return static_cast<std::size_t>(paper.bands) >= behaviour.paper_ends_at_band; }

    void answer(std::uint8_t byte) {
        boost::system::error_code ignored;  // the other end may have gone
        boost::asio::write(socket_, boost::asio::buffer(&byte, 1), ignored);
    }

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    std::array<std::uint8_t, 2'048> buffer_{};
    std::array<std::uint8_t, 3> last_{};
};

}  // namespace luot::testing
