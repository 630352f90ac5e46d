// Every bound of the rating screen, with its reason.
#pragma once

#include <chrono>
#include <cstddef>

namespace luot::rating {

// Of a steady clock, since any beginning that stays the same.
using Instant = std::chrono::milliseconds;

namespace limits {

// Where the office says nothing.
constexpr Instant asked{30'000};
// One key finishes and calls the next, and who is called has to come first: until then the counter is still that of who was served.
constexpr Instant asked_at_least{12'000};
// What would be gone before anybody has read it is not asked.
constexpr Instant worth_asking{3'000};
// After the question appeared: a touch sooner than this was meant for something else.
constexpr Instant same_touch{400};
// From here on the end of the question is announced, second by second.
constexpr Instant countdown_from{10'000};
// Words to be read, and nothing to decide.
constexpr Instant thanks{5'000};
// Then the next person meets the office's first language again.
constexpr Instant language{40'000};
// A line that comes back at once is nobody's concern.
constexpr Instant away_after{3'000};
// A counter that is closed so long has nobody before it; a touch makes it light for `light`.
constexpr Instant dark_after{600'000};
constexpr Instant light{30'000};

// Opinions that wait for the server. A counter serves sixty people a day, and at the day's end what was not told is worth nothing.
constexpr std::size_t kept_max = 500;
// Told at once: the rest follows, so that a tablet that comes back is no storm.
constexpr std::size_t under_way_max = 8;
// Until what could not be written is written again: doubling. A full disk is seldom emptied within a second, and a minute of a citizen's
// opinions is two.
constexpr Instant keep_again_first{1'000};
constexpr Instant keep_again_longest{60'000};
// Until the next try after an answer that settles nothing: doubling.
constexpr Instant again_first{2'000};
constexpr Instant again_longest{60'000};
// Tickets that are known to have been asked about. A ticket ends once; this holds against a server that tells it twice.
constexpr std::size_t asked_max = 64;
// A file of more than this is not ours: kept_max lines of at most 200 bytes.
constexpr std::size_t file_bytes_max = 128 * 1024;

}  // namespace limits

}  // namespace luot::rating
