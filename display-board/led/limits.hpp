// Every bound of LED outputs, with its reason.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::led::limits {

// A panel's sides: the smallest that shows a number, and what 64 modules of 64 × 32 make; more in one panel is no sign but a screen.
constexpr int panel_width_least = 64;
constexpr int panel_width_most = 512;
constexpr int panel_height_least = 16;
constexpr int panel_height_most = 256;

// DDP's own bound, so that a packet with its headers is one Ethernet frame.
constexpr std::size_t ddp_data_most = 1'440;
// Of a universe's 512 slots whole pixels take 510.
constexpr std::size_t universe_pixels = 170;
// Flaschen Taschen draws every datagram at once; one that is cut into IP fragments is lost with any of them.
constexpr std::size_t flaschen_taschen_datagram_most = 1'400;

// Frames a second: what a running line needs, and what slow receivers take (E1.31 and Art-Net are made for 44 at most).
constexpr int frames_a_second = 30;
// An unchanged picture is sent again so often: UDP loses packets. E1.31 receivers give up on a source after 2.5 s, so two may be lost.
constexpr std::int64_t pixel_refresh_ms = 1'000;
constexpr std::int64_t e131_refresh_ms = 800;
constexpr std::int64_t refresh_least_ms = 50;
constexpr std::int64_t refresh_most_ms = 60'000;

// Signs on one chain: an RS-485 line carries 32 plain receivers, 256 with modern ones.
constexpr std::size_t signs_most = 256;
// Characters of a sign: seven segments come in 2 to 6; the rest is for dot signs that take ASCII.
constexpr int sign_characters_most = 16;
constexpr std::size_t telegram_bytes_most = 64;
// What adapters and signs run at, in bits a second.
constexpr unsigned line_speeds[] = {1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200, 230'400};
// A test shows each of its two things for so long: long enough to be read from a ladder.
constexpr std::chrono::milliseconds sign_test_turn{2'000};
// At an orderly end signs are told to be dark one after the other: 256 of them at 9600 bits a second take 8 s.
constexpr std::chrono::milliseconds signs_dark_most{10'000};

// Outputs of one board: more is a mistake in a script.
constexpr std::size_t outputs_most = 16;

// A device that is not there is looked for again after so long, and each time twice as long.
constexpr std::chrono::milliseconds reopen_first{500};
constexpr std::chrono::milliseconds reopen_most{8'000};
// A line that takes nothing for so long is closed and opened anew.
constexpr std::chrono::milliseconds write_stall{3'000};
// UDP tells of trouble (nobody listens, no way there) only beside a later packet: it is over when so long nothing was told.
constexpr std::int64_t trouble_over_us = 3'000'000;

}  // namespace luot::led::limits
