// The tables for reports against what events give, a business day at a time: what is in memory is one day's tickets.
#pragma once

#include <map>
#include <optional>

#include "store/events.hpp"
#include "store/report_tables.hpp"
#include "store/verify.hpp"

namespace luot::store {

class ReportCheck {
  public:
    // `base`: the state from which the fold begins; `pruned`: what rows come from before it. Connection and report outlive this.
    static Result<ReportCheck> begin(const Connection& connection, VerifyReport& report, const core::State& base, const Pruned& pruned);

    Result<void> collect(const core::ReportRows& rows);
    // Compares what was collected. Rows of tickets do not change once their day is over.
    Result<void> day_over();
    // After the last event, which led to this state: is anything in the tables that no event explains, and is every day that is over
    // rolled up as its visits and stretches say?
    Result<void> finish(const core::State& last);

  private:
    ReportCheck(const Connection& connection, VerifyReport& report, ReportRowsReader reader, Statement day_of)
        : connection_(&connection), report_(&report), reader_(std::move(reader)), day_of_(std::move(day_of)) {}
    Result<void> expect(const core::Ticket& ticket);
    Result<void> compare(core::TicketId ticket, const std::optional<VisitRow>& expected);
    Result<void> compare(const core::CounterStretch& expected);
    Result<void> compare(const core::PriorityGiven& expected);
    Result<void> compare(const core::CounterIdle& expected);
    Result<void> check_unexplained(const char* table, std::uint64_t explained, const char* what);
    Result<void> check_rollups(const core::State& last);

    const Connection* connection_;
    VerifyReport* report_;
    ReportRowsReader reader_;
    Statement day_of_;
    core::Seq base_seq_ = 0;
    core::Seq reports_since_ = 0;
    std::uint64_t priority_since_base_ = 0;
    std::uint64_t idle_since_base_ = 0;
    std::uint64_t visits_since_base_ = 0;
    bool stretches_differ_ = false;                          // told once: all that follow would differ too
    std::map<core::TicketId, std::optional<VisitRow>> day_;  // nothing: must not be in the table
};

}  // namespace luot::store
