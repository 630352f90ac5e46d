// Opinions on their way to the server, each until it is settled there, across lost lines and, as what is kept, across restarts. The server
// takes one of each ticket, so telling one again does no harm: what it says of a repeat settles it, too.
//
// What was kept for another office, or another journal of this one, waits until its server is met again; in this office only for as long as
// its day lasts. Pure; one thread.
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
struct Keep {                         // answer with written()
    std::vector<KeptRating> ratings;  // in place of those before; on the disk before what comes next is done
};
struct SendRating {
    std::uint64_t request = 0;  // answer with answered(), or not_sent()
    v1::Command command;
};
// An opinion that is kept no longer, for a log.
struct Settled {
    KeptRating rating;
    // "accepted", the server's refusal ("already_rated", "unknown_ticket"), or why it was not told: "day_over", "other_journal" (and its
    // day is over, too), "no_room".
    std::string outcome;
    // It may have been told before, and the answer lost: then it is most likely itself what was "already_rated".
    bool sent_before = false;
};
using Action = std::variant<Keep, SendRating, Settled>;

class RatingOutbox {
  public:
    // What was kept by the one before.
    explicit RatingOutbox(std::vector<KeptRating> kept);

    // The oldest gives way where there is no room.
    void add(KeptRating rating, std::deque<Action>& actions);
    // The outcome of the oldest Keep that has none yet. What could not be written is wanted again after a while.
    void written(bool done, Instant now);
    // Once more, where that while is over.
    void keep_again(Instant now, std::deque<Action>& actions);
    // Whatever may be told now. `here`: where the server is.
    void send(const Place& here, Instant now, std::deque<Action>& actions);
    void answered(std::uint64_t request, const v1::Reply& reply, Instant now, std::deque<Action>& actions);
    void not_sent(std::uint64_t request, Instant now);

    // When send() has something to do that it had not at the last call; nothing: after the next answer, or add().
    std::optional<Instant> send_at() const { return send_at_; }
    // When keep_again() has; nothing: all is written, or about to be.
    std::optional<Instant> keep_at() const { return keep_at_; }
    std::size_t size() const { return entries_.size(); }
    std::size_t size_at(const Place& place) const;
    bool holds(const Place& place, std::uint64_t ticket) const;
    // All that it holds is on the disk.
    bool on_disk() const { return unanswered_ == 0 && !keep_fails_; }
    // It could not be written when it was last tried.
    bool keep_fails() const { return keep_fails_; }

  private:
    struct Entry {
        KeptRating rating;
        std::uint64_t request = 0;  // 0: not under way
        bool sent_before = false;
    };
    void keep(std::deque<Action>& actions);
    void later(Entry& entry, Instant now);

    std::vector<Entry> entries_;  // oldest first
    std::uint64_t last_request_ = 0;
    std::optional<Instant> send_at_;
    Instant send_after_ = limits::again_first;
    std::size_t unanswered_ = 0;  // Keeps
    bool keep_fails_ = false;
    std::optional<Instant> keep_at_;
    Instant keep_after_ = limits::keep_again_first;
};

}  // namespace luot::rating
