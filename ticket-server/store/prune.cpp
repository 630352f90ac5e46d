#include "store/prune.hpp"

#include "store/database.hpp"
#include "store/files.hpp"
#include "store/folding.hpp"
#include "store/load.hpp"

namespace luot::store {

namespace {

Result<void> refuse_open_day(const Connection& connection, const journal::Codec& codec, core::BusinessDay before) {
    const Result<Tail> tail = tail_of(connection);
    if (!tail) return tail.error();
    const Result<Loaded> now = load_through(connection, tail->seq, codec);
    if (!now) return now.error();
    if (now->state.day_open && now->state.day < before)
        return Failure{"the business day is still open: only days that are closed can be pruned"};
    return {};
}

// The state at the last event to erase becomes the base, in the transaction that says how far payloads may be missing.
Result<void> move_base(const Connection& connection, const journal::Codec& codec, Pruned pruned, core::Seq through,
                       core::BusinessDay before) {
    Result<Folding> folding = Folding::from_base(connection, codec, pruned);
    if (!folding) return folding.error();
    while (folding->state().seq < through) {
        core::ReportRows rows;
        const Result<bool> more = folding->next(rows);
        if (!more) return more.error();
        if (!*more) return Failure{"the journal ends before event " + std::to_string(through)};
        pruned.stretches_before += static_cast<std::int64_t>(rows.stretches.size());
    }
    const std::string state = codec.encode(folding->state());
    const Result<std::optional<StoredEvent>> event = event_at(connection, through);
    if (!event) return event.error();

    Result<Transaction> transaction = Transaction::begin(connection);
    if (!transaction) return transaction.error();
    Result<Statement> drop = connection.prepare("DELETE FROM checkpoint WHERE seq <= ?");
    if (!drop) return drop.error();
    if (Result<void> done = drop->bind(1, through).run(); !done) return done;
    Result<Statement> put = connection.prepare("INSERT INTO checkpoint (seq, base, link, format, state, digest) VALUES (?,1,?,?,?,?)");
    if (!put) return put.error();
    put->bind(1, through).bind_blob(2, bytes_of((*event)->link)).bind(3, std::int64_t{codec.state_format()});
    if (Result<void> done = put->bind_blob(4, state).bind_blob(5, bytes_of(digest_of(state))).run(); !done) return done;
    Result<Statement> mark = connection.prepare("UPDATE meta SET pruned_through = ?, pruned_before = ?, stretches_before = ?");
    if (!mark) return mark.error();
    mark->bind(1, through).bind(2, std::int64_t{before.days}).bind(3, pruned.stretches_before);
    if (Result<void> done = mark->run(); !done) return done;
    return transaction->commit();
}

// In transactions of bounded size: what a base covers may be erased at leisure.
Result<std::uint64_t> erase(const Connection& connection, core::Seq through) {
    Result<Statement> erase_some = connection.prepare(
        "UPDATE event SET payload = NULL WHERE seq IN (SELECT seq FROM event WHERE seq > ? AND seq <= ? AND payload IS NOT NULL LIMIT " +
        std::to_string(limits::erased_a_transaction) + ") RETURNING seq");
    if (!erase_some) return erase_some.error();
    std::uint64_t erased = 0;
    core::Seq last = 0;
    while (true) {
        erase_some->bind(1, last).bind(2, through);
        bool any = false;
        while (true) {
            const Result<bool> row = erase_some->step();
            if (!row) return row.error();
            if (!*row) break;
            any = true;
            ++erased;
            last = std::max(last, static_cast<core::Seq>(erase_some->integer(0)));
        }
        if (!any) return erased;
    }
}

}  // namespace

Result<PrunedNow> prune(const std::filesystem::path& folder, const journal::Codec& codec, core::BusinessDay before) {
    const Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock) return lock.error();
    if (Result<void> there = journal_exists(folder); !there) return there.error();
    const Result<Connection> connection = open_for_writing(database_file(folder));
    if (!connection) return connection.error();
    // Erased bytes are overwritten, and not just unlinked.
    if (Result<void> done = connection->execute("PRAGMA secure_delete = ON"); !done) return done.error();
    if (Result<void> closed = refuse_open_day(*connection, codec, before); !closed) return closed.error();
    const Result<Pruned> pruned = pruned_of(*connection);
    if (!pruned) return pruned.error();
    const Result<core::Seq> through = last_seq_through(*connection, core::BusinessDay{before.days - 1});
    if (!through) return through.error();
    PrunedNow now;
    now.through = std::max(*through, pruned->through);
    if (*through > pruned->through)
        if (Result<void> done = move_base(*connection, codec, *pruned, *through, before); !done) return done.error();
    const Result<std::uint64_t> erased = erase(*connection, now.through);
    if (!erased) return erased.error();
    now.events_erased = *erased;
    // The log still holds the old pages.
    if (Result<void> done = make_durable(*connection); !done) return done.error();
    return now;
}

}  // namespace luot::store
