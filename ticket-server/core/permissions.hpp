// Which role may ask for what. Whether it is possible is the core's to say.
#pragma once

#include "core/command.hpp"

namespace luot::core {

bool may(Role role, const Command& command);

// Roles of devices that connect; the server's own is none of them.
bool is_device(Role role);

// Devices that command have a session; boards only look.
bool commands(Role role);

// Roles that see to visits: they are told who the clerks are, and what they write of visits for each other.
bool is_at_desk(Role role);

// Of a counter whose clerks sign in: whether this clerk (empty: nobody did) may give the command. At a counter it has to be the one who
// acts there. Anybody may give an opinion: citizens do.
bool may_as(const ClerkCode& signed_in, const Command& command);

const char* to_string(Role role);

}  // namespace luot::core
