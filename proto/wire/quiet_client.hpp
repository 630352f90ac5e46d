// For programs that do one thing and end: connects, runs commands one after another, and comes back. Blocks the calling thread, which runs
// a link of its own meanwhile.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "wire/client_link.hpp"

namespace luot::wire {

struct QuietResult {
    std::vector<v1::Reply> replies;  // one for each command that was answered, in order; the last may be an Error
    std::string failure;             // not empty: why it ended before all was answered, one line of English
    bool outcome_unknown = false;    // with failure: the last command may have been carried out all the same

    bool ok() const { return failure.empty() && (replies.empty() || !replies.back().has_error()); }
};

// Asked for the first command once the office is known (its first snapshot), then after every answer that is no Error. `last` is null the
// first time. Nothing: done.
using NextCommand = std::function<std::optional<v1::Command>(const v1::Snapshot& office, const v1::Reply* last)>;

// Ends when `next` has nothing more, at the first Error in an answer, when the server refuses for good, or after `timeout` in all.
// While the server cannot be reached it goes on trying until then.
QuietResult run_commands(const LinkOptions& options, const NextCommand& next, std::chrono::milliseconds timeout);

// The same for commands that are known beforehand; needs no snapshot.
QuietResult run_commands(const LinkOptions& options, const std::vector<v1::Command>& commands, std::chrono::milliseconds timeout);

}  // namespace luot::wire
