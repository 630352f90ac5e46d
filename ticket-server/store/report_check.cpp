#include "store/report_check.hpp"

#include <limits>

#include "store/rollups/rollup_tables.hpp"

namespace luot::store {

namespace {

bool equal(const core::CounterStretch& a, const core::CounterStretch& b) {
    return a.day == b.day && a.counter == b.counter && a.clerk == b.clerk && a.state == b.state && a.reason == b.reason &&
           a.from_us == b.from_us && a.until_us == b.until_us;
}

}  // namespace

Result<ReportCheck> ReportCheck::begin(const Connection& connection, VerifyReport& report, const core::State& base, const Pruned& pruned) {
    Result<ReportRowsReader> reader = ReportRowsReader::prepare(connection);
    if (!reader) return reader.error();
    Result<Statement> day_of = connection.prepare("SELECT business_day FROM event WHERE seq = ?");
    if (!day_of) return day_of.error();
    ReportCheck check(connection, report, std::move(*reader), std::move(*day_of));
    check.base_seq_ = base.seq;
    check.reports_since_ = pruned.reports_since;
    check.reader_.begin_all_stretches(pruned.stretches_before);
    for (const auto& [id, ticket] : base.tickets) {
        check.day_[id] = std::nullopt;
        if (core::is_open(ticket.state)) continue;
        if (Result<void> done = check.expect(ticket); !done) return done.error();
    }
    return check;
}

Result<void> ReportCheck::expect(const core::Ticket& ticket) {
    const Result<bool> issued = day_of_.bind(1, ticket.id.value).step();
    if (!issued) return issued.error();
    const core::BusinessDay day{*issued ? static_cast<std::int32_t>(day_of_.integer(0)) : 0};
    day_of_.reset();
    day_[ticket.id] = visit_row(ticket, day);
    return {};
}

Result<void> ReportCheck::collect(const core::ReportRows& rows) {
    for (const core::TicketId ticket : rows.reopened) day_[ticket] = std::nullopt;
    for (const core::Ticket& ticket : rows.ended)
        if (Result<void> done = expect(ticket); !done) return done;
    for (const core::CounterStretch& stretch : rows.stretches)
        if (Result<void> done = compare(stretch); !done) return done;
    for (const core::PriorityGiven& given : rows.priority)
        if (Result<void> done = compare(given); !done) return done;
    for (const core::CounterIdle& idle : rows.idle)
        if (Result<void> done = compare(idle); !done) return done;
    return {};
}

Result<void> ReportCheck::day_over() {
    for (const auto& [ticket, expected] : day_)
        if (Result<void> done = compare(ticket, expected); !done) return done;
    day_.clear();
    return {};
}

Result<void> ReportCheck::compare(core::TicketId ticket, const std::optional<VisitRow>& expected) {
    const Result<std::optional<VisitRow>> found = reader_.visit(ticket);
    if (!found) return found.error();
    ++report_->visits_checked;
    if (*found && ticket.value > base_seq_) ++visits_since_base_;
    if (*found == expected) return {};
    const std::string name = "visit " + std::to_string(ticket.value);
    if (!*found) {
        report_->violated(ViolationKind::report, ticket.value, name + " has ended and is not in the tables");
    } else if (!expected) {
        report_->violated(ViolationKind::report, ticket.value, name + " is in the tables and has not ended");
    } else {
        report_->violated(ViolationKind::report, ticket.value, name + " is not what its events give");
    }
    return {};
}

Result<void> ReportCheck::compare(const core::CounterStretch& expected) {
    if (stretches_differ_) return {};
    const Result<std::optional<core::CounterStretch>> found = reader_.next_of_all_stretches();
    if (!found) return found.error();
    ++report_->stretches_checked;
    if (*found && equal(**found, expected)) return {};
    stretches_differ_ = true;
    const std::string counter = "counter " + std::to_string(expected.counter.value);
    report_->violated(ViolationKind::report, 0,
                      *found ? "a stretch of " + counter + " is not what its events give" : "a stretch of " + counter + " is missing");
    return {};
}

Result<void> ReportCheck::compare(const core::PriorityGiven& expected) {
    const Result<std::optional<core::PriorityGiven>> found = reader_.priority(expected.seq);
    if (!found) return found.error();
    priority_since_base_ += *found ? 1U : 0U;
    const bool may_be_missing = expected.seq <= reports_since_;
    if (*found == expected || (!*found && may_be_missing)) return {};
    report_->violated(ViolationKind::report, expected.seq,
                      "the priority that event " + std::to_string(expected.seq) + " gave is " +
                          (*found ? "not in the tables as the event has it" : "missing in the tables"));
    return {};
}

Result<void> ReportCheck::compare(const core::CounterIdle& expected) {
    const Result<std::optional<core::CounterIdle>> found = reader_.idle(expected);
    if (!found) return found.error();
    idle_since_base_ += *found ? 1U : 0U;
    const bool may_be_missing = expected.seq <= reports_since_;
    if (*found == expected || (!*found && may_be_missing)) return {};
    report_->violated(ViolationKind::report, expected.seq,
                      "the idle time of counter " + std::to_string(expected.counter.value) + " that event " + std::to_string(expected.seq) +
                          " ended is " + (*found ? "not in the tables as the event has it" : "missing in the tables"));
    return {};
}

Result<void> ReportCheck::check_unexplained(const char* table, std::uint64_t explained, const char* what) {
    const Result<std::int64_t> rows =
        connection_->integer("SELECT count(*) FROM " + std::string(table) + " WHERE seq > " + std::to_string(base_seq_));
    if (!rows) return rows.error();
    if (*rows != static_cast<std::int64_t>(explained)) report_->violated(ViolationKind::report, 0, what);
    return {};
}

Result<void> ReportCheck::check_rollups(const core::State& last) {
    const core::BusinessDay earliest{std::numeric_limits<std::int32_t>::min()};
    const core::BusinessDay latest{std::numeric_limits<std::int32_t>::max()};
    const Result<std::vector<core::BusinessDay>> with_rows = days_with_rows(*connection_, earliest, latest);
    if (!with_rows) return with_rows.error();
    std::set<core::BusinessDay> over(with_rows->begin(), with_rows->end());
    std::erase_if(over, [&](core::BusinessDay day) { return last.day < day || (last.day_open && day == last.day); });
    const Result<std::optional<StoredEvent>> since = event_at(*connection_, reports_since_);
    if (!since) return since.error();
    const auto violated = [&](core::BusinessDay day, const char* what) {
        report_->violated(ViolationKind::report, 0, "the roll-up of business day " + std::to_string(day.days) + " " + what);
    };

    Result<RollupReader> stored = RollupReader::prepare(*connection_);
    if (!stored) return stored.error();
    if (Result<void> begun = stored->begin(earliest, latest); !begun) return begun;
    while (true) {
        const Result<std::optional<DayRollup>> found = stored->next();
        if (!found) {
            report_->violated(ViolationKind::report, 0, found.error().what);
            return {};
        }
        if (!*found) break;
        const core::BusinessDay day = (*found)->day;
        if (last.day_open && day == last.day) continue;  // open once more: it is made anew when it closes, and not read until then
        if (over.erase(day) == 0) {
            violated(day, "is there, and the day is not over or has nothing to roll up");
            continue;
        }
        const Result<DayRollup> expected = roll_up(reader_, day);
        if (!expected) return expected.error();
        if (*expected != **found) violated(day, "is not what its visits, stretches and idle times give");
        ++report_->days_checked;
    }
    // The day of a migration may have been over then, and nobody could tell.
    if (*since) over.erase((*since)->row.business_day);
    for (const core::BusinessDay day : over) violated(day, "is missing");
    return {};
}

Result<void> ReportCheck::finish(const core::State& last) {
    if (Result<void> done = day_over(); !done) return done;
    const Result<std::int64_t> visits = connection_->integer("SELECT count(*) FROM visit WHERE ticket > " + std::to_string(base_seq_));
    if (!visits) return visits.error();
    const std::int64_t unexplained = *visits - static_cast<std::int64_t>(visits_since_base_);
    if (unexplained != 0)
        report_->violated(ViolationKind::report, 0, std::to_string(unexplained) + " visits are in the tables that no event explains");
    const Result<std::int64_t> legs = connection_->integer("SELECT count(*) FROM leg WHERE ticket NOT IN (SELECT ticket FROM visit)");
    if (!legs) return legs.error();
    if (*legs != 0) report_->violated(ViolationKind::report, 0, std::to_string(*legs) + " legs are in the tables without a visit");
    if (!stretches_differ_) {
        const Result<std::optional<core::CounterStretch>> more = reader_.next_of_all_stretches();
        if (!more) return more.error();
        if (*more) report_->violated(ViolationKind::report, 0, "stretches of counters are in the tables that no event explains");
    }
    if (Result<void> done = check_unexplained("priority", priority_since_base_, "priority is in the tables that no event gave"); !done)
        return done;
    if (Result<void> done = check_unexplained("counter_idle", idle_since_base_, "idle times are in the tables that no event ended"); !done)
        return done;
    return check_rollups(last);
}

}  // namespace luot::store
