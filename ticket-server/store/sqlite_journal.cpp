#include "store/sqlite_journal.hpp"

#include "store/limits.hpp"

namespace luot::store {

SqliteJournal::SqliteJournal(FolderLock lock, std::filesystem::path file, DatabaseOptions options)
    : lock_(std::move(lock)), file_(std::move(file)), options_(std::move(options)) {}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::filesystem::path& folder, const DatabaseOptions& options) {
    Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock) return lock.error();
    std::unique_ptr<SqliteJournal> journal(new SqliteJournal(std::move(*lock), database_file(folder), options));
    if (Result<void> done = journal->connect(); !done) return done.error();
    if (Result<void> done = sync_folder(folder); !done) return done.error();
    return journal;
}

Result<std::unique_ptr<SqliteJournal::Writer>> SqliteJournal::prepare(Connection connection) {
    Result<ReportWriter> report = ReportWriter::prepare(connection);
    if (!report) return report.error();
    Result<RollupWriter> rollups = RollupWriter::prepare(connection);
    if (!rollups) return rollups.error();
    Result<Statement> put_event =
        connection.prepare("INSERT INTO event (seq, at_us, business_day, kind, payload, digest, link) VALUES (?,?,?,?,?,?,?)");
    if (!put_event) return put_event.error();
    Result<Statement> put_checkpoint = connection.prepare(
        "INSERT INTO checkpoint (seq, base, link, format, state, digest) VALUES (?,0,?,?,?,?) ON CONFLICT (seq) DO UPDATE"
        " SET link = excluded.link, format = excluded.format, state = excluded.state, digest = excluded.digest");
    if (!put_checkpoint) return put_checkpoint.error();
    Result<Statement> drop_checkpoints = connection.prepare(
        "DELETE FROM checkpoint WHERE base = 0 AND seq NOT IN (SELECT seq FROM checkpoint WHERE base = 0 ORDER BY seq DESC LIMIT " +
        std::to_string(limits::checkpoints_kept) + ")");
    if (!drop_checkpoints) return drop_checkpoints.error();
    return std::unique_ptr<Writer>(new Writer{std::move(connection), std::move(*report), std::move(*rollups), std::move(*put_event),
                                              std::move(*put_checkpoint), std::move(*drop_checkpoints)});
}

Result<void> SqliteJournal::connect() {
    Result<Connection> connection = open_for_writing(file_, options_);
    if (!connection) return connection.error();
    Result<Tail> tail = tail_of(*connection);
    if (!tail) return tail.error();
    Result<std::unique_ptr<Writer>> writer = prepare(std::move(*connection));
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    tail_ = *tail;
    return {};
}

Result<void> SqliteJournal::append(const journal::Batch& batch) {
    if (!writer_) return Failure{"the journal is closed after a failure"};
    Result<Tail> tail = write(batch);
    if (!tail) {
        writer_->connection.leave_log_on_close();
        writer_.reset();
        return tail.error();
    }
    tail_ = *tail;
    return {};
}

Result<Tail> SqliteJournal::write(const journal::Batch& batch) {
    Result<Transaction> transaction = Transaction::begin(writer_->connection);
    if (!transaction) return transaction.error();
    Tail tail = tail_;
    if (Result<void> done = put_rows(batch, tail); !done) return done.error();
    if (Result<void> done = writer_->report.write(batch.report); !done) return done.error();
    for (const core::BusinessDay day : batch.report.closed)
        if (Result<void> done = writer_->rollups.close(day); !done) return done.error();
    if (batch.checkpoint)
        if (Result<void> done = put_checkpoint(*batch.checkpoint, tail); !done) return done.error();
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return tail;
}

Result<void> SqliteJournal::put_rows(const journal::Batch& batch, Tail& tail) {
    Statement& put = writer_->put_event;
    for (const journal::Row& row : batch.rows) {
        if (row.seq != tail.seq + 1)
            return Failure{"event " + std::to_string(row.seq) + " does not follow event " + std::to_string(tail.seq)};
        const Digest digest = digest_of(row.payload);
        const Link link = link_of(tail.link, row.seq, row.at_us, row.kind, digest);
        put.bind(1, row.seq).bind(2, row.at_us).bind(3, std::int64_t{row.business_day.days}).bind(4, std::int64_t{row.kind});
        put.bind_blob(5, row.payload).bind_blob(6, bytes_of(digest)).bind_blob(7, bytes_of(link));
        if (Result<void> done = put.run(); !done) return done;
        tail = Tail{row.seq, row.business_day, row.at_us, link};
    }
    return {};
}

Result<void> SqliteJournal::put_checkpoint(const journal::Checkpoint& checkpoint, const Tail& tail) {
    if (checkpoint.seq != tail.seq)
        return Failure{"a checkpoint of event " + std::to_string(checkpoint.seq) + " comes with event " + std::to_string(tail.seq)};
    Statement& put = writer_->put_checkpoint;
    put.bind(1, checkpoint.seq).bind_blob(2, bytes_of(tail.link)).bind(3, std::int64_t{checkpoint.format});
    put.bind_blob(4, checkpoint.state).bind_blob(5, bytes_of(digest_of(checkpoint.state)));
    if (Result<void> done = put.run(); !done) return done;
    return writer_->drop_checkpoints.run();
}

Result<std::vector<journal::Row>> SqliteJournal::reopen(core::Seq after) {
    writer_.reset();
    if (Result<void> done = connect(); !done) return done.error();
    // Only rows that follow what was told may be there: anything else needs a person.
    const auto refuse = [&](const std::string& what) {
        writer_.reset();
        return Failure{what};
    };
    if (tail_.seq < after)
        return refuse("the journal ends at event " + std::to_string(tail_.seq) + ", but event " + std::to_string(after) + " was told");
    if (tail_.seq - after > limits::rows_beyond_max)
        return refuse("the journal holds " + std::to_string(tail_.seq - after) + " events beyond what was told");
    Result<EventCursor> cursor = EventCursor::after(writer_->connection, after);
    if (!cursor) return refuse(cursor.error().what);
    std::vector<journal::Row> rows;
    while (true) {
        Result<std::optional<StoredEvent>> event = cursor->next();
        if (!event) return refuse(event.error().what);
        if (!*event) return rows;
        rows.push_back(std::move((*event)->row));
    }
}

}  // namespace luot::store
