// A client's commands on their way to exactly one answer each: numbers, the window, repeats. No I/O, no clock; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "wire/limits.hpp"

namespace luot::wire {

// The caller's own name for a command, never sent.
using Token = std::uint64_t;

class Outbox {
  public:
    enum class Added : std::uint8_t { queued, full, too_long };
    // not_after_us: see Request.
    Added add(const v1::Command& command, Token token, std::int64_t not_after_us = 0);

    // The next request to send: first what is to be repeated, in the order of its numbers, then new ones, numbered as they leave, while
    // fewer than `unacknowledged` numbers are beyond acked_through. Nothing while repeats are held back.
    std::optional<v1::Request> next(std::uint64_t unacknowledged);

    // A new connection in the same session: all that is unanswered goes again.
    void repeat_all();

    // The server could not carry it out: to be repeated under the same number, and everything waits until release(). False: not known.
    bool hold(std::uint64_t no);
    bool held() const { return held_; }
    void release() { held_ = false; }

    // The answer to this number came. Nothing: an old number, answered before.
    std::optional<Token> answered(std::uint64_t no);

    // Takes out all that was sent and is unanswered, or all that waits; in order.
    std::vector<Token> take_sent();
    std::vector<Token> take_waiting();

    // Numbers start at 1 again. Precondition: take_sent().
    void begin_session();

    // The highest number up to which all are answered.
    std::uint64_t acked_through() const { return sent_.empty() ? last_no_ : sent_.begin()->first - 1; }

  private:
    struct Entry {
        Token token = 0;
        v1::Command command;
        std::int64_t not_after_us = 0;
    };
    v1::Request request(std::uint64_t no, const Entry& entry) const;

    std::deque<Entry> waiting_;            // without a number yet
    std::map<std::uint64_t, Entry> sent_;  // unanswered
    std::set<std::uint64_t> repeat_;       // of those, what goes again
    std::uint64_t last_no_ = 0;
    bool held_ = false;
};

}  // namespace luot::wire
