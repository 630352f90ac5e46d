// Whose turn it is, of all that may come in thousands and that nobody waits for at a desk: between two turns everybody else has one, so
// that a clerk's call meets one piece of it and not one of each kind. Network thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "engine/service.hpp"

namespace luot::net {

class TurnTaker {
  public:
    virtual ~TurnTaker() = default;
    virtual void take_turn() = 0;
};

class Turns : public std::enable_shared_from_this<Turns> {
  public:
    // Each has a line of its own, in the order in which they began to wait, and the lines take turns.
    enum class Kind : std::uint8_t {
        commands,  // more than a share of them, or while the engine did not accept; no turn until it does
        words,     // a Hello, a pong, the end of whoever has gone
        newcomer,  // to be let in
        showing,   // what happened, to those who are shown it
        clock,     // a look at deadlines
    };

    // The service outlives whoever waits here.
    Turns(boost::asio::any_io_executor executor, const engine::Service& service) : executor_(std::move(executor)), service_(service) {}

    // take_turn() will be called, once and never from within. Who is gone by then is passed over.
    void wait(std::weak_ptr<TurnTaker> taker, Kind kind);
    // The service accepts again.
    void go_on();

  private:
    static constexpr std::size_t lines = 5;

    std::optional<std::size_t> next_line() const;
    void next();

    boost::asio::any_io_executor executor_;
    const engine::Service& service_;
    std::array<std::deque<std::weak_ptr<TurnTaker>>, lines> waiting_;
    std::size_t last_ = lines - 1;  // who had the last turn
    bool posted_ = false;
};

}  // namespace luot::net
