// Profiles of serial keypads as files: NAME.toml in the folders that are looked through, or a file of the office's own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "keypad/profile.hpp"

namespace luot::keypad {

struct BadKeypad {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadKeypad& bad, const boost::source_location& location);

using ProfileResult = boost::system::result<Profile, BadKeypad>;
using Folders = std::vector<std::filesystem::path>;

// Where programs find the profiles that come with them: share/luot/keypads beside the folder of the executable `program`.
Folders profile_folders(const std::filesystem::path& program);

// NAME, or a path: something with a slash or that ends in .toml.
ProfileResult load_profile(const std::string& name_or_path, const Folders& folders);
// The mistake that stands first in the file is told, with its line.
ProfileResult parse_profile(std::string_view text, const std::string& file);

}  // namespace luot::keypad
