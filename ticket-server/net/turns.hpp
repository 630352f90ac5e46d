// Whose turn it is to be read: of those who have said more than their share, or who came when the engine did not accept, one after the
// other in the order in which they began to wait, and between two of them everybody else. Network thread.
#pragma once

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
    // The service outlives whoever waits here.
    Turns(boost::asio::any_io_executor executor, const engine::Service& service) : executor_(std::move(executor)), service_(service) {}

    // take_turn() will be called, once and never from within. Who is gone by then is passed over.
    void wait(std::weak_ptr<TurnTaker> taker);
    // The service accepts again. While it does not, it is nobody's turn.
    void go_on();

  private:
    void next();

    boost::asio::any_io_executor executor_;
    const engine::Service& service_;
    std::deque<std::weak_ptr<TurnTaker>> waiting_;
    bool posted_ = false;
};

}  // namespace luot::net
