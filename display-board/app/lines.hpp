// What the board writes for other programs: one JSON object a line.
#pragma once

#include <cstdint>
#include <string>

#include "board/call.hpp"
#include "voice/plan.hpp"

namespace luot::board_app {

// {"seq":…,"at_us":…,"number":…,"counter":…,"ticket":…,"service":…,"calls":…}
std::string call_line(const board::Call& call);

// {"announce":"Mời công dân
// …","seq":…,"at_us":…,"number":…,"counter":…,"spoken_at_us":…,"duration_ms":…,"phrases":[{"language":…,"text":…}]} spoken_at_us is office
// time; duration_ms is at the office's pace.
std::string announce_line(const board::Call& call, const voice::Plan& plan, std::int64_t spoken_at_us);

}  // namespace luot::board_app
