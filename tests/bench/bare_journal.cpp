#include "bench/bare_journal.hpp"

#include <chrono>

#include <sqlite3.h>

#include "bench/failure.hpp"
#include "map/kinds.hpp"
#include "store/limits.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

// As the store's schema has it.
constexpr const char* table = R"(
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    business_day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    payload BLOB,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT)";

[[noreturn]] void fail(sqlite3* connection, const char* what) {
    throw Failure(std::string(what) + ": " + sqlite3_errmsg(connection));
}

void execute(sqlite3* connection, const std::string& sql) {
    if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection, sql.c_str());
}

sqlite3_stmt* prepared(sqlite3* connection, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) fail(connection, sql);
    return statement;
}

std::string blob_of(sqlite3_stmt* row, int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
}

void bind_blob(sqlite3_stmt* statement, int index, const std::string& bytes) {
    sqlite3_bind_blob(statement, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using OwnedStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

void step_to_end(sqlite3* connection, sqlite3_stmt* statement, const char* what) {
    const int result = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (result != SQLITE_DONE) fail(connection, what);
}

}  // namespace

struct BareJournal::Statements {
    OwnedStatement begin, put, commit;
};

std::vector<BareRow> ticket_rows(const std::filesystem::path& journal) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(journal.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, CloseConnection> connection(opened);
    if (result != SQLITE_OK) throw Failure(journal.string() + " cannot be read");
    const OwnedStatement query(
        prepared(opened, "SELECT at_us, business_day, kind, payload, digest, link FROM event WHERE kind = ? ORDER BY seq LIMIT 30000"));
    sqlite3_bind_int64(query.get(), 1, static_cast<std::int64_t>(map::Kind::ticket_issued));
    std::vector<BareRow> rows;
    while (sqlite3_step(query.get()) == SQLITE_ROW) {
        rows.push_back({sqlite3_column_int64(query.get(), 0), sqlite3_column_int64(query.get(), 1), sqlite3_column_int64(query.get(), 2),
                        blob_of(query.get(), 3), blob_of(query.get(), 4), blob_of(query.get(), 5)});
    }
    if (rows.empty()) throw Failure(journal.string() + " holds no ticket");
    return rows;
}

BareJournal::BareJournal(const std::filesystem::path& file, const std::vector<BareRow>& rows) : rows_(rows) {
    if (sqlite3_open_v2(file.c_str(), &connection_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK)
        throw Failure(file.string() + " cannot be made");
    execute(connection_, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
    execute(connection_, "PRAGMA wal_autocheckpoint = " + std::to_string(store::limits::wal_autocheckpoint_pages) +
                             "; PRAGMA cache_size = -" + std::to_string(store::limits::page_cache_kib));
    execute(connection_, table);
    statements_ = std::make_unique<Statements>();
    statements_->begin.reset(prepared(connection_, "BEGIN IMMEDIATE"));
    statements_->put.reset(prepared(connection_, "INSERT INTO event VALUES (?,?,?,?,?,?,?)"));
    statements_->commit.reset(prepared(connection_, "COMMIT"));
}

BareJournal::~BareJournal() {
    statements_.reset();
    sqlite3_close(connection_);
}

void BareJournal::put_row() {
    const BareRow& row = rows_[static_cast<std::size_t>(seq_) % rows_.size()];
    sqlite3_stmt* put = statements_->put.get();
    sqlite3_bind_int64(put, 1, ++seq_);
    sqlite3_bind_int64(put, 2, row.at_us);
    sqlite3_bind_int64(put, 3, row.business_day);
    sqlite3_bind_int64(put, 4, row.kind);
    bind_blob(put, 5, row.payload);
    bind_blob(put, 6, row.digest);
    bind_blob(put, 7, row.link);
    step_to_end(connection_, put, "insert");
}

double BareJournal::commit_us(std::size_t row_count) {
    const auto begun = Clock::now();
    step_to_end(connection_, statements_->begin.get(), "begin");
    for (std::size_t row = 0; row < row_count; ++row) put_row();
    step_to_end(connection_, statements_->commit.get(), "commit");
    return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

}  // namespace luot::bench
