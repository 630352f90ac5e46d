// Held numbers are brought to mind, gently, after the office's time.
#pragma once

#include <optional>

#include "desk/state.hpp"

namespace luot::desk {

bool is_overdue(const Desk& desk, const v1::TicketStatus& held);
std::optional<Instant> reminder_due(const Desk& desk);
void remind(Desk& desk);

}  // namespace luot::desk
