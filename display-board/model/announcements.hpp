// What is still to be spoken in a board's zone, and what became of each call: said, merged into one that was said, or skipped for a reason.
//
// Heard. A call that happened while the board was following is queued. One that it hears of late (in a snapshot, or as an event that it
// missed) is queued while younger than 60 s of office time, and never otherwise. Each seq is queued once. Calls of counters that the zone
// does not speak for are none of its business.
//
// Said. One announcement at a time, the calls strictly in the order of their seq, an urgent notice (younger than 60 s) before those that
// wait, never in the middle of one. Where more than two calls wait, up to three are put into one announcement; each is said when the next
// one begins. What waits, waits as long as it takes while this board speaks; while it does not, forget_old() drops what is past its 60 s.
//
// What changes while a call waits:
// - recalled: both are answered for in the place of the first, once. The recall's own seq counts as said only when all before it are; so
//   where the speaker dies in between, the next one says the recall by itself.
// - its citizen has come (being served), is held, finished, sent back, missed, or was called to another counter: skipped, for it would send
//   somebody to a counter that does not expect them.
// - recalled while it is being spoken: a call of its own, said when its turn comes.
// - the day is over: skipped. Another board has said it: skipped. The sound broke off in the middle: back to the head of the queue.
// - the server's journal is another one (restored): what waits stays, before what is new.
// Bounded: when full, the oldest waiting call goes that is past its 60 s; with none past it (more than 4,096 calls in a minute) the oldest.
// Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "board/call.hpp"
#include "board/limits.hpp"

namespace luot::board {

// A supervisor's, that is spoken too.
struct Notice {
    std::uint64_t seq = 0;
    std::int64_t at_us = 0;  // office time
    std::string text;
    bool operator==(const Notice&) const = default;
};

struct Announcement {
    std::vector<Call> calls;    // in order, no ticket twice at one counter; empty: a notice
    std::vector<Call> recalls;  // that these answer for
    std::optional<Notice> notice;
};

// Why a call is not said.
enum class Skip : std::uint8_t {
    being_served,
    held,
    not_called,  // the counter has nobody, or somebody else
    old,         // waited for longer than 60 s while this board was not speaking
    said_by_another,
    day_over,
    queue_full,
};
const char* to_string(Skip why);

struct Skipped {
    Call call;
    Skip why = Skip::old;
};

// Why the call is not to be said any more, from how its counter is; nothing: it still stands. So it does where nothing is known of the
// counter.
std::optional<Skip> reason_to_skip(const Call& call, const v1::CounterStatus* counter);

class Announcements {
  public:
    explicit Announcements(std::size_t waiting_max = limits::announcements_waiting) : waiting_max_(waiting_max) {}

    enum class Heard : std::uint8_t { queued, duplicate, stale, elsewhere };

    // `live`: it happened while the board was following. Calls come in the order of their seq.
    Heard offer(const Call& call, bool live, std::int64_t office_now_us);
    // The urgent notice that stands now, or none: one that waits is forgotten. The same seq again is no news.
    void offer_notice(const std::optional<Notice>& notice, std::int64_t office_now_us);
    // The counters that are spoken for; none: all.
    void speak_for(const std::set<std::uint64_t>& counters);
    // Everything up to this seq is known: none of it comes as news.
    void heard_through(std::uint64_t seq);
    // The server's journal is another one (restored): its seqs begin anew. What waits stays; what was heard is not heard again.
    void new_epoch();
    // A new business day: yesterday's numbers are nobody's.
    void clear_waiting();
    // What the zone has said, whoever said it.
    void others_said(std::uint64_t calls_through, std::uint64_t notices_through);
    // To be asked while this board does not speak.
    void forget_old(std::int64_t office_now_us);

    using ReasonToSkip = std::function<std::optional<Skip>(const Call& call)>;
    // The next to be said; nothing while one is being said, or none is left. The caller says it and then says finished(), or interrupted().
    // At most `merged_max` calls are put into one.
    std::optional<Announcement> begin(std::int64_t office_now_us, const ReasonToSkip& reason_to_skip,
                                      std::size_t merged_max = limits::merged_max);
    // The same for who compares calls with announcements: every call by itself, none merged or skipped, no notices.
    std::optional<Call> next();
    void finished();
    void interrupted();
    // Of the announcement's calls this one is being spoken now; those before it are said, once they are in the first language.
    void saying(std::size_t place);

    const std::optional<Announcement>& announcement() const { return announcement_; }
    const std::optional<Call>& speaking() const { return speaking_; }
    // The last seq of what is being said; 0: none, a notice, or calls of the journal before, whose seqs mean nothing in this one.
    std::uint64_t last_seq() const;
    std::size_t waiting() const { return waiting_.size() + waiting_before_.size() + (waiting_notice_ ? 1 : 0); }
    // Calls that wait, in order, for who prepares them.
    const std::deque<Call>& waiting_calls() const { return waiting_; }
    // Of this journal's calls: up to here none needs saying any more, as far as this board knows; likewise of its notices.
    std::uint64_t said_through() const;
    std::uint64_t said_notice() const { return said_notice_; }
    // What was skipped since it was last asked, for the record.
    std::vector<Skipped> take_skipped();

  private:
    bool remembered(const Call& call) const;
    void make_room(std::int64_t office_now_us);
    void skip(const Call& call, Skip why);
    void settle(std::uint64_t seq);
    void settle_said(std::size_t calls);
    std::optional<Announcement> take_notice(std::int64_t office_now_us);
    std::optional<Announcement> take_calls(std::deque<Call>& queue, const ReasonToSkip& reason_to_skip, std::size_t merged_max);

    std::size_t waiting_max_;
    std::set<std::uint64_t> counters_;
    std::deque<Call> waiting_;
    std::deque<Call> waiting_before_;  // of the journal before
    std::deque<Call> remembered_;
    std::optional<Notice> waiting_notice_;
    std::optional<Notice> last_notice_;
    std::optional<Announcement> announcement_;
    std::size_t said_ = 0;    // so many of its calls are
    bool of_before_ = false;  // they are of the journal before
    std::optional<Call> speaking_;
    std::vector<Skipped> skipped_;
    std::uint64_t heard_through_ = 0;
    std::uint64_t settled_ = 0;  // the highest seq that is
    std::uint64_t said_notice_ = 0;
    bool epoch_changed_ = false;
};

}  // namespace luot::board
