// What a device asks ⇄ the core's commands.
#pragma once

#include <optional>

#include "core/command.hpp"
#include "luot/v1/command.pb.h"

namespace luot::map {

// Nothing where the verb is missing or not known, an enum's value is not known, or a value is out of bounds: codes of at most
// core::limits::code_bytes, plain text, a list no longer than the office may be. Whether the office has what is named is the core's to say.
// An Issue that does not say what it wishes of the slip wishes none; a report or a transfer has to say its kind.
std::optional<core::Command> command_from_wire(const v1::Command& command);

// Nothing for the server's own commands (ticks, sessions, configuration), which no device may send.
std::optional<v1::Command> command_to_wire(const core::Command& command);

}  // namespace luot::map
