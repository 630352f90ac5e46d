// The journal thread. Batches are handed over on the network thread, and what came of them is posted back to its executor; after a failed
// commit it opens the journal again and again, with back-off, until the journal is well.
#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "engine/journal_worker.hpp"

namespace luot::engine {

// Between attempts to open the journal again: doubles from first to last. A full disk is looked at every 5 s, for as long as it takes.
struct BackOff {
    std::chrono::milliseconds first{100};
    std::chrono::milliseconds last{5'000};
};

class JournalRunner final : public JournalWorker {
  public:
    // `journal` and `codec` outlive the runner. The thread starts at once.
    JournalRunner(boost::asio::any_io_executor executor, journal::Journal& journal, const journal::Codec& codec, BackOff back_off = {});
    ~JournalRunner() override;
    JournalRunner(const JournalRunner&) = delete;
    JournalRunner& operator=(const JournalRunner&) = delete;

    // Callbacks run on the executor; while a job is under way the executor has work outstanding. stop() joins the thread.
    void append(journal::Batch batch, OnAppended on_appended) override;
    void recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered) override;
    void stop() override;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::engine
