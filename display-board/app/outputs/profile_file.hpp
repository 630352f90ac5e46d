// Profiles of counter signs as files: NAME.toml in the folders that are looked through, or a file of the office's own.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "led/sign_profile.hpp"

namespace luot::outputs {

struct BadOutput {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadOutput& bad, const boost::source_location& location);

using ProfileResult = boost::system::result<led::SignProfile, BadOutput>;
using Folders = std::vector<std::filesystem::path>;

// Where programs find the profiles that come with them: share/luot/signs beside the folder of the executable `program`.
Folders profile_folders(const std::filesystem::path& program);

bool is_line_speed(std::int64_t bits_a_second);
constexpr std::string_view line_speed_words = "1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 or 230400";

// What has a slash in it or ends in .toml is a file; anything else is a name, looked for in one folder after the other.
ProfileResult load_profile(const std::string& name_or_path, const Folders& folders);

// The text of a profile; `file` is for what is said about it, and its name without .toml is the profile's.
ProfileResult parse_profile(std::string_view text, const std::filesystem::path& file);

}  // namespace luot::outputs
