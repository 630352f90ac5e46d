// What the store's tests share: folders that go away, rows made up from their number, and a look at what is in a file.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "journal/journal.hpp"
#include "store/chain.hpp"
#include "store/sqlite.hpp"

namespace luot::test {

class TemporaryFolder {
  public:
    TemporaryFolder() : TemporaryFolder(std::filesystem::temp_directory_path()) {}
    explicit TemporaryFolder(const std::filesystem::path& parent);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const char* name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

// The same number, the same row. Ten to a business day; payloads of any length, the first one empty.
journal::Row made_row(core::Seq seq);
core::Ticket made_ticket(core::Seq issued_seq);

// `count` rows after `after`. Each third row ends the visit that the first row of the batch issued, and a checkpoint comes with each
// fourth batch.
journal::Batch made_batch(core::Seq after, std::uint64_t count);

// The journal's file read with the system's own VFS and by nothing of the journal: rows in order, each link computed anew.
// A sentence where something is wrong, "" where nothing is.
std::string broken_in(const std::filesystem::path& folder, std::vector<journal::Row>& rows);

// Rows 1 … n as made_row makes them?
bool are_made_rows(const std::vector<journal::Row>& rows);

// Through an own connection, for tampering.
void execute(const std::filesystem::path& database, const std::string& sql);
std::int64_t integer(const std::filesystem::path& database, const std::string& sql);

bool same(const journal::Row& a, const journal::Row& b);

}  // namespace luot::test

// Lets doctest print the store's results: the failure's sentence, or that there is none.
template <class T>
struct doctest::StringMaker<luot::journal::Result<T>> {
    static String convert(const luot::journal::Result<T>& result) {
        return result ? String("done") : ("failed: " + result.error().what).c_str();
    }
};
