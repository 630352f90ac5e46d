// Honest timing: a service that takes longer than nearly all of its field, while nothing is touched here, may be one that nobody ended.
// It is asked about, never guessed.
#pragma once

#include <cstdint>
#include <vector>

#include "desk/asking.hpp"
#include "desk/state.hpp"

namespace luot::desk {

// Office time that the present ticket is being served, holds taken out; 0: nobody is.
std::int64_t served_us(const Desk& desk);
// When it is to be asked about; nothing: not while it is so.
std::optional<Instant> timing_due(const Desk& desk);
void ask_timing(Desk& desk);
// The moments offered grow old while nobody answers: they are those of the present minute, until somebody begins to choose.
void keep_timing_present(Desk& desk);
// Office times at which it may have ended, the latest first.
std::vector<std::int64_t> moments_offered(const Desk& desk);
void answer_timing(Desk& desk, const Option& option);

}  // namespace luot::desk
