#include "store/hooks/hooks_database.hpp"

#include <utility>

#include "store/files.hpp"
#include "store/limits.hpp"

namespace luot::store {

namespace {

using namespace luot::hooks;

// "LuHk" in the file's header.
constexpr std::int64_t application_id = 0x4c75486b;
constexpr std::int64_t version = 1;

// A released step never changes: what follows it is a new one. Kinds are a sum of 1 << Kind. Numbers of deliveries never come again
// (AUTOINCREMENT): their order is that of events.
constexpr const char* schema = R"(
CREATE TABLE hook (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    url TEXT NOT NULL CHECK (length(CAST(url AS BLOB)) BETWEEN 1 AND 1024),
    secret TEXT NOT NULL CHECK (length(CAST(secret AS BLOB)) BETWEEN 1 AND 256),
    kinds INTEGER NOT NULL CHECK (kinds > 0),
    with_link INTEGER NOT NULL CHECK (with_link IN (0, 1)),
    created_us INTEGER NOT NULL,
    since_seq INTEGER NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0,
    given_up INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hook TEXT NOT NULL REFERENCES hook (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 256),
    body TEXT NOT NULL,
    made_s INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due_s INTEGER NOT NULL,
    UNIQUE (hook, name)
) STRICT;

CREATE TABLE progress (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL
) STRICT;
)";

Result<void> migrate_hooks(const Connection& connection, const std::filesystem::path& file) {
    Result<Transaction> transaction = Transaction::begin(connection);
    if (!transaction) return transaction.error();
    const auto is = connection.integer("PRAGMA user_version");
    if (!is) return is.error();
    const auto whose = connection.integer("PRAGMA application_id");
    if (!whose) return whose.error();
    const auto tables = connection.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*tables != 0 && *whose != application_id) return Failure{file.string() + " is another program's"};
    if (*is > version) return Failure{file.string() + " is of a newer ticket-server"};
    if (*is == version) return {};
    if (Result<void> done = connection.execute(schema); !done) return done.error();
    const std::string marks =
        "PRAGMA application_id = " + std::to_string(application_id) + "; PRAGMA user_version = " + std::to_string(version);
    if (Result<void> done = connection.execute(marks); !done) return done.error();
    return transaction->commit();
}

std::int64_t sum_of(const std::vector<Kind>& kinds) {
    std::int64_t sum = 0;
    for (const Kind kind : kinds) sum |= std::int64_t{1} << static_cast<int>(kind);
    return sum;
}

std::vector<Kind> kinds_of(std::int64_t sum) {
    std::vector<Kind> kinds;
    for (const Kind kind : {Kind::called, Kind::served, Kind::rated, Kind::alert}) {
        if ((sum >> static_cast<int>(kind) & 1) != 0) kinds.push_back(kind);
    }
    return kinds;
}

Hook hook_at(const Statement& row) {
    Hook hook;
    hook.id = row.text(0);
    hook.url = row.text(1);
    hook.secret = row.text(2);
    hook.kinds = kinds_of(row.integer(3));
    hook.with_link = row.integer(4) != 0;
    hook.created_us = row.integer(5);
    hook.since_seq = static_cast<std::uint64_t>(row.integer(6));
    hook.delivered = static_cast<std::uint64_t>(row.integer(7));
    hook.given_up = static_cast<std::uint64_t>(row.integer(8));
    hook.dropped = static_cast<std::uint64_t>(row.integer(9));
    return hook;
}

Delivery delivery_at(const Statement& row) {
    Delivery delivery;
    delivery.id = row.integer(0);
    delivery.hook = row.text(1);
    delivery.name = row.text(2);
    delivery.body = row.text(3);
    delivery.made_s = row.integer(4);
    delivery.tries = static_cast<std::uint32_t>(row.integer(5));
    delivery.due_s = row.integer(6);
    return delivery;
}

template <class Row, class Read>
Result<std::vector<Row>> rows_of(const Connection& connection, const char* sql, const Read& read) {
    Result<Statement> statement = connection.prepare(sql);
    if (!statement) return statement.error();
    std::vector<Row> rows;
    while (true) {
        const Result<bool> more = statement->step();
        if (!more) return more.error();
        if (!*more) return rows;
        rows.push_back(read(*statement));
    }
}

constexpr const char* hooks_in_order =
    "SELECT id, url, secret, kinds, with_link, created_us, since_seq, delivered, given_up, dropped FROM hook ORDER BY place";

Result<void> keep_reach(const Connection& connection, const Progress& progress) {
    auto reach = connection.prepare("INSERT OR REPLACE INTO progress (one, epoch, seq) VALUES (1, ?1, ?2)");
    if (!reach) return reach.error();
    return reach->bind(1, progress.epoch).bind(2, progress.seq).run();
}

const char* settling(Settled::How how) {
    switch (how) {
        case Settled::How::arrived:
            return "UPDATE hook SET delivered = delivered + 1 WHERE id = ?1";
        case Settled::How::given_up:
            return "UPDATE hook SET given_up = given_up + 1 WHERE id = ?1";
        case Settled::How::dropped:
            return "UPDATE hook SET dropped = dropped + 1 WHERE id = ?1";
        case Settled::How::later:
            break;
    }
    return nullptr;
}

}  // namespace

std::filesystem::path hooks_file(const std::filesystem::path& folder) {
    return folder / "hooks.db";
}

Result<HooksDatabase> HooksDatabase::open(const std::filesystem::path& folder) {
    const std::filesystem::path file = hooks_file(folder);
    if (const Result<void> made = make_private(file); !made) return made.error();
    Result<Connection> connection = Connection::open(file, Mode::create);
    if (!connection) return connection.error();
    const std::string settings =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = " +
        std::to_string(limits::wal_kept_bytes) + "; PRAGMA secure_delete = ON";
    if (Result<void> done = connection->execute(settings); !done) return done.error();
    if (Result<void> done = migrate_hooks(*connection, file); !done) return done.error();
    return HooksDatabase(std::move(*connection));
}

Result<Kept> HooksDatabase::kept() const {
    const Result<Transaction> one_view = Transaction::begin(connection_, Transaction::Kind::read);
    if (!one_view) return one_view.error();
    auto hooks = rows_of<Hook>(connection_, hooks_in_order, hook_at);
    if (!hooks) return hooks.error();
    auto deliveries =
        rows_of<Delivery>(connection_, "SELECT id, hook, name, body, made_s, tries, due_s FROM delivery ORDER BY id", delivery_at);
    if (!deliveries) return deliveries.error();
    auto progress = rows_of<Progress>(connection_, "SELECT epoch, seq FROM progress", [](const Statement& row) {
        return Progress{static_cast<std::uint64_t>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1))};
    });
    if (!progress) return progress.error();
    Kept kept{std::move(*hooks), std::move(*deliveries), std::nullopt};
    if (!progress->empty()) kept.progress = progress->front();
    return kept;
}

Result<std::optional<std::vector<Hook>>> HooksDatabase::changed_hooks() {
    using Changed = std::optional<std::vector<Hook>>;
    // Before the hooks: what is written in between is another version, and is seen by the next look.
    const auto is_now = connection_.integer("PRAGMA data_version");
    if (!is_now) return is_now.error();
    if (seen_version_ == *is_now) return Changed();
    auto hooks = rows_of<Hook>(connection_, hooks_in_order, hook_at);
    if (!hooks) return hooks.error();
    seen_version_ = *is_now;
    return Changed(std::move(*hooks));
}

Result<bool> HooksDatabase::add_hook(const Hook& hook, std::size_t most, const std::optional<Progress>& reach) {
    Result<Transaction> transaction = Transaction::begin(connection_);
    if (!transaction) return transaction.error();
    const auto there_are = connection_.integer("SELECT count(*) FROM hook");
    if (!there_are) return there_are.error();
    if (*there_are >= static_cast<std::int64_t>(most)) return false;
    auto statement = connection_.prepare(
        "INSERT INTO hook (id, url, secret, kinds, with_link, created_us, since_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    if (!statement) return statement.error();
    statement->bind_text(1, hook.id).bind_text(2, hook.url).bind_text(3, hook.secret).bind(4, sum_of(hook.kinds));
    statement->bind(5, std::int64_t{hook.with_link}).bind(6, hook.created_us).bind(7, hook.since_seq);
    if (Result<void> done = statement->run(); !done) return done.error();
    if (reach) {
        if (Result<void> done = keep_reach(connection_, *reach); !done) return done.error();
    }
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return true;
}

Result<bool> HooksDatabase::remove_hook(const std::string& id) {
    auto statement = connection_.prepare("DELETE FROM hook WHERE id = ?1 RETURNING id");
    if (!statement) return statement.error();
    statement->bind_text(1, id);
    const Result<bool> was_there = statement->step();
    if (!was_there) return was_there.error();
    if (!*was_there) return false;
    if (Result<void> done = statement->run(); !done) return done.error();
    return true;
}

Result<void> HooksDatabase::begin_anew(const Progress& reach) {
    Result<Transaction> transaction = Transaction::begin(connection_);
    if (!transaction) return transaction.error();
    auto since = connection_.prepare("UPDATE hook SET since_seq = ?1 WHERE since_seq > ?1");
    if (!since) return since.error();
    if (Result<void> done = since->bind(1, reach.seq).run(); !done) return done.error();
    if (Result<void> done = keep_reach(connection_, reach); !done) return done.error();
    return transaction->commit();
}

Result<std::vector<Delivery>> HooksDatabase::append(const Progress& progress, std::vector<Delivery> deliveries) {
    Result<Transaction> transaction = Transaction::begin(connection_);
    if (!transaction) return transaction.error();
    if (Result<void> done = keep_reach(connection_, progress); !done) return done.error();
    auto insert = connection_.prepare(
        "INSERT INTO delivery (hook, name, body, made_s, tries, due_s) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM hook "
        "WHERE "
        "id = ?1) ON CONFLICT (hook, name) DO NOTHING RETURNING id");
    if (!insert) return insert.error();
    std::vector<Delivery> added;
    for (Delivery& delivery : deliveries) {
        insert->bind_text(1, delivery.hook).bind_text(2, delivery.name).bind_text(3, delivery.body).bind(4, delivery.made_s);
        insert->bind(5, std::int64_t{delivery.tries}).bind(6, delivery.due_s);
        const Result<bool> row = insert->step();
        if (!row) return row.error();
        if (*row) {
            delivery.id = insert->integer(0);
            added.push_back(std::move(delivery));
        }
        insert->reset();
    }
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return added;
}

Result<void> HooksDatabase::settle(const std::vector<Settled>& settled) {
    Result<Transaction> transaction = Transaction::begin(connection_);
    if (!transaction) return transaction.error();
    auto later = connection_.prepare("UPDATE delivery SET tries = ?2, due_s = ?3 WHERE id = ?1");
    if (!later) return later.error();
    auto gone = connection_.prepare("DELETE FROM delivery WHERE id = ?1");
    if (!gone) return gone.error();
    for (const Settled& each : settled) {
        if (each.how == Settled::How::later) {
            later->bind(1, each.id).bind(2, std::int64_t{each.tries}).bind(3, each.due_s);
            if (Result<void> done = later->run(); !done) return done.error();
            continue;
        }
        if (Result<void> done = gone->bind(1, each.id).run(); !done) return done.error();
        auto count = connection_.prepare(settling(each.how));
        if (!count) return count.error();
        if (Result<void> done = count->bind_text(1, each.hook).run(); !done) return done.error();
    }
    return transaction->commit();
}

}  // namespace luot::store
