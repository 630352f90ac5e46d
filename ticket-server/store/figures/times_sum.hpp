// Samples of many days added up, second by second: as fast as counting, and as exact as the times themselves. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "figures/figures.hpp"
#include "store/rollups/sample.hpp"

namespace luot::figures {

class TimesSum {
  public:
    void add(const store::Sample& sample);
    void add(const TimesSum& other);

    std::uint64_t count() const { return count_; }
    Times times() const;
    // How many took so many minutes or less, to the microsecond.
    std::uint64_t within(std::int64_t minutes) const;
    // Rising; no second without a count.
    void for_each(const std::function<void(std::int64_t second, std::uint64_t count)>& function) const;

  private:
    void add_second(std::int64_t second, std::uint64_t count);

    std::vector<std::uint32_t> dense_;                 // index: the second
    std::map<std::int64_t, std::uint64_t> elsewhere_;  // those that no vector should be made for
    std::map<std::int64_t, std::uint64_t> minutes_;    // exactly so many minutes
    std::uint64_t count_ = 0;
    std::int64_t sum_us_ = 0;
};

}  // namespace luot::figures
