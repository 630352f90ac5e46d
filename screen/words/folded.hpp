// Text as it is looked for: without regard to accents, case and what parts words. Pure.
#pragma once

#include <string>
#include <string_view>

namespace luot::words {

// Small letters without accents, digits and single spaces; đ is d. Everything else parts words. Empty where it is not UTF-8.
std::string folded(std::string_view text);

}  // namespace luot::words
