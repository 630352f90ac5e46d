// Refusals in the clerk's words, by the code's name on the wire. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counter/office_view.hpp"
#include "words/catalogue.hpp"

namespace luot::counter {

using Params = std::vector<std::pair<std::string, std::string>>;

// A sentence that says what is the matter and what to do. Parameters become words (a field's code its name, a state its word); a code
// that the catalogue does not know gets a sentence that names it.
std::string word_refusal(std::string_view code, const Params& params, const OfficeView& office, const words::Catalogue& words);

}  // namespace luot::counter
