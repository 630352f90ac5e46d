// Sounds that tests know: pure tones, and how much of a tone is in a sound.
#pragma once

#include <cmath>
#include <numbers>
#include <span>

#include "voice/pcm.hpp"

namespace luot::voice::testing {

inline Pcm tone(double hz, std::int64_t ms, double amplitude = 0.3) {
    Pcm sound(samples_of_ms(ms));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        sound[i] = static_cast<std::int16_t>(32'767 * amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
    }
    return sound;
}

// The share of the sound's power that is in this tone, 0 to about 1 (Goertzel's algorithm).
inline double share_of_tone(std::span<const std::int16_t> sound, double hz) {
    const double turn = 2 * std::cos(2 * std::numbers::pi * hz / rate_hz);
    double before = 0;
    double before_that = 0;
    double power = 0;
    for (const std::int16_t sample : sound) {
        const double now = sample + turn * before - before_that;
        before_that = before;
        before = now;
        power += static_cast<double>(sample) * sample;
    }
    if (power == 0) return 0;
    const double found = before * before + before_that * before_that - turn * before * before_that;
    return 2 * found / (power * static_cast<double>(sound.size()));
}

}  // namespace luot::voice::testing
