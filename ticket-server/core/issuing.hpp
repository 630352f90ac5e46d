// Whether numbers of a field are given now: what a kiosk says no for, and what pages tell of it.
#pragma once

#include <optional>
#include <vector>

#include "core/refusal.hpp"
#include "core/state.hpp"

namespace luot::core {

// By hours, calendar, supervisors' limits and quota; nothing: a number would be given. Precondition: the state has the field.
std::optional<Refusal> why_none_is_issued(const State& state, const Service& service, const Moment& moment);

bool is_closed_by_calendar(const std::vector<DayNote>& calendar, const Moment& moment);

}  // namespace luot::core
