#include "net/turns.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace luot::net {

void Turns::wait(std::weak_ptr<TurnTaker> taker) {
    waiting_.push_back(std::move(taker));
    go_on();
}

// Behind whatever the executor has ready.
void Turns::go_on() {
    if (waiting_.empty() || !service_.accepting() || std::exchange(posted_, true)) return;
    boost::asio::post(executor_, [weak = weak_from_this()] {
        if (auto self = weak.lock()) self->next();
    });
}

void Turns::next() {
    posted_ = false;
    if (waiting_.empty() || !service_.accepting()) return;
    const auto taker = waiting_.front().lock();
    waiting_.pop_front();
    if (taker) taker->take_turn();
    go_on();
}

}  // namespace luot::net
