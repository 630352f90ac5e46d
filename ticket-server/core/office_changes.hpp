// A new office file while the office works: whoever has a number of today is still called. Internal to core.
#pragma once

#include "core/state.hpp"

namespace luot::core {

// Takes the office as configured; derive() has to follow. Supervisors' changes of counters stay until day close. Fields that the office no
// longer has stay while tickets of today are of them, with the counters that took them; a counter at work stays until it closes.
void take_office(State& state, const OfficeConfigured& configured, TimeUs at_us);

}  // namespace luot::core
