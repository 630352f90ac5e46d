// What stands behind the question mark, and what percent signs stand for. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace luot::web {

// "%C3%A0" → "à". Nothing: a percent sign without two hexadecimal digits, or what comes of it is not valid UTF-8, or has control
// characters.
std::optional<std::string> percent_decoded(std::string_view text);

// "from=2026-03-01&service=land" by name, decoded, '+' a space; of a name that comes twice the first. What cannot be decoded is left out.
std::map<std::string, std::string> query_values(std::string_view query);

}  // namespace luot::web
