#include "counter_app/rating_file.hpp"

#include <SDL.h>

#include <boost/interprocess/sync/file_lock.hpp>
#include <fstream>
#include <memory>
#include <system_error>

#include "files/kept_file.hpp"
#include "rating/limits.hpp"

namespace luot::counter_app {
namespace {

namespace fs = std::filesystem;

// Whether there is one is seen when something is written into it.
void make_folder_of(const fs::path& file) {
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
}

BadFile cannot_write(const fs::path& file) {
    return {"cannot write " + file.string() + ", where opinions are kept while the server is away; --state names another folder"};
}

}  // namespace

fs::path default_ratings_folder() {
    const std::unique_ptr<char, decltype(&SDL_free)> folder(SDL_GetPrefPath("luot", "counter-client"), &SDL_free);
    return folder ? fs::path(reinterpret_cast<const char8_t*>(folder.get())) : fs::path();
}

fs::path ratings_file(const fs::path& folder, std::uint64_t counter) {
    return folder / ("ratings-" + std::to_string(counter));
}

boost::system::result<RatingsLock, BadFile> lock_ratings_file(const fs::path& file) {
    make_folder_of(file);
    fs::path beside = file;
    beside += ".lock";
    if (!std::ofstream(beside, std::ios::binary | std::ios::app)) return cannot_write(file);
    try {
        const auto lock = std::make_shared<boost::interprocess::file_lock>(beside.c_str());
        if (!lock->try_lock())
            return BadFile{file.string() + " is another rating screen's, which is running; --state names another folder"};
        return RatingsLock(lock);
    } catch (const boost::interprocess::interprocess_exception& failed) {
        return BadFile{"cannot lock " + beside.string() + " (" + failed.what() + "); --state names another folder"};
    }
}

boost::system::result<RatingsRead, BadFile> read_ratings_file(const fs::path& file) {
    std::error_code error;
    if (fs::status(file, error).type() == fs::file_type::not_found) return RatingsRead{};
    std::ifstream input(file, std::ios::binary);
    std::string text(rating::limits::file_bytes_max + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (input.bad() || !fs::is_regular_file(file, error)) return BadFile{"cannot read " + file.string()};
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (auto ratings = rating::read_ratings(text)) return RatingsRead{std::move(*ratings), {}};
    fs::path aside = file;
    aside += ".damaged";
    fs::rename(file, aside, error);
    if (error) return BadFile{file.string() + " holds no opinions, and cannot be put aside: " + error.message()};
    return RatingsRead{{}, file.string() + " is not whole; it lies beside as " + aside.filename().string()};
}

boost::system::result<void, BadFile> write_ratings_file(const fs::path& file, std::span<const rating::KeptRating> ratings) {
    make_folder_of(file);
    if (files::keep(file, rating::text_of(ratings))) return cannot_write(file);
    return {};
}

}  // namespace luot::counter_app
