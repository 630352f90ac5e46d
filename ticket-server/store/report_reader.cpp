#include "store/report_reader.hpp"

#include <algorithm>
#include <set>

#include "store/database.hpp"
#include "store/files.hpp"
#include "store/load.hpp"
#include "store/rollups/rollup_tables.hpp"

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

Result<void> ReportReader::for_each_day(core::BusinessDay first, core::BusinessDay last, const core::State* state, core::TimeUs now_us,
                                        const OnDay& on_day) {
    Result<RollupReader> rolled_up = RollupReader::prepare(view_->connection);
    if (!rolled_up) return rolled_up.error();
    if (Result<void> begun = rolled_up->begin(first, last); !begun) return begun;
    const bool is_open = state != nullptr && state->day_open && first <= state->day && state->day <= last;
    std::set<core::BusinessDay> done;
    while (true) {
        const Result<std::optional<DayRollup>> day = rolled_up->next();
        if (!day) return day.error();
        if (!*day) break;
        // A day may be open once more: its boundary was moved to a later hour. What it added up to by then is not all of it.
        if (is_open && (*day)->day == state->day) continue;
        done.insert((*day)->day);
        on_day(**day);
    }
    const Result<std::vector<core::BusinessDay>> with_rows = days_with_rows(view_->connection, first, last);
    if (!with_rows) return with_rows.error();
    std::set<core::BusinessDay> days(with_rows->begin(), with_rows->end());
    if (is_open) days.insert(state->day);
    for (const core::BusinessDay day : days) {
        if (done.contains(day)) continue;
        const Result<DayRollup> rollup = roll_up(*view_->rows, day, is_open && day == state->day ? state : nullptr, now_us);
        if (!rollup) return rollup.error();
        if (!rollup->empty()) on_day(*rollup);
    }
    return {};
}

Result<void> ReportReader::for_each_priority(core::BusinessDay first, core::BusinessDay last, const OnPriority& on_priority) {
    view_->rows->begin_priority(first, last);
    while (true) {
        const Result<std::optional<core::PriorityGiven>> given = view_->rows->next_priority();
        if (!given) return given.error();
        if (!*given) return {};
        on_priority(**given);
    }
}

Result<std::vector<DayEnd>> ReportReader::day_ends(core::BusinessDay first, core::BusinessDay last) {
    // From the end: an event's day says where to look next, so that days without events cost nothing.
    std::vector<DayEnd> ends;
    core::BusinessDay until = last;
    while (first <= until) {
        const Result<core::Seq> seq = last_seq_through(view_->connection, until);
        if (!seq) return seq.error();
        const Result<std::optional<StoredEvent>> event = event_at(view_->connection, *seq);
        if (!event) return event.error();
        if (!*event || (*event)->row.business_day < first) break;
        const core::BusinessDay day = (*event)->row.business_day;
        ends.push_back(DayEnd{day, (*event)->row.seq, (*event)->row.at_us, (*event)->link});
        until = core::BusinessDay{day.days - 1};
    }
    std::reverse(ends.begin(), ends.end());
    return ends;
}

Result<core::State> ReportReader::state(const journal::Codec& codec) {
    const Result<Tail> end = tail();
    if (!end) return end.error();
    Result<Loaded> loaded = load_through(view_->connection, end->seq, codec);
    if (!loaded) return loaded.error();
    return std::move(loaded->state);
}

Result<Tail> ReportReader::tail() {
    return tail_of(view_->connection);
}

}  // namespace luot::store
