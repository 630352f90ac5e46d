// What a hall's board knows and shows: a fold of the server's snapshot and pushes. Pure: steady time is handed in, in microseconds from
// any beginning; the office's time is estimated from the server's. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "board/announcements.hpp"
#include "board/board_config.hpp"
#include "board/call.hpp"
#include "board/local_time.hpp"
#include "board/office_clock.hpp"
#include "board/picture.hpp"
#include "luot/v1/envelope.pb.h"
#include "shown/office_shown.hpp"
#include "words/catalogue.hpp"

namespace luot::board {

class BoardModel {
  public:
    // `board`: its device's name, by which the office knows what it shows.
    explicit BoardModel(std::string board = {}) : board_(std::move(board)) {}

    void on_welcome(const v1::Welcome& welcome, std::int64_t steady_us);
    // May be older than what is known: the pushes behind it bring it up, and until then what is known stays.
    void on_snapshot(const v1::Snapshot& snapshot, std::int64_t steady_us);
    void on_event(const v1::Event& event, std::int64_t steady_us);
    // Who the clerks are, by their badges: of an office that shows them.
    void on_staff(const v1::Staff& staff);
    // Whether the server is being heard. Lost twice is lost since the first time.
    void on_link(bool live, std::int64_t steady_us);

    Announcements& announcements() { return announcements_; }
    const Announcements& announcements() const { return announcements_; }

    bool ready() const { return ready_; }  // a snapshot has come
    const v1::Office& office() const { return shown_.office; }
    const shown::OfficeShown& shown() const { return shown_; }
    const OfficeClock& clock() const { return clock_; }
    v1::BoardConfig config() const { return config_of(shown_.office, board_); }
    const std::deque<Call>& calls() const { return calls_; }  // of the whole office, newest first, one for each ticket
    std::uint64_t seq() const { return seq_; }                // how far it has come
    // Counts the journals that it has followed: a restored server's is another one, and so is that of a data folder made anew.
    std::uint64_t journal() const { return journal_; }
    bool told_since_welcome() const { return told_since_welcome_; }  // a push has come

    // `local` is the office's time (clock().now_us) in the office's zone. What this board is to show, in its language.
    Picture picture(const LocalTime& local, std::int64_t steady_us, const words::Words& all_words) const;

    // Calls that came as news since it was last asked, for a record: by the snapshot or by an event, spoken or not; each once. To be asked
    // after every push, or they pile up.
    std::vector<Call> take_seen();

  private:
    struct View;  // what picture() goes by
    void catch_up(const v1::Event& event);
    void apply(const v1::Change& change, bool live, std::int64_t office_now_us, std::int64_t steady_us);
    void take_call(const Call& call, bool live, std::int64_t office_now_us);
    void show(const Call& call);
    void note_busy(std::int64_t office_now_us);
    bool fresh(const Call& call, std::int64_t steady_us) const;
    void tell_phase(Picture& picture, const View& view) const;
    void tell_calls(Picture& picture, const View& view) const;
    void tell_fields(Picture& picture, const View& view) const;
    void tell_counters(Picture& picture, const View& view) const;
    void tell_light(Picture& picture, const View& view) const;
    CurrentCall current_of(const Call& call, const View& view) const;

    std::string board_;
    bool ready_ = false;
    std::uint64_t seq_ = 0;
    std::uint64_t epoch_ = 0;
    std::uint64_t journal_ = 0;
    std::uint64_t welcome_seq_ = 0;  // events up to here were missed, later ones are live
    OfficeClock clock_;
    bool told_since_welcome_ = false;
    shown::OfficeShown shown_;
    std::optional<shown::OfficeShown> catching_up_;  // a snapshot older than what is known
    std::map<std::string, std::string> badges_;      // by the clerk's code
    std::deque<Call> calls_;
    std::map<std::uint64_t, std::int64_t> news_;  // by seq: when (steady) a call came as news, for a while
    std::optional<std::int64_t> last_busy_us_;    // office time: somebody waited, or was served
    std::optional<std::int64_t> lost_since_us_;   // steady
    Announcements announcements_;
    std::vector<Call> seen_;
};

}  // namespace luot::board
