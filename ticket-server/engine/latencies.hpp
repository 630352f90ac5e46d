// How long something took, many times: counted in buckets that are always the same, so that neither time nor memory grows. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace luot::engine {

class Latencies {
  public:
    // Upper bounds of the buckets, inclusive; a last one takes whatever is beyond. From what a good disk needs for an fsync to what nobody
    // waits for any more.
    static constexpr std::array<std::int64_t, 14> bounds_us{500,     1'000,   2'500,   5'000,     10'000,    25'000,    50'000,
                                                            100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

    void observe(std::chrono::microseconds took) {
        const auto bucket = std::lower_bound(bounds_us.begin(), bounds_us.end(), took.count()) - bounds_us.begin();
        ++counts_[static_cast<std::size_t>(bucket)];
        ++count_;
        sum_ += took;
        longest_ = std::max(longest_, took);
    }

    // Each bucket's own count, not the sum of those before it.
    const std::array<std::uint64_t, bounds_us.size() + 1>& counts() const { return counts_; }
    std::uint64_t count() const { return count_; }
    std::chrono::microseconds sum() const { return sum_; }
    std::chrono::microseconds longest() const { return longest_; }

  private:
    std::array<std::uint64_t, bounds_us.size() + 1> counts_{};
    std::uint64_t count_ = 0;
    std::chrono::microseconds sum_{0};
    std::chrono::microseconds longest_{0};
};

}  // namespace luot::engine
