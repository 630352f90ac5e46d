// The tables for reports, made anew from the events.
#pragma once

#include <filesystem>

#include "journal/journal.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

struct Rebuilt {
    std::uint64_t events = 0;
    std::uint64_t visits = 0;
    std::uint64_t stretches = 0;
};

// One transaction: the new tables or the old ones. Rows that come from pruned events stay as they are. Refused while a server runs on
// the folder, and where an event cannot be read.
Result<Rebuilt> rebuild(const std::filesystem::path& folder, const journal::Codec& codec);

}  // namespace luot::store
