#include "store/migrations.hpp"

#include <array>
#include <string>

#include "store/events.hpp"
#include "store/rollups/rollup_tables.hpp"

namespace luot::store {

namespace {

// A released step never changes: what follows it is a new step, with a golden test that begins at the version before.
constexpr const char* version_1 = R"(
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    business_day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    payload BLOB,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

CREATE TABLE checkpoint (
    seq INTEGER PRIMARY KEY,
    base INTEGER NOT NULL CHECK (base IN (0, 1)),
    link BLOB NOT NULL,
    format INTEGER NOT NULL,
    state BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pruned_through INTEGER NOT NULL,
    pruned_before INTEGER NOT NULL,
    stretches_before INTEGER NOT NULL
) STRICT;
INSERT INTO meta VALUES (1, 0, 0, 0);

CREATE TABLE visit (
    ticket INTEGER PRIMARY KEY,
    business_day INTEGER NOT NULL,
    number TEXT NOT NULL,
    series TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    service TEXT NOT NULL,
    class TEXT NOT NULL,
    state INTEGER NOT NULL,
    ended_in INTEGER NOT NULL,
    slip INTEGER NOT NULL,
    reprints INTEGER NOT NULL,
    issued_by TEXT NOT NULL,
    issued_us INTEGER NOT NULL,
    ended_us INTEGER NOT NULL,
    promise_ahead INTEGER NOT NULL,
    promise_low_us INTEGER,
    promise_high_us INTEGER,
    test INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    cancel_kind INTEGER NOT NULL,
    end_reason TEXT NOT NULL,
    rating INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_by_day ON visit (business_day);

CREATE TABLE leg (
    ticket INTEGER NOT NULL,
    no INTEGER NOT NULL,
    service TEXT NOT NULL,
    counter INTEGER NOT NULL,
    clerk TEXT NOT NULL,
    arrived_us INTEGER NOT NULL,
    called_first_us INTEGER NOT NULL,
    called_last_us INTEGER NOT NULL,
    started_us INTEGER NOT NULL,
    ended_us INTEGER NOT NULL,
    held_us INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    reason_code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (ticket, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter_stretch (
    id INTEGER PRIMARY KEY,
    business_day INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clerk TEXT NOT NULL,
    state INTEGER NOT NULL,
    reason TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    until_us INTEGER NOT NULL
) STRICT;
CREATE INDEX counter_stretch_by_day ON counter_stretch (business_day);
)";

// What is there was written before an end could be put right.
constexpr const char* version_2 = R"(
ALTER TABLE leg ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1));
)";

// Priority given, when counters were idle, and days rolled up. `reports_since`: of events up to here none of it was written as they
// happened.
constexpr const char* version_3 = R"(
CREATE TABLE priority (
    seq INTEGER PRIMARY KEY,
    business_day INTEGER NOT NULL,
    ticket INTEGER NOT NULL,
    given_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX priority_by_day ON priority (business_day);

CREATE TABLE counter_idle (
    business_day INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clerk TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    until_us INTEGER NOT NULL,
    PRIMARY KEY (business_day, seq, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_day (
    business_day INTEGER PRIMARY KEY,
    first_us INTEGER NOT NULL,
    last_us INTEGER NOT NULL
) STRICT;

CREATE TABLE rollup_field (
    business_day INTEGER NOT NULL,
    service TEXT NOT NULL,
    class TEXT NOT NULL,
    issued INTEGER NOT NULL,
    served INTEGER NOT NULL,
    no_show INTEGER NOT NULL,
    walk_out INTEGER NOT NULL,
    left_after_call INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    voided INTEGER NOT NULL,
    unclaimed INTEGER NOT NULL,
    test INTEGER NOT NULL,
    called_once INTEGER NOT NULL,
    legs INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    unaccounted_us INTEGER NOT NULL,
    waited_us INTEGER NOT NULL,
    rated_1 INTEGER NOT NULL,
    rated_2 INTEGER NOT NULL,
    rated_3 INTEGER NOT NULL,
    rated_4 INTEGER NOT NULL,
    rated_5 INTEGER NOT NULL,
    waits BLOB NOT NULL,
    waits_of_left BLOB NOT NULL,
    walks BLOB NOT NULL,
    services BLOB NOT NULL,
    visits BLOB NOT NULL,
    arrivals BLOB NOT NULL,
    queue BLOB NOT NULL,
    PRIMARY KEY (business_day, service, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_counter (
    business_day INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clerk TEXT NOT NULL,
    served INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    no_show INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    unaccounted_us INTEGER NOT NULL,
    open_us INTEGER NOT NULL,
    idle_us INTEGER NOT NULL,
    rated_1 INTEGER NOT NULL,
    rated_2 INTEGER NOT NULL,
    rated_3 INTEGER NOT NULL,
    rated_4 INTEGER NOT NULL,
    rated_5 INTEGER NOT NULL,
    services BLOB NOT NULL,
    PRIMARY KEY (business_day, counter, clerk)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_why (
    business_day INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    clerk TEXT NOT NULL,
    what INTEGER NOT NULL CHECK (what IN (1, 2)),
    reason INTEGER NOT NULL,
    code TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (business_day, counter, clerk, what, reason, code)
) STRICT, WITHOUT ROWID;

ALTER TABLE meta ADD COLUMN reports_since INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET reports_since = (SELECT coalesce(max(seq), 0) FROM event);
)";

// Days before that of the last event are over, and what they give is in the tables of visits and stretches whatever was pruned.
Result<void> roll_up_past(const Connection& connection) {
    const Result<Tail> tail = tail_of(connection);
    if (!tail) return tail.error();
    return roll_up_before(connection, tail->day);
}

struct Migration {
    const char* sql;
    Result<void> (*then)(const Connection&) = nullptr;  // what SQL does not say, in the same transaction
};

// A version that counts anything else in roll-ups makes them anew in its own step.
constexpr std::array migrations{Migration{version_1}, Migration{version_2}, Migration{version_3, roll_up_past}};

Result<std::int64_t> version_of(const Connection& connection, const std::filesystem::path& file) {
    const Result<std::int64_t> version = connection.integer("PRAGMA user_version");
    if (!version) return Failure{file.string() + ": " + version.error().what, version.error().disk_full};
    const Result<std::int64_t> application = connection.integer("PRAGMA application_id");
    if (!application) return application.error();
    const Result<std::int64_t> tables = connection.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*application != application_id && !(*application == 0 && *version == 0 && *tables == 0))
        return Failure{file.string() + " is not a journal of Lượt"};
    if (*version > schema_version())
        return Failure{file.string() + " was written by a newer version (schema " + std::to_string(*version) + ", this program knows " +
                       std::to_string(schema_version()) + ")"};
    return version;
}

Result<void> step(const Connection& connection, std::size_t from) {
    Result<Transaction> transaction = Transaction::begin(connection);
    if (!transaction) return transaction.error();
    const Migration& migration = migrations.at(from);
    if (Result<void> done = connection.execute(migration.sql); !done) return done;
    if (migration.then != nullptr)
        if (Result<void> done = migration.then(connection); !done) return done;
    const std::string marks =
        "PRAGMA application_id = " + std::to_string(application_id) + "; PRAGMA user_version = " + std::to_string(from + 1);
    if (Result<void> done = connection.execute(marks); !done) return done;
    return transaction->commit();
}

}  // namespace

std::int64_t schema_version() {
    return static_cast<std::int64_t>(migrations.size());
}

Result<void> refuse_foreign(const Connection& connection, const std::filesystem::path& file) {
    const Result<std::int64_t> version = version_of(connection, file);
    if (!version) return version.error();
    return {};
}

Result<void> check_schema(const Connection& connection, const std::filesystem::path& file) {
    const Result<std::int64_t> version = version_of(connection, file);
    if (!version) return version.error();
    if (*version < schema_version())
        return Failure{file.string() + " has schema " + std::to_string(*version) + ", not " + std::to_string(schema_version()) +
                       ": start ticket-server on it once to bring it up to date"};
    return {};
}

Result<void> migrate(const Connection& connection, const std::filesystem::path& file) {
    const Result<std::int64_t> version = version_of(connection, file);
    if (!version) return version.error();
    for (auto from = static_cast<std::size_t>(*version); from < migrations.size(); ++from)
        if (Result<void> done = step(connection, from); !done) return done;
    return {};
}

}  // namespace luot::store
