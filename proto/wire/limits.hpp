// Every bound of the client's end of a session, with its reason.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace luot::wire::limits {

using std::chrono::milliseconds;

// Commands under way without an answer, whatever the server allows beyond that: the server keeps no more answers.
constexpr std::uint64_t unacknowledged_max = 64;
// Commands that wait to be sent. A person makes a command in seconds; a line of this length means that nobody will wait for its end.
constexpr std::size_t waiting_max = 256;
// One encoded command: the longest (200 fields given to a counter, codes of 64 bytes, twice) stays under 32 KiB.
constexpr std::size_t command_bytes_max = std::size_t{64} * 1024;
// Bytes that the network has not taken yet: all that can be under way, and room for pings. More means that the server does not read.
constexpr std::size_t unwritten_bytes_max = unacknowledged_max * command_bytes_max + std::size_t{1024} * 1024;
// One read. A busy board gets a few KiB a second; a snapshot comes in several.
constexpr std::size_t read_bytes = std::size_t{64} * 1024;

// Looking up the name and connecting; and from there to Welcome. Beyond a slow LAN's retries, short of a visitor's patience.
constexpr milliseconds connect_within{10'000};
constexpr milliseconds welcome_within{10'000};

// Where Welcome does not say otherwise.
constexpr milliseconds ping_every{5'000};
constexpr milliseconds dead_after{12'000};
// Shorter pings than this would be work for its own sake; only tests come near it.
constexpr milliseconds ping_every_min{10};

// Between attempts: doubling, so that a server that comes back is found quickly and one that is ill is left in peace.
constexpr milliseconds back_off_first{250};
constexpr milliseconds back_off_longest{8'000};
// A connection that was live so long was a good one: the next loss starts at the first back-off again.
constexpr milliseconds healthy_after{5'000};

}  // namespace luot::wire::limits
