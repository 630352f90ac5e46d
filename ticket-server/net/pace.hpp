// How much of a thread one kind of work may take: a burst as it comes; who works on after that rests for a multiple of what it worked,
// in short rests. A thread that never rests is one that the system makes wait just when somebody asks it something. Pure: steady time is
// handed in.
#pragma once

#include <algorithm>
#include <chrono>

namespace luot::net {

class Pace {
  public:
    using Duration = std::chrono::nanoseconds;
    using Instant = std::chrono::steady_clock::time_point;

    // Work of `burst` goes without a rest; each unit of it asks for `rest_for_work` units of rest, whenever they come.
    Pace(Duration burst, int rest_for_work) : burst_(burst), rest_for_work_(rest_for_work) {}

    // Worked from `begun` to `ended`. True: a rest is due before it works on.
    bool worked(Instant begun, Instant ended) {
        owed_ = std::max(owed_ - (begun - last_), Duration::zero()) + (ended - begun) * rest_for_work_;
        last_ = ended;
        return owed_ > burst_ * rest_for_work_;
    }

  private:
    Duration burst_;
    int rest_for_work_;
    Duration owed_{0};
    Instant last_{};
};

}  // namespace luot::net
