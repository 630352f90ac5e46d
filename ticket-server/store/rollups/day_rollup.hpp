// One business day, rolled up from its visits and its counters' stretches and idle times: sums and samples that are added up over any range
// of days and then say every figure as the visits themselves would. Pure; docs/figures.md says what each figure means, this is where they
// are counted.
//
// Unit of waiting is the leg. Visits that day close ended, voids, unclaimed numbers and test tickets are in no sample; their numbers are
// kept. Instants are kept as quarters of an hour since 1970-01-01T00:00Z: every zone's clocks are whole quarters from it, so which
// half-hour of the office's day one belongs to is said when it is read, and the store needs no zone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/report_rows.hpp"
#include "store/report_tables.hpp"
#include "store/rollups/sample.hpp"

namespace luot::store {

constexpr core::TimeUs quarter_us = 15 * core::minute_us;

using Grades = std::array<std::int64_t, 5>;  // how many opinions of 1 to 5

// Of a field and a class. Visits by the field of their first leg; legs and what is made of them by their own.
struct FieldDay {
    std::int64_t issued = 0;  // voids, unclaimed numbers and test tickets not among them
    std::int64_t served = 0, no_show = 0, walk_out = 0, left_after_call = 0, expired = 0;
    std::int64_t open = 0;  // of a day that is not over
    std::int64_t voided = 0, unclaimed = 0, test = 0;
    std::int64_t called_once = 0;
    std::int64_t legs = 0;
    std::int64_t corrected = 0, unaccounted_us = 0;
    std::int64_t waited_us = 0;   // ∫L dt
    Sample wait;                  // of legs that were called, to their first call
    Sample left;                  // of those that ended without a call, to their end
    Sample waiting;               // of those that still wait: of a day that is not over
    Sample walk, service, visit;  // visits by the field of their first leg
    Pairs arrivals;               // quarter of an hour → visits issued in it
    Pairs queue;                  // quarter of an hour → ∫L dt in it, in microseconds
    Grades grades{};
    bool operator==(const FieldDay&) const = default;
};

// Of a counter with a clerk. A leg belongs to whoever called it last.
struct CounterDay {
    std::int64_t served = 0, calls = 0, no_show = 0;
    std::int64_t corrected = 0, unaccounted_us = 0;  // of the served
    std::int64_t open_us = 0;
    std::int64_t idle_us = 0;  // guessed, it may be below 0: a stretch may be another clerk's than the service in it
    Sample service;
    Grades grades{};                                                                     // of visits that ended here
    std::map<std::pair<core::CallReason, core::ReasonCode>, std::int64_t> out_of_order;  // legs called so, by why
    std::map<core::ReasonCode, std::int64_t> paused_us;
    bool operator==(const CounterDay&) const = default;
};

struct DayRollup {
    core::BusinessDay day;
    core::TimeUs first_us = 0, last_us = 0;  // the window: from the first arrival to the last end of waiting; both 0: nobody waited
    std::map<std::pair<core::ServiceCode, core::ClassCode>, FieldDay> fields;
    std::map<std::pair<core::CounterId, core::ClerkCode>, CounterDay> counters;
    bool empty() const { return fields.empty() && counters.empty(); }
    bool operator==(const DayRollup&) const = default;
};

// Where a day's idle times come from: their own rows, or, of days of which these were not kept, what the legs leave of the open time.
enum class IdleFrom : std::uint8_t { rows, legs };

// Feed every visit, stretch and idle time of the day once, in any order; visits that are open as they are `now_us`.
class DayRoller {
  public:
    explicit DayRoller(core::BusinessDay day, IdleFrom idle_from = IdleFrom::rows) : idle_from_(idle_from) { rollup_.day = day; }
    void add(const VisitRow& visit, core::TimeUs now_us = 0);
    void add(const core::CounterStretch& stretch);
    void add(const core::CounterIdle& idle);
    DayRollup finish();

  private:
    using FieldKey = std::pair<core::ServiceCode, core::ClassCode>;
    struct Times {
        std::vector<core::TimeUs> wait, left, waiting, walk, service, visit;
        std::map<std::int64_t, std::int64_t> arrivals, queue;
    };

    FieldDay& field(const FieldKey& key) { return rollup_.fields[key]; }
    void add_leg(const VisitRow& visit, std::size_t index, core::TimeUs now_us);
    void add_wait(const FieldKey& key, const core::Leg& leg, core::TimeUs now_us);
    void add_at_counter(const core::Leg& leg, const VisitRow& visit, bool is_last);
    // Of the open time so much was not idle, as far as a leg tells.
    void guess_busy(CounterDay& counter, core::TimeUs busy_us) const;

    IdleFrom idle_from_;
    DayRollup rollup_;
    std::map<FieldKey, Times> times_;
    std::map<std::pair<core::CounterId, core::ClerkCode>, std::vector<core::TimeUs>> counter_service_;
};

// Until when an open day is counted: now, which may be later than its last event, but not beyond its end.
core::TimeUs open_until(const core::State& state, core::TimeUs now_us);

// Who is still in the office, and what counters are at, now. Precondition: the day is open and the roller's.
void add_open(DayRoller& to, const core::State& state, core::TimeUs now_us);

}  // namespace luot::store
