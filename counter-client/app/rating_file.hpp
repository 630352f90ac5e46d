// Where a rating screen keeps the opinions that the server has not confirmed: one small file for each counter, replaced whole. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "counter_app/pin_file.hpp"
#include "rating/kept_rating.hpp"

namespace luot::counter_app {

// In the system's folder for programs' own files, as SDL knows it; empty: there is none.
std::filesystem::path default_ratings_folder();
std::filesystem::path ratings_file(const std::filesystem::path& folder, std::uint64_t counter);

// Held for as long as it lives, and no longer than the program. Each would write the file as if the other's opinions were not in it.
using RatingsLock = std::shared_ptr<const void>;
// Makes its folder, and FILE.lock. Fails where another program holds it, or it cannot be made. (In one program it can be had twice.)
boost::system::result<RatingsLock, BadFile> lock_ratings_file(const std::filesystem::path& file);

struct RatingsRead {
    std::vector<rating::KeptRating> ratings;
    std::string
        warning;  // one line: there was a file that is none of ours, or not whole; it lies beside as FILE.damaged. Empty: all is well
};
// A file that is not there is an empty one. Fails where it can be neither read nor put aside.
boost::system::result<RatingsRead, BadFile> read_ratings_file(const std::filesystem::path& file);
// On the disk, under its name, when this returns: a power cut leaves the old file or the new one. Makes its folder.
boost::system::result<void, BadFile> write_ratings_file(const std::filesystem::path& file, std::span<const rating::KeptRating> ratings);

}  // namespace luot::counter_app
