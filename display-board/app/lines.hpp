// What the board writes for other programs: one JSON object a line.
#pragma once

#include <string>

#include "board/call.hpp"

namespace luot::board_app {

// {"seq":…,"at_us":…,"number":…,"counter":…,"ticket":…,"service":…,"calls":…}
std::string call_line(const board::Call& call);

}  // namespace luot::board_app
