// What hangs and speaks in the hall, and the words that all parts of an office have.
#pragma once

#include "core/office.hpp"
#include "luot/v1/office.pb.h"
#include "map/faults.hpp"

namespace luot::map {

void write(const core::Texts& texts, v1::Texts& to);
core::Texts read(const v1::Texts& texts, Faults& faults);

void write(const core::VoiceRules& voice, v1::VoiceRules& to);
core::VoiceRules read(const v1::VoiceRules& voice, Faults& faults);

void write(const core::BoardConfig& board, v1::BoardConfig& to);
core::BoardConfig read(const v1::BoardConfig& board);

void write(const core::ScreenRules& screens, v1::ScreenRules& to);
core::ScreenRules read(const v1::ScreenRules& screens);

}  // namespace luot::map
