// Which key does what at this counter, as a TOML file: [keys] with lines such as "F9" = "step". What it does not name is as always
// (desk/key_map.hpp); "none" takes a key's meaning away.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "desk/key_map.hpp"

namespace luot::counter_app {

// Every mistake of the file, each one line: FILE:LINE: what is wrong and what would be right.
struct BadKeys {
    std::vector<std::string> mistakes;
};
[[noreturn]] void throw_exception_from_error(const BadKeys& bad, const boost::source_location& location);

boost::system::result<desk::KeyMap, BadKeys> read_keys(const std::filesystem::path& file);
// Pure.
boost::system::result<desk::KeyMap, BadKeys> parse_keys(std::string_view text, const std::string& file);

}  // namespace luot::counter_app
