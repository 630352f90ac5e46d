// Tells those who are shown what happens: some in a turn, with a rest after much of it. What happens meanwhile goes along to those who are
// left; what piled up for a peer goes out in one write. Network thread.
#pragma once

#include <deque>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/conversation.hpp"
#include "net/fan_out.hpp"
#include "net/limits.hpp"
#include "net/pace.hpp"
#include "net/turns.hpp"

namespace luot::net {

class Showing : public TurnTaker, public std::enable_shared_from_this<Showing> {
  public:
    // References outlive it.
    Showing(const boost::asio::any_io_executor& executor, const Limits& limits, FanOut& fan_out, std::shared_ptr<Turns> turns)
        : limits_(limits),
          fan_out_(fan_out),
          turns_(std::move(turns)),
          pace_(limits.showing_burst, limits.showing_rest_for_work),
          rest_(executor) {}

    // Will be flushed, once, unless it is in line already.
    void add(Conversation& conversation);
    // The fan-out has something to tell.
    void go_on();
    // For good.
    void stop();
    void take_turn() override;

  private:
    const Limits& limits_;
    FanOut& fan_out_;
    std::shared_ptr<Turns> turns_;
    Pace pace_;
    boost::asio::steady_timer rest_;
    std::deque<std::shared_ptr<Conversation>> to_flush_;
    bool waits_ = false;  // for its turn, or for the end of a rest
    bool stopped_ = false;
};

}  // namespace luot::net
