// The office's time, estimated from what the server says and how much steady time has passed since. Pure: steady time is handed in.
#pragma once

#include <algorithm>
#include <cstdint>

namespace luot::shown {

class OfficeClock {
  public:
    // The server's word: replaces whatever was estimated (it may have gone back: another server, another day of a replay).
    void welcome(std::int64_t office_us, double speed, std::int64_t steady_us) {
        anchor_office_us_ = office_us;
        anchor_steady_us_ = steady_us;
        speed_ = speed > 0 ? speed : 1;
        known_ = true;
    }
    // Something happened at this office time: it is that late at least.
    void at_least(std::int64_t office_us, std::int64_t steady_us) {
        if (!known_) {
            welcome(office_us, 1, steady_us);
        } else if (office_us > now_us(steady_us)) {
            anchor_office_us_ = office_us;
            anchor_steady_us_ = steady_us;
        }
    }
    bool known() const { return known_; }
    double speed() const { return speed_; }
    std::int64_t now_us(std::int64_t steady_us) const {
        const double passed_us = static_cast<double>(std::max<std::int64_t>(steady_us - anchor_steady_us_, 0));
        return anchor_office_us_ + static_cast<std::int64_t>(passed_us * speed_);
    }

  private:
    bool known_ = false;
    std::int64_t anchor_office_us_ = 0;
    std::int64_t anchor_steady_us_ = 0;
    double speed_ = 1;
};

}  // namespace luot::shown
