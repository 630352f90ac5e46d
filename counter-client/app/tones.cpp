#include "counter_app/tones.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace luot::counter_app {
namespace {

constexpr double full = 8'000;  // a quarter of full scale
constexpr double attack_s = 0.015;
constexpr double release_s = 0.05;

struct Note {
    double hz;
    double at_s;
    double decay_s;  // to 1/e
};

double sounding(const Note& note, double t_s) {
    const double t = t_s - note.at_s;
    if (t < 0) return 0;
    const double swell = t < attack_s ? 0.5 - 0.5 * std::cos(std::numbers::pi * t / attack_s) : 1;
    const double phase = 2 * std::numbers::pi * note.hz * t;
    return swell * std::exp(-t / note.decay_s) * (std::sin(phase) + 0.15 * std::sin(2 * phase));
}

Samples made_of(std::initializer_list<Note> notes, double length_s) {
    Samples samples(static_cast<std::size_t>(length_s * tone_rate_hz));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double t_s = static_cast<double>(i) / tone_rate_hz;
        double sum = 0;
        for (const Note& note : notes) sum += sounding(note, t_s);
        const double out = std::min(1.0, (length_s - t_s) / release_s);
        samples[i] = static_cast<std::int16_t>(std::clamp(0.8 * full * out * sum, -full, full));
    }
    return samples;
}

}  // namespace

Samples tone_of(desk::Sound sound) {
    constexpr double e4_hz = 329.628;
    constexpr double g5_hz = 783.991;
    constexpr double a5_hz = 880.0;
    constexpr double c6_hz = 1046.502;
    switch (sound) {
        case desk::Sound::arrival:
            return made_of({{g5_hz, 0, 0.11}, {c6_hz, 0.13, 0.13}}, 0.5);
        case desk::Sound::refusal:
            return made_of({{e4_hz, 0, 0.1}}, 0.3);
        case desk::Sound::reminder:
            return made_of({{a5_hz, 0, 0.08}, {a5_hz, 0.28, 0.08}}, 0.55);
    }
    return {};
}

}  // namespace luot::counter_app
