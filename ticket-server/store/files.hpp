// The data folder's files: their names, its lock, and writes that survive a power cut.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "journal/journal.hpp"

namespace luot::store {

using journal::Failure;
using journal::Result;

std::filesystem::path database_file(const std::filesystem::path& folder);  // journal.db
std::filesystem::path restores_file(const std::filesystem::path& folder);  // restores
std::filesystem::path log_of(const std::filesystem::path& database);       // …-wal
std::filesystem::path index_of(const std::filesystem::path& database);     // …-shm

// One instance per data folder. Held until destroyed; the system releases it when the process dies, however it dies.
class FolderLock {
  public:
    // Makes the folder where it is missing, in a folder that is there. A second holder, in this process or another, is refused with the
    // folder's name.
    static Result<FolderLock> take(const std::filesystem::path& folder);
    FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

  private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

Result<void> sync_file(const std::filesystem::path& file);
Result<void> sync_folder(const std::filesystem::path& folder);

// Removes the file if it is there.
Result<void> remove_file(const std::filesystem::path& file);

// A copy that is on disk when this returns; a file that is there is replaced.
Result<void> copy_whole(const std::filesystem::path& from, const std::filesystem::path& to);

// Removes a database that was under way to becoming one, with its log and index.
Result<void> remove_database(const std::filesystem::path& database);

// Refused with one sentence where the folder holds no journal: commands that work on one do not make it.
Result<void> journal_exists(const std::filesystem::path& folder);

// Makes the file where it is missing, for its owner's eyes alone. SQLite gives its log and index the rights of the file itself.
Result<void> make_private(const std::filesystem::path& file);

// Replaces: a file of the same folder takes the place of another, as a whole and durably.
Result<void> replace_file(const std::filesystem::path& temporary, const std::filesystem::path& file);

// The file holds this text as a whole, or what it held before.
Result<void> write_whole(const std::filesystem::path& file, std::string_view text);

// Empty where there is no such file. Longer than `bytes_max` is a failure.
Result<std::string> read_whole(const std::filesystem::path& file, std::size_t bytes_max);

}  // namespace luot::store
