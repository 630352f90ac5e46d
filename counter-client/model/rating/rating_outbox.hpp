// Opinions on their way to the server, each until it is settled there, across lost lines and, as what is kept, across restarts. The server
// takes one of each ticket, so telling one again does no harm: what it says of a repeat settles it, too. Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "rating/kept_rating.hpp"
#include "rating/limits.hpp"

namespace luot::rating {

// To do, in this order.
struct Keep {
    std::vector<KeptRating> ratings;  // in place of those before; on the disk before what comes next is done
};
struct SendRating {
    std::uint64_t request = 0;  // answer with answered(), or not_sent()
    v1::Command command;
};
// An opinion that is kept no longer, for a log. "accepted", the server's refusal ("already_rated", "unknown_ticket"), or why it was not
// told: "other_office", "other_journal", "day_over", "no_room".
struct Settled {
    KeptRating rating;
    std::string outcome;
};
using Action = std::variant<Keep, SendRating, Settled>;

class RatingOutbox {
  public:
    // What was kept by the one before.
    explicit RatingOutbox(std::vector<KeptRating> kept);

    // The oldest gives way where there is no room.
    void add(KeptRating rating, std::deque<Action>& actions);
    // Whatever may be told now. `here`: where the server is.
    void send(const Place& here, Instant now, std::deque<Action>& actions);
    void answered(std::uint64_t request, const v1::Reply& reply, Instant now, std::deque<Action>& actions);
    void not_sent(std::uint64_t request, Instant now);

    // When send() has something to do that it had not at the last call; nothing: after the next answer, or add().
    std::optional<Instant> deadline() const;
    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        KeptRating rating;
        std::uint64_t request = 0;  // 0: not under way
    };
    void keep(std::deque<Action>& actions) const;
    void later(Entry& entry, Instant now);

    std::vector<Entry> entries_;  // oldest first
    std::uint64_t last_request_ = 0;
    std::optional<Instant> again_at_;
    Instant again_after_ = limits::again_first;
};

}  // namespace luot::rating
