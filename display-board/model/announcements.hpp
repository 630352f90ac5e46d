// What is still to be spoken. Calls are spoken one at a time and in the order of their seq; each once; none that is old comes back.
//
// A call that happened while the board was following is always queued. One that the board hears of late (in a snapshot, or as an event
// that it missed) is queued while younger than 60 s of office time, and never otherwise. A recall is an announcement of its own, also
// when the first call still waits: the clerk asked for it twice, and whoever compares calls with announcements finds each one.
// Bounded: when full, the oldest waiting call goes that is past its 60 s; with none past it (more than 4,096 calls in a minute) the oldest.
// Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "board/call.hpp"
#include "board/limits.hpp"

namespace luot::board {

class Announcements {
  public:
    explicit Announcements(std::size_t waiting_max = limits::announcements_waiting) : waiting_max_(waiting_max) {}

    enum class Heard : std::uint8_t { queued, duplicate, stale };

    // `live`: it happened while the board was following. Calls come in the order of their seq.
    Heard offer(const Call& call, bool live, std::int64_t office_now_us);
    // Everything up to this seq is known: none of it comes as news.
    void heard_through(std::uint64_t seq);
    // The server's journal is another one (restored): its seqs begin anew. What waits stays; what was heard is not heard again.
    void new_epoch();
    // A new business day: yesterday's numbers are nobody's.
    void clear_waiting();

    // The next to speak; nothing while one is being spoken, or none waits. The caller speaks it and then says finished().
    std::optional<Call> next();
    void finished();

    const std::optional<Call>& speaking() const { return speaking_; }
    std::size_t waiting() const { return waiting_.size(); }
    // Calls that fell out of the full queue since it was last asked, for the log.
    std::vector<Call> take_dropped();

  private:
    bool remembered(const Call& call) const;
    void make_room(std::int64_t office_now_us);

    std::size_t waiting_max_;
    std::deque<Call> waiting_;
    std::deque<Call> remembered_;
    std::optional<Call> speaking_;
    std::vector<Call> dropped_;
    std::uint64_t heard_through_ = 0;
    bool epoch_changed_ = false;
};

}  // namespace luot::board
