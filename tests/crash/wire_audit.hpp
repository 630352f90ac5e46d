// What devices were told over the wire, held against the journal's file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "told.hpp"

namespace luot::crash {

struct Figures {
    std::uint64_t events = 0, commands = 0;                                            // in the journal
    std::uint64_t answers = 0, refusals = 0, pushes = 0, snapshots = 0, welcomes = 0;  // told
    std::uint64_t answers_after_a_crash = 0;                                           // to what had been asked in an earlier life
};

struct Audit {
    Figures figures;
    std::vector<std::string> problems;  // a sentence each
};

// Of a run that ended well: everybody was answered, and has heard all that concerns them through `settled_seq`; 0: it did not come so far,
// and only what was told is looked at.
Audit audit(const std::filesystem::path& data, const std::vector<Told>& told, std::uint64_t settled_seq);

}  // namespace luot::crash
