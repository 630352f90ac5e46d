#include "bench/temporary_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <linux/magic.h>
#include <stdlib.h>
#include <sys/vfs.h>

#include "bench/failure.hpp"

namespace luot::bench {

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
    struct statfs system {};
    if (::statfs(parent.c_str(), &system) != 0) throw Failure(parent.string() + ": " + std::strerror(errno));
    if (system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC)
        throw Failure(parent.string() + " is in memory, where an fsync costs nothing: give a folder on a disk with --folder");
    std::string name = (parent / "luot-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw Failure("cannot make a folder in " + parent.string() + ": " + std::strerror(errno));
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
    if (error) std::fprintf(stderr, "luot-bench: %s stays behind: %s\n", path_.c_str(), error.message().c_str());
}

}  // namespace luot::bench
