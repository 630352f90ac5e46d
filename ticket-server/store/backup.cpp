#include "store/backup.hpp"

#include "store/database.hpp"
#include "store/events.hpp"
#include "store/files.hpp"

namespace luot::store {

namespace {

Result<Tail> copy(const std::filesystem::path& from, const std::filesystem::path& to, const OnBackup& on_backup) {
    const Result<Connection> source = open_for_reading(from);
    if (!source) return source.error();
    // One view for the whole copy: without it, every commit of the server would make the copy begin again.
    const Result<Transaction> snapshot = Transaction::begin(*source, Transaction::Kind::read);
    if (!snapshot) return snapshot.error();
    const Result<Tail> tail = tail_of(*source);
    if (!tail) return tail;
    const Result<Connection> target = Connection::open(to, Mode::create);
    if (!target) return target.error();
    if (Result<void> done = source->copy_to(*target, limits::backup_pages_a_step, on_backup); !done) return done.error();
    // The copy says WAL like its source; as one file it is to need no other beside it.
    if (Result<void> done = target->execute("PRAGMA journal_mode = DELETE"); !done) return done.error();
    return tail;
}

}  // namespace

Result<BackedUp> backup(const std::filesystem::path& folder, const std::filesystem::path& to, const OnBackup& on_backup) {
    std::error_code error;
    if (std::filesystem::exists(to, error)) return Failure{to.string() + " is there already: a backup is not overwritten"};
    std::filesystem::path temporary = to;
    temporary += ".part";
    if (Result<void> done = remove_database(temporary); !done) return done.error();
    const Result<Tail> tail = copy(database_file(folder), temporary, on_backup);
    if (!tail) {
        // The first failure is the one to tell.
        static_cast<void>(remove_database(temporary));
        return tail.error();
    }
    if (Result<void> done = replace_file(temporary, to); !done) return done.error();
    return BackedUp{tail->seq, tail->link};
}

}  // namespace luot::store
