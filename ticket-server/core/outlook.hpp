// What people are told early, before they wait for nothing: how many places are left, when work ends, and that the wait may run past it.
#pragma once

#include <optional>

#include "core/state.hpp"

namespace luot::core {

// The limit in force today: a supervisor's, else the office file's. None: as many as come.
std::optional<std::uint32_t> quota_of(const FieldState& field, const Service& service);

// Numbers that the quota leaves for today. None: no quota.
std::optional<std::uint32_t> places_left(const FieldState& field, const Service& service);

// The field's hours for issuing: its own, else the office's.
const std::vector<Hours>& hours_of(const Office& office, const Service& service);

// The end of the last of today's hours of the field, in minutes of the business day. None: it has no hours, or none today.
std::optional<std::int32_t> work_ends_minute(const Office& office, const Service& service, const Moment& moment);

// Somebody who comes now and waits so long would be called after work has ended.
bool runs_past_closing(const Office& office, const Service& service, const std::optional<WaitRange>& wait, const Moment& moment);

}  // namespace luot::core
