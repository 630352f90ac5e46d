// The figures of a day or of any range of days. Pure; each figure is defined once, here, and in plain words in docs/figures.md.
//
// Unit of waiting is the leg: a field and a counter each; a visit has one or more. Visits closed by day close, voids, unclaimed numbers and
// test tickets are in no average; their numbers are given. Times are whole seconds, rounded down. Percentiles are by nearest rank: the
// ⌈p·n⌉-th smallest.
//
//   waiting time   called_first − arrived
//   walking time   started − called_last
//   service time   ended − started − held; where the clerk said afterwards when it ended, to there, and it is counted as corrected
//   visit time     end of the last leg − issue
//   service level  called within the target ÷ (called + left or still waiting beyond the target)
//   no-show rate   no-shows ÷ visits called at least once
//   walk-out rate  cancelled while waiting ÷ issued; waiting again after a call (sent back, in a next field) is waiting
//   left after call  cancelled while called or held: beside the walk-outs, not among them
//   queue length   ∫L dt ÷ T, L counting legs not yet first called; T from the day's first arrival to its last end of waiting, the same for
//                  all fields
//   unaccounted    from the end that the clerk said afterwards to when it was said: nobody knows what the counter did
//   idle           open, and nobody called or served there; while somebody is held it goes on
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/report_rows.hpp"

namespace luot::figures {

struct Times {
    std::uint64_t count = 0;
    std::int64_t mean_s = 0, p50_s = 0, p90_s = 0, p95_s = 0, max_s = 0;  // 0 where count is 0
    bool operator==(const Times&) const = default;
};

struct ServiceLevel {
    std::uint32_t target_minutes = 0;
    std::uint64_t called_within = 0, called = 0;
    std::uint64_t left_beyond = 0, left_within = 0;        // not called: gone
    std::uint64_t waiting_beyond = 0, waiting_within = 0;  // not called yet
    // Nothing where nobody counts.
    std::optional<double> share() const;
    bool operator==(const ServiceLevel&) const = default;
};

struct Rating {
    std::array<std::uint64_t, 5> by_grade{};  // 1 to 5; who was shown four faces gave 1, 2, 4 or 5
    std::uint64_t count() const;
    std::uint64_t satisfied() const;  // grades 4 and 5: the two best of five, and of four, which are told as 1, 2, 4 and 5
    std::optional<double> share() const;
    bool operator==(const Rating&) const = default;
};

struct Figures {
    std::uint64_t issued = 0;  // visits, by the field of their first leg; test tickets, voids and unclaimed ones not among them
    std::uint64_t served = 0, no_show = 0, walk_out = 0, left_after_call = 0, expired = 0, open = 0;
    std::uint64_t voided = 0, test = 0;
    std::uint64_t unclaimed = 0;      // nobody showed in time that they were there; beside the voids, and in no average either
    std::uint64_t called_once = 0;    // visits called at least once
    std::uint64_t legs = 0;           // by their own field
    std::uint64_t corrected = 0;      // of the legs with a service time: whose clerk said afterwards when it ended
    std::int64_t unaccounted_us = 0;  // of those
    Times wait, walk, service, visit;
    std::vector<ServiceLevel> levels;
    std::int64_t waited_us = 0;                                   // ∫L dt
    std::map<std::int32_t, std::uint64_t> arrivals_by_half_hour;  // 17 is 08:30:00 up to 09:00:00, of the business day's date
    Rating rating;

    std::optional<double> no_show_rate() const;
    std::optional<double> walk_out_rate() const;
    bool operator==(const Figures&) const = default;
};

struct CounterFigures {
    core::CounterId counter;
    std::uint64_t served = 0, calls = 0, no_show = 0, out_of_order = 0;
    std::uint64_t corrected = 0;  // of the served
    Times service;
    std::int64_t open_us = 0, idle_us = 0, unaccounted_us = 0;
    std::map<std::string, std::int64_t> paused_us;  // by reason
    Rating rating;                                  // of the visits that ended here
    bool operator==(const CounterFigures&) const = default;
};

// Leavers and those who still wait are censored: they would have waited at least so long. Of equal seconds calls come first.
struct KaplanMeier {
    // [m]: the share that waits m minutes or longer. Ends with the last whole minute that anybody waited, and with a minute of 0 after it
    // where nobody is left at all; beyond, nothing is known.
    std::vector<double> still_waiting;
    std::optional<std::int64_t> median_s;  // the least second by whose end half of them were called; nothing: it never comes so far
    bool operator==(const KaplanMeier&) const = default;
};

// 17 is 08:30:00 up to 09:00:00, of the business day's date; past midnight it goes on with 48.
using HalfHour = std::int32_t;

struct QueueAt {
    std::int64_t area_us = 0;    // ∫L dt in this half-hour, over the days
    std::int64_t window_us = 0;  // so much of the days' windows is in this half-hour
    double mean() const { return window_us == 0 ? 0 : static_cast<double>(area_us) / static_cast<double>(window_us); }
};

struct OutOfOrder {
    core::CounterId counter;
    core::ClerkCode clerk;
    core::CallReason reason = core::CallReason::unspecified;
    core::ReasonCode code;  // where the clerk chose
    auto operator<=>(const OutOfOrder&) const = default;
};

struct PausedFor {
    core::CounterId counter;
    core::ClerkCode clerk;
    core::ReasonCode reason;
    auto operator<=>(const PausedFor&) const = default;
};

struct Report {
    Figures all;
    std::map<core::ServiceCode, Figures> fields;
    std::map<core::ClassCode, Figures> classes;
    std::map<core::CounterId, CounterFigures> counters;
    std::map<core::ClerkCode, CounterFigures> clerks;  // `counter` is none
    std::int64_t window_us = 0;                        // ΣT over the days
    double queue_length(const Figures& of) const;

    std::array<std::uint64_t, 7> days{};                                  // with a number issued, from Monday
    std::map<core::BusinessDay, std::uint64_t> issued_by_day;             // not of days without
    std::map<std::pair<std::int32_t, HalfHour>, std::uint64_t> arrivals;  // weekday (0 Monday) and half-hour
    std::map<HalfHour, QueueAt> queue;                                    // of all fields
    std::map<std::pair<core::ServiceCode, HalfHour>, QueueAt> field_queues;
    std::map<std::int64_t, std::uint64_t> waits_by_minute;  // of legs that were called: minute, rounded down
    KaplanMeier kaplan_meier;
    std::map<OutOfOrder, std::uint64_t> out_of_order;
    std::map<PausedFor, std::int64_t> pauses;                                         // in microseconds
    std::map<std::pair<core::DeviceCode, core::ReasonCode>, std::uint64_t> priority;  // by whom and why
};

}  // namespace luot::figures
