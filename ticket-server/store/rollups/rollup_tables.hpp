// The tables of roll-ups: one day of the office in a few rows, written in the transaction that closes the day and made anew from visits and
// stretches at will. A day without rows here is read from those (the open one; docs/schema.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/report_tables.hpp"
#include "store/rollups/day_rollup.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

// The roll-up of a day as the tables for reports have it now; with the state in which it is open, those who have not ended too, as they are
// now.
Result<DayRollup> roll_up(ReportRowsReader& rows, core::BusinessDay day, const core::State* open = nullptr, core::TimeUs now_us = 0);

// Business days with visits or stretches, rising, both ends included. One look into an index for each.
Result<std::vector<core::BusinessDay>> days_with_rows(const Connection& connection, core::BusinessDay first, core::BusinessDay last);

// Writes within the caller's transaction. One per connection, which it must not outlive.
class RollupWriter {
  public:
    static Result<RollupWriter> prepare(const Connection& connection);

    // The day is over and all its rows are written: its roll-up replaces what was there of it, and the day before it gets the one that a
    // migration could not make, as it could not know whether that day was over. A day without any rows has no roll-up.
    Result<void> close(core::BusinessDay day);
    Result<void> put(core::BusinessDay day);

  private:
    explicit RollupWriter(ReportRowsReader rows) : rows_(std::move(rows)) {}
    Result<void> remove(core::BusinessDay day);
    Result<void> put_fields(const DayRollup& rollup);
    Result<void> put_counters(const DayRollup& rollup);

    ReportRowsReader rows_;
    Statement has_day_, day_before_, put_day_, put_field_, put_counter_, put_why_;
    Statement remove_day_, remove_fields_, remove_counters_, remove_why_;
};

// All closed days before this one, for a file in which none are rolled up.
Result<void> roll_up_before(const Connection& connection, core::BusinessDay day);

// Reads days in order. One per connection, which it must not outlive.
class RollupReader {
  public:
    static Result<RollupReader> prepare(const Connection& connection);

    // Both included; then next() until it gives nothing. A row that could not have been written by us is a failure that names the day.
    Result<void> begin(core::BusinessDay first, core::BusinessDay last);
    Result<std::optional<DayRollup>> next();

  private:
    RollupReader() = default;
    Result<void> read_fields(DayRollup& to);
    Result<void> read_counters(DayRollup& to);
    Result<void> read_why(DayRollup& to);

    Statement days_, fields_, counters_, why_;
    bool more_fields_ = false, more_counters_ = false, more_why_ = false;  // each stands on a row that nobody has read yet
};

}  // namespace luot::store
