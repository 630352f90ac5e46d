// Every bound of the board, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::board::limits {

// A call is spoken from a snapshot, or after a reconnect, only while younger than this (office time); it is what the server carries too.
constexpr std::int64_t announce_within_us = 60'000'000;
// Announcements that wait. The server carries at most 512 calls; eight times that is a morning of a large office in one breath, and far
// more than 500 counters can call in announce_within_us.
constexpr std::size_t announcements_waiting = 4'096;
// Where more calls wait than this, several are said in one announcement, up to so many: a listener keeps no more apart.
constexpr std::size_t burst_above = 2;
constexpr std::size_t merged_max = 3;
// No announcement is longer (milliseconds at the office's pace): three calls in two languages are said in 25 s.
constexpr std::int64_t announcement_longest_ms = 40'000;
// An announcement begins only while the server was heard so lately (steady time): it gives nobody else the turn before it has not heard
// from this board for 12 s.
constexpr std::int64_t server_heard_within_us = 8'000'000;
// A board that could not speak for so long (milliseconds at the office's pace) forgets calls past their time: nobody else has the turn
// within 23.5 s of a loss or of the server's start.
constexpr std::int64_t turn_missed_ms = 30'000;
// Calls remembered across a restored server, whose seqs may begin anew, so that none is spoken twice.
constexpr std::size_t calls_remembered = 512;
// Lines of last calls: no hall picture shows more.
constexpr std::size_t last_calls = 16;
// Calls kept to show: as many as the server carries, so that a board of one counter finds its own among them.
constexpr std::size_t calls_kept = 512;
// A call that came as news draws attention for so long (steady time), also where nobody speaks it.
constexpr std::int64_t fresh_for_us = 8'000'000;
// A server that was heard so lately is not worth worrying visitors with: a restart takes so long. With the time until a picture is drawn it
// is less than 15 s from when the server was lost, for it was heard before.
constexpr std::int64_t stale_after_us = 14'000'000;
// Outside the hours the last call stays on the panel for so long (office time).
constexpr std::int64_t call_shown_after_hours_us = 10 * 60'000'000LL;
// Where there is more to show than there is room, each part has its turn for so long.
constexpr std::int64_t turn_us = 12'000'000;
// Counters that are shown at once; more take turns.
constexpr std::size_t counters_at_once = 12;
// The least light of a dimmed screen, in percent: with less, 256 levels of a channel do not keep text and ground apart.
constexpr int brightness_min = 20;

}  // namespace luot::board::limits
