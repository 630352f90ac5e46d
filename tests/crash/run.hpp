// A run: the server lives, is killed at a chosen moment and is started again on the same data, until it was killed often enough; then it
// lives undisturbed until everybody has been answered, and is stopped as it should be.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "server_process.hpp"
#include "told.hpp"

namespace luot::crash {

// When a life ends.
enum class Moment : std::uint8_t {
    starting,     // before it listens, or just then
    recovering,   // while its start moves the log that the last life left into the database
    loaded,       // at some time under load
    answered,     // just when a device has been given its n-th answer
    log_moving,   // under load, while the log, which has grown long, is moved
    day_closing,  // about when the business day ends: everybody still there expires, a checkpoint is written
    stopping,     // after SIGTERM: what is under way is committed, a checkpoint is written
};
constexpr std::size_t moments = 7;
const char* to_string(Moment moment);

struct RunOptions {
    ServerFiles files;
    unsigned kills = 200;
    std::uint64_t seed = 1;
    double speed = 7'200;
};

struct LifeLine {
    Moment moment = Moment::loaded;
    bool listened = false;
    bool killed = false;           // false: it stopped before the signal came, as it was asked
    std::chrono::milliseconds at;  // of the run, when it ended
};

struct RunResult {
    std::vector<LifeLine> lives;  // the first is life 1
    std::array<unsigned, moments> kills{};
    unsigned stops = 0;                             // ended as asked, before a kill
    std::vector<std::chrono::milliseconds> starts;  // from exec to listening
    std::vector<Told> told;
    std::uint64_t settled_seq = 0;  // everybody has heard all that concerns them through this event
    std::vector<std::string> problems;
};

RunResult run(const RunOptions& options);

}  // namespace luot::crash
