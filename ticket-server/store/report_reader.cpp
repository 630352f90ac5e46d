#include "store/report_reader.hpp"

#include "store/database.hpp"
#include "store/files.hpp"

namespace luot::store {

Result<ReportReader> ReportReader::open(const std::filesystem::path& folder) {
    Result<Connection> connection = open_for_reading(database_file(folder));
    if (!connection) return connection.error();
    std::unique_ptr<View> view(new View{std::move(*connection), std::nullopt, std::nullopt});
    Result<Transaction> transaction = Transaction::begin(view->connection, Transaction::Kind::read);
    if (!transaction) return transaction.error();
    view->transaction.emplace(std::move(*transaction));
    Result<ReportRowsReader> rows = ReportRowsReader::prepare(view->connection);
    if (!rows) return rows.error();
    view->rows.emplace(std::move(*rows));
    // The first read is what fixes the view.
    if (const Result<Tail> tail = tail_of(view->connection); !tail) return tail.error();
    return ReportReader(std::move(view));
}

Result<void> ReportReader::for_each_visit(core::BusinessDay first, core::BusinessDay last, const OnVisit& on_visit) {
    view_->rows->begin_visits(first, last);
    while (true) {
        const Result<std::optional<VisitRow>> visit = view_->rows->next_visit();
        if (!visit) return visit.error();
        if (!*visit || !on_visit(**visit)) return {};
    }
}

Result<void> ReportReader::for_each_stretch(core::BusinessDay first, core::BusinessDay last, const OnStretch& on_stretch) {
    view_->rows->begin_stretches(first, last);
    while (true) {
        const Result<std::optional<core::CounterStretch>> stretch = view_->rows->next_stretch();
        if (!stretch) return stretch.error();
        if (!*stretch || !on_stretch(**stretch)) return {};
    }
}

Result<std::optional<DayEnd>> ReportReader::day_end(core::BusinessDay day) {
    const Result<core::Seq> seq = last_seq_through(view_->connection, day);
    if (!seq) return seq.error();
    const Result<std::optional<StoredEvent>> event = event_at(view_->connection, *seq);
    if (!event) return event.error();
    if (!*event || (*event)->row.business_day != day) return std::optional<DayEnd>();
    return std::optional(DayEnd{day, (*event)->row.seq, (*event)->row.at_us, (*event)->link});
}

Result<Tail> ReportReader::tail() {
    return tail_of(view_->connection);
}

}  // namespace luot::store
