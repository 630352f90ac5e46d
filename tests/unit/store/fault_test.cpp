// A journal on a disk that fails: at every write, sync, truncation and opening in turn, and with the power cut at each.
#include <doctest/doctest.h>

#include "fault_vfs/fault_vfs.hpp"
#include "journal_support.hpp"
#include "store/sqlite_journal.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

constexpr core::Seq rows_of_script = 60;

// Small enough that the script moves its log into the database several times.
DatabaseOptions options_of(const FaultVfs& vfs) {
    return DatabaseOptions{vfs.name(), 20};
}

struct Office {
    core::Seq told = 0;     // acknowledged
    core::Seq on_disk = 0;  // acknowledged, or seen after reopening
};

// What came of the rows after a failure: they are whole, and follow what was told.
bool take_up(Office& office, const std::vector<journal::Row>& beyond) {
    for (const journal::Row& row : beyond)
        if (!same(row, made_row(++office.on_disk))) return false;
    office.told = office.on_disk;
    return true;
}

// Appends batches of 1 to 5 rows until the script's end, reopening after each failure, as the engine would. Gives up when the power is
// gone (a few failures in a row). False: something was wrong.
bool run_script(const std::filesystem::path& folder, const DatabaseOptions& options, Office& office) {
    int failures = 0;
    std::unique_ptr<SqliteJournal> journal;
    while (failures < 4) {
        if (!journal) {
            Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::open(folder, options);
            if (!opened) {
                ++failures;
                continue;
            }
            journal = std::move(*opened);
            if (journal->last_seq() < office.told) return false;
            office.told = office.on_disk = journal->last_seq();
        }
        if (office.told >= rows_of_script) return true;
        const journal::Batch batch = made_batch(office.told, 1 + office.told % 5);
        if (journal->append(batch)) {
            office.told = office.on_disk = batch.rows.back().seq;
            continue;
        }
        bool again = false;
        while (!again && failures < 4) {
            const Result<std::vector<journal::Row>> beyond = journal->reopen(office.told);
            if (!beyond) {
                ++failures;
                continue;
            }
            again = true;
            // All of the batch, or nothing.
            if (!beyond->empty() && beyond->size() != batch.rows.size()) return false;
            if (!take_up(office, *beyond)) return false;
        }
    }
    return true;
}

// Everything that was told is there, nothing is half there, and the chain holds.
void check_folder(const std::filesystem::path& folder, const Office& office) {
    std::vector<journal::Row> rows;
    CHECK(broken_in(folder, rows) == "");
    CHECK(are_made_rows(rows));
    CHECK(rows.size() >= office.told);
    const std::filesystem::path database = folder / "journal.db";
    if (office.told == 0) return;
    CHECK(integer(database, "SELECT count(*) FROM leg WHERE ticket NOT IN (SELECT ticket FROM visit)") == 0);
    CHECK(integer(database, "SELECT count(*) FROM visit WHERE 2 <> (SELECT count(*) FROM leg WHERE leg.ticket = visit.ticket)") == 0);
    CHECK(integer(database, "SELECT count(*) FROM visit WHERE ticket > (SELECT max(seq) FROM event)") == 0);
}

std::uint64_t operations_of_script(FaultVfs& vfs, Operation operation) {
    const TemporaryFolder folder;
    Office office;
    REQUIRE(run_script(folder.path(), options_of(vfs), office));
    REQUIRE(office.told >= rows_of_script);
    return vfs.count(operation);
}

void fail_at_each(Operation operation, Fault fault) {
    FaultVfs measured("measured");
    const std::uint64_t count = operations_of_script(measured, operation);
    REQUIRE(count > 4);
    for (std::uint64_t nth = 1; nth <= count; ++nth) {
        CAPTURE(nth);
        const TemporaryFolder folder;
        FaultVfs vfs("faulty");
        vfs.fail(operation, nth, fault);
        Office office;
        CHECK(run_script(folder.path(), options_of(vfs), office));
        CHECK(office.told >= rows_of_script);
        CHECK(vfs.met());
        check_folder(folder.path(), office);
    }
}

void cut_power_at_each(Operation operation, std::optional<std::uint32_t> seed) {
    FaultVfs measured("measured");
    const std::uint64_t count = operations_of_script(measured, operation);
    for (std::uint64_t nth = 1; nth <= count; ++nth) {
        CAPTURE(nth);
        const TemporaryFolder folder;
        FaultVfs vfs("faulty");
        vfs.fail(operation, nth, Fault::power_cut);
        Office office;
        CHECK(run_script(folder.path(), options_of(vfs), office));
        CHECK(vfs.met());
        vfs.restore_power(seed ? std::optional(*seed + static_cast<std::uint32_t>(nth)) : std::nullopt);
        const core::Seq told = office.told;
        // With the power back it goes on to the end of the script.
        CHECK(run_script(folder.path(), options_of(vfs), office));
        CHECK(office.told >= rows_of_script);
        CHECK(office.told >= told);
        check_folder(folder.path(), office);
    }
}

std::unique_ptr<SqliteJournal> with_rows(const std::filesystem::path& folder, const FaultVfs& vfs, core::Seq rows) {
    Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::open(folder, DatabaseOptions{vfs.name()});
    REQUIRE(journal);
    REQUIRE((*journal)->append(made_batch(0, rows)));
    return std::move(*journal);
}

}  // namespace

TEST_CASE("a commit that fails and is not on disk") {
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    const auto journal = with_rows(folder.path(), vfs, 5);
    vfs.fail(Operation::write, 1, Fault::refused);
    CHECK_FALSE(journal->append(made_batch(5, 3)));
    const auto beyond = journal->reopen(5);
    REQUIRE(beyond);
    CHECK(beyond->empty());
    CHECK(journal->last_seq() == 5);
    CHECK(journal->append(made_batch(5, 2)));
    check_folder(folder.path(), Office{7, 7});
}

TEST_CASE("a commit that fails and is on disk after reopening") {
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    const auto journal = with_rows(folder.path(), vfs, 5);
    vfs.fail(Operation::sync, 1, Fault::refused);
    CHECK_FALSE(journal->append(made_batch(5, 3)));
    const auto beyond = journal->reopen(5);
    REQUIRE(beyond);
    REQUIRE(beyond->size() == 3);
    for (std::size_t at = 0; at < 3; ++at) CHECK(same((*beyond)[at], made_row(6 + at)));
    CHECK(journal->last_seq() == 8);
    CHECK(journal->append(made_batch(8, 2)));
    check_folder(folder.path(), Office{10, 10});
}

TEST_CASE("what reopening gives is durable before it is given") {
    // The fsync of the commit failed, its bytes are in the system's cache alone. Reopened, told, and then the power goes.
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    {
        const auto journal = with_rows(folder.path(), vfs, 5);
        vfs.fail(Operation::sync, 1, Fault::refused);
        CHECK_FALSE(journal->append(made_batch(5, 3)));
        const auto beyond = journal->reopen(5);
        REQUIRE(beyond);
        REQUIRE(beyond->size() == 3);
        vfs.fail(Operation::write, 1, Fault::power_cut);
        CHECK_FALSE(journal->append(made_batch(8, 1)));
    }
    vfs.restore_power();
    check_folder(folder.path(), Office{8, 8});
}

TEST_CASE("what a start reads is durable before it is told") {
    // A process that died between write and fsync leaves rows that can be read; here the fsync is what failed.
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    {
        const auto journal = with_rows(folder.path(), vfs, 5);
        vfs.fail(Operation::sync, 1, Fault::refused);
        CHECK_FALSE(journal->append(made_batch(5, 3)));
    }
    {
        Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::open(folder.path(), DatabaseOptions{vfs.name()});
        REQUIRE(journal);
        CHECK((*journal)->last_seq() == 8);
        vfs.fail(Operation::write, 1, Fault::power_cut);
        CHECK_FALSE((*journal)->append(made_batch(8, 1)));
    }
    vfs.restore_power();
    check_folder(folder.path(), Office{8, 8});
}

TEST_CASE("a full disk is told as such and work goes on once there is room") {
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    const auto journal = with_rows(folder.path(), vfs, 5);
    vfs.fail(Operation::write, 1, Fault::disk_full, true);
    const Result<void> full = journal->append(made_batch(5, 3));
    REQUIRE_FALSE(full);
    CHECK(full.error().disk_full);
    CHECK(full.error().what.find("full") != std::string::npos);
    const auto still_full = journal->reopen(5);
    if (!still_full) CHECK(still_full.error().disk_full);
    vfs.heal();
    const auto beyond = journal->reopen(5);
    REQUIRE(beyond);
    CHECK(beyond->empty());
    CHECK(journal->append(made_batch(5, 3)));
    check_folder(folder.path(), Office{8, 8});
}

TEST_CASE("a disk that fails for long") {
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    const auto journal = with_rows(folder.path(), vfs, 5);
    vfs.fail(Operation::sync, 1, Fault::refused, true);
    CHECK_FALSE(journal->append(made_batch(5, 3)));
    for (int attempt = 0; attempt < 5; ++attempt) {
        CHECK_FALSE(journal->reopen(5));
        CHECK_FALSE(journal->append(made_batch(5, 1)));
    }
    vfs.heal();
    const auto beyond = journal->reopen(5);
    REQUIRE(beyond);
    CHECK(beyond->size() == 3);
    check_folder(folder.path(), Office{8, 8});
}

TEST_CASE("a new journal on a full disk is refused") {
    const TemporaryFolder folder;
    FaultVfs vfs("faulty");
    vfs.fail(Operation::write, 1, Fault::disk_full, true);
    const auto journal = SqliteJournal::open(folder.path(), DatabaseOptions{vfs.name()});
    REQUIRE_FALSE(journal);
    CHECK(journal.error().disk_full);
}

TEST_CASE("every write refused in turn") {
    fail_at_each(Operation::write, Fault::refused);
}

TEST_CASE("every write half done in turn") {
    fail_at_each(Operation::write, Fault::half);
}

TEST_CASE("every write done but reported as failed in turn") {
    fail_at_each(Operation::write, Fault::done_but_reported);
}

TEST_CASE("the disk full at every write in turn") {
    fail_at_each(Operation::write, Fault::disk_full);
}

TEST_CASE("every sync refused in turn") {
    fail_at_each(Operation::sync, Fault::refused);
}

TEST_CASE("every sync done but reported as failed in turn") {
    fail_at_each(Operation::sync, Fault::done_but_reported);
}

TEST_CASE("every opening refused in turn") {
    FaultVfs measured("measured");
    const std::uint64_t count = operations_of_script(measured, Operation::open);
    for (std::uint64_t nth = 1; nth <= count; ++nth) {
        const TemporaryFolder folder;
        FaultVfs vfs("faulty");
        vfs.fail(Operation::open, nth, Fault::refused);
        Office office;
        CHECK(run_script(folder.path(), options_of(vfs), office));
        CHECK(office.told >= rows_of_script);
        check_folder(folder.path(), office);
    }
}

TEST_CASE("the power cut at every write") {
    cut_power_at_each(Operation::write, std::nullopt);
}

TEST_CASE("the power cut at every sync") {
    cut_power_at_each(Operation::sync, std::nullopt);
}

TEST_CASE("the power cut at every sync with part of the rest written") {
    for (const std::uint32_t seed : {1'000u, 2'000u, 3'000u}) {
        CAPTURE(seed);
        cut_power_at_each(Operation::sync, seed);
    }
}

TEST_CASE("the power cut at every write with part of the rest written") {
    for (const std::uint32_t seed : {4'000u, 5'000u}) {
        CAPTURE(seed);
        cut_power_at_each(Operation::write, seed);
    }
}
