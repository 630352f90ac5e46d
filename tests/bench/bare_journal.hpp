// SQLite itself, writing the rows of a server's own journal again: same table, same pragmas, nothing computed. A ticket without a slip
// costs one row of `event` (its ticket_issued, with digest and link) when it is issued; `visit` and `leg` are written when a visit ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace luot::bench {

struct BareRow {
    std::int64_t at_us = 0;
    std::int64_t business_day = 0;
    std::int64_t kind = 0;
    std::string payload, digest, link;
};

// The ticket_issued rows of a journal that nobody writes any more. Throws Failure, as everything here does.
std::vector<BareRow> ticket_rows(const std::filesystem::path& journal);

class BareJournal {
  public:
    // A new file. Writes `rows` over and over, under new numbers; they outlive this.
    BareJournal(const std::filesystem::path& file, const std::vector<BareRow>& rows);
    ~BareJournal();
    BareJournal(const BareJournal&) = delete;
    BareJournal& operator=(const BareJournal&) = delete;

    // One transaction of so many rows, durable: WAL, synchronous=FULL.
    double commit_us(std::size_t row_count);

  private:
    struct Statements;
    void put_row();

    sqlite3* connection_ = nullptr;
    std::unique_ptr<Statements> statements_;
    const std::vector<BareRow>& rows_;
    std::int64_t seq_ = 0;
};

}  // namespace luot::bench
