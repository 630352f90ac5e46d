// Every bound of the keypads, with its reason.
#pragma once

#include <chrono>
#include <cstddef>

namespace luot::keypad::limits {

// Displays of counters have one to four lines of 8 to 40 characters.
constexpr int columns_max = 40;
constexpr int lines_max = 4;
// What one picture of a display takes on the line: four lines of 40, three bytes a letter, and what stands between them.
constexpr std::size_t telegram_bytes_max = 1'024;
// A hand presses ten keys a second; what a broken device pours out beyond one read in between is dropped.
constexpr std::size_t read_bytes = 1'536;
// Between two tries to open a device that is not there: a plug that is put back in is noticed before the clerk wonders.
constexpr std::chrono::milliseconds open_again_after{1'000};
// A display is told the same again so often, for it may have been without power meanwhile.
constexpr std::chrono::milliseconds show_again_every{10'000};

}  // namespace luot::keypad::limits
