#include "store/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace luot::store {

namespace {

Failure failure_of(const std::string& doing, const std::filesystem::path& file, int error) {
    return Failure{doing + " " + file.string() + ": " + std::generic_category().message(error), error == ENOSPC || error == EDQUOT};
}

class Descriptor {
  public:
    Descriptor(const std::filesystem::path& file, int flags) : value_(::open(file.c_str(), flags | O_CLOEXEC, 0644)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    int get() const { return value_; }
    int release() { return std::exchange(value_, -1); }

  private:
    int value_;
};

std::filesystem::path parent_of(const std::filesystem::path& folder) {
    const std::filesystem::path whole = (std::filesystem::absolute(folder) / "").lexically_normal();
    return whole.parent_path().parent_path();
}

Result<void> sync_path(const std::filesystem::path& path, int flags) {
    const Descriptor descriptor(path, flags);
    if (descriptor.get() < 0) return failure_of("cannot open", path, errno);
    if (::fsync(descriptor.get()) != 0) return failure_of("cannot write", path, errno);
    return {};
}

std::filesystem::path with_suffix(const std::filesystem::path& file, const char* suffix) {
    std::filesystem::path path = file;
    path += suffix;
    return path;
}

// One level and no more: of a mistyped path the rest is missing, too.
Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return {};
    const std::filesystem::path parent = parent_of(folder);
    if (!std::filesystem::exists(parent, error))
        return Failure{"the data folder " + folder.string() + " is not made, for there is no folder " + parent.string() +
                       "; make that first, or correct the path"};
    std::filesystem::create_directory(folder, error);
    if (error) return failure_of("cannot create the data folder", folder, error.value());
    return sync_path(parent, O_RDONLY | O_DIRECTORY);
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& folder) {
    return folder / "journal.db";
}

std::filesystem::path restores_file(const std::filesystem::path& folder) {
    return folder / "restores";
}

std::filesystem::path log_of(const std::filesystem::path& database) {
    return with_suffix(database, "-wal");
}

std::filesystem::path index_of(const std::filesystem::path& database) {
    return with_suffix(database, "-shm");
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    if (const Result<void> made = make_folder(folder); !made) return made.error();
    const std::filesystem::path file = folder / "lock";
    // flock and not fcntl: a lock that belongs to the open file is refused to a second holder of the same process too.
    Descriptor descriptor(file, O_RDWR | O_CREAT);
    if (descriptor.get() < 0) return failure_of("cannot open", file, errno);
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return Failure{"the data folder " + folder.string() + " is in use by another ticket-server"};
        return failure_of("cannot lock", file, errno);
    }
    return FolderLock(descriptor.release());
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> sync_file(const std::filesystem::path& file) {
    return sync_path(file, O_RDWR);
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    return sync_path(folder, O_RDONLY | O_DIRECTORY);
}

Result<void> remove_file(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::remove(file, error);
    if (error) return failure_of("cannot remove", file, error.value());
    return {};
}

Result<void> copy_whole(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, error);
    if (error) return failure_of("cannot copy to", to, error.value());
    // A backup may be read-only; its copy is to be written.
    std::filesystem::permissions(to, std::filesystem::perms::owner_write, std::filesystem::perm_options::add, error);
    if (error) return failure_of("cannot make writable", to, error.value());
    return sync_file(to);
}

Result<void> remove_database(const std::filesystem::path& database) {
    for (const std::filesystem::path& file : {database, log_of(database), index_of(database)})
        if (Result<void> done = remove_file(file); !done) return done;
    return {};
}

Result<void> journal_exists(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(database_file(folder), error)) return {};
    return Failure{"there is no journal in " + folder.string()};
}

Result<void> make_private(const std::filesystem::path& file) {
    const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0) return failure_of("cannot open", file, errno);
    ::close(made);
    return {};
}

Result<void> replace_file(const std::filesystem::path& temporary, const std::filesystem::path& file) {
    if (Result<void> synced = sync_file(temporary); !synced) return synced;
    if (::rename(temporary.c_str(), file.c_str()) != 0) return failure_of("cannot replace", file, errno);
    return sync_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

Result<void> write_whole(const std::filesystem::path& file, std::string_view text) {
    const std::filesystem::path temporary = with_suffix(file, ".new");
    {
        const Descriptor descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (descriptor.get() < 0) return failure_of("cannot create", temporary, errno);
        while (!text.empty()) {
            const ssize_t written = ::write(descriptor.get(), text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return failure_of("cannot write", temporary, errno);
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    return replace_file(temporary, file);
}

Result<std::string> read_whole(const std::filesystem::path& file, std::size_t bytes_max) {
    const Descriptor descriptor(file, O_RDONLY);
    if (descriptor.get() < 0 && errno == ENOENT) return Result<std::string>(boost::system::in_place_value);
    if (descriptor.get() < 0) return failure_of("cannot open", file, errno);
    std::string text;
    std::array<char, 4096> part;
    while (true) {
        const ssize_t got = ::read(descriptor.get(), part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure_of("cannot read", file, errno);
        if (got == 0) return Result<std::string>(boost::system::in_place_value, std::move(text));
        text.append(part.data(), static_cast<std::size_t>(got));
        if (text.size() > bytes_max) return Failure{file.string() + " is longer than " + std::to_string(bytes_max) + " bytes"};
    }
}

}  // namespace luot::store
