// Sound as everything here has it: 48,000 samples a second, one channel, 16 bits. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace luot::voice {

constexpr int rate_hz = 48'000;
using Pcm = std::vector<std::int16_t>;

constexpr std::size_t samples_of_ms(std::int64_t ms) {
    return ms <= 0 ? 0 : static_cast<std::size_t>(ms * rate_hz / 1'000);
}
constexpr std::int64_t ms_of_samples(std::size_t samples) {
    return static_cast<std::int64_t>(samples) * 1'000 / rate_hz;
}

}  // namespace luot::voice
