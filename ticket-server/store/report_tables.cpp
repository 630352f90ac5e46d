#include "store/report_tables.hpp"

#include <limits>

namespace luot::store {

namespace {

constexpr const char* visit_columns =
    "ticket, business_day, number, series, ordinal, service, class, state, ended_in, slip, reprints, issued_by, issued_us, ended_us, "
    "promise_ahead,"
    " promise_low_us, promise_high_us, test, urgent, cancel_kind, end_reason, rating";
constexpr const char* leg_columns =
    "service, counter, clerk, arrived_us, called_first_us, called_last_us, started_us, ended_us, held_us, calls, reason, reason_code,"
    " outcome, corrected";
constexpr const char* stretch_columns = "business_day, counter, clerk, state, reason, from_us, until_us";
constexpr const char* priority_columns = "seq, business_day, ticket, given_by, reason, at_us";
constexpr const char* idle_columns = "business_day, seq, counter, clerk, from_us, until_us";

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

template <class Enum>
std::int64_t number_of(Enum value) {
    return static_cast<std::int64_t>(value);
}

VisitRow read_visit(const Statement& row) {
    VisitRow visit;
    visit.ticket = core::TicketId(static_cast<std::uint64_t>(row.integer(0)));
    visit.day.days = static_cast<std::int32_t>(row.integer(1));
    visit.number = row.text(2);
    visit.series = row.text(3);
    visit.ordinal = static_cast<std::uint32_t>(row.integer(4));
    visit.service = core::ServiceCode(row.text(5));
    visit.ticket_class = core::ClassCode(row.text(6));
    visit.state = static_cast<core::TicketState>(row.integer(7));
    visit.ended_in = static_cast<core::TicketState>(row.integer(8));
    visit.slip = static_cast<core::SlipState>(row.integer(9));
    visit.reprints = static_cast<std::uint32_t>(row.integer(10));
    visit.issued_by = core::DeviceCode(row.text(11));
    visit.issued_us = row.integer(12);
    visit.ended_us = row.integer(13);
    visit.promise.ahead = static_cast<std::uint32_t>(row.integer(14));
    if (!row.is_null(15)) visit.promise.wait = core::WaitRange{row.integer(15), row.integer(16)};
    visit.test = row.integer(17) != 0;
    visit.urgent = row.integer(18) != 0;
    visit.cancel_kind = static_cast<core::CancelKind>(row.integer(19));
    visit.end_reason = core::ReasonCode(row.text(20));
    visit.rating = static_cast<std::uint8_t>(row.integer(21));
    return visit;
}

core::Leg read_leg(const Statement& row) {
    core::Leg leg;
    leg.service = core::ServiceCode(row.text(0));
    leg.counter = core::CounterId(static_cast<std::uint64_t>(row.integer(1)));
    leg.clerk = core::ClerkCode(row.text(2));
    leg.arrived_us = row.integer(3);
    leg.called_first_us = row.integer(4);
    leg.called_last_us = row.integer(5);
    leg.started_us = row.integer(6);
    leg.ended_us = row.integer(7);
    leg.held_us = row.integer(8);
    leg.calls = static_cast<std::uint32_t>(row.integer(9));
    leg.reason = static_cast<core::CallReason>(row.integer(10));
    leg.reason_code = core::ReasonCode(row.text(11));
    leg.outcome = core::OutcomeCode(row.text(12));
    leg.corrected = row.integer(13) != 0;
    return leg;
}

core::CounterStretch read_stretch(const Statement& row) {
    core::CounterStretch stretch;
    stretch.day.days = static_cast<std::int32_t>(row.integer(0));
    stretch.counter = core::CounterId(static_cast<std::uint64_t>(row.integer(1)));
    stretch.clerk = core::ClerkCode(row.text(2));
    stretch.state = static_cast<core::CounterState>(row.integer(3));
    stretch.reason = core::ReasonCode(row.text(4));
    stretch.from_us = row.integer(5);
    stretch.until_us = row.integer(6);
    return stretch;
}

Result<std::optional<core::PriorityGiven>> next_priority_of(Statement& statement) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return std::optional<core::PriorityGiven>();
    core::PriorityGiven given;
    given.seq = static_cast<core::Seq>(statement.integer(0));
    given.day.days = static_cast<std::int32_t>(statement.integer(1));
    given.ticket = core::TicketId(static_cast<std::uint64_t>(statement.integer(2)));
    given.by = core::DeviceCode(statement.text(3));
    given.reason = core::ReasonCode(statement.text(4));
    given.at_us = statement.integer(5);
    return std::optional(std::move(given));
}

Result<std::optional<core::CounterIdle>> next_idle_of(Statement& statement) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return std::optional<core::CounterIdle>();
    core::CounterIdle idle;
    idle.day.days = static_cast<std::int32_t>(statement.integer(0));
    idle.seq = static_cast<core::Seq>(statement.integer(1));
    idle.counter = core::CounterId(static_cast<std::uint64_t>(statement.integer(2)));
    idle.clerk = core::ClerkCode(statement.text(3));
    idle.from_us = statement.integer(4);
    idle.until_us = statement.integer(5);
    return std::optional(std::move(idle));
}

// The business day of the last event whose idle times were not written; before every day where there is none.
Result<core::BusinessDay> idle_known_after(const Connection& connection) {
    Result<Statement> statement = connection.prepare("SELECT business_day FROM event WHERE seq = (SELECT reports_since FROM meta)");
    if (!statement) return statement.error();
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    return core::BusinessDay{*row ? static_cast<std::int32_t>(statement->integer(0)) : std::numeric_limits<std::int32_t>::min()};
}

Result<std::optional<core::CounterStretch>> next_stretch_of(Statement& statement) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return std::optional<core::CounterStretch>();
    return std::optional(read_stretch(statement));
}

}  // namespace

VisitRow visit_row(const core::Ticket& ticket, core::BusinessDay day) {
    VisitRow visit;
    visit.ticket = ticket.id;
    visit.day = day;
    visit.number = ticket.number;
    visit.series = ticket.series;
    visit.ordinal = ticket.ordinal;
    visit.service = ticket.service;
    visit.ticket_class = ticket.ticket_class;
    visit.state = ticket.state;
    visit.ended_in = ticket.ended_in;
    visit.slip = ticket.slip;
    visit.reprints = ticket.reprints;
    visit.issued_by = ticket.issued_by;
    visit.issued_us = ticket.issued_us;
    visit.ended_us = ticket.ended_us;
    visit.promise = ticket.promise;
    visit.promise.past_closing = false;  // has no column: the events say it
    visit.test = ticket.test;
    visit.urgent = ticket.urgent;
    visit.cancel_kind = ticket.cancel_kind;
    visit.end_reason = ticket.end_reason;
    visit.rating = ticket.rating;
    visit.legs = ticket.legs;
    return visit;
}

Result<ReportWriter> ReportWriter::prepare(const Connection& connection) {
    ReportWriter writer;
    const std::string put_visit =
        joined({"INSERT OR REPLACE INTO visit (", visit_columns, ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"});
    const std::string put_leg = joined({"INSERT INTO leg (ticket, no, ", leg_columns, ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"});
    const std::string put_stretch = joined({"INSERT INTO counter_stretch (", stretch_columns, ") VALUES (?,?,?,?,?,?,?)"});
    const std::string put_priority = joined({"INSERT INTO priority (", priority_columns, ") VALUES (?,?,?,?,?,?)"});
    const std::string put_idle = joined({"INSERT INTO counter_idle (", idle_columns, ") VALUES (?,?,?,?,?,?)"});
    const Result<void> prepared = prepare_all(connection, {{&writer.day_of_, "SELECT business_day FROM event WHERE seq = ?"},
                                                           {&writer.put_visit_, put_visit},
                                                           {&writer.put_leg_, put_leg},
                                                           {&writer.remove_legs_, "DELETE FROM leg WHERE ticket = ?"},
                                                           {&writer.remove_visit_, "DELETE FROM visit WHERE ticket = ?"},
                                                           {&writer.put_stretch_, put_stretch},
                                                           {&writer.put_priority_, put_priority},
                                                           {&writer.put_idle_, put_idle}});
    if (!prepared) return prepared.error();
    return writer;
}

Result<void> ReportWriter::write(const core::ReportRows& rows) {
    for (const core::TicketId ticket : rows.reopened)
        if (Result<void> done = remove_visit(ticket); !done) return done;
    for (const core::Ticket& ticket : rows.ended)
        if (Result<void> done = put_visit(ticket); !done) return done;
    for (const core::CounterStretch& stretch : rows.stretches)
        if (Result<void> done = put_stretch(stretch); !done) return done;
    for (const core::PriorityGiven& given : rows.priority)
        if (Result<void> done = put_priority(given); !done) return done;
    for (const core::CounterIdle& idle : rows.idle)
        if (Result<void> done = put_idle(idle); !done) return done;
    return {};
}

Result<void> ReportWriter::put_visit(const core::Ticket& ticket) {
    const Result<bool> issued = day_of_.bind(1, ticket.id.value).step();
    if (!issued) return issued.error();
    if (!*issued) return Failure{"visit " + std::to_string(ticket.id.value) + " ends in a report, but no event issued it"};
    const std::int64_t day = day_of_.integer(0);
    day_of_.reset();

    put_visit_.bind(1, ticket.id.value).bind(2, day).bind_text(3, ticket.number).bind_text(4, ticket.series);
    put_visit_.bind(5, std::int64_t{ticket.ordinal}).bind_text(6, ticket.service.value).bind_text(7, ticket.ticket_class.value);
    put_visit_.bind(8, number_of(ticket.state))
        .bind(9, number_of(ticket.ended_in))
        .bind(10, number_of(ticket.slip))
        .bind(11, std::int64_t{ticket.reprints});
    put_visit_.bind_text(12, ticket.issued_by.value).bind(13, ticket.issued_us).bind(14, ticket.ended_us);
    put_visit_.bind(15, std::int64_t{ticket.promise.ahead});
    if (ticket.promise.wait) {
        put_visit_.bind(16, ticket.promise.wait->low_us).bind(17, ticket.promise.wait->high_us);
    } else {
        put_visit_.bind_null(16).bind_null(17);
    }
    put_visit_.bind(18, std::int64_t{ticket.test}).bind(19, std::int64_t{ticket.urgent}).bind(20, number_of(ticket.cancel_kind));
    put_visit_.bind_text(21, ticket.end_reason.value).bind(22, std::int64_t{ticket.rating});
    if (Result<void> done = put_visit_.run(); !done) return done;
    return put_legs(ticket);
}

Result<void> ReportWriter::put_legs(const core::Ticket& ticket) {
    if (Result<void> done = remove_legs_.bind(1, ticket.id.value).run(); !done) return done;
    std::int64_t no = 0;
    for (const core::Leg& leg : ticket.legs) {
        put_leg_.bind(1, ticket.id.value).bind(2, ++no).bind_text(3, leg.service.value).bind(4, leg.counter.value);
        put_leg_.bind_text(5, leg.clerk.value).bind(6, leg.arrived_us).bind(7, leg.called_first_us);
        put_leg_.bind(8, leg.called_last_us).bind(9, leg.started_us).bind(10, leg.ended_us).bind(11, leg.held_us);
        put_leg_.bind(12, std::int64_t{leg.calls}).bind(13, number_of(leg.reason)).bind_text(14, leg.reason_code.value);
        put_leg_.bind_text(15, leg.outcome.value).bind(16, std::int64_t{leg.corrected});
        if (Result<void> done = put_leg_.run(); !done) return done;
    }
    return {};
}

Result<void> ReportWriter::remove_visit(core::TicketId ticket) {
    if (Result<void> done = remove_legs_.bind(1, ticket.value).run(); !done) return done;
    return remove_visit_.bind(1, ticket.value).run();
}

Result<void> ReportWriter::put_stretch(const core::CounterStretch& stretch) {
    put_stretch_.bind(1, std::int64_t{stretch.day.days}).bind(2, stretch.counter.value).bind_text(3, stretch.clerk.value);
    put_stretch_.bind(4, number_of(stretch.state)).bind_text(5, stretch.reason.value);
    put_stretch_.bind(6, stretch.from_us).bind(7, stretch.until_us);
    return put_stretch_.run();
}

Result<void> ReportWriter::put_priority(const core::PriorityGiven& given) {
    put_priority_.bind(1, given.seq).bind(2, std::int64_t{given.day.days}).bind(3, given.ticket.value);
    put_priority_.bind_text(4, given.by.value).bind_text(5, given.reason.value).bind(6, given.at_us);
    return put_priority_.run();
}

Result<void> ReportWriter::put_idle(const core::CounterIdle& idle) {
    put_idle_.bind(1, std::int64_t{idle.day.days}).bind(2, idle.seq).bind(3, idle.counter.value).bind_text(4, idle.clerk.value);
    put_idle_.bind(5, idle.from_us).bind(6, idle.until_us);
    return put_idle_.run();
}

Result<ReportRowsReader> ReportRowsReader::prepare(const Connection& connection) {
    ReportRowsReader reader;
    const std::string visits = joined({"SELECT ", visit_columns, " FROM visit "});
    const std::string stretches = joined({"SELECT ", stretch_columns, " FROM counter_stretch "});
    const std::string priority = joined({"SELECT ", priority_columns, " FROM priority "});
    const std::string idle = joined({"SELECT ", idle_columns, " FROM counter_idle "});
    const Result<void> prepared =
        prepare_all(connection, {{&reader.visit_, joined({visits, "WHERE ticket = ?"})},
                                 {&reader.visits_, joined({visits, "WHERE business_day BETWEEN ? AND ? ORDER BY business_day, ticket"})},
                                 {&reader.legs_, joined({"SELECT ", leg_columns, " FROM leg WHERE ticket = ? ORDER BY no"})},
                                 {&reader.stretches_, joined({stretches, "WHERE business_day BETWEEN ? AND ? ORDER BY business_day, id"})},
                                 {&reader.all_stretches_, joined({stretches, "ORDER BY id LIMIT -1 OFFSET ?"})},
                                 {&reader.priority_, joined({priority, "WHERE business_day BETWEEN ? AND ? ORDER BY business_day, seq"})},
                                 {&reader.one_priority_, joined({priority, "WHERE seq = ?"})},
                                 {&reader.idle_, joined({idle, "WHERE business_day BETWEEN ? AND ? ORDER BY business_day, seq, counter"})},
                                 {&reader.one_idle_, joined({idle, "WHERE business_day = ? AND seq = ? AND counter = ?"})}});
    if (!prepared) return prepared.error();
    const Result<core::BusinessDay> known_after = idle_known_after(connection);
    if (!known_after) return known_after.error();
    reader.idle_known_after_ = *known_after;
    return reader;
}

Result<VisitRow> ReportRowsReader::with_legs(const Statement& row) {
    VisitRow visit = read_visit(row);
    legs_.reset();
    legs_.bind(1, visit.ticket.value);
    while (true) {
        const Result<bool> leg = legs_.step();
        if (!leg) return leg.error();
        if (!*leg) return visit;
        visit.legs.push_back(read_leg(legs_));
    }
}

Result<std::optional<VisitRow>> ReportRowsReader::visit(core::TicketId ticket) {
    const Result<bool> row = visit_.bind(1, ticket.value).step();
    if (!row) return row.error();
    if (!*row) return std::optional<VisitRow>();
    Result<VisitRow> visit = with_legs(visit_);
    visit_.reset();
    if (!visit) return visit.error();
    return std::optional(std::move(*visit));
}

void ReportRowsReader::begin_visits(core::BusinessDay first, core::BusinessDay last) {
    visits_.reset();
    visits_.bind(1, std::int64_t{first.days}).bind(2, std::int64_t{last.days});
}

Result<std::optional<VisitRow>> ReportRowsReader::next_visit() {
    const Result<bool> row = visits_.step();
    if (!row) return row.error();
    if (!*row) return std::optional<VisitRow>();
    Result<VisitRow> visit = with_legs(visits_);
    if (!visit) return visit.error();
    return std::optional(std::move(*visit));
}

void ReportRowsReader::begin_stretches(core::BusinessDay first, core::BusinessDay last) {
    stretches_.reset();
    stretches_.bind(1, std::int64_t{first.days}).bind(2, std::int64_t{last.days});
}

Result<std::optional<core::CounterStretch>> ReportRowsReader::next_stretch() {
    return next_stretch_of(stretches_);
}

void ReportRowsReader::begin_all_stretches(std::int64_t skipped) {
    all_stretches_.reset();
    all_stretches_.bind(1, skipped);
}

Result<std::optional<core::CounterStretch>> ReportRowsReader::next_of_all_stretches() {
    return next_stretch_of(all_stretches_);
}

void ReportRowsReader::begin_priority(core::BusinessDay first, core::BusinessDay last) {
    priority_.reset();
    priority_.bind(1, std::int64_t{first.days}).bind(2, std::int64_t{last.days});
}

Result<std::optional<core::PriorityGiven>> ReportRowsReader::next_priority() {
    return next_priority_of(priority_);
}

Result<std::optional<core::PriorityGiven>> ReportRowsReader::priority(core::Seq seq) {
    one_priority_.reset();
    one_priority_.bind(1, seq);
    Result<std::optional<core::PriorityGiven>> given = next_priority_of(one_priority_);
    one_priority_.reset();
    return given;
}

void ReportRowsReader::begin_idle(core::BusinessDay first, core::BusinessDay last) {
    idle_.reset();
    idle_.bind(1, std::int64_t{first.days}).bind(2, std::int64_t{last.days});
}

Result<std::optional<core::CounterIdle>> ReportRowsReader::next_idle() {
    return next_idle_of(idle_);
}

Result<std::optional<core::CounterIdle>> ReportRowsReader::idle(const core::CounterIdle& of) {
    one_idle_.reset();
    one_idle_.bind(1, std::int64_t{of.day.days}).bind(2, of.seq).bind(3, of.counter.value);
    Result<std::optional<core::CounterIdle>> idle = next_idle_of(one_idle_);
    one_idle_.reset();
    return idle;
}

}  // namespace luot::store
