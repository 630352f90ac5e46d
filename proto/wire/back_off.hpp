// How long to wait before the next attempt: 250 ms doubling to 8 s, each times 0.5 to 1.5, so that a hall full of devices does not come
// back in one instant. Pure: the same seed gives the same delays.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "wire/limits.hpp"

namespace luot::wire {

class BackOff {
  public:
    explicit BackOff(std::uint64_t seed) : random_(seed) {}

    std::chrono::milliseconds next() {
        const auto base = base_;
        base_ = std::min(base_ * 2, limits::back_off_longest);
        const double part = static_cast<double>(draw() >> 11) * 0x1p-53;  // 0 <= part < 1
        return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(base.count()) * (0.5 + part)));
    }

    void reset() { base_ = limits::back_off_first; }
    void to_longest() { base_ = limits::back_off_longest; }

  private:
    // splitmix64 (Steele, Lea, Flood 2014): every seed is a good one, zero too.
    std::uint64_t draw() {
        std::uint64_t z = random_ += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }

    std::uint64_t random_;
    std::chrono::milliseconds base_ = limits::back_off_first;
};

}  // namespace luot::wire
