// Events ⇄ the journal's payloads. seq, at_us, business day and kind are the row's, not the payload's.
#pragma once

#include <cstdint>

#include "core/event.hpp"
#include "luot/v1/journal.pb.h"
#include "map/faults.hpp"

namespace luot::map {

void write(const core::Event& event, v1::JournalPayload& to);

// Fills session, no, acked_through and body. Faults: another version, no known body, unknown enum values.
void read(const v1::JournalPayload& payload, core::Event& to, Faults& faults);

std::uint16_t kind_number(const core::Event& event);

}  // namespace luot::map
