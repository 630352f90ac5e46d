// A command as programs write it over HTTP: Protobuf's JSON mapping of luot.v1.Command, as {"limitService": {"service": "land"}}.
#pragma once

#include <string>
#include <variant>

#include "core/command.hpp"

namespace luot::map {

struct BadCommandText {
    std::string what;  // one line, for whoever wrote the program
};

// Unknown members are refused. Bounds are those of command_from_wire(). Any text; its length is the caller's to bound.
std::variant<core::Command, BadCommandText> command_from_json(const std::string& text);

}  // namespace luot::map
