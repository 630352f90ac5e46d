#include "net/showing.hpp"

#include <chrono>
#include <utility>

#include <boost/system/error_code.hpp>

namespace luot::net {

void Showing::add(Conversation& conversation) {
    if (!std::exchange(conversation.flush_wanted, true)) to_flush_.push_back(conversation.shared_from_this());
    go_on();
}

void Showing::go_on() {
    if (!stopped_ && !std::exchange(waits_, true)) turns_->wait(weak_from_this(), Turns::Kind::showing);
}

void Showing::stop() {
    stopped_ = true;
    rest_.cancel();
}

void Showing::take_turn() {
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t shown = 0; shown < limits_.flushes_a_turn; ++shown) {
        if (to_flush_.empty() && !fan_out_.tell_next()) break;
        if (to_flush_.empty()) continue;  // it goes with an answer
        const auto conversation = std::move(to_flush_.front());
        to_flush_.pop_front();
        conversation->flush_wanted = false;
        conversation->flush();
    }
    const bool rest_is_due = pace_.worked(begun, std::chrono::steady_clock::now());
    waits_ = false;
    if (to_flush_.empty() && !fan_out_.has_untold()) return;
    if (!rest_is_due) return go_on();
    waits_ = true;
    rest_.expires_after(limits_.showing_rest);
    rest_.async_wait([weak = weak_from_this()](const boost::system::error_code& cancelled) {
        auto self = weak.lock();
        if (cancelled || !self) return;
        self->waits_ = false;
        self->go_on();
    });
}

}  // namespace luot::net
