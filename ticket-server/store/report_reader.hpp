// What reports are computed from: days rolled up, priority given, ended visits with their legs, counters' stretches, and each day's last
// link. An own read-only connection with one unchanging view; make one for a report and let it go. Any thread, one at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "store/chain.hpp"
#include "store/events.hpp"
#include "store/report_tables.hpp"
#include "store/rollups/day_rollup.hpp"

namespace luot::store {

struct DayEnd {
    core::BusinessDay day;
    core::Seq last_seq = 0;
    core::TimeUs at_us = 0;
    Link link = genesis_link;  // the report prints it: a copy outside the file is what makes the chain prove something
};

class ReportReader {
  public:
    static Result<ReportReader> open(const std::filesystem::path& folder);

    // False stops, without a failure.
    using OnVisit = std::function<bool(const VisitRow&)>;
    using OnStretch = std::function<bool(const core::CounterStretch&)>;

    // Days inclusive. Visits that ended, by day and order of issue; those still open are in the server's state alone.
    Result<void> for_each_visit(core::BusinessDay first, core::BusinessDay last, const OnVisit& on_visit);
    // Stretches that ended, by day and order of their end.
    Result<void> for_each_stretch(core::BusinessDay first, core::BusinessDay last, const OnStretch& on_stretch);

    // Each day that has anything, once, in no order: as it was rolled up when it closed, and otherwise from its rows. With the state of
    // this view, the day that is open in it has those who are still there too, as they are now (open_until()).
    using OnDay = std::function<void(const DayRollup&)>;
    Result<void> for_each_day(core::BusinessDay first, core::BusinessDay last, const core::State* state, core::TimeUs now_us,
                              const OnDay& on_day);
    using OnPriority = std::function<void(const core::PriorityGiven&)>;
    Result<void> for_each_priority(core::BusinessDay first, core::BusinessDay last, const OnPriority& on_priority);

    // Of each day with events, rising.
    Result<std::vector<DayEnd>> day_ends(core::BusinessDay first, core::BusinessDay last);
    Result<Tail> tail();
    // The state after the last event of this view.
    Result<core::State> state(const journal::Codec& codec);

  private:
    // On the heap: statements and transaction point to the connection.
    struct View {
        Connection connection;
        std::optional<Transaction> transaction;
        std::optional<ReportRowsReader> rows;
    };
    explicit ReportReader(std::unique_ptr<View> view) : view_(std::move(view)) {}
    std::unique_ptr<View> view_;
};

}  // namespace luot::store
