#include "net/turns.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace luot::net {

void Turns::wait(std::weak_ptr<TurnTaker> taker, Kind kind) {
    waiting_.at(static_cast<std::size_t>(kind)).push_back(std::move(taker));
    go_on();
}

// Nothing: nobody waits, or nobody may.
std::optional<std::size_t> Turns::next_line() const {
    for (std::size_t step = 1; step <= lines; ++step) {
        const std::size_t line = (last_ + step) % lines;
        const bool may = line != static_cast<std::size_t>(Kind::commands) || service_.accepting();
        if (!waiting_.at(line).empty() && may) return line;
    }
    return std::nullopt;
}

// Behind whatever the executor has ready.
void Turns::go_on() {
    if (posted_ || !next_line()) return;
    posted_ = true;
    boost::asio::post(executor_, [weak = weak_from_this()] {
        if (auto self = weak.lock()) self->next();
    });
}

void Turns::next() {
    posted_ = false;
    const auto line = next_line();
    if (!line) return;
    last_ = *line;
    const auto taker = waiting_.at(*line).front().lock();
    waiting_.at(*line).pop_front();
    if (taker) taker->take_turn();
    go_on();
}

}  // namespace luot::net
