// Every bound of the core, with its reason. The shells have their own (engine/limits.hpp, net/limits.hpp).
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::core::limits {

// A busy district centre issues 2,711 tickets on its worst measured day; ten times that, rounded.
constexpr std::size_t tickets_a_day = 30'000;
// Sessions that may have answers kept for them. An office has some hundred devices; the rest is room for replaced ones.
constexpr std::size_t sessions = 4'096;
constexpr std::int64_t session_unused_days = 7;
// Commands of one session that are not acknowledged yet; one kiosk or terminal has one or two under way.
constexpr std::size_t unacknowledged = 64;
// The largest measured office has 36 fields.
constexpr std::size_t services = 200;
constexpr std::size_t classes = 32;
constexpr std::size_t counters = 500;
// Holds that one counter may keep: more people than this are not filling in forms at one desk.
constexpr std::size_t holds_at_counter = 50;
constexpr std::size_t legs_of_ticket = 32;
constexpr std::size_t code_bytes = 64;
// A keyed hash of a citizen's card: no two of a day's people have the same one by chance.
constexpr std::size_t person_bytes = 16;
// A notice is a few lines on a board.
constexpr std::size_t notice_bytes = 2'000;
// Waits kept for each field for the expected wait, and the fewest that say anything.
constexpr std::size_t recent_waits = 20;
constexpr std::size_t recent_waits_needed = 8;
// Service times kept for each field: what a clerk who forgot to press finish is asked by.
constexpr std::size_t recent_services = 20;
constexpr std::size_t recent_services_needed = 8;
// Clerks of one day, where the office names none: some for each counter. Of more no day is kept.
constexpr std::size_t clerks_a_day = 1'000;
// Services of one clerk in one day: one every six seconds for eight hours. Further ones are not counted.
constexpr std::size_t services_of_clerk = 5'000;
// Calls that a snapshot carries: enough for a board's list, and those young enough to be announced; never more than `calls_kept`.
constexpr std::size_t shown_calls = 16;
constexpr std::int64_t announce_within_us = 60'000'000;
constexpr std::size_t calls_kept = 512;

}  // namespace luot::core::limits
