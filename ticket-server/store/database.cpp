#include "store/database.hpp"

#include "store/migrations.hpp"

namespace luot::store {

namespace {

std::string bounds(int autocheckpoint_pages) {
    return "PRAGMA wal_autocheckpoint = " + std::to_string(autocheckpoint_pages) +
           "; PRAGMA journal_size_limit = " + std::to_string(limits::wal_kept_bytes) + "; PRAGMA cache_size = -" +
           std::to_string(limits::page_cache_kib) + "; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY";
}

}  // namespace

Result<void> make_durable(const Connection& connection) {
    Result<Statement> statement = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!statement) return statement.error();
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    const std::int64_t in_log = statement->integer(1);
    const std::int64_t moved = statement->integer(2);
    if (in_log != moved) return Failure{"recovering the journal: a reader holds on to an old view of it"};
    return {};
}

Result<Connection> open_for_writing(const std::filesystem::path& file, const DatabaseOptions& options) {
    Result<Connection> connection = Connection::open(file, Mode::create, options.vfs);
    if (!connection) return connection;
    // Before WAL is switched on, so that a file which is not ours stays as it is.
    if (Result<void> done = refuse_foreign(*connection, file); !done) return done.error();
    if (Result<void> done = connection->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"); !done) return done.error();
    if (Result<void> done = connection->execute(bounds(options.wal_autocheckpoint_pages)); !done) return done.error();
    if (Result<void> done = migrate(*connection, file); !done) return done.error();
    // A process killed between write and fsync, or an fsync that failed, leaves rows that can be read and are not durable.
    if (Result<void> done = make_durable(*connection); !done) return done.error();
    return connection;
}

Result<Connection> open_for_reading(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return Failure{"there is no journal at " + file.string()};
    Result<Connection> connection = Connection::open(file, Mode::read);
    if (!connection) return connection;
    if (Result<void> done = connection->execute(bounds(limits::wal_autocheckpoint_pages)); !done) return done.error();
    if (Result<void> done = check_schema(*connection, file); !done) return done.error();
    return connection;
}

}  // namespace luot::store
