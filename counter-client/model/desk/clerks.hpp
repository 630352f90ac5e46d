// The office's clerks, as one finds them: by code or name, without accents. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counter/office_view.hpp"

namespace luot::desk {

// Codes, in the office's order; empty where the office names nobody, and anybody's code is taken.
std::vector<std::string> known_clerks(const counter::OfficeView& office);
// Of those, whom what was typed may mean: every word of it begins a word of the code or the name. All, where nothing was typed.
std::vector<std::string> clerks_that_fit(const counter::OfficeView& office, std::string_view typed);
// The counter that this clerk has open; 0: none.
std::uint64_t counter_of(const counter::OfficeView& office, const std::string& clerk);

// Does every word of `typed` begin some word of `text`, without regard to accents?
bool words_begin(std::string_view text, std::string_view typed);

}  // namespace luot::desk
