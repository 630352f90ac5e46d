// The office as configured ⇄ luot.v1.Office: in the journal, in checkpoints and for devices.
#pragma once

#include "core/office.hpp"
#include "luot/v1/office.pb.h"
#include "map/faults.hpp"

namespace luot::map {

void write(const core::Office& office, v1::Office& to);

// Faults: unknown enum values, numbers out of their type's bounds, a language twice in one text.
core::Office read(const v1::Office& office, Faults& faults);

}  // namespace luot::map
