// Makes clips of different makes fit together: their silences cut off, all equally loud, none clipped. Pure.
//
// Loudness is that of ITU-R BS.1770-4 (K-weighting, gates at -70 LUFS and 10 LU below the mean), as EBU R 128 uses it, but over blocks of
// 100 ms every 25 ms instead of 400 ms every 100 ms: a spoken digit is over before one of those is full.
#pragma once

#include "voice/pcm.hpp"

namespace luot::voice {

// Every clip is brought to this. Speech peaks 14 to 18 dB above it, so that the limiter has little to do.
constexpr double target_lufs = -19;
// No sample is above this (dB of full scale): what an encoder or an amplifier adds does not clip either.
constexpr double ceiling_dbfs = -1.5;
// No recording is made louder by more (dB): it would be its noise.
constexpr double gain_max_db = 30;
// What is softer is silence.
constexpr double silence_lufs = -70;

double loudness_lufs(const Pcm& sound);  // silence_lufs where there is nothing louder
double peak_dbfs(const Pcm& sound);      // -infinity for silence

// Without what is silent before and after (45 dB below its loudest 10 ms), with soft ends. Empty: it is silent.
Pcm trimmed(const Pcm& sound);
// At target_lufs within 0.5 dB, wherever gain_max_db and the limiter let it; peaks under ceiling_dbfs.
Pcm equalised(const Pcm& sound);

}  // namespace luot::voice
