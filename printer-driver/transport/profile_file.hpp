// Profiles of printers as files: NAME.toml in the folders that are looked through, or a file of the office's own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "escpos/profile.hpp"

namespace luot::transport {

struct BadProfile {
    std::string reason;  // one line of English, FILE:LINE first where there is one, that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadProfile& bad, const boost::source_location& location);

using ProfileResult = boost::system::result<escpos::Profile, BadProfile>;
using Folders = std::vector<std::filesystem::path>;

// Where programs find the profiles that come with them: share/luot/printers beside the folder of the executable `program`.
Folders profile_folders(const std::filesystem::path& program);

// What has a slash in it or ends in .toml is a file; anything else is a name, looked for in one folder after the other.
ProfileResult load_profile(const std::string& name_or_path, const Folders& folders);

struct ProfileEntry {
    std::string name;
    std::filesystem::path file;
};
// By name; of two files of one name the one in the first folder.
std::vector<ProfileEntry> list_profiles(const Folders& folders);

// The text of a profile; `file` is for what is said about it, and its name without .toml is the profile's.
ProfileResult parse_profile(std::string_view text, const std::filesystem::path& file);

}  // namespace luot::transport
