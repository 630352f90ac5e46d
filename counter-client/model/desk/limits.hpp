// Every bound of a clerk's window, with its reason.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "counter/limits.hpp"

namespace luot::desk::limits {

using std::chrono::milliseconds;

// A second press so soon after one that did something is the same press: a finger that trembles, a click that was doubled.
constexpr milliseconds same_press{400};
// What a press writes comes right behind it.
constexpr milliseconds text_of_key{100};
// What is said stays until it was read; what was asked for (a number, a hand-over) longer.
constexpr milliseconds banner_stays{8'000};
constexpr milliseconds banner_stays_long{30'000};
// Pushes come within milliseconds of their answer. Without one of them the desk goes on.
constexpr milliseconds seen_within{2'000};
// The clerks' names come with the snapshot, or hardly later.
constexpr milliseconds names_within{300};
// Whoever waits so long for an answer is told that it is waited for.
constexpr milliseconds patience{2'000};
// A note that does not come back is told again.
constexpr milliseconds note_again{5'000};
// A sign-in by itself that was not answered by then is said once more; the server checks PINs one after another.
constexpr milliseconds sign_in_within{30'000};
// A number that nobody goes on typing was a bumped key.
constexpr milliseconds typed_stays{8'000};
// Office time: a command that comes later no longer makes sense. A line that is slow takes a second or two, one that was cut far more.
constexpr std::int64_t command_lives_us = 10'000'000;

// Clerks whose locks are remembered; a hand tries few.
constexpr std::size_t clerks_locked = 64;
constexpr std::size_t banners_shown = 3;
constexpr std::size_t banners_kept = 8;
// Keys 1 to 9.
constexpr std::size_t items_by_key = 9;
// Of a list that is narrowed by typing, as much as one reads.
constexpr std::size_t rows_found = 60;
constexpr std::size_t clerks_found = 60;
constexpr std::size_t counters_shown = 12;
constexpr std::size_t legs_shown = 3;
// More than any ticket's number has.
constexpr std::size_t number_bytes = 16;
constexpr std::size_t query_bytes = 60;
using counter::limits::note_bytes;
using counter::limits::pin_digits_max;
using counter::limits::pin_digits_min;
// Notes on their way; a clerk writes one a minute at most.
constexpr std::size_t notes_unsent = 16;
// Actions that nobody has fetched yet: the shell fetches them after each call.
constexpr std::size_t actions_waiting = 64;
// Moments offered to whoever forgot to say that somebody had gone.
constexpr std::size_t moments_offered = 5;

}  // namespace luot::desk::limits
