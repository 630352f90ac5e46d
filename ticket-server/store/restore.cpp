#include "store/restore.hpp"

#include "store/database.hpp"
#include "store/epochs.hpp"
#include "store/files.hpp"
#include "store/load.hpp"

namespace luot::store {

namespace {

struct Prepared {
    Loaded loaded;
    std::vector<Violation> findings;
};

// Can the state that this journal gives be trusted all the same?
bool leaves_state_sound(ViolationKind kind) {
    return kind == ViolationKind::invariant || kind == ViolationKind::number || kind == ViolationKind::call ||
           kind == ViolationKind::report;
}

// The backup, copied beside the journal, migrated, verified: nothing else gets into its place.
Result<Prepared> prepare(const std::filesystem::path& from, const std::filesystem::path& copy, const journal::Codec& codec) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(from, error)) return Failure{"there is no backup at " + from.string()};
    if (std::filesystem::exists(log_of(from), error) && std::filesystem::file_size(log_of(from), error) != 0)
        return Failure{from.string() + " is a journal with a log beside it and no backup: make one of it first"};
    if (Result<void> done = remove_database(copy); !done) return done.error();
    if (Result<void> done = copy_whole(from, copy); !done) return done.error();
    {
        // An older backup is brought up to date here; a newer one and another program's file are refused.
        const Result<Connection> connection = open_for_writing(copy);
        if (!connection) return Failure{from.string() + " cannot be restored: " + connection.error().what, connection.error().disk_full};
    }
    const Result<VerifyReport> verified = verify_file(copy, codec);
    if (!verified) return Failure{from.string() + " cannot be restored: " + verified.error().what};
    for (const Violation& violation : verified->violations)
        if (!leaves_state_sound(violation.kind)) return Failure{from.string() + " does not verify: " + violation.what};
    if (verified->violations_total > verified->violations.size())
        return Failure{from.string() + " does not verify: " + std::to_string(verified->violations_total) + " violations"};
    Result<Loaded> loaded = load_file(copy, codec);
    if (!loaded) return loaded.error();
    {
        const Result<Connection> connection = Connection::open(copy, Mode::write);
        if (!connection) return connection.error();
        if (Result<void> done = connection->execute("PRAGMA journal_mode = DELETE"); !done) return done.error();
    }
    if (Result<void> done = sync_file(copy); !done) return done.error();
    return Prepared{std::move(*loaded), verified->violations};
}

// The newest epoch that the folder is known to have had.
Result<std::uint64_t> known_epoch(const std::filesystem::path& folder, const journal::Codec& codec) {
    const Result<std::vector<RestoreRecord>> records = restore_records(folder);
    if (!records) return records.error();
    std::uint64_t epoch = 0;
    for (const RestoreRecord& record : *records) epoch = std::max(epoch, record.epoch);
    // A journal that cannot be read any more is one reason to restore: then the records have to do.
    if (const Result<Loaded> replaced = load(folder, codec); replaced) epoch = std::max(epoch, replaced->state.epoch);
    return epoch;
}

// Whatever of the old journal is only in its log is moved into it, where it can still be read at all.
void settle(const std::filesystem::path& database) {
    const Result<Connection> connection = Connection::open(database, Mode::write);
    if (connection) static_cast<void>(make_durable(*connection));
}

// Under a second name: the first one is never without a journal.
Result<std::optional<std::filesystem::path>> put_aside(const std::filesystem::path& folder, const std::string& stamp) {
    const std::filesystem::path database = database_file(folder);
    std::error_code error;
    if (!std::filesystem::exists(database, error)) return std::optional<std::filesystem::path>();
    settle(database);
    for (int attempt = 1; attempt <= limits::put_aside_names; ++attempt) {
        const std::string number = attempt == 1 ? "" : "-" + std::to_string(attempt);
        const std::filesystem::path aside = folder / ("journal-replaced-" + stamp + number + ".db");
        if (std::filesystem::exists(aside, error)) continue;
        if (std::filesystem::exists(log_of(database), error))
            if (Result<void> done = copy_whole(log_of(database), log_of(aside)); !done) return done.error();
        const std::filesystem::path part = folder / "journal-replaced.part";
        if (Result<void> done = copy_whole(database, part); !done) return done.error();
        if (Result<void> done = replace_file(part, aside); !done) return done.error();
        return std::optional(aside);
    }
    return Failure{"the data folder " + folder.string() + " is full of replaced journals of " + stamp};
}

}  // namespace

Result<Restored> restore(const std::filesystem::path& folder, const std::filesystem::path& from, const journal::Codec& codec,
                         const std::string& stamp) {
    const Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock) return lock.error();
    const std::filesystem::path database = database_file(folder);
    const std::filesystem::path copy = folder / "journal.restoring";
    const Result<Prepared> prepared = prepare(from, copy, codec);
    if (!prepared) {
        // The first failure is the one to tell.
        static_cast<void>(remove_database(copy));
        return prepared.error();
    }
    const core::State& state = prepared->loaded.state;
    const Result<std::uint64_t> epoch = known_epoch(folder, codec);
    if (!epoch) return epoch.error();
    Restored restored;
    restored.findings = prepared->findings;
    restored.last_seq = state.seq;
    restored.epoch = std::max(*epoch, state.epoch) + 1;
    const Result<std::optional<std::filesystem::path>> aside = put_aside(folder, stamp);
    if (!aside) return aside.error();
    restored.put_aside = aside->value_or(std::filesystem::path());
    // First the record, then the journal: a cut between them begins an epoch too many, never one too few.
    const RestoreRecord record{restored.epoch, state.day, restored.last_seq, false};
    if (Result<void> done = add_restore_record(folder, record); !done) return done.error();
    // The old log must be gone before the new journal has its name, or it would be read into it.
    if (Result<void> done = remove_file(log_of(database)); !done) return done.error();
    if (Result<void> done = remove_file(index_of(database)); !done) return done.error();
    if (Result<void> done = sync_folder(folder); !done) return done.error();
    if (Result<void> done = replace_file(copy, database); !done) return done.error();
    return restored;
}

}  // namespace luot::store
