// The office's time, estimated from what the server says and how much steady time has passed since. Pure: steady time is handed in.
//
// No two machines count alike: 100 millionths apart are 13 minutes in three months of being connected. What the server says of a moment
// arrives after that moment, so it is a lower bound of the time, and the least late of several is nearly the time. An estimate that is
// behind one of them is put right at once; one that was ahead of all of them for a while goes slower until it is not. It never goes back,
// but with a Welcome.
#pragma once

#include <algorithm>
#include <cstdint>

namespace luot::shown {

class OfficeClock {
  public:
    // So many moments are compared before the estimate is found to be ahead, each at least so much steady time after the one before: what
    // was missed while away comes in one heap, and is old.
    static constexpr int moments_compared = 8;
    static constexpr std::int64_t moments_apart_us = 10'000'000;
    // How much slower the clock goes while it is ahead.
    static constexpr double slower = 0.05;

    // The server's word: replaces whatever was estimated (it may have gone back: another server, another day of a replay).
    void welcome(std::int64_t office_us, double speed, std::int64_t steady_us) {
        speed_ = speed > 0 ? speed : 1;
        known_ = true;
        ahead_us_ = 0;
        put(office_us, steady_us);
        compare_anew(steady_us);
    }
    // Something happened at this office time: it is that late at least.
    void at_least(std::int64_t office_us, std::int64_t steady_us) {
        if (!known_) return welcome(office_us, 1, steady_us);
        const std::int64_t now = now_us(steady_us);
        if (office_us > estimated_us(steady_us)) {
            put(office_us, steady_us);
            go_slower_from(std::max(now, office_us), steady_us);
        }
        least_ahead_us_ = std::min(least_ahead_us_, estimated_us(steady_us) - office_us);
        if (steady_us - compared_at_us_ < moments_apart_us) return;
        compared_at_us_ = steady_us;
        if (++compared_ < moments_compared) return;
        put(estimated_us(steady_us) - least_ahead_us_, steady_us);
        go_slower_from(now, steady_us);
        compare_anew(steady_us);
    }
    bool known() const { return known_; }
    double speed() const { return speed_; }
    std::int64_t now_us(std::int64_t steady_us) const {
        const double made_up_us = passed_us(steady_us, ahead_since_us_) * slower;
        return estimated_us(steady_us) + std::max<std::int64_t>(ahead_us_ - static_cast<std::int64_t>(made_up_us), 0);
    }

  private:
    double passed_us(std::int64_t steady_us, std::int64_t since_us) const {
        return static_cast<double>(std::max<std::int64_t>(steady_us - since_us, 0)) * speed_;
    }
    std::int64_t estimated_us(std::int64_t steady_us) const {
        return anchor_office_us_ + static_cast<std::int64_t>(passed_us(steady_us, anchor_steady_us_));
    }
    void put(std::int64_t office_us, std::int64_t steady_us) {
        anchor_office_us_ = office_us;
        anchor_steady_us_ = steady_us;
    }
    void go_slower_from(std::int64_t shown_us, std::int64_t steady_us) {
        ahead_us_ = shown_us - estimated_us(steady_us);
        ahead_since_us_ = steady_us;
    }
    void compare_anew(std::int64_t steady_us) {
        compared_ = 0;
        compared_at_us_ = steady_us;
        least_ahead_us_ = INT64_MAX;
    }

    bool known_ = false;
    double speed_ = 1;
    std::int64_t anchor_office_us_ = 0;
    std::int64_t anchor_steady_us_ = 0;
    std::int64_t ahead_us_ = 0;  // what is shown is ahead of what is estimated by so much, at this steady time
    std::int64_t ahead_since_us_ = 0;
    int compared_ = 0;
    std::int64_t compared_at_us_ = 0;
    std::int64_t least_ahead_us_ = INT64_MAX;
};

}  // namespace luot::shown
