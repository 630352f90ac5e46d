// Whose turn it is to be read: of newcomers, of those who have said more than their share, and of those who came when the engine did not
// accept, one after the other in the order in which they began to wait, and between two of them everybody else. Network thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
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
    // Who brings commands has no turn while the engine does not accept; the others, with a Hello or a pong, do not wait for it.
    enum class Brings : std::uint8_t { commands, words };

    // The service outlives whoever waits here.
    Turns(boost::asio::any_io_executor executor, const engine::Service& service) : executor_(std::move(executor)), service_(service) {}

    // take_turn() will be called, once and never from within. Who is gone by then is passed over.
    void wait(std::weak_ptr<TurnTaker> taker, Brings brings);
    // The service accepts again.
    void go_on();

  private:
    using Line = std::deque<std::weak_ptr<TurnTaker>>;

    // The two lines take turns, too. Nothing: nobody may.
    Line* line();
    void next();

    boost::asio::any_io_executor executor_;
    const engine::Service& service_;
    Line commands_;
    Line words_;
    bool words_are_next_ = false;
    bool posted_ = false;
};

}  // namespace luot::net
