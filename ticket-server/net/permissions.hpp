// Which role may ask for what. Whether it is possible is the core's to say.
#pragma once

#include "core/command.hpp"

namespace luot::net {

bool may(core::Role role, const core::Command& command);

// Roles of devices that connect; the server's own is none of them.
bool is_device(core::Role role);

// Devices that command have a session; boards only look.
bool commands(core::Role role);

const char* to_string(core::Role role);

}  // namespace luot::net
