// What becomes of every call and notice that is to be spoken, for other programs: one JSON object a line. Times are office time.
#pragma once

#include <cstdint>
#include <string>

#include "board/announcements.hpp"
#include "voice/plan.hpp"

namespace luot::board_app {

// {"announce":"Mời công dân …","seq":…,"at_us":…,"number":…,"counter":…,"calls":…,"spoken_at_us":…,"duration_ms":…,
//  "phrases":[{"language":…,"text":…}]}: an announcement begins; of its first call. The duration is at the office's pace.
std::string announce_line(const board::Call& call, const voice::Plan& plan, std::int64_t spoken_at_us, std::int64_t duration_ms);
// {"merged":"H013","seq":…,"at_us":…,"counter":…,"calls":…,"into":…,"spoken_at_us":…}: said within the announcement of the call of seq
// "into".
std::string merged_line(const board::Call& call, std::uint64_t into, std::int64_t spoken_at_us);
// {"skipped":"H013","seq":…,"at_us":…,"counter":…,"calls":…,"reason":"being_served"}: board::to_string(Skip) says why.
std::string skipped_line(const board::Skipped& skipped);
// {"notice":"…","seq":…,"at_us":…,"spoken_at_us":…,"duration_ms":…}: an urgent notice begins.
std::string notice_line(const board::Notice& notice, std::int64_t spoken_at_us, std::int64_t duration_ms);
// {"interrupted":"H012","seq":…,"spoken_at_us":…}: the sound of the announcement whose first call (or notice) this is broke off; it is said
// again, here or by another board.
std::string interrupted_line(const board::Announcement& announcement, std::int64_t spoken_at_us);

}  // namespace luot::board_app
