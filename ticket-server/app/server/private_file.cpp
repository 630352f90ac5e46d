#include "server/private_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace luot::server {

std::string sync_folder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return std::strerror(errno);
    const std::string trouble = ::fsync(file) == 0 ? "" : std::strerror(errno);
    ::close(file);
    return trouble;
}

std::string write_private_file(const std::filesystem::path& path, const std::string& text) {
    const std::string beside = path.string() + ".new";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return std::strerror(errno);
    std::string trouble;
    const bool written =
        ::fchmod(file, 0600) == 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    if (!written) trouble = std::strerror(errno);
    if (::close(file) != 0 && trouble.empty()) trouble = std::strerror(errno);
    if (trouble.empty() && ::rename(beside.c_str(), path.c_str()) != 0) trouble = std::strerror(errno);
    if (!trouble.empty()) ::unlink(beside.c_str());
    return trouble.empty() ? sync_folder(path.parent_path()) : trouble;
}

}  // namespace luot::server
