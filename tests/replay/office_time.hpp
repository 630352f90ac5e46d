// Office time on this side of the wire: what the last Welcome said, and the steady clock since, times the office's speed.
#pragma once

#include <chrono>
#include <cstdint>

namespace luot::replay {

class OfficeTime {
  public:
    using Steady = std::chrono::steady_clock;

    void set(std::int64_t at_us, double speed) {
        base_us_ = at_us;
        speed_ = speed > 0 ? speed : 1;
        base_ = Steady::now();
    }
    bool known() const { return base_us_ != 0; }
    double speed() const { return speed_; }

    std::int64_t now_us() const {
        const auto passed = std::chrono::duration<double, std::micro>(Steady::now() - base_).count();
        return base_us_ + static_cast<std::int64_t>(passed * speed_);
    }
    Steady::time_point when(std::int64_t office_us) const {
        const auto ahead = std::chrono::duration<double, std::micro>(static_cast<double>(office_us - base_us_) / speed_);
        return base_ + std::chrono::duration_cast<Steady::duration>(ahead);
    }

  private:
    std::int64_t base_us_ = 0;
    double speed_ = 1;
    Steady::time_point base_;
};

}  // namespace luot::replay
