// After all is over: is what everybody was told what the journal says, and is the journal sound?
#pragma once

#include <string>
#include <vector>

#include "device.hpp"
#include "office_on_a_disk.hpp"

namespace luot::test {

// Each gives a sentence for each thing that is not as it should be.

// The file is sound, and holds what the running office told the board and keeps as told, to the last event.
std::vector<std::string> audit_office(const OfficeOnADisk& office);

// All of what was told to the board and to the devices is in the file; more may be there.
std::vector<std::string> audit_told(const OfficeOnADisk& office, const std::vector<Device>& devices);

// How a file is found sound: by verify, or by what costs a third of it: each link computed anew, and the invariants of the last state.
enum class Look : std::uint8_t { whole, at_the_end };

// Both, and each command in the file was answered: `devices` have nothing unanswered, and nobody else asked.
std::vector<std::string> audit(const OfficeOnADisk& office, const std::vector<Device>& devices, Look look = Look::whole);

std::string joined(const std::vector<std::string>& problems);

}  // namespace luot::test
