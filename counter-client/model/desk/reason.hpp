// Why this ticket was called and not another, in words.
#pragma once

#include <string>

#include "desk/state.hpp"

namespace luot::desk {

std::string reason_of(const Desk& desk, const v1::TicketStatus& ticket);
// Whom the ticket at the counter went before: the earliest in line, by queue_since, of those whom the counter could have called. Looked
// up once, when it is called: they are called themselves a little later.
void look_whom_it_overtook(Desk& desk);

}  // namespace luot::desk
