// A quarter of an hour in a ward: two kiosks, one of which prints, and two clerks who between them use most of their verbs.
#pragma once

#include <vector>

#include "device.hpp"
#include "office_on_a_disk.hpp"

namespace luot::test {

std::vector<Device> two_kiosks_and_two_clerks();

// Lets every device do what its plan says, in office time, repeating what was not answered. False: the journal stayed closed (the power is
// gone); the devices go on where they were when called again.
bool play(OfficeOnADisk& office, std::vector<Device>& devices);

}  // namespace luot::test
