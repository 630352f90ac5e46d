// Which day the usual one was read for, and when it has to be read again. Pure.
#pragma once

#include <chrono>
#include <optional>

#include "web/live/live_source.hpp"

namespace luot::server {

// A disk that cannot be read is tried again so much later, in real time: not with everything that is told.
constexpr std::chrono::milliseconds usual_again_after{60'000};

class UsualDay {
  public:
    // This day is open. True: it is to be read now, and came() says what came of it. What was usual on another weekday is forgotten.
    // `now`: of any clock that never goes back.
    bool wants(core::BusinessDay day, std::chrono::milliseconds now);

    // Nothing: it could not be read. Of another day than is open by now it is passed over.
    void came(core::BusinessDay day, std::optional<web::live::Usual> usual);

    // Of the day that was last open; of 0 days until it is there.
    const web::live::Usual& usual() const { return usual_; }

  private:
    web::live::Usual usual_;
    std::optional<core::BusinessDay> day_;
    std::chrono::milliseconds asked_{0};
    bool failed_ = false;
};

}  // namespace luot::server
