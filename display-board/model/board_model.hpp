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
    void on_welcome(const v1::Welcome& welcome, std::int64_t steady_us);
    void on_snapshot(const v1::Snapshot& snapshot, std::int64_t steady_us);
    void on_event(const v1::Event& event, std::int64_t steady_us);
    // Whether the server is being heard. Lost twice is lost since the first time.
    void on_link(bool live, std::int64_t steady_us);

    Announcements& announcements() { return announcements_; }
    const Announcements& announcements() const { return announcements_; }

    bool ready() const { return ready_; }  // a snapshot has come
    const v1::Office& office() const { return shown_.office; }
    const shown::OfficeShown& shown() const { return shown_; }
    const OfficeClock& clock() const { return clock_; }
    const std::deque<Call>& calls() const { return calls_; }  // newest first, one for each ticket

    // `local` is the office's time (clock().now_us) in the office's zone. In the office's first language.
    Picture picture(const LocalTime& local, std::int64_t steady_us, const words::Words& all_words) const;

    // Calls that came as news since it was last asked, for a record: by the snapshot or by an event, spoken or not; each once. To be asked
    // after every push, or they pile up.
    std::vector<Call> take_seen();

  private:
    void apply(const v1::Change& change, bool live, std::int64_t office_now_us);
    void take_call(const Call& call, bool live, std::int64_t office_now_us);
    void show(const Call& call);
    void tell_phase(Picture& picture, const LocalTime& local, std::int64_t office_now_us, const words::Catalogue& words) const;
    CurrentCall current_of(const Call& call, const std::string& language) const;

    bool ready_ = false;
    std::uint64_t seq_ = 0;
    std::uint64_t epoch_ = 0;
    std::uint64_t welcome_seq_ = 0;  // events up to here were missed, later ones are live
    OfficeClock clock_;
    shown::OfficeShown shown_;
    std::deque<Call> calls_;
    std::optional<std::int64_t> lost_since_us_;  // steady
    Announcements announcements_;
    std::vector<Call> seen_;
};

}  // namespace luot::board
