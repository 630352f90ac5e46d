#include "net/turns.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace luot::net {

void Turns::wait(std::weak_ptr<TurnTaker> taker, Brings brings) {
    (brings == Brings::commands ? commands_ : words_).push_back(std::move(taker));
    go_on();
}

Turns::Line* Turns::line() {
    const bool commands = !commands_.empty() && service_.accepting();
    if (commands && (words_.empty() || !words_are_next_)) return &commands_;
    return words_.empty() ? nullptr : &words_;
}

// Behind whatever the executor has ready.
void Turns::go_on() {
    if (line() == nullptr || std::exchange(posted_, true)) return;
    boost::asio::post(executor_, [weak = weak_from_this()] {
        if (auto self = weak.lock()) self->next();
    });
}

void Turns::next() {
    posted_ = false;
    Line* const chosen = line();
    if (chosen == nullptr) return;
    words_are_next_ = chosen == &commands_;
    const auto taker = chosen->front().lock();
    chosen->pop_front();
    if (taker) taker->take_turn();
    go_on();
}

}  // namespace luot::net
