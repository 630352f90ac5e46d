// A copy of the journal as one file, made while the server serves.
#pragma once

#include <filesystem>
#include <functional>

#include "store/chain.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

struct BackedUp {
    core::Seq last_seq = 0;
    Link last_link = genesis_link;
};

// Hears how many pages are left; false stops the backup, which leaves nothing behind.
using OnBackup = std::function<bool(int pages_left, int pages_total)>;

// Everything that was durable when it began, over an own connection that waits for nobody. `to` must not exist: an older backup is not
// overwritten. It appears whole, or not at all.
Result<BackedUp> backup(const std::filesystem::path& folder, const std::filesystem::path& to, const OnBackup& on_backup = {});

}  // namespace luot::store
