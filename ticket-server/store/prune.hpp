// Retention: payloads of closed days go, what proves the chain and what reports need stays.
#pragma once

#include <filesystem>

#include "journal/journal.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

struct PrunedNow {
    core::Seq through = 0;            // payloads up to this event are erased, by this or an earlier prune
    std::uint64_t events_erased = 0;  // by this one
};

// Erases the payloads of all events of business days before `before`, and checkpoints of those days. Digests, links, visits and
// stretches stay. A checkpoint at the last erased event is made first and kept, so that starts, verify and rebuild have something to
// begin from. Refused: a day that is still open, a running server on the folder. Cut short, it is finished by running it again.
Result<PrunedNow> prune(const std::filesystem::path& folder, const journal::Codec& codec, core::BusinessDay before);

}  // namespace luot::store
