#include "store/sqlite_journal.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal_support.hpp"
#include "store/migrations.hpp"
#include "store/report_reader.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

std::unique_ptr<SqliteJournal> opened(const std::filesystem::path& folder) {
    Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::open(folder);
    REQUIRE_MESSAGE(journal, (journal ? "" : journal.error().what));
    return std::move(*journal);
}

std::string refusal_of(const std::filesystem::path& folder) {
    const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::open(folder);
    return journal ? "" : journal.error().what;
}

}  // namespace

TEST_CASE("a new folder holds an empty journal") {
    const TemporaryFolder folder;
    const auto journal = opened(folder / "new");
    CHECK(journal->last_seq() == 0);
    CHECK(journal->last_link() == genesis_link);
    CHECK(std::filesystem::exists(folder.path() / "new" / "journal.db"));
}

TEST_CASE("what was appended is there after closing and opening") {
    const TemporaryFolder folder;
    Link link;
    {
        const auto journal = opened(folder.path());
        REQUIRE(journal->append(made_batch(0, 4)));
        REQUIRE(journal->append(made_batch(4, 1)));
        REQUIRE(journal->append(made_batch(5, 20)));
        link = journal->last_link();
    }
    CHECK_FALSE(std::filesystem::exists(folder / "journal.db-wal"));
    const auto journal = opened(folder.path());
    CHECK(journal->last_seq() == 25);
    CHECK(journal->last_link() == link);
    std::vector<journal::Row> rows;
    CHECK(broken_in(folder.path(), rows) == "");
    CHECK(rows.size() == 25);
    CHECK(are_made_rows(rows));
}

TEST_CASE("a batch that does not follow is refused and writes nothing") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    REQUIRE(journal->append(made_batch(0, 3)));
    journal::Batch gap = made_batch(3, 3);
    gap.rows.erase(gap.rows.begin() + 1);
    const Result<void> refused = journal->append(gap);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "event 6 does not follow event 4");
    // Nothing but reopen() may come now.
    CHECK(journal->append(made_batch(3, 1)).error().what == "the journal is closed after a failure");
    const auto beyond = journal->reopen(3);
    REQUIRE(beyond);
    CHECK(beyond->empty());
    CHECK(journal->append(made_batch(3, 1)));
    CHECK(journal->last_seq() == 4);
}

TEST_CASE("reopening gives what the file holds beyond what was told") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    REQUIRE(journal->append(made_batch(0, 8)));
    const auto beyond = journal->reopen(5);
    REQUIRE(beyond);
    REQUIRE(beyond->size() == 3);
    for (std::size_t at = 0; at < 3; ++at) CHECK(same((*beyond)[at], made_row(6 + at)));
    CHECK(journal->reopen(9).error().what == "the journal ends at event 8, but event 9 was told");
}

TEST_CASE("report rows are written with their batch replaced and taken back") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    journal::Batch batch = made_batch(0, 12);
    batch.report = {};
    batch.report.ended = {made_ticket(2), made_ticket(11), made_ticket(12)};
    REQUIRE(journal->append(batch));
    core::Ticket again = made_ticket(11);
    again.rating = 1;
    again.legs.pop_back();
    journal::Batch more = made_batch(12, 1);
    more.report = {};
    more.report.ended = {again};
    more.report.reopened = {core::TicketId(12)};
    REQUIRE(journal->append(more));

    Result<ReportReader> reader = ReportReader::open(folder.path());
    REQUIRE(reader);
    std::vector<VisitRow> visits;
    const auto keep = [&](const VisitRow& visit) {
        visits.push_back(visit);
        return true;
    };
    REQUIRE(reader->for_each_visit({20'514}, {20'515}, keep));
    REQUIRE(visits.size() == 2);
    CHECK(visits[0] == visit_row(made_ticket(2), {20'514}));
    CHECK(visits[1] == visit_row(again, {20'515}));
    visits.clear();
    REQUIRE(reader->for_each_visit({20'515}, {20'600}, keep));
    CHECK(visits.size() == 1);
    visits.clear();
    REQUIRE(reader->for_each_visit({20'516}, {20'600}, keep));
    CHECK(visits.empty());
}

TEST_CASE("a visit that no event issued is refused") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    journal::Batch batch = made_batch(0, 2);
    batch.report.ended = {made_ticket(77)};
    CHECK_FALSE(journal->append(batch));
    REQUIRE(journal->reopen(0));
    CHECK(journal->last_seq() == 0);
}

TEST_CASE("stretches and day ends are read by range") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    REQUIRE(journal->append(made_batch(0, 12)));
    REQUIRE(journal->append(made_batch(12, 20)));
    const Link last = journal->last_link();
    Result<ReportReader> reader = ReportReader::open(folder.path());
    REQUIRE(reader);
    std::vector<core::CounterStretch> stretches;
    const auto keep = [&](const core::CounterStretch& stretch) {
        stretches.push_back(stretch);
        return true;
    };
    REQUIRE(reader->for_each_stretch({20'514}, {20'517}, keep));
    REQUIRE(stretches.size() == 2);
    CHECK(stretches[0].clerk.value == "bình");
    CHECK(stretches[0].until_us == made_row(12).at_us);
    stretches.clear();
    REQUIRE(reader->for_each_stretch({20'517}, {20'517}, keep));
    CHECK(stretches.size() == 1);

    for (std::int32_t day = 0; day < 4; ++day) {
        const auto ends = reader->day_ends({20'514 + day}, {20'514 + day});
        REQUIRE(ends);
        REQUIRE(ends->size() == 1);
        CHECK(ends->front().last_seq == (day < 3 ? 10u * static_cast<unsigned>(day + 1) : 32u));
    }
    CHECK(reader->day_ends({20'517}, {20'517})->front().link == last);
    CHECK(reader->day_ends({20'513}, {20'513})->empty());
    CHECK(reader->day_ends({20'518}, {20'518})->empty());
}

TEST_CASE("a reader keeps its view while the journal goes on") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    REQUIRE(journal->append(made_batch(0, 5)));
    Result<ReportReader> reader = ReportReader::open(folder.path());
    REQUIRE(reader);
    REQUIRE(journal->append(made_batch(5, 5)));
    CHECK(reader->tail()->seq == 5);
    CHECK(ReportReader::open(folder.path())->tail()->seq == 10);
}

TEST_CASE("only a few checkpoints stay") {
    const TemporaryFolder folder;
    const auto journal = opened(folder.path());
    for (core::Seq seq = 0; seq < 10; ++seq) {
        journal::Batch batch = made_batch(seq, 1);
        batch.checkpoint = journal::Checkpoint{seq + 1, 1, "state " + std::to_string(seq)};
        REQUIRE(journal->append(batch));
    }
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM checkpoint") == 4);
    CHECK(integer(folder / "journal.db", "SELECT min(seq) FROM checkpoint") == 7);
    // A checkpoint alone, of the last event, as a graceful stop leaves it.
    journal::Batch alone;
    alone.checkpoint = journal::Checkpoint{10, 1, "the end"};
    CHECK(journal->append(alone));
    alone.checkpoint->seq = 9;
    CHECK_FALSE(journal->append(alone));
}

TEST_CASE("one instance for a data folder") {
    const TemporaryFolder folder;
    {
        const auto journal = opened(folder.path());
        CHECK(refusal_of(folder.path()) == "the data folder " + folder.path().string() + " is in use by another ticket-server");
    }
    CHECK(refusal_of(folder.path()) == "");
}

TEST_CASE("the lock of a killed process is free") {
    const TemporaryFolder folder;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const Result<FolderLock> lock = FolderLock::take(folder.path());
        const char told = lock ? 'y' : 'n';
        if (::write(ready[1], &told, 1) != 1) ::_exit(1);
        while (true) ::pause();
    }
    char told = 0;
    REQUIRE(::read(ready[0], &told, 1) == 1);
    CHECK(told == 'y');
    CHECK(refusal_of(folder.path()) != "");
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(refusal_of(folder.path()) == "");
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("a folder from a newer version is refused with one sentence") {
    const TemporaryFolder folder;
    opened(folder.path());
    execute(folder / "journal.db", "PRAGMA user_version = 99");
    const std::string known = std::to_string(schema_version());
    const std::string refusal =
        (folder / "journal.db").string() + " was written by a newer version (schema 99, this program knows " + known + ")";
    CHECK(refusal_of(folder.path()) == refusal);
    CHECK(ReportReader::open(folder.path()).error().what == refusal);
}

TEST_CASE("another program database is refused and stays as it is") {
    const TemporaryFolder folder;
    execute(folder / "journal.db", "CREATE TABLE notes (text TEXT)");
    CHECK(refusal_of(folder.path()) == (folder / "journal.db").string() + " is not a journal of Lượt");
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM sqlite_schema") == 1);
    execute(folder / "journal.db", "PRAGMA user_version = 1; PRAGMA application_id = 5");
    CHECK(refusal_of(folder.path()) == (folder / "journal.db").string() + " is not a journal of Lượt");
}

TEST_CASE("a file that is no database is refused") {
    const TemporaryFolder folder;
    REQUIRE(write_whole(folder / "journal.db", std::string(5'000, 'x')));
    const std::string refusal = refusal_of(folder.path());
    CHECK(refusal.find("not a database") != std::string::npos);
}

TEST_CASE("a folder that cannot be made is refused") {
    const TemporaryFolder folder;
    REQUIRE(write_whole(folder / "file", "x"));
    CHECK(refusal_of(folder / "file" / "data").find("cannot create the data folder") == 0);
}

TEST_CASE("a reader of a folder without a journal is refused") {
    const TemporaryFolder folder;
    CHECK(ReportReader::open(folder.path()).error().what == "there is no journal at " + (folder / "journal.db").string());
}
