// The journal in SQLite: one connection that writes, under the data folder's lock. Used from one thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "journal/journal.hpp"
#include "store/chain.hpp"
#include "store/database.hpp"
#include "store/events.hpp"
#include "store/files.hpp"
#include "store/report_tables.hpp"
#include "store/rollups/rollup_tables.hpp"

namespace luot::store {

class SqliteJournal final : public journal::Journal {
  public:
    // Creates the folder and the file where they are missing. Refused, with one sentence that names the folder or file: in use by
    // another instance, written by a newer version, not a journal.
    static Result<std::unique_ptr<SqliteJournal>> open(const std::filesystem::path& folder, const DatabaseOptions& options = {});

    // A batch that does not follow the last event is refused before anything is written. Rows, report rows, the roll-up of a
    // day that it closes and the checkpoint are one transaction. A batch may be a checkpoint alone, of the last event's state.
    Result<void> append(const journal::Batch& batch) override;

    Result<std::vector<journal::Row>> reopen(core::Seq after) override;

    // Of the last event that is known to be durable.
    core::Seq last_seq() const { return tail_.seq; }
    const Link& last_link() const { return tail_.link; }

  private:
    // The connection and what is prepared on it: the statements die before it does.
    struct Writer {
        Connection connection;
        ReportWriter report;
        RollupWriter rollups;
        Statement put_event, put_checkpoint, drop_checkpoints;
    };

    SqliteJournal(FolderLock lock, std::filesystem::path file, DatabaseOptions options);
    static Result<std::unique_ptr<Writer>> prepare(Connection connection);
    Result<void> connect();
    Result<Tail> write(const journal::Batch& batch);
    Result<void> put_rows(const journal::Batch& batch, Tail& tail);
    Result<void> put_checkpoint(const journal::Checkpoint& checkpoint, const Tail& tail);

    FolderLock lock_;
    std::filesystem::path file_;
    DatabaseOptions options_;
    std::unique_ptr<Writer> writer_;  // none: closed after a failure
    Tail tail_;
};

}  // namespace luot::store
