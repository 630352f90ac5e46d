// Refusals in the clerk's words, Vietnamese and English, by the code's name on the wire. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counter/office_view.hpp"

namespace luot::counter {

struct Sentence {
    std::string vi;
    std::string en;
};

using Params = std::vector<std::pair<std::string, std::string>>;

// A sentence that says what is the matter and what to do. Parameters become words (a field's code its name, a state its word); a code
// that this version does not know gets a sentence that names it.
Sentence word_refusal(std::string_view code, const Params& params, const OfficeView& office);

// Is there a sentence of its own for this code?
bool has_words(std::string_view code);

}  // namespace luot::counter
