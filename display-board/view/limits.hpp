// Every bound of the board's view, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::board_view::limits {

// More than these is a mistake and not a layout.
constexpr std::size_t layouts_max = 64;
constexpr std::size_t layout_bytes_max = 64 * 1024;
constexpr int layout_depth_max = 6;
constexpr int layout_parts_max = 32;

// A folder of slides: those that are shown, entries that are looked at, bytes of a file, and the picture in it. A telephone's photograph
// has 12 to 30 megapixels; while it is made smaller it takes four bytes for each.
constexpr std::size_t slides_max = 200;
constexpr std::size_t slide_entries_max = 4'000;  // of any name: a folder of something else, e.g. a whole archive of photographs
constexpr std::size_t slide_bytes_max = 24 * 1024 * 1024;
constexpr int slide_side_max = 8'192;
constexpr std::int64_t slide_pixels_max = 32'000'000;

// The running line's whole text as one strip of coverage: some eight minutes of reading, and 5 MB on a large screen.
constexpr int strip_width_max = 60'000;

// A new call fades in; SCREENS: within 200 ms.
constexpr std::int64_t fade_us = 200'000;
// One swell and ebb of the pulse: 1.25 a second, where three would be dangerous to some.
constexpr std::int64_t pulse_us = 800'000;
// A list moves to its next place in so long, a slide gives way to the next.
constexpr std::int64_t move_us = 350'000;
constexpr std::int64_t cross_fade_us = 600'000;
// The running line, on a screen 1080 pixels high: seven or eight letters a second, a calm reading speed; two pixels a frame at 60 Hz. Other
// sizes run in proportion, in whole multiples of 30 pixels a second, so that frames show whole pixels.
constexpr int running_px_per_s = 120;
constexpr int running_step_px_per_s = 30;
// Against burn-in the whole picture moves by a pixel (of 1080) once a minute, around a square within so many pixels of its place.
constexpr std::int64_t shift_us = 60'000'000;
constexpr int shift_px = 3;

}  // namespace luot::board_view::limits
