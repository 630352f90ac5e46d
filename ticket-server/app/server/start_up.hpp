// What the journal has to hold before anybody is let in: the office as its file says now, an epoch that a restore left to begin, doubt
// about the clock, and the open day. Network thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/office_clock.hpp"
#include "app/office_file.hpp"
#include "engine/service.hpp"

namespace luot::server {

// In the order in which they are to be decided. A restart with nothing new has the Tick alone.
std::vector<core::Command> start_up_commands(const core::State& state, const app::OfficeFile& office,
                                             const std::optional<app::ClockSuspicion>& suspicion,
                                             const std::optional<std::uint64_t>& pending_epoch);

// Submits one after the other, each once the one before is durable; then calls `on_done` with nothing, or with why it did not work.
// Never from within. `service` outlives it.
void run_start_up(engine::Service& service, std::vector<core::Command> commands,
                  std::function<void(std::optional<std::string> failure)> on_done);

}  // namespace luot::server
