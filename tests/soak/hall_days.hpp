// Days of a made-up hall as a server would tell them to a board: numbers, calls, recalls, transfers that are missed, notices, day ends,
// office files that change, lines that break and servers that begin anew. From a seed; the same seed gives the same days.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "luot/v1/envelope.pb.h"

namespace luot::soak {

struct Lost {};  // the line
using Told = std::variant<v1::Welcome, v1::Snapshot, v1::Event, Lost>;

struct Happening {
    std::int64_t at_us = 0;  // office time, never less than before
    Told told;
};

class HallDays {
  public:
    HallDays(std::uint32_t seed, int calls_a_day);

    // Everything that a board is told on the next day, in order.
    std::vector<Happening> next_day();
    std::int64_t opened_us() const { return day_us_; }  // of the last day that was given: its 00:00 in the office's zone

  private:
    struct Counter {
        std::uint64_t ticket = 0;
        std::string number;
        bool serving = false;
    };
    struct Waiting {
        std::uint64_t ticket = 0;
        std::string number;
    };

    void tell(v1::Event event);
    v1::Event event();
    void issue(std::size_t field);
    void call(std::size_t counter);
    void serve(std::size_t counter, bool misses);
    void recall(std::size_t counter);
    void notice();
    void lose_line(bool new_server);
    void connect();
    void end_day();
    v1::FieldStatus field_status(std::size_t field) const;
    v1::CounterStatus counter_status(std::size_t counter) const;
    v1::CallMade call_made(std::size_t counter, std::uint32_t calls) const;
    v1::DayStatus day_status() const;

    std::mt19937 dice_;
    int calls_a_day_;
    v1::Office office_;
    std::int64_t day_us_ = 0;
    std::int64_t now_us_ = 0;
    std::uint64_t seq_ = 0;
    std::uint64_t epoch_ = 1;
    std::uint64_t tickets_ = 0;
    int day_count_ = 0;
    std::string notice_;
    bool notice_urgent_ = false;
    std::uint64_t notice_seq_ = 0;
    std::int64_t notice_at_us_ = 0;
    std::vector<std::deque<Waiting>> waiting_;
    std::vector<int> issued_;
    std::vector<std::string> last_called_;
    std::vector<Counter> counters_;
    std::deque<v1::CallMade> recent_;
    std::vector<Happening> told_;
};

}  // namespace luot::soak
