// Tickets by their numbers, as clerks type them: "12" is H012.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/state.hpp"

namespace luot::desk {

// Does what was typed lead to this number? Letters count from the beginning, digits of the number alone with or without leading zeros.
enum class Fit : std::uint8_t { no, begins, whole };
Fit fit_of(std::string_view number, std::string_view typed);

// The tickets of a question about numbers, those that fit what was typed: whole ones first.
std::vector<const v1::TicketStatus*> rows_of(const Desk& desk, const Asked& asked);
void pick(Desk& desk, std::uint64_t ticket);
// Why nothing can be done with that number here.
std::string why_not_found(const Desk& desk, const std::string& typed);

// A number that was typed on the pad outside any question, and Enter.
void call_typed(Desk& desk);

}  // namespace luot::desk
