// Whoever carries batches to the journal and opens it again after a failure, apart from the one who decides: JournalRunner does it on a
// thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "core/event.hpp"
#include "journal/journal.hpp"

namespace luot::engine {

struct Appended {
    journal::Result<void> result;
    std::chrono::microseconds took{0};  // real time
};

class JournalWorker {
  public:
    using OnAppended = std::function<void(const Appended&)>;
    using OnStillFailing = std::function<void(const journal::Failure&)>;
    using OnRecovered = std::function<void(const std::vector<core::Event>& on_disk)>;

    virtual ~JournalWorker() = default;

    // One job at a time, append or recover: the next one after the last one's final callback, which never comes from within the call.
    virtual void append(journal::Batch batch, OnAppended on_appended) = 0;

    // Opens the journal again until that succeeds and everything beyond `after` can be read and follows it without a gap.
    // `on_still_failing` after each attempt that failed; `on_recovered` once, unless stopped.
    virtual void recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered) = 0;

    // Finishes the append that was handed over and gives up a recovery. Nothing may be handed over afterwards.
    virtual void stop() = 0;
};

// One attempt at a recovery: opens the journal again and reads what follows `after`, without a gap.
journal::Result<std::vector<core::Event>> reopen(journal::Journal& journal, const journal::Codec& codec, core::Seq after);

}  // namespace luot::engine
