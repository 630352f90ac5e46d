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

    core::Moment now() override { return time_.at(clock_.now_us()); }
    std::chrono::microseconds real_time_until(core::TimeUs office_us) override {
        return std::chrono::microseconds(clock_.real_until(office_us));
    }

    app::OfficeClock& clock() { return clock_; }
    const app::BusinessTime& time() const { return time_; }

  private:
    app::OfficeClock clock_;
    app::BusinessTime time_;
};

}  // namespace luot::server
