// A server that does as a test tells it, frame by frame, for one board at a time: what no server of today would do, too. Nothing waits
// longer than 20 s.
#pragma once

#include <doctest/doctest.h>
#include <poll.h>

#include <functional>
#include <optional>
#include <string>

#include "bench/socket.hpp"
#include "frame/frame.hpp"
#include "frame/version.hpp"
#include "luot/v1/envelope.pb.h"

namespace luot::live {

class ScriptedServer {
  public:
    std::string address() const { return "127.0.0.1:" + std::to_string(listener_.port()); }

    // The board's next connection; gives what it said first.
    v1::Hello take_board() {
        pollfd waiting{listener_.descriptor(), POLLIN, 0};
        REQUIRE(::poll(&waiting, 1, 20'000) == 1);
        board_.emplace(listener_.accepted());
        decoder_.emplace(frame::from_device_bytes_max);
        return read_until([](const v1::Envelope& envelope) { return envelope.has_hello(); }).hello();
    }
    void drop_board() { board_.reset(); }

    void say(const v1::Envelope& envelope) {
        std::string bytes;
        frame::append(bytes, envelope.SerializeAsString());
        board_->write_all(bytes);
    }

    // What the board says, pings answered, up to the one that is wanted.
    v1::Envelope read_until(const std::function<bool(const v1::Envelope&)>& wanted) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(180);
        char piece[8'192];
        while (true) {
            while (const auto frame = decoder_->next()) {
                v1::Envelope envelope;
                REQUIRE(envelope.ParseFromString(std::string(*frame)));
                if (envelope.has_ping()) {
                    v1::Envelope pong;
                    pong.mutable_pong()->set_stamp(envelope.ping().stamp());
                    say(pong);
                }
                if (wanted(envelope)) return envelope;
            }
            REQUIRE(std::chrono::steady_clock::now() < end);
            decoder_->feed({piece, board_->read_some(piece, sizeof piece, true)});
        }
    }

    // The board's report that is wanted.
    v1::DeviceReport report_until(const std::function<bool(const v1::BoardReport&)>& wanted) {
        return read_until([&](const v1::Envelope& said) { return said.has_device_report() && wanted(said.device_report().board()); })
            .device_report();
    }

  private:
    bench::Socket listener_ = bench::Socket::listening();
    std::optional<bench::Socket> board_;
    std::optional<frame::Decoder> decoder_;
};

}  // namespace luot::live
