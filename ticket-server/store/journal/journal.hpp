// The journal as the engine sees it: batches go in, durable or not; nothing of SQLite shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "core/report_rows.hpp"

namespace luot::journal {

// An event as stored. kind and payload are what the codec made of it.
struct Row {
    core::Seq seq = 0;
    core::TimeUs at_us = 0;
    core::BusinessDay business_day;
    std::uint16_t kind = 0;
    std::string payload;
};

// The folded state at seq, so that a start reads today and not history.
struct Checkpoint {
    core::Seq seq = 0;
    std::uint32_t format = 0;
    std::string state;
};

// Becomes durable as a whole or not at all.
struct Batch {
    std::vector<Row> rows;  // seq rising by one; none: a checkpoint alone
    core::ReportRows report;
    std::optional<Checkpoint> checkpoint;  // of the state after the last row, or the last one on disk
};

struct Failure {
    std::string what;  // for the log and /healthz
    bool disk_full = false;
};
[[noreturn]] void throw_exception_from_error(const Failure& failure, const boost::source_location& location);

template <class T>
using Result = boost::system::result<T, Failure>;

// Used from one thread at a time: the journal thread.
class Journal {
  public:
    virtual ~Journal() = default;

    // One transaction, one fsync. After a failure the batch may still be on disk: nothing else may be called but reopen().
    virtual Result<void> append(const Batch& batch) = 0;

    // Closes, opens again with recovery, and says what the file holds beyond `after`. A failure leaves it closed; call again later.
    virtual Result<std::vector<Row>> reopen(core::Seq after) = 0;
};

// Events and states ⇄ bytes. Implemented by map/ (Protobuf); store and engine see bytes alone. Stateless, any thread.
struct EncodedEvent {
    std::uint16_t kind = 0;
    std::string payload;
};

class Codec {
  public:
    virtual ~Codec() = default;
    virtual EncodedEvent encode(const core::Event& event) const = 0;
    virtual Result<core::Event> decode(const Row& row) const = 0;
    virtual std::uint32_t state_format() const = 0;
    // Of a program before this one, and still understood: for a state that cannot be folded anew, since its events are erased.
    virtual bool reads_state_of(std::uint32_t format) const = 0;
    virtual std::string encode(const core::State& state) const = 0;  // the same state gives the same bytes
    virtual Result<core::State> decode_state(const Checkpoint& checkpoint) const = 0;
};

}  // namespace luot::journal
