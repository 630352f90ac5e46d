#include "store/access/schema.hpp"

#include <array>
#include <string>

namespace luot::store {

namespace {

// A released step never changes: what follows it is a new step, with a golden test that begins at the version before. An entry of the audit
// is completed once, and goes when it is old: the figures are access_limits::audit_rows and anonymous_rows, each of entries that are alike,
// which `nth` counts from 1.
constexpr const char* version_1 = R"(
CREATE TABLE account (
    name TEXT PRIMARY KEY CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 64),
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    password TEXT NOT NULL CHECK (length(password) BETWEEN 1 AND 128),
    created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE key (
    name TEXT PRIMARY KEY CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 64),
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE web_session (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    began_s INTEGER NOT NULL,
    seen_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_session_account ON web_session (account, seen_s);

CREATE TABLE device (
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 64),
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    enrolled_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL,
    PRIMARY KEY (role, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_code (
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 64),
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    expires_s INTEGER NOT NULL,
    PRIMARY KEY (role, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us INTEGER NOT NULL,
    wall_us INTEGER NOT NULL,
    who TEXT NOT NULL CHECK (length(CAST(who AS BLOB)) <= 128),
    role TEXT NOT NULL CHECK (length(role) <= 32),
    peer TEXT NOT NULL CHECK (length(peer) <= 64),
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 64),
    detail TEXT NOT NULL CHECK (length(CAST(detail AS BLOB)) <= 2048),
    outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 64),
    anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    nth INTEGER NOT NULL,
    UNIQUE (anonymous, nth)
) STRICT;
CREATE INDEX audit_signed_in ON audit (who, peer) WHERE what = 'session.begin' AND outcome = 'done';
CREATE TRIGGER audit_is_completed_once BEFORE UPDATE ON audit
WHEN OLD.outcome <> 'asked' OR NEW.outcome = 'asked' OR NEW.id <> OLD.id OR NEW.at_us <> OLD.at_us OR NEW.wall_us <> OLD.wall_us
     OR NEW.who <> OLD.who OR NEW.role <> OLD.role OR NEW.peer <> OLD.peer OR NEW.what <> OLD.what OR NEW.detail <> OLD.detail
     OR NEW.anonymous <> OLD.anonymous OR NEW.nth <> OLD.nth
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN OLD.nth > (SELECT nth FROM audit WHERE anonymous = OLD.anonymous ORDER BY nth DESC LIMIT 1)
               - CASE OLD.anonymous WHEN 1 THEN 100000 ELSE 200000 END
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
)";

constexpr std::array migrations{version_1};

// Refuses what is not ours.
Result<std::int64_t> version_of(const Connection& connection, const std::filesystem::path& file) {
    const Result<std::int64_t> version = connection.integer("PRAGMA user_version");
    if (!version) return Failure{file.string() + ": " + version.error().what, version.error().disk_full};
    const Result<std::int64_t> application = connection.integer("PRAGMA application_id");
    if (!application) return application.error();
    const Result<std::int64_t> tables = connection.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*application != access_application_id && !(*application == 0 && *version == 0 && *tables == 0))
        return Failure{file.string() + " is not what Lượt keeps of accounts and devices"};
    if (*version > access_schema_version())
        return Failure{file.string() + " was written by a newer version (schema " + std::to_string(*version) + ", this program knows " +
                       std::to_string(access_schema_version()) + ")"};
    return version;
}

Result<std::int64_t> step(const Connection& connection, const std::filesystem::path& file) {
    Result<Transaction> transaction = Transaction::begin(connection);
    if (!transaction) return transaction.error();
    const Result<std::int64_t> from = version_of(connection, file);
    if (!from || *from == access_schema_version()) return from;
    if (Result<void> done = connection.execute(migrations[static_cast<std::size_t>(*from)]); !done) return done.error();
    const std::string marks =
        "PRAGMA application_id = " + std::to_string(access_application_id) + "; PRAGMA user_version = " + std::to_string(*from + 1);
    if (Result<void> done = connection.execute(marks); !done) return done.error();
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return *from + 1;
}

}  // namespace

std::int64_t access_schema_version() {
    return static_cast<std::int64_t>(migrations.size());
}

Result<void> migrate_access(const Connection& connection, const std::filesystem::path& file) {
    Result<std::int64_t> version = version_of(connection, file);
    while (version && *version < access_schema_version()) version = step(connection, file);
    if (!version) return version.error();
    return {};
}

}  // namespace luot::store
