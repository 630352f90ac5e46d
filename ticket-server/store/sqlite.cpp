#include "store/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>

#include "store/limits.hpp"

namespace luot::store {

namespace {

// No room: on the disk, in a quota, or under a limit on the size of files. SQLite has a code of its own for some writes alone; where
// it fails to grow or to make a file, only the system's error says why.
bool is_full(sqlite3* connection, int primary) {
    if (primary == SQLITE_FULL) return true;
    if (connection == nullptr || (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)) return false;
    const int error = sqlite3_system_errno(connection);
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

Failure failure_of(sqlite3* connection, int code, std::string_view doing) {
    const int primary = code & 0xff;
    std::string what(doing);
    what += ": ";
    // The connection's own message is more exact than the code's, but only while it speaks of this code.
    what += connection != nullptr && (sqlite3_errcode(connection) & 0xff) == primary ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    what += " (SQLite " + std::to_string(connection != nullptr ? sqlite3_extended_errcode(connection) : code) + ")";
    return Failure{std::move(what), is_full(connection, primary)};
}

sqlite3_destructor_type copied() {
    return reinterpret_cast<sqlite3_destructor_type>(-1);  // SQLITE_TRANSIENT, without its C cast
}

const char* not_null(std::string_view bytes) {
    return bytes.data() != nullptr ? bytes.data() : "";  // a null pointer would bind NULL
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);  // repeats the last step's error, which was reported
}

void Statement::keep_error(int code) {
    if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
}

Statement& Statement::bind(int index, std::int64_t value) {
    keep_error(sqlite3_bind_int64(statement_.get(), index, value));
    return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
    keep_error(sqlite3_bind_text64(statement_.get(), index, not_null(text), text.size(), copied(), SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
    keep_error(sqlite3_bind_blob64(statement_.get(), index, not_null(bytes), bytes.size(), copied()));
    return *this;
}

Statement& Statement::bind_null(int index) {
    keep_error(sqlite3_bind_null(statement_.get(), index));
    return *this;
}

Result<bool> Statement::step() {
    sqlite3* connection = sqlite3_db_handle(statement_.get());
    if (bind_error_ != SQLITE_OK) return failure_of(nullptr, std::exchange(bind_error_, SQLITE_OK), "binding a value");
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    Failure failure = failure_of(connection, code, sqlite3_stmt_readonly(statement_.get()) != 0 ? "reading" : "writing");
    reset();
    return failure;
}

Result<void> Statement::run() {
    while (true) {
        const Result<bool> row = step();
        if (!row) return row.error();
        if (!*row) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_.get());  // repeats the last step's error, which was reported
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
    return std::string(blob(column));
}

std::string_view Statement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return bytes == nullptr ? std::string_view{} : std::string_view(bytes, static_cast<std::size_t>(size));
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Connection::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

Result<Connection> Connection::open(const std::filesystem::path& file, Mode mode, const std::string& vfs) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode == Mode::read) flags |= SQLITE_OPEN_READONLY;
    if (mode != Mode::read) flags |= SQLITE_OPEN_READWRITE;
    if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
    Connection connection(raw);
    if (code != SQLITE_OK) return failure_of(raw, code, "opening " + file.string());
    // Where it may not write, SQLite opens for reading and says nothing.
    if (mode != Mode::read && sqlite3_db_readonly(raw, "main") == 1) return Failure{"opening " + file.string() + ": it may not be written"};
    sqlite3_busy_timeout(raw, limits::busy_timeout_ms);
    return connection;
}

Result<Statement> Connection::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure_of(connection_.get(), code, "preparing a statement");
    return Statement(statement);
}

Result<void> Connection::execute(const std::string& sql) const {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure_of(connection_.get(), code, sql.starts_with("COMMIT") ? "committing" : "executing");
    return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) const {
    Result<Statement> statement = prepare(sql);
    if (!statement) return statement.error();
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return Failure{"reading: no row"};
    return statement->integer(0);
}

std::int64_t Connection::last_rowid() const {
    return sqlite3_last_insert_rowid(connection_.get());
}

void Connection::leave_log_on_close() {
    sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, static_cast<int*>(nullptr));
}

Result<void> Connection::copy_to(const Connection& target, int pages_a_step, const OnPages& on_pages) const {
    sqlite3_backup* backup = sqlite3_backup_init(target.connection_.get(), "main", connection_.get(), "main");
    if (backup == nullptr) return failure_of(target.connection_.get(), sqlite3_errcode(target.connection_.get()), "copying");
    int code = SQLITE_OK;
    bool stopped = false;
    while (code == SQLITE_OK && !stopped) {
        code = sqlite3_backup_step(backup, pages_a_step);
        stopped = on_pages && !on_pages(sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup));
    }
    const int finished = sqlite3_backup_finish(backup);
    if (stopped && (code == SQLITE_OK || code == SQLITE_DONE)) return Failure{"copying: stopped"};
    if (code == SQLITE_DONE && finished == SQLITE_OK) return {};
    return failure_of(nullptr, code == SQLITE_DONE ? finished : code, "copying");
}

Result<void> prepare_all(const Connection& connection, std::initializer_list<std::pair<Statement*, std::string>> statements) {
    for (const auto& [statement, sql] : statements) {
        Result<Statement> prepared = connection.prepare(sql);
        if (!prepared) return prepared.error();
        *statement = std::move(*prepared);
    }
    return {};
}

Result<Transaction> Transaction::begin(const Connection& connection, Kind kind) {
    const Result<void> begun = connection.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!begun) return begun.error();
    return Transaction(connection);
}

Transaction::~Transaction() {
    if (connection_ == nullptr) return;
    // Fails where SQLite has rolled back by itself, which is as well.
    static_cast<void>(connection_->execute("ROLLBACK"));
}

Result<void> Transaction::commit() {
    const Connection* connection = std::exchange(connection_, nullptr);
    Result<void> committed = connection->execute("COMMIT");
    // A COMMIT that could not even begin leaves the transaction open; rolled back, the connection is good for closing.
    if (!committed) static_cast<void>(connection->execute("ROLLBACK"));
    return committed;
}

}  // namespace luot::store
