#include "store/events.hpp"

#include <limits>

namespace luot::store {

namespace {

Failure damaged(const char* what, core::Seq seq) {
    return Failure{std::string("the journal is damaged: ") + what + " of event " + std::to_string(seq)};
}

Result<StoredEvent> read_event(const Statement& row) {
    StoredEvent event;
    event.row.seq = static_cast<core::Seq>(row.integer(0));
    event.row.at_us = row.integer(1);
    event.row.business_day.days = static_cast<std::int32_t>(row.integer(2));
    const std::int64_t kind = row.integer(3);
    if (kind < 0 || kind > std::numeric_limits<std::uint16_t>::max()) return damaged("kind", event.row.seq);
    event.row.kind = static_cast<std::uint16_t>(kind);
    event.erased = row.is_null(4);
    event.row.payload = row.text(4);
    const std::optional<Digest> digest = digest_from(row.blob(5));
    if (!digest) return damaged("digest", event.row.seq);
    const std::optional<Link> link = digest_from(row.blob(6));
    if (!link) return damaged("link", event.row.seq);
    event.digest = *digest;
    event.link = *link;
    return event;
}

}  // namespace

Result<EventCursor> EventCursor::after(const Connection& connection, core::Seq seq) {
    Result<Statement> statement =
        connection.prepare("SELECT seq, at_us, business_day, kind, payload, digest, link FROM event WHERE seq > ? ORDER BY seq");
    if (!statement) return statement.error();
    statement->bind(1, seq);
    return EventCursor(std::move(*statement));
}

Result<std::optional<StoredEvent>> EventCursor::next() {
    const Result<bool> row = statement_.step();
    if (!row) return row.error();
    if (!*row) return std::optional<StoredEvent>();
    Result<StoredEvent> event = read_event(statement_);
    if (!event) return event.error();
    return std::optional(std::move(*event));
}

Result<std::optional<StoredEvent>> event_at(const Connection& connection, core::Seq seq) {
    if (seq == 0) return std::optional<StoredEvent>();
    Result<EventCursor> cursor = EventCursor::after(connection, seq - 1);
    if (!cursor) return cursor.error();
    Result<std::optional<StoredEvent>> event = cursor->next();
    if (event && *event && (*event)->row.seq != seq) return std::optional<StoredEvent>();
    return event;
}

Result<Tail> tail_of(const Connection& connection) {
    const Result<std::int64_t> last = connection.integer("SELECT coalesce(max(seq), 0) FROM event");
    if (!last) return last.error();
    const Result<std::optional<StoredEvent>> event = event_at(connection, static_cast<core::Seq>(*last));
    if (!event) return event.error();
    if (!*event) return Tail{};
    const StoredEvent& stored = **event;
    return Tail{stored.row.seq, stored.row.business_day, stored.row.at_us, stored.link};
}

Result<Pruned> pruned_of(const Connection& connection) {
    Result<Statement> statement = connection.prepare("SELECT pruned_through, pruned_before, stretches_before, reports_since FROM meta");
    if (!statement) return statement.error();
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return Failure{"the journal is damaged: its table meta is empty"};
    Pruned pruned;
    pruned.through = static_cast<core::Seq>(statement->integer(0));
    pruned.before.days = static_cast<std::int32_t>(statement->integer(1));
    pruned.stretches_before = statement->integer(2);
    pruned.reports_since = static_cast<core::Seq>(statement->integer(3));
    return pruned;
}

Result<std::vector<core::Seq>> checkpoint_seqs(const Connection& connection) {
    Result<Statement> statement = connection.prepare("SELECT seq FROM checkpoint ORDER BY seq DESC");
    if (!statement) return statement.error();
    std::vector<core::Seq> seqs;
    while (true) {
        const Result<bool> row = statement->step();
        if (!row) return row.error();
        if (!*row) return seqs;
        seqs.push_back(static_cast<core::Seq>(statement->integer(0)));
    }
}

Result<std::optional<StoredCheckpoint>> checkpoint_at(const Connection& connection, core::Seq seq) {
    Result<Statement> statement = connection.prepare("SELECT base, link, format, state, digest FROM checkpoint WHERE seq = ?");
    if (!statement) return statement.error();
    const Result<bool> row = statement->bind(1, seq).step();
    if (!row) return row.error();
    if (!*row) return std::optional<StoredCheckpoint>();
    StoredCheckpoint stored;
    stored.checkpoint.seq = seq;
    stored.base = statement->integer(0) != 0;
    const std::optional<Link> link = digest_from(statement->blob(1));
    stored.checkpoint.format = static_cast<std::uint32_t>(statement->integer(2));
    stored.checkpoint.state = statement->text(3);
    const std::optional<Digest> digest = digest_from(statement->blob(4));
    // A checkpoint of the wrong shape is one that nobody uses.
    if (!link || !digest) return std::optional<StoredCheckpoint>();
    stored.link = *link;
    stored.digest = *digest;
    return std::optional(std::move(stored));
}

Result<core::Seq> last_seq_through(const Connection& connection, core::BusinessDay day) {
    const Result<Tail> tail = tail_of(connection);
    if (!tail) return tail.error();
    Result<Statement> statement = connection.prepare("SELECT business_day FROM event WHERE seq = ?");
    if (!statement) return statement.error();
    core::Seq low = 0;               // of such a day, or before the first
    core::Seq high = tail->seq + 1;  // of a later day, or behind the last
    while (high - low > 1) {
        const core::Seq middle = low + (high - low) / 2;
        const Result<bool> row = statement->bind(1, middle).step();
        if (!row) return row.error();
        if (!*row) return damaged("the row", middle);
        (statement->integer(0) <= day.days ? low : high) = middle;
        statement->reset();
    }
    return low;
}

}  // namespace luot::store
