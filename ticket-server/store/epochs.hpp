// What restores leave for the next start: a new epoch has to begin, because numbers that the restored journal does not know may be on
// paper. Kept in the data folder's file `restores`, outside the database that is replaced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "journal/journal.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

struct RestoreRecord {
    std::uint64_t epoch = 0;
    core::BusinessDay day;  // of the last event that was restored
    core::Seq last_seq = 0;
    bool begun = false;
};

struct PendingEpoch {
    std::uint64_t epoch = 0;
    std::uint32_t restores_of_day = 0;  // restores so far to the business day of the pending one, itself included
};

// The epoch that has to begin, if one has. The server submits core::BeginEpoch with it at start, unless the state's epoch is that
// already (a crash between commit and epoch_begun), and says epoch_begun() once that is durable.
Result<std::optional<PendingEpoch>> pending_epoch(const std::filesystem::path& folder);

// Remembers that this epoch and those before it have begun. Any number of times.
Result<void> epoch_begun(const std::filesystem::path& folder, std::uint64_t epoch);

// The file as it is, oldest first. Garbled: a failure that names the line.
Result<std::vector<RestoreRecord>> restore_records(const std::filesystem::path& folder);
Result<void> add_restore_record(const std::filesystem::path& folder, const RestoreRecord& record);

}  // namespace luot::store
