// Tells that the machine was suspended: its steady clock stands meanwhile, so that everything seems to have happened just now, and the time
// of day goes on. Pure; both clocks are handed in, in microseconds.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>

namespace luot::board_app {

class TwoClocks {
  public:
    // Since the last time that it was asked, one of them moved by this much more than the other. A time of day that is put right is taken
    // for it too.
    static constexpr std::int64_t apart_us = 2'000'000;
    bool parted(std::int64_t steady_us, std::int64_t wall_us) {
        const std::int64_t between_us = wall_us - steady_us;
        const bool parted = between_us_ && std::llabs(between_us - *between_us_) > apart_us;
        between_us_ = between_us;
        return parted;
    }

  private:
    std::optional<std::int64_t> between_us_;
};

}  // namespace luot::board_app
