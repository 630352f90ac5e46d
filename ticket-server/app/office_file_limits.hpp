// Bounds of an office file beyond those of core/limits.hpp, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/moment.hpp"

namespace luot::app::limits {

// The largest measured office (36 fields) makes a file of about 40 KiB.
constexpr std::size_t office_file_bytes = std::size_t{1024} * 1024;
// The office goes to every device in one frame together with the day's tickets.
constexpr std::size_t office_bytes = std::size_t{512} * 1024;
// Who reads a list of mistakes mends the first few and checks again.
constexpr std::size_t mistakes = 50;
// A running line is the longest text; at the pace of a board this one takes a minute.
constexpr std::size_t text_bytes = 600;
constexpr std::size_t languages = 8;
constexpr std::size_t slip_languages = 2;  // one large and one below it
constexpr std::size_t hours = 50;
constexpr std::size_t calendar_entries = 400;  // a year of single days
constexpr std::size_t procedures = 200;
constexpr std::size_t choices = 50;
constexpr std::size_t clerks = 2'000;
constexpr std::size_t targets = 8;
constexpr std::size_t running_texts = 20;
constexpr std::uint64_t counter_number = 9'999;  // four digits fit a counter sign
// A prefix is read out letter by letter, and has to leave room for the number in large type.
constexpr std::size_t prefix_letters = 4;
constexpr std::int64_t number = 999'999;
constexpr std::int64_t number_digits = 6;
// A logo goes to every kiosk and board when it connects, and is drawn some centimetres wide.
constexpr std::size_t logo_bytes = std::size_t{32} * 1024;
constexpr std::uint32_t logo_dots = 2'048;
constexpr std::int64_t age = 120;
constexpr std::int64_t numbers_per_person = 100;    // more is no limit
constexpr core::TimeUs duration_us = core::day_us;  // nothing in a queue's life is longer than its day
constexpr std::size_t voice_zones = 32;             // floors and halls of one building
constexpr std::size_t boards = 500;                 // that are listed; any number may stand in the first zone
constexpr std::int64_t times_said = 3;              // more holds up the calls behind it
// Darker is unreadable from the benches, and boards stay as bright.
constexpr std::int64_t night_percent_least = 20;
constexpr core::TimeUs voice_gap_us = 10 * core::second_us;
constexpr std::int32_t screen_minutes = 240;  // before the first opening, after the last closing
constexpr std::size_t clerk_name_bytes = 120;
// On a board, in the line of a counter. All names and badges of the largest office go to a device in one frame.
constexpr std::size_t badge_bytes = 80;
constexpr std::size_t pin_hash_bytes = 128;  // libsodium's
// What checking one PIN may cost, memory times passes: as much as those that we make (19 MiB twice, 20 ms), and a little for lines from
// elsewhere. All that wait (server/pin_thread.hpp) are checked in half a second then.
constexpr std::uint64_t pin_work_kib = std::uint64_t{40} * 1024;
// Fewer are found by trying; more are not remembered, and map/limits.hpp takes no more.
constexpr std::size_t pin_digits_least = 4;
constexpr std::size_t pin_digits = 12;
// A scale that people read at a glance, and that has a good and a bad half.
constexpr std::size_t grades_least = 4;
constexpr std::size_t grades = 5;
constexpr std::int64_t rating_seconds_least = 5;
constexpr std::int64_t rating_seconds = 300;
constexpr double contrast = 7;  // of text, see the theme

}  // namespace luot::app::limits
