// Every bound of the board at work, with its reason.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::board_app::limits {

// --- The picture

// What time alone changes (the clock, words that a number may be old) is looked at so often: nobody sees a minute that comes so late.
constexpr std::int64_t look_every_us = 250'000;
// Without a window nobody watches motion, and a picture is some tens of milliseconds of work.
constexpr std::int64_t headless_frame_us = 500'000;
// A window's events are taken so often.
constexpr std::chrono::milliseconds window_events_every{50};
// A picture is saved or made small when its motion (a call that fades in, a list that moves) has ended, or has not for so long.
constexpr std::int64_t at_rest_after_us = 700'000;
constexpr std::int64_t at_rest_max_us = 2'000'000;
constexpr std::int64_t screenshot_every_us = 500'000;

// --- What the supervisor is shown

// At most one report a second, however much happens; and one a minute, from which a board that hangs is told.
constexpr std::int64_t report_every_us = 60'000'000;
constexpr std::int64_t report_apart_us = 1'000'000;
// A thumbnail is some milliseconds of work and most of a report.
constexpr std::int64_t thumbnail_apart_us = 10'000'000;
constexpr int thumbnail_side_max = 320;
constexpr std::size_t thumbnail_bytes_max = 24 * 1024;
// The last calls of a report: as many as a board shows at the most.
constexpr std::size_t report_calls_max = 16;
// Troubles of a report, and letters of each: enough for each part of a board to have some.
constexpr std::size_t troubles_max = 16;
constexpr std::size_t trouble_bytes_max = 240;
// A slide that cannot be shown is told once; it stands in reports so long.
constexpr std::int64_t slide_trouble_kept_us = 3'600'000'000;
constexpr std::size_t slide_troubles_max = 4;

}  // namespace luot::board_app::limits
