// access.db in the data folder: accounts, keys, sessions of browsers, enrolled devices and the audit. A file of its own beside the journal:
// docs/access.md says why. Any number of processes may have it open, one thread at a time for each object.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "access/records.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

std::filesystem::path access_file(const std::filesystem::path& folder);  // access.db

struct Performed {
    access::Outcome outcome = access::Outcome::done;
    std::int64_t audit_id = 0;  // of the last Note among them
};

class AccessDatabase {
  public:
    // Makes the file where it is missing (readable by its owner alone), in a folder that is there, or brings it up to date. WAL,
    // synchronous=FULL. `vfs` empty: the system's; tests give one that fails.
    static Result<AccessDatabase> open(const std::filesystem::path& folder, const std::string& vfs = {});

    // All of them or none, in this order, durable when it returns. Of the first one that is not done the outcome says why. After a failure
    // it is not known whether they were done: this object is to be let go, and the book read anew.
    Result<Performed> perform(const std::vector<access::Deed>& deeds);

    Result<access::Book> book() const;

    // The newest first: entries before `before` (0: all), at most `limit` and access_limits::audit_rows_read of them.
    Result<std::vector<access::AuditRow>> audit(std::int64_t before, std::int64_t limit) const;
    // By the audit, each pair once, the last one first; at most access_limits::signed_in_read.
    Result<std::vector<access::SignedIn>> signed_in() const;

    // Changes when somebody else has written to the file.
    Result<std::int64_t> data_version() const;

  private:
    explicit AccessDatabase(Connection connection) : connection_(std::move(connection)) {}

    Connection connection_;
};

}  // namespace luot::store
