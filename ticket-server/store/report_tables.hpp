// The tables for reports: visits that ended with their legs, counters' stretches and idle times, and priority given. Written with the
// events that made them, and made anew from events at will. What they add up to is in rollups/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/report_rows.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

// One ended visit. Timestamps in microseconds of office time, 0 where it did not happen; see core::Leg for a leg's.
struct VisitRow {
    core::TicketId ticket;
    core::BusinessDay day;  // of its issue: whatever the hour at which it ended
    std::string number;
    std::string series;
    std::uint32_t ordinal = 0;
    core::ServiceCode service;  // the last leg's; the first is legs.front().service
    core::ClassCode ticket_class;
    core::TicketState state = core::TicketState::unspecified;     // how it ended: served, no_show, cancelled or expired
    core::TicketState ended_in = core::TicketState::unspecified;  // where it was then: waiting, called, serving or held
    core::SlipState slip = core::SlipState::none_required;
    std::uint32_t reprints = 0;
    core::DeviceCode issued_by;
    core::TimeUs issued_us = 0;
    core::TimeUs ended_us = 0;
    core::Promise promise;
    bool test = false;
    bool urgent = false;
    core::CancelKind cancel_kind = core::CancelKind::unspecified;
    core::ReasonCode end_reason;
    std::uint8_t rating = 0;  // 1 to 5; 0: not rated
    std::vector<core::Leg> legs;
    bool operator==(const VisitRow&) const = default;
};

// Of a ticket as it stands: for tickets still open, a report shows them beside the table's.
VisitRow visit_row(const core::Ticket& ticket, core::BusinessDay day);

// Writes within the caller's transaction. One per connection, which it must not outlive.
class ReportWriter {
  public:
    static Result<ReportWriter> prepare(const Connection& connection);

    // The event of each ticket's issue must be in the journal: its business day is the visit's.
    Result<void> write(const core::ReportRows& rows);

  private:
    ReportWriter() = default;
    Result<void> put_visit(const core::Ticket& ticket);
    Result<void> put_legs(const core::Ticket& ticket);
    Result<void> remove_visit(core::TicketId ticket);
    Result<void> put_stretch(const core::CounterStretch& stretch);
    Result<void> put_priority(const core::PriorityGiven& given);
    Result<void> put_idle(const core::CounterIdle& idle);

    Statement day_of_, put_visit_, put_leg_, remove_legs_, remove_visit_, put_stretch_, put_priority_, put_idle_;
};

// Reads single visits and ranges of days. One per connection, which it must not outlive.
class ReportRowsReader {
  public:
    static Result<ReportRowsReader> prepare(const Connection& connection);

    Result<std::optional<VisitRow>> visit(core::TicketId ticket);

    // First and last day included; visits of a day in the order of issue. One at a time: begin, then next() until it gives nothing.
    void begin_visits(core::BusinessDay first, core::BusinessDay last);
    Result<std::optional<VisitRow>> next_visit();
    void begin_stretches(core::BusinessDay first, core::BusinessDay last);
    Result<std::optional<core::CounterStretch>> next_stretch();
    void begin_priority(core::BusinessDay first, core::BusinessDay last);
    Result<std::optional<core::PriorityGiven>> next_priority();
    // Of this event.
    Result<std::optional<core::PriorityGiven>> priority(core::Seq seq);
    void begin_idle(core::BusinessDay first, core::BusinessDay last);
    Result<std::optional<core::CounterIdle>> next_idle();
    // Of this day, event and counter.
    Result<std::optional<core::CounterIdle>> idle(const core::CounterIdle& of);
    // No: the day, or a part of it, is from before idle times were written as they ended.
    bool idle_is_known(core::BusinessDay day) const { return idle_known_after_ < day; }

    // All stretches after the first `skipped` ones, in the order of their events.
    void begin_all_stretches(std::int64_t skipped);
    Result<std::optional<core::CounterStretch>> next_of_all_stretches();

  private:
    ReportRowsReader() = default;
    Result<VisitRow> with_legs(const Statement& row);

    Statement visit_, visits_, legs_, stretches_, all_stretches_, priority_, one_priority_, idle_, one_idle_;
    core::BusinessDay idle_known_after_;
};

}  // namespace luot::store
