// A small file of the data folder that nobody but the server may read: mode 0600.
#pragma once

#include <filesystem>
#include <string>

namespace luot::server {

// Written whole, or not at all: to a file beside it that takes its place, and that is there after a power cut too. Not empty: what went
// wrong, in English, as the end of a sentence.
std::string write_private_file(const std::filesystem::path& path, const std::string& text);

// The folder's names as they are now are there after a power cut too. Not empty: what went wrong.
std::string sync_folder(const std::filesystem::path& folder);

}  // namespace luot::server
