// Reading the journal: events as they are stored, checkpoints, and where business days begin and end in it.
#pragma once

#include <optional>
#include <string>

#include "store/chain.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

// An event as it is in the file. `erased`: pruned, its payload is empty and its digest still the former payload's.
struct StoredEvent {
    journal::Row row;
    bool erased = false;
    Digest digest{};
    Link link{};
};

struct StoredCheckpoint {
    journal::Checkpoint checkpoint;
    bool base = false;  // what the events after a prune rest on; kept until the next prune
    Link link{};
    Digest digest{};
};

// The end of the chain, or its beginning while there is no event.
struct Tail {
    core::Seq seq = 0;
    core::BusinessDay day;
    core::TimeUs at_us = 0;
    Link link = genesis_link;
};

// What prune, and the schema before this one, have left behind them.
struct Pruned {
    core::Seq through = 0;              // payloads up to here are erased
    core::BusinessDay before;           // all of days before this one
    std::int64_t stretches_before = 0;  // rows of counter_stretch that come from erased events
    core::Seq reports_since = 0;        // of events up to here no priority and no idle time was written; their last day may have no roll-up
};

// Events in order. Must not outlive its connection.
class EventCursor {
  public:
    static Result<EventCursor> after(const Connection& connection, core::Seq seq);
    // Nothing at the end. A row that could not have been written by us is a failure that names it.
    Result<std::optional<StoredEvent>> next();

  private:
    explicit EventCursor(Statement statement) : statement_(std::move(statement)) {}
    Statement statement_;
};

Result<std::optional<StoredEvent>> event_at(const Connection& connection, core::Seq seq);
Result<Tail> tail_of(const Connection& connection);
Result<Pruned> pruned_of(const Connection& connection);

// Newest first, the states not read.
Result<std::vector<core::Seq>> checkpoint_seqs(const Connection& connection);
Result<std::optional<StoredCheckpoint>> checkpoint_at(const Connection& connection, core::Seq seq);

// The last event of this day or an earlier one; 0: none. Days never fall in the journal, so this looks at few rows whatever its length.
Result<core::Seq> last_seq_through(const Connection& connection, core::BusinessDay day);

}  // namespace luot::store
