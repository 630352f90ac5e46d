// A board without its process: model, renderer, voice, panel of dots and heartbeat, with a clock that is handed in and counts too fast.
#pragma once

#include <cstdint>
#include <memory>

#include "soak/hall_days.hpp"

namespace luot::soak {

struct Counts {
    std::uint64_t calls = 0;    // that came as news
    std::uint64_t ended = 0;    // said, merged or skipped, by what it wrote
    std::uint64_t frames = 0;   // that were drawn
    std::uint64_t reports = 0;  // to the server
    std::uint64_t waiting = 0;  // announcements, now
};

class HallBoard {
  public:
    // `too_fast_ppm`: how many millionths its machine counts too fast.
    explicit HallBoard(double too_fast_ppm);
    ~HallBoard();
    HallBoard(const HallBoard&) = delete;
    HallBoard& operator=(const HallBoard&) = delete;

    void take(const Happening& happening);
    // Time passes until then, and everything that is due in between is done.
    void pass(std::int64_t office_us);
    // See kept_texts.hpp.
    void forget_texts();
    // How far its idea of the office's time is from the truth now; ahead is more than 0.
    std::int64_t clock_error_us() const;
    Counts counts() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::soak
