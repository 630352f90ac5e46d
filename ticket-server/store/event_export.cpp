#include "store/event_export.hpp"

#include "store/database.hpp"
#include "store/files.hpp"

namespace luot::store {

Result<EventExport> EventExport::open(const std::filesystem::path& folder, core::BusinessDay first, core::BusinessDay last) {
    Result<Connection> connection = open_for_reading(database_file(folder));
    if (!connection) return connection.error();
    std::unique_ptr<View> view(new View{std::move(*connection)});
    Result<Transaction> transaction = Transaction::begin(view->connection, Transaction::Kind::read);
    if (!transaction) return transaction.error();
    view->transaction.emplace(std::move(*transaction));
    const Result<core::Seq> before = last_seq_through(view->connection, core::BusinessDay{first.days - 1});
    if (!before) return before.error();
    const Result<core::Seq> end = last_seq_through(view->connection, last);
    if (!end) return end.error();
    view->last = *end;
    Result<EventCursor> cursor = EventCursor::after(view->connection, *before);
    if (!cursor) return cursor.error();
    view->cursor.emplace(std::move(*cursor));
    return EventExport(std::move(view));
}

Result<std::optional<StoredEvent>> EventExport::next() {
    Result<std::optional<StoredEvent>> event = view_->cursor->next();
    if (event && *event && (*event)->row.seq > view_->last) return std::optional<StoredEvent>();
    return event;
}

}  // namespace luot::store
