#include "voice/chime.hpp"

#include <cmath>
#include <numbers>

#include "voice/level.hpp"

namespace luot::voice {
namespace {

constexpr double length_s = 1.1;
constexpr double second_tone_s = 0.36;
constexpr double attack_s = 0.012;  // softer than a bell
constexpr double decay_s = 0.28;    // to 1/e
constexpr double release_s = 0.08;  // the end of all

double tone(double hz, double t) {
    if (t < 0) return 0;
    const double phase = 2 * std::numbers::pi * hz * t;
    const double swell = t < attack_s ? 0.5 - 0.5 * std::cos(std::numbers::pi * t / attack_s) : 1;
    return swell * std::exp(-t / decay_s) * (std::sin(phase) + 0.22 * std::sin(2 * phase) + 0.07 * std::sin(3 * phase));
}

}  // namespace

Pcm chime() {
    constexpr double e5_hz = 659.255;
    constexpr double c5_hz = 523.251;
    Pcm sound(static_cast<std::size_t>(length_s * rate_hz));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double t = static_cast<double>(i) / rate_hz;
        const double out = std::min(1.0, (length_s - t) / release_s);
        sound[i] = static_cast<std::int16_t>(9'000 * out * (tone(e5_hz, t) + tone(c5_hz, t - second_tone_s)));
    }
    return equalised(sound);
}

}  // namespace luot::voice
