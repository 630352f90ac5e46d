// What happens to the office as a whole, for the log: days, configuration, health. Nothing about a ticket or a person. Network thread.
#pragma once

#include "engine/service.hpp"
#include "server/office_moments.hpp"

namespace luot::server {

class OfficeLog final : public engine::Listener {
  public:
    // Tells the clock, too, when an administrator has confirmed it.
    explicit OfficeLog(OfficeMoments& moments) : moments_(moments) {}

    void on_told(const core::State& after, const core::Event& event) override;
    void on_health(const engine::Health& health) override;

  private:
    OfficeMoments& moments_;
    engine::Health::State last_ = engine::Health::State::serving;
};

}  // namespace luot::server
