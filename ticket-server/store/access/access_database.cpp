#include "store/access/access_database.hpp"

#include "store/access/deeds.hpp"
#include "store/access/limits.hpp"
#include "store/access/schema.hpp"
#include "store/files.hpp"
#include "store/limits.hpp"

namespace luot::store {

namespace {

// Rows of a statement, as `read` makes them.
template <class Row, class Read>
Result<std::vector<Row>> rows_of(Result<Statement> statement, const Read& read) {
    if (!statement) return statement.error();
    std::vector<Row> rows;
    while (true) {
        const Result<bool> more = statement->step();
        if (!more) return more.error();
        if (!*more) return rows;
        rows.push_back(read(*statement));
    }
}

access::Role role_at(const Statement& row, int column) {
    return static_cast<access::Role>(row.integer(column));
}

access::DeviceRole device_role_at(const Statement& row, int column) {
    return static_cast<access::DeviceRole>(row.integer(column));
}

std::string bytes_at(const Statement& row, int column) {
    return std::string(row.blob(column));
}

}  // namespace

std::filesystem::path access_file(const std::filesystem::path& folder) {
    return folder / "access.db";
}

Result<AccessDatabase> AccessDatabase::open(const std::filesystem::path& folder, const std::string& vfs) {
    const std::filesystem::path file = access_file(folder);
    if (vfs.empty()) {
        if (const Result<void> made = make_private(file); !made) return made.error();
    }
    Result<Connection> connection = Connection::open(file, Mode::create, vfs);
    if (!connection) return connection.error();
    if (Result<void> done = connection->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                                                "PRAGMA journal_size_limit = " +
                                                std::to_string(limits::wal_kept_bytes) + "; PRAGMA secure_delete = ON");
        !done)
        return done.error();
    if (Result<void> done = migrate_access(*connection, file); !done) return done.error();
    return AccessDatabase(std::move(*connection));
}

Result<Performed> AccessDatabase::perform(const std::vector<access::Deed>& deeds) {
    Result<Transaction> transaction = Transaction::begin(connection_);
    if (!transaction) return transaction.error();
    Performed performed;
    for (const access::Deed& deed : deeds) {
        const Result<access::Outcome> outcome = do_deed(connection_, deed);
        if (!outcome) return outcome.error();
        performed.outcome = *outcome;
        if (*outcome != access::Outcome::done) return performed;  // and all is taken back
        if (std::holds_alternative<access::Note>(deed)) performed.audit_id = connection_.last_rowid();
    }
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return performed;
}

Result<access::Book> AccessDatabase::book() const {
    const Result<Transaction> one_view = Transaction::begin(connection_, Transaction::Kind::read);
    if (!one_view) return one_view.error();
    access::Book book;
    auto accounts = rows_of<access::Account>(connection_.prepare("SELECT name, role, password, created_us FROM account ORDER BY name"),
                                             [](const Statement& row) {
                                                 return access::Account{row.text(0), role_at(row, 1), row.text(2), row.integer(3)};
                                             });
    if (!accounts) return accounts.error();
    book.accounts = std::move(*accounts);
    auto keys =
        rows_of<access::Key>(connection_.prepare("SELECT name, role, digest, created_us FROM key ORDER BY name"), [](const Statement& row) {
            return access::Key{row.text(0), role_at(row, 1), bytes_at(row, 2), row.integer(3)};
        });
    if (!keys) return keys.error();
    book.keys = std::move(*keys);
    auto sessions = rows_of<access::WebSession>(
        connection_.prepare("SELECT digest, account, began_s, seen_s FROM web_session ORDER BY digest"), [](const Statement& row) {
            return access::WebSession{bytes_at(row, 0), row.text(1), row.integer(2), row.integer(3)};
        });
    if (!sessions) return sessions.error();
    book.sessions = std::move(*sessions);
    auto devices = rows_of<access::Device>(
        connection_.prepare("SELECT role, name, digest, enrolled_us, seen_us FROM device ORDER BY role, name"), [](const Statement& row) {
            return access::Device{device_role_at(row, 0), row.text(1), bytes_at(row, 2), row.integer(3), row.integer(4)};
        });
    if (!devices) return devices.error();
    book.devices = std::move(*devices);
    auto codes = rows_of<access::EnrolmentCode>(
        connection_.prepare("SELECT digest, role, name, expires_s FROM enrolment_code ORDER BY role, name"), [](const Statement& row) {
            return access::EnrolmentCode{bytes_at(row, 0), device_role_at(row, 1), row.text(2), row.integer(3)};
        });
    if (!codes) return codes.error();
    book.codes = std::move(*codes);
    return book;
}

Result<std::vector<access::AuditRow>> AccessDatabase::audit(std::int64_t before, std::int64_t limit) const {
    Result<Statement> statement = connection_.prepare(
        "SELECT id, at_us, wall_us, who, role, peer, what, detail, outcome, anonymous FROM audit WHERE ?1 = 0 OR id < ?1 "
        "ORDER BY id DESC LIMIT ?2");
    if (!statement) return statement.error();
    statement->bind(1, before).bind(2, std::clamp<std::int64_t>(limit, 0, access_limits::audit_rows_read));
    return rows_of<access::AuditRow>(std::move(statement), [](const Statement& row) {
        return access::AuditRow{row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4),
                                row.text(5),    row.text(6),    row.text(7),    row.text(8), row.integer(9) == 1};
    });
}

Result<std::vector<access::SignedIn>> AccessDatabase::signed_in() const {
    Result<Statement> statement = connection_.prepare(
        "SELECT who, peer FROM audit WHERE what = 'session.begin' AND outcome = 'done' GROUP BY who, peer ORDER BY max(id) DESC LIMIT ?1");
    if (!statement) return statement.error();
    statement->bind(1, access_limits::signed_in_read);
    return rows_of<access::SignedIn>(std::move(statement), [](const Statement& row) { return access::SignedIn{row.text(0), row.text(1)}; });
}

Result<std::int64_t> AccessDatabase::data_version() const {
    return connection_.integer("PRAGMA data_version");
}

}  // namespace luot::store
