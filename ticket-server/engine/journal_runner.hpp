// The journal thread. Batches are handed over on the network thread, and what came of them is posted back to its executor; after a failed
// commit it opens the journal again and again, with back-off, until the journal is well.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "core/event.hpp"
#include "journal/journal.hpp"

namespace luot::engine {

// Between attempts to open the journal again: doubles from first to last. A full disk is looked at every 5 s, for as long as it takes.
struct BackOff {
    std::chrono::milliseconds first{100};
    std::chrono::milliseconds last{5'000};
};

struct Appended {
    journal::Result<void> result;
    std::chrono::microseconds took{0};  // real time
};

class JournalRunner {
  public:
    using OnAppended = std::function<void(const Appended&)>;
    using OnStillFailing = std::function<void(const journal::Failure&)>;
    using OnRecovered = std::function<void(const std::vector<core::Event>& on_disk)>;

    // `journal` and `codec` outlive the runner. The thread starts at once.
    JournalRunner(boost::asio::any_io_executor executor, journal::Journal& journal, const journal::Codec& codec, BackOff back_off = {});
    ~JournalRunner();
    JournalRunner(const JournalRunner&) = delete;
    JournalRunner& operator=(const JournalRunner&) = delete;

    // One job at a time, append or recover: the next one after the last one's final callback. Callbacks run on the executor; while a job
    // is under way the executor has work outstanding.
    void append(journal::Batch batch, OnAppended on_appended);

    // Opens the journal again until that succeeds and everything beyond `after` can be read and follows it without a gap.
    // `on_still_failing` after each attempt that failed; `on_recovered` once, unless stopped.
    void recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered);

    // Finishes the append that was handed over, gives up a recovery, and joins the thread. Nothing may be handed over afterwards.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::engine
