// Office time and the office's day, for the engine. Network thread.
#pragma once

#include <utility>

#include "app/business_time.hpp"
#include "app/office_clock.hpp"
#include "engine/service.hpp"

namespace luot::server {

class OfficeMoments final : public engine::MomentSource {
  public:
    OfficeMoments(app::OfficeClock clock, app::BusinessTime time) : clock_(std::move(clock)), time_(time) {}

    // Asked for with every command. Offsets of zones and their changes are whole minutes, so within one nothing else changes.
    core::Moment now() override { return at(clock_.now_us()); }
    core::Moment at(core::TimeUs at_us) {
        if (at_us < minute_us_ || at_us >= minute_us_ + core::minute_us) {
            last_ = time_.at(at_us);
            minute_us_ = at_us - at_us % core::minute_us;
        }
        last_.at_us = at_us;
        return last_;
    }
    std::chrono::microseconds real_time_until(core::TimeUs office_us) override {
        return std::chrono::microseconds(clock_.real_until(office_us));
    }

    app::OfficeClock& clock() { return clock_; }
    const app::BusinessTime& time() const { return time_; }

  private:
    app::OfficeClock clock_;
    app::BusinessTime time_;
    core::Moment last_;
    core::TimeUs minute_us_ = -core::minute_us;  // in which last_ was made out; office time is never before 1970
};

}  // namespace luot::server
