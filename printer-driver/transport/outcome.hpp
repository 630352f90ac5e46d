// How printers that answer say what became of a job. Internal to transport.
#pragma once

#include <string>

#include "transport/printer.hpp"

namespace luot::transport {

Outcome failed(Trouble trouble, std::string detail);
Outcome unknown(Trouble trouble, std::string detail);
// Of a printer that cannot print.
Trouble trouble_of(Condition condition);

}  // namespace luot::transport
