// Text from outside, held to bounds before the core sees it.
#pragma once

#include <cstddef>
#include <string_view>

namespace luot::map {

// Well-formed UTF-8 (no surrogates, nothing overlong, nothing beyond U+10FFFF) without control characters, at most so many bytes.
bool is_plain_text(std::string_view text, std::size_t bytes_max);

}  // namespace luot::map
