#include "store/migrations.hpp"

#include "journal_support.hpp"
#include "store/events.hpp"
#include "store/report_reader.hpp"
#include "store/rollups/rollup_tables.hpp"
#include "store/sqlite_journal.hpp"

using namespace luot;
using namespace luot::store;
using namespace luot::test;

namespace {

// The folder as a program of that version left it.
void make_golden(const std::filesystem::path& folder, const char* name) {
    const auto sql = read_whole(std::filesystem::path(LUOT_SOURCE_DIR) / "tests" / "data" / "store" / name, 1'000'000);
    REQUIRE(sql);
    REQUIRE(!sql->empty());
    execute(folder / "journal.db", *sql);
}

std::vector<std::string> schema_of(const std::filesystem::path& database) {
    const Result<Connection> connection = Connection::open(database, Mode::read);
    REQUIRE(connection);
    Result<Statement> statement =
        connection->prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
    REQUIRE(statement);
    std::vector<std::string> schema;
    while (*statement->step()) schema.push_back(statement->text(0));
    return schema;
}

// The third visit, as it stands in a journal that tells of ends which were put right.
core::Ticket corrected_ticket() {
    core::Ticket ticket = made_ticket(15);
    ticket.legs.back().corrected = true;
    return ticket;
}

void check_content(const std::filesystem::path& folder, const core::Ticket& third) {
    const Result<Connection> connection = open_for_reading(database_file(folder));
    REQUIRE(connection);
    Result<EventCursor> cursor = EventCursor::after(*connection, 0);
    REQUIRE(cursor);
    Link link = genesis_link;
    for (core::Seq seq = 1; seq <= 25; ++seq) {
        const auto event = cursor->next();
        REQUIRE(event);
        REQUIRE(event->has_value());
        journal::Row expected = made_row(seq);
        CHECK((*event)->digest == digest_of(expected.payload));
        link = link_of(link, seq, expected.at_us, expected.kind, (*event)->digest);
        CHECK((*event)->link == link);
        CHECK((*event)->erased == (seq <= 10));
        if (seq <= 10) expected.payload.clear();
        CHECK(same((*event)->row, expected));
    }
    CHECK_FALSE(cursor->next()->has_value());
    CHECK(checkpoint_at(*connection, 10)->value().base);
    CHECK(checkpoint_at(*connection, 25)->value().checkpoint.state == "newest");
    CHECK(pruned_of(*connection)->through == 10);
    CHECK(pruned_of(*connection)->before == core::BusinessDay{20'515});
    CHECK(pruned_of(*connection)->stretches_before == 1);

    Result<ReportReader> reader = ReportReader::open(folder);
    REQUIRE(reader);
    std::vector<VisitRow> visits;
    REQUIRE(reader->for_each_visit({0}, {30'000}, [&](const VisitRow& visit) {
        visits.push_back(visit);
        return true;
    }));
    REQUIRE(visits.size() == 3);
    CHECK(visits[0] == visit_row(made_ticket(4), {20'514}));
    CHECK(visits[1] == visit_row(made_ticket(11), {20'515}));
    CHECK(visits[2] == visit_row(third, {20'515}));
    std::vector<core::CounterStretch> stretches;
    REQUIRE(reader->for_each_stretch({0}, {30'000}, [&](const core::CounterStretch& stretch) {
        stretches.push_back(stretch);
        return true;
    }));
    REQUIRE(stretches.size() == 2);
    CHECK(stretches[1].until_us == made_row(25).at_us);
    CHECK(stretches[1].state == core::CounterState::paused);
}

// Days before the last event's are rolled up from what is there of them, the pruned one too. Whether that last day is over nobody can tell.
void check_rollups(const std::filesystem::path& folder) {
    const Result<Connection> connection = open_for_reading(database_file(folder));
    REQUIRE(connection);
    CHECK(pruned_of(*connection)->reports_since == 25);
    Result<RollupReader> reader = RollupReader::prepare(*connection);
    REQUIRE(reader);
    Result<ReportRowsReader> rows = ReportRowsReader::prepare(*connection);
    REQUIRE(rows);
    REQUIRE(reader->begin({0}, {30'000}));
    for (const core::BusinessDay day : {core::BusinessDay{20'514}, core::BusinessDay{20'515}}) {
        const auto stored = reader->next();
        REQUIRE(stored);
        REQUIRE(stored->has_value());
        CHECK(**stored == roll_up(*rows, day).value());
        CHECK((*stored)->day == day);
    }
    CHECK_FALSE(reader->next()->has_value());
    const DayRollup second = roll_up(*rows, {20'515}).value();
    CHECK(second.fields.begin()->second.issued == 1);
    CHECK(second.fields.begin()->second.test == 1);
    CHECK(second.counters.begin()->second.served == 2);
    // Nor when counters were idle, of the day on which it was brought up neither.
    CHECK_FALSE(rows->idle_is_known({20'516}));
    CHECK(rows->idle_is_known({20'517}));
}

}  // namespace

TEST_CASE("a journal of an earlier version is taken up as it is and goes on") {
    const TemporaryFolder folder;
    core::Ticket third = made_ticket(15);
    SUBCASE("version 1, which knew of no end that was put right") {
        make_golden(folder.path(), "schema_v1.sql");
    }
    SUBCASE("version 2") {
        make_golden(folder.path(), "schema_v2.sql");
        third = corrected_ticket();
    }
    {
        const auto journal = SqliteJournal::open(folder.path());
        REQUIRE(journal);
        CHECK((*journal)->last_seq() == 25);
    }
    CHECK(integer(folder / "journal.db", "PRAGMA user_version") == schema_version());
    check_content(folder.path(), third);
    check_rollups(folder.path());
    {
        const auto journal = SqliteJournal::open(folder.path());
        REQUIRE(journal);
        journal::Batch batch = made_batch(25, 5);
        REQUIRE_FALSE(batch.report.ended.empty());
        batch.report.ended.front().legs.back().corrected = true;
        CHECK((*journal)->append(batch));
    }
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM leg WHERE corrected = 1") == (third.legs.back().corrected ? 2 : 1));

    // The day of the migration gets its roll-up with the close of a day after it, which here has nothing of its own.
    {
        const auto journal = SqliteJournal::open(folder.path());
        REQUIRE(journal);
        journal::Batch batch;
        batch.rows.push_back(made_row(31));
        batch.report.closed.push_back(batch.rows.back().business_day);
        CHECK((*journal)->append(batch));
    }
    CHECK(integer(folder / "journal.db", "SELECT count(*) FROM rollup_day") == 3);
    CHECK(integer(folder / "journal.db", "SELECT max(business_day) FROM rollup_day") == 20'516);
}

TEST_CASE("migrated and new files have the same schema") {
    const TemporaryFolder fresh;
    REQUIRE(SqliteJournal::open(fresh.path()));
    for (const char* golden : {"schema_v1.sql", "schema_v2.sql"}) {
        CAPTURE(golden);
        const TemporaryFolder migrated;
        make_golden(migrated.path(), golden);
        REQUIRE(SqliteJournal::open(migrated.path()));
        CHECK(schema_of(migrated / "journal.db") == schema_of(fresh / "journal.db"));
    }
}

TEST_CASE("a reader does not migrate") {
    const TemporaryFolder folder;
    execute(folder / "journal.db", "PRAGMA application_id = " + std::to_string(application_id));
    const auto reader = ReportReader::open(folder.path());
    REQUIRE_FALSE(reader);
    CHECK(reader.error().what.find("start ticket-server on it once") != std::string::npos);
    CHECK(integer(folder / "journal.db", "PRAGMA user_version") == 0);
}

TEST_CASE("the journal is kept in WAL with full syncs") {
    const TemporaryFolder folder;
    const Result<Connection> connection = open_for_writing(folder / "journal.db");
    REQUIRE(connection);
    CHECK(*connection->integer("PRAGMA synchronous") == 2);
    Result<Statement> mode = connection->prepare("PRAGMA journal_mode");
    REQUIRE(mode);
    REQUIRE(mode->step());
    CHECK(mode->text(0) == "wal");
}

TEST_CASE("reports and the ticket path read ranges and no whole tables") {
    const TemporaryFolder folder;
    const Result<Connection> connection = open_for_writing(folder / "journal.db");
    REQUIRE(connection);
    for (const char* sql : {"SELECT * FROM visit WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, ticket",
                            "SELECT * FROM counter_stretch WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, id",
                            "SELECT * FROM leg WHERE ticket = 1 ORDER BY no",
                            "SELECT * FROM rollup_day WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day",
                            "SELECT * FROM rollup_field WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, service, class",
                            "SELECT * FROM rollup_counter WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, counter, clerk",
                            "SELECT * FROM priority WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, seq",
                            "SELECT * FROM counter_idle WHERE business_day BETWEEN 1 AND 2 ORDER BY business_day, seq, counter",
                            "SELECT max(business_day) FROM visit WHERE business_day < 2", "SELECT coalesce(max(seq), 0) FROM event",
                            "SELECT * FROM event WHERE seq > 5 ORDER BY seq", "DELETE FROM leg WHERE ticket = 1"}) {
        CAPTURE(sql);
        Result<Statement> plan = connection->prepare(std::string("EXPLAIN QUERY PLAN ") + sql);
        REQUIRE(plan);
        std::string steps;
        while (*plan->step()) steps += plan->text(3) + "\n";
        CAPTURE(steps);
        CHECK(steps.find("SCAN") == std::string::npos);
        CHECK(steps.find("TEMP B-TREE") == std::string::npos);
    }
}
