#include "store/rebuild.hpp"

#include "store/database.hpp"
#include "store/files.hpp"
#include "store/folding.hpp"
#include "store/report_tables.hpp"
#include "store/rollups/rollup_tables.hpp"

namespace luot::store {

namespace {

// What the fold gives again, and nothing of what rests on erased events.
Result<void> clear(const Connection& connection, const core::State& base, std::int64_t stretches_before) {
    const std::string since = std::to_string(base.seq);
    const std::string sql = "DELETE FROM leg WHERE ticket > " + since + "; DELETE FROM visit WHERE ticket > " + since +
                            "; DELETE FROM priority WHERE seq > " + since + "; DELETE FROM counter_idle WHERE seq > " + since +
                            "; UPDATE meta SET reports_since = min(reports_since, " + since +
                            "); DELETE FROM rollup_day; DELETE FROM rollup_field; DELETE FROM rollup_counter; DELETE FROM rollup_why";
    if (Result<void> done = connection.execute(sql); !done) return done;
    // Tickets that were there at the base may have ended since, or before it: the state knows both.
    core::ReportRows known;
    for (const auto& [id, ticket] : base.tickets) known.reopened.push_back(id);
    Result<ReportWriter> writer = ReportWriter::prepare(connection);
    if (!writer) return writer.error();
    if (Result<void> done = writer->write(known); !done) return done;
    return connection.execute("DELETE FROM counter_stretch WHERE id NOT IN (SELECT id FROM counter_stretch ORDER BY id LIMIT " +
                              std::to_string(stretches_before) + ")");
}

Result<void> write_base(ReportWriter& writer, const core::State& base) {
    core::ReportRows known;
    for (const auto& [id, ticket] : base.tickets)
        if (!core::is_open(ticket.state)) known.ended.push_back(ticket);
    return writer.write(known);
}

// Of pruned days too: they follow from visits, stretches and idle times, and those stay.
Result<void> roll_up_all(const Connection& connection, const core::State& last) {
    return roll_up_before(connection, core::BusinessDay{last.day.days + (last.day_open ? 0 : 1)});
}

}  // namespace

Result<Rebuilt> rebuild(const std::filesystem::path& folder, const journal::Codec& codec) {
    const Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock) return lock.error();
    if (Result<void> there = journal_exists(folder); !there) return there.error();
    const Result<Connection> connection = open_for_writing(database_file(folder));
    if (!connection) return connection.error();
    const Result<Pruned> pruned = pruned_of(*connection);
    if (!pruned) return pruned.error();
    Result<Folding> folding = Folding::from_base(*connection, codec, *pruned);
    if (!folding) return folding.error();

    Result<Transaction> transaction = Transaction::begin(*connection);
    if (!transaction) return transaction.error();
    if (Result<void> done = clear(*connection, folding->state(), pruned->stretches_before); !done) return done.error();
    Result<ReportWriter> writer = ReportWriter::prepare(*connection);
    if (!writer) return writer.error();
    if (Result<void> done = write_base(*writer, folding->state()); !done) return done.error();
    Rebuilt rebuilt;
    while (true) {
        core::ReportRows rows;
        const Result<bool> more = folding->next(rows);
        if (!more) return more.error();
        if (!*more) break;
        ++rebuilt.events;
        rebuilt.visits += rows.ended.size();
        rebuilt.stretches += rows.stretches.size();
        if (Result<void> done = writer->write(rows); !done) return done.error();
    }
    if (Result<void> done = roll_up_all(*connection, folding->state()); !done) return done.error();
    if (Result<void> done = transaction->commit(); !done) return done.error();
    return rebuilt;
}

}  // namespace luot::store
