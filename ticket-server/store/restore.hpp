// A backup takes the place of the journal.
#pragma once

#include <filesystem>
#include <string>

#include "store/verify.hpp"

namespace luot::store {

struct Restored {
    core::Seq last_seq = 0;
    std::uint64_t epoch = 0;          // begins with the next start: see store/epochs.hpp
    std::vector<Violation> findings;  // that did not stand in its way, to be told
    std::filesystem::path put_aside;  // where the journal that was there is now; empty: there was none
};

// Refused: a running server on the folder, a file that is not a journal, a backup whose state cannot be trusted (the first violation is
// told). What verify finds beyond that (a call out of turn, a table for reports to rebuild) is told and does not stand in the way of
// the only backup that an office may have.
// The backup is copied and verified before anything of the folder changes; the journal that was there is kept as
// journal-replaced-<stamp>.db. `stamp` is the caller's: letters, digits and hyphens. Cut short at any point, the folder holds the old
// journal or the new one, and in either case a new epoch begins; running it again finishes it.
Result<Restored> restore(const std::filesystem::path& folder, const std::filesystem::path& from, const journal::Codec& codec,
                         const std::string& stamp);

}  // namespace luot::store
