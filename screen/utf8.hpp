// Text as it arrives made fit to be drawn: valid UTF-8 in NFC without control characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luot::screen {

// One line of text; more than this of it is cut off.
constexpr std::size_t text_bytes_max = 4'000;

// Invalid bytes become U+FFFD; control characters are dropped, except that `keep_newlines` leaves line feeds.
std::string drawable(std::string_view text, bool keep_newlines = false);

// The code points of valid UTF-8.
std::vector<std::uint32_t> code_points(std::string_view text);

// Where each code point begins, and the size of the text at the end.
std::vector<std::size_t> code_point_starts(std::string_view text);

}  // namespace luot::screen
