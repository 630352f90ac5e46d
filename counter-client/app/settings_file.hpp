// What a clerk's window remembers from one day to the next, as a TOML file: counter, clerk, mode, scale, language, sound. Never a PIN.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "counter_app/pin_file.hpp"
#include "desk/desk_fsm.hpp"

namespace luot::counter_app {

// A longer file is not ours.
constexpr std::size_t settings_bytes_max = 16 * 1024;

struct SettingsRead {
    desk::Settings settings;
    std::string warning;  // one line: the file is there and cannot be used, or a part of it cannot; empty: all is well
};

// Where nothing can be read everything is as at the first time. A file that is not there is no warning.
SettingsRead read_settings(const std::filesystem::path& file);
// Written beside it and renamed, so that a power cut leaves the old file or the new one. Folders are not made.
boost::system::result<void, BadFile> write_settings(const std::filesystem::path& file, const desk::Settings& settings);

// Pure: the file's text, and back.
SettingsRead parse_settings(std::string_view text, const std::string& name);
std::string settings_text(const desk::Settings& settings);

// In the system's folder for programs' own files, as SDL knows it; empty: there is none.
std::filesystem::path default_settings_file();

// "window", "strip", "keypad".
std::string_view to_string(desk::Mode mode);
std::optional<desk::Mode> mode_of(std::string_view word);

}  // namespace luot::counter_app
