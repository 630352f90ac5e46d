// From the file to the state: the newest usable checkpoint, and the events after it.
#pragma once

#include <filesystem>
#include <optional>

#include "journal/journal.hpp"
#include "store/chain.hpp"
#include "store/events.hpp"

namespace luot::store {

struct Loaded {
    core::State state;
    core::Seq checkpoint_seq = 0;           // 0: folded from the first event
    std::uint64_t events_applied = 0;       // after the checkpoint
    std::uint32_t checkpoints_skipped = 0;  // newer ones that could not be used
};

// The state after the last event; an empty one where there is none. The events that it applies are checked against digest and link.
// Cost: one checkpoint and what came after it. Beside a running journal: what was durable when it began.
Result<Loaded> load(const std::filesystem::path& folder, const journal::Codec& codec);
Result<Loaded> load_file(const std::filesystem::path& database, const journal::Codec& codec);

// The state of a checkpoint, if it belongs to this journal, is whole and of the codec's format; nothing if not.
Result<std::optional<core::State>> usable_state(const Connection& connection, core::Seq seq, const journal::Codec& codec);

// Does the stored event follow `previous`, and is it what its digest says? An erased one has its digest alone.
Result<void> check_link(const StoredEvent& event, core::Seq previous_seq, const Link& previous);

// Reads the state from the newest usable checkpoint at or before `through`, and folds up to there.
Result<Loaded> load_through(const Connection& connection, core::Seq through, const journal::Codec& codec);

}  // namespace luot::store
