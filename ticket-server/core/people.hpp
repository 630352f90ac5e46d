// What an office asks of people before they get a number, so that nobody takes several for others: their card, not too many numbers, and
// that they are there. Internal to core.
#pragma once

#include <string>

#include "core/deciding.hpp"

namespace luot::core {

// A card where the office wants one, and what this person has taken already. A technician's ticket is for nobody.
Decided check_card(const State& state, const Issue& issue, const Origin& origin);

// One more open number of this person in this field, were it given.
Decided check_open_numbers(const State& state, const std::string& person, const ServiceCode& service);

// The hash where the office has a limit that needs it; else nothing, so that nothing is kept without a use.
std::string kept_of_person(const Office& office, const Issue& issue);

// By when the holder of this number has to show that they are there; 0: nothing is asked of them. Who was given no slip has nothing to
// show.
TimeUs present_by_us(const Office& office, const Issue& issue, TimeUs queue_since_us);

}  // namespace luot::core
