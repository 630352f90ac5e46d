// What a clerk writes for the next one: told to the server until it comes back.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

void tell_note(Desk& desk, const At& by, std::uint64_t ticket, const std::string& text);
void take_note(Desk& desk, const v1::TicketNote& note);
// Those that have not come back, where it is time.
void tell_notes_again(Desk& desk);

}  // namespace luot::desk
