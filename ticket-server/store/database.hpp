// Opening the journal's file: for writing (one connection, under the folder's lock) and for reading (any number, beside it).
#pragma once

#include <string>

#include "store/limits.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

struct DatabaseOptions {
    std::string vfs;  // empty: the system's; tests give one that fails
    int wal_autocheckpoint_pages = limits::wal_autocheckpoint_pages;
};

// Creates or migrates the file; WAL, synchronous=FULL. What a dead process or a failed commit left in the log is recovered and made
// durable before this returns: being readable from the system's cache is not being on disk.
Result<Connection> open_for_writing(const std::filesystem::path& file, const DatabaseOptions& options = {});

// Moves the log into the database, with its own fsync.
Result<void> make_durable(const Connection& connection);

// An existing journal of this program's schema. Takes no lock and changes nothing.
Result<Connection> open_for_reading(const std::filesystem::path& file);

}  // namespace luot::store
