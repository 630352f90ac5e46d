// Every bound of the sound, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::sound::limits {

// A clip is a word or a phrase; a file that goes on for longer is none.
constexpr std::int64_t clip_longest_ms = 15'000;
constexpr std::size_t clip_file_bytes_max = 16 * 1024 * 1024;
// Of any recording: a telephone's rate is 8 kHz, a studio's 192; what is outside is a damaged header, and converting it would fill the
// memory.
constexpr int clip_rate_hz_min = 4'000;
constexpr int clip_rate_hz_max = 384'000;
constexpr int clip_channels_max = 8;
// What speech synthesis may make of one text: a notice is over in half a minute.
constexpr std::int64_t speech_longest_ms = 60'000;
constexpr std::size_t speech_bytes_max = 1'000;
// Clips kept in memory: two complete voices of 145 clips of 0.7 s.
constexpr std::size_t cache_bytes_max = 40 * 1024 * 1024;
// Clips that wait to be got ready; what is beyond is made when it is needed.
constexpr std::size_t expected_max = 1'024;
// Clips of one voice that are counted as missing, and whose troubles are remembered: more than a complete folder has.
constexpr std::size_t missing_max = 512;
// Troubles that are told, at most: more say nothing more.
constexpr std::size_t troubles_max = 8;

}  // namespace luot::sound::limits
