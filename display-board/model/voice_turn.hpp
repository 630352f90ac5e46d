// The board's half of who speaks in a zone: one board at a time, named by the server.
//
// The board says VoiceReport after each Welcome, as soon as it knows how the office is, and whenever anything of it changes; the server
// answers with VoiceTurn whenever anything of that changes. An announcement begins only while the turn is this board's, its sound works,
// and the server was heard lately (limits::server_heard_within_us); what has begun is finished, whoever has the turn by then. A lost
// connection loses the turn at once. A board without a zone has no loudspeaker: it never has the turn and says nothing, but that it has
// left the zone in which it stood. Pure: steady time is handed in, in microseconds from any beginning. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "luot/v1/envelope.pb.h"

namespace luot::board {

class VoiceTurn {
  public:
    // Where its loudspeaker is heard; empty: it has none. Another zone is another turn; its report is to be taken before the next.
    void stand_in(const std::string& zone);
    // Welcome came. Its seqs count in this journal (BoardModel::journal()): the turn and what was said are told anew.
    void connected(std::uint64_t journal, std::int64_t steady_us);
    // What was missed has been heard: the zone is the present one. Before it nothing is reported.
    void caught_up();
    void disconnected();
    // Anything came from the server.
    void heard(std::int64_t steady_us);
    // Of another zone: ignored.
    void told(const v1::VoiceTurn& turn);
    void set_able(bool able);
    // An announcement began: its last call's seq (0: a notice), and after how long it is over at the latest.
    void began(std::uint64_t last_seq, std::int64_t lasts_at_most_us, std::int64_t steady_us);
    void ended();

    bool is_caught_up() const { return caught_up_; }
    bool has_turn() const { return connected_ && yours_; }
    bool may_begin(std::int64_t steady_us) const;
    // Whether calls that are past their time are to be forgotten: another board may have had the time to say them. Not while it speaks, nor
    // until it could not begin for `patience_us`, so that a hiccup of the line ends no burst. To be asked at every look.
    bool forgets(std::int64_t steady_us, std::int64_t patience_us);
    // How far the zone has come, as the server says.
    std::uint64_t told_through() const { return told_through_; }
    std::uint64_t told_notice() const { return told_notice_; }

    // What is to be sent now, once for each change; nothing while not caught up. `said_through` and `said_notice` as
    // Announcements says them; that they are as the server told is no change.
    std::optional<v1::VoiceReport> take_report(std::uint64_t said_through, std::uint64_t said_notice, std::int64_t steady_us);

  private:
    void forget_turn();

    std::string zone_;
    bool connected_ = false;
    bool caught_up_ = false;
    bool stands_there_ = false;  // the server has been told of a zone on this connection
    bool due_ = false;           // something other than what was said has changed
    bool able_ = false;
    bool yours_ = false;
    bool saying_ = false;
    std::uint64_t journal_ = 0;
    std::uint64_t last_seq_ = 0;
    std::int64_t over_at_us_ = 0;
    std::int64_t heard_at_us_ = 0;
    std::optional<std::int64_t> could_at_us_;  // begin, or was saying something
    std::uint64_t told_through_ = 0;
    std::uint64_t told_notice_ = 0;
    std::uint64_t reported_through_ = 0;
    std::uint64_t reported_notice_ = 0;
};

}  // namespace luot::board
