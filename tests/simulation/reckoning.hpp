// After the day: what the journal says is held against what everybody was told, was shown and heard. Throws Violation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/state.hpp"
#include "map/codec.hpp"
#include "simulation/screens.hpp"
#include "simulation/witness.hpp"

namespace luot::simulation {

// A restore: what was later than this in the epochs before is no longer so.
struct Cut {
    std::uint64_t new_epoch = 0;
    core::Seq restored_seq = 0;
};

// Is what was told of this epoch and seq still to be true? Not where a restore has undone it.
bool holds_still(const std::vector<Cut>& cuts, std::uint64_t epoch, core::Seq seq);

struct Account {
    std::filesystem::path folder;
    const map::ProtobufCodec& codec;
    std::vector<const Device*> devices;
    std::vector<const Screen*> screens;
    std::vector<const HallBoard*> boards;
    std::vector<Cut> cuts;
};

// Every journalled event once, in order, with the state after it.
using OnFolded = std::function<void(const core::State& after, const core::Event& event)>;
core::State fold_journal(const std::filesystem::path& folder, const map::ProtobufCodec& codec, const OnFolded& on_folded);

void reckon(const Account& account);

}  // namespace luot::simulation
