#include "files/kept_file.hpp"

#include <fstream>
#include <system_error>

// Each under an #if of its own: so .ci/lint/includes.py sees that it is under one.
#if defined(__unix__)
#include <fcntl.h>
#endif
#if defined(__unix__)
#include <unistd.h>
#endif

namespace luot::files {
namespace {

// Without this a power cut may leave the new name with nothing in it, or the old one.
bool to_disk([[maybe_unused]] const std::filesystem::path& path) {
#if defined(__unix__)
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return false;
    const bool synced = ::fsync(opened) == 0;
    return (::close(opened) == 0) && synced;
#else
    return true;
#endif
}

// Made anew, and empty: what a crash has left may be open elsewhere, and has the rights of then.
bool make_private([[maybe_unused]] const std::filesystem::path& path) {
#if defined(__unix__)
    ::unlink(path.c_str());
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return made >= 0 && ::close(made) == 0;
#else
    return true;
#endif
}

}  // namespace

std::optional<std::string> keep(const std::filesystem::path& file, std::string_view text, Readers readers) {
    const auto beside = std::filesystem::path(file).concat(".new");
    if (readers == Readers::owner && !make_private(beside)) return "it cannot be written";
    {
        std::ofstream output(beside, std::ios::binary | std::ios::trunc);
        output << text;
        output.close();
        if (!output) return "it cannot be written";
    }
    if (!to_disk(beside)) return "it does not get to the disk";
    std::error_code error;
    std::filesystem::rename(beside, file, error);
    if (error) return error.message();
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (!to_disk(folder)) return "its folder does not get to the disk";
    return std::nullopt;
}

}  // namespace luot::files
