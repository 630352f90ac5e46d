// An hour in a ward, around the change of the business day: two kiosks, one of which prints, three clerks who between them use all of their
// verbs, and a supervisor.
#pragma once

#include <vector>

#include "device.hpp"
#include "office_on_a_disk.hpp"

namespace luot::test {

constexpr int hour_begins_minute = 3 * 60 + 30;  // on Monday, in the night: the day changes at 04:00
core::TimeUs into_the_hour(int second);

// small_office(), open day and night; who does not come within 80 s is a no-show.
core::Office office_of_the_hour();

std::vector<Device> people_of_the_hour();

// Lets every device do what its plan says before `until_us`, in office time, repeating what was not answered. False: the journal stayed
// closed (the power is gone); the devices go on where they were when called again.
bool play(OfficeOnADisk& office, std::vector<Device>& devices, core::TimeUs until_us = core::never);

}  // namespace luot::test
