// Bounds of what a device may say, beyond the core's own (core/limits.hpp).
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::map::limits {

// A notice is one line on a board.
constexpr std::size_t notice_bytes = 500;
// A PIN is shorter (app/office_file_limits.hpp): whatever is longer is wrong, and nothing needs to be kept of it.
constexpr std::size_t pin_bytes = 64;
// What the next clerk should know fits on two lines of their screen.
constexpr std::size_t note_bytes = 500;
// A token of 32 bytes in hexadecimal takes 64; a certificate's fingerprint fits too.
constexpr std::size_t credential_bytes = 1'024;
// BLAKE2b's longest.
constexpr std::size_t digest_bytes = 64;
// What a printer's driver says in a log's line.
constexpr std::size_t detail_bytes = 400;
// Of a board: what its heartbeat may hold of each, so that two thousand of them stay under 100 MiB. A thumbnail is at most 320 pixels wide,
// and as high as a screen that stands upright.
constexpr std::size_t thumbnail_bytes = std::size_t{24} * 1024;
constexpr std::uint32_t thumbnail_width = 320, thumbnail_height = 640;
constexpr std::uint32_t screen_pixels = 16'384;
constexpr int board_calls = 16;
constexpr int board_outputs = 32;
constexpr int board_troubles = 16;
constexpr std::size_t trouble_bytes = 200;
// An appointment's slot, so that sums with it stay within 64 bits: 1970 to 2200.
constexpr std::int64_t appointment_us_max = 7'258'118'400'000'000;

}  // namespace luot::map::limits
