#include "voice/level.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <limits>
#include <utility>

namespace luot::voice {
namespace {

constexpr double full_scale = 32'768;
constexpr std::size_t block = samples_of_ms(100);
constexpr std::size_t hop = samples_of_ms(25);
constexpr double relative_gate_lu = -10;
constexpr double offset_lufs = -0.691;  // a full-scale sine of 997 Hz in one channel is then -3.01 LUFS

// Trimming looks at windows of this length, and leaves some air before the first loud one and after the last.
constexpr std::size_t window = samples_of_ms(10);
constexpr double quiet_db = -45;
constexpr std::size_t air_before = samples_of_ms(15);
constexpr std::size_t air_after = samples_of_ms(40);
constexpr std::size_t fade = samples_of_ms(5);

constexpr std::size_t look_ahead = samples_of_ms(5);
constexpr int rounds_max = 6;
constexpr double near_enough_db = 0.2;

struct Biquad {
    double b0, b1, b2, a1, a2;
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    double next(double x) {
        const double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
        x2 = std::exchange(x1, x);
        y2 = std::exchange(y1, y);
        return y;
    }
};

// ITU-R BS.1770-4, annex 1, tables 1 and 2: for 48 kHz.
Biquad head_filter() {
    return {1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585};
}
Biquad low_cut() {
    return {1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};
}

double lufs(double mean_square) {
    return mean_square <= 0 ? silence_lufs : std::max(silence_lufs, offset_lufs + 10 * std::log10(mean_square));
}

double from_db(double db) {
    return std::pow(10.0, db / 20);
}

using Samples = std::vector<double>;  // of full scale 1

Samples samples_of(const Pcm& sound) {
    Samples samples(sound.size());
    std::transform(sound.begin(), sound.end(), samples.begin(), [](std::int16_t s) { return s / full_scale; });
    return samples;
}

double loudness(const Samples& sound) {
    Biquad head = head_filter();
    Biquad low = low_cut();
    std::vector<double> power(sound.size() + 1);  // summed up
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double y = low.next(head.next(sound[i]));
        power[i + 1] = power[i] + y * y;
    }
    const std::size_t length = std::min(block, sound.size());
    if (length == 0) return silence_lufs;
    std::vector<double> blocks;
    for (std::size_t at = 0; at + length <= sound.size(); at += hop) {
        blocks.push_back((power[at + length] - power[at]) / static_cast<double>(length));
    }
    double gate = silence_lufs;
    for (int pass = 0; pass < 2; ++pass) {
        double sum = 0;
        int count = 0;
        for (const double mean_square : blocks) {
            if (lufs(mean_square) <= gate) continue;
            sum += mean_square;
            ++count;
        }
        if (count == 0) return silence_lufs;
        if (pass == 1) return lufs(sum / count);
        gate = std::max(gate, lufs(sum / count) + relative_gate_lu);
    }
    return silence_lufs;
}

// For each sample the smallest of `wanted` from `reach` before it to `reach` after it.
Samples smallest_near(const Samples& wanted, std::size_t reach) {
    Samples smallest(wanted.size());
    std::deque<std::size_t> candidates;
    for (std::size_t end = 0; end < wanted.size() + reach; ++end) {
        if (end < wanted.size()) {
            while (!candidates.empty() && wanted[candidates.back()] >= wanted[end]) candidates.pop_back();
            candidates.push_back(end);
        }
        if (end < reach) continue;
        const std::size_t at = end - reach;
        while (candidates.front() + reach < at) candidates.pop_front();
        smallest[at] = wanted[candidates.front()];
    }
    return smallest;
}

// Peaks turned down softly: a gain that is small enough near each of them, averaged over as wide a stretch, is small enough at each.
void limit(Samples& sound) {
    const double ceiling = from_db(ceiling_dbfs);
    Samples wanted(sound.size());
    std::transform(sound.begin(), sound.end(), wanted.begin(),
                   [ceiling](double s) { return std::min(1.0, ceiling / std::max(std::abs(s), 1e-9)); });
    if (std::all_of(wanted.begin(), wanted.end(), [](double gain) { return gain >= 1; })) return;
    const Samples gains = smallest_near(wanted, look_ahead);
    Samples sums(gains.size() + 1);
    for (std::size_t i = 0; i < gains.size(); ++i) sums[i + 1] = sums[i] + gains[i];
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const std::size_t from = i < look_ahead ? 0 : i - look_ahead;
        const std::size_t until = std::min(i + look_ahead + 1, sound.size());
        sound[i] *= (sums[until] - sums[from]) / static_cast<double>(until - from);
    }
}

Pcm pcm_of(const Samples& samples) {
    Pcm sound(samples.size());
    std::transform(samples.begin(), samples.end(), sound.begin(),
                   [](double s) { return static_cast<std::int16_t>(std::clamp(std::lround(s * full_scale), -32'768L, 32'767L)); });
    return sound;
}

}  // namespace

double loudness_lufs(const Pcm& sound) {
    return loudness(samples_of(sound));
}

double peak_dbfs(const Pcm& sound) {
    int peak = 0;
    for (const std::int16_t sample : sound) peak = std::max(peak, std::abs(static_cast<int>(sample)));
    return peak == 0 ? -std::numeric_limits<double>::infinity() : 20 * std::log10(peak / full_scale);
}

Pcm trimmed(const Pcm& sound) {
    std::vector<double> power;
    for (std::size_t at = 0; at < sound.size(); at += window) {
        const std::size_t end = std::min(at + window, sound.size());
        double sum = 0;
        for (std::size_t i = at; i < end; ++i) sum += static_cast<double>(sound[i]) * sound[i];
        power.push_back(sum / static_cast<double>(end - at));
    }
    const double loudest = power.empty() ? 0 : *std::max_element(power.begin(), power.end());
    if (loudest <= 1) return {};
    const auto loud = [threshold = loudest * std::pow(10.0, quiet_db / 10)](double p) { return p > threshold; };
    const auto first = static_cast<std::size_t>(std::find_if(power.begin(), power.end(), loud) - power.begin());
    const auto last = static_cast<std::size_t>(std::find_if(power.rbegin(), power.rend(), loud).base() - power.begin());
    const std::size_t begin = first * window - std::min(first * window, air_before);
    const std::size_t end = std::min(last * window + air_after, sound.size());
    Pcm cut(sound.begin() + static_cast<std::ptrdiff_t>(begin), sound.begin() + static_cast<std::ptrdiff_t>(end));
    const std::size_t soft = std::min(fade, cut.size() / 2);
    for (std::size_t i = 0; i < soft; ++i) {
        const double gain = static_cast<double>(i) / static_cast<double>(soft);
        cut[i] = static_cast<std::int16_t>(cut[i] * gain);
        cut[cut.size() - 1 - i] = static_cast<std::int16_t>(cut[cut.size() - 1 - i] * gain);
    }
    return cut;
}

Pcm equalised(const Pcm& sound) {
    const Samples raw = samples_of(sound);
    const double before = loudness(raw);
    if (before <= silence_lufs) return sound;
    double gain_db = 0;
    double off_db = target_lufs - before;
    Samples made;
    for (int round = 0; round < rounds_max && std::abs(off_db) > near_enough_db; ++round) {
        gain_db = std::min(gain_db + off_db, gain_max_db);
        made = raw;
        for (double& sample : made) sample *= from_db(gain_db);
        limit(made);
        off_db = target_lufs - loudness(made);
        if (gain_db >= gain_max_db) break;
    }
    if (made.empty()) {
        made = raw;
        limit(made);
    }
    return pcm_of(made);
}

}  // namespace luot::voice
