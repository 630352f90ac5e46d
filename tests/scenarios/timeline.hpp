// Events in words, so that a person can read what happened before a scenario failed.
#pragma once

#include <string>

#include "core/state.hpp"

namespace luot::scenarios {

// "08:00:01  kiosk-1 issues H001 for civil-status". `after` is the state with the event applied; its tickets give the numbers.
std::string in_words(const core::State& after, const core::Event& event);

// Time of day in the office's zone (UTC+7 here): "08:00:01".
std::string clock_of(core::TimeUs at_us);

const char* word_of(core::CallReason reason);
const char* word_of(core::SlipState slip);
const char* word_of(core::CounterState state);
const char* word_of(core::CancelKind kind);

}  // namespace luot::scenarios
