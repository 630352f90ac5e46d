#include "engine/journal_runner.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "engine/check.hpp"

namespace luot::engine {

namespace asio = boost::asio;

namespace {

using Work = asio::executor_work_guard<asio::any_io_executor>;

struct AppendJob {
    journal::Batch batch;
    JournalRunner::OnAppended on_appended;
    Work work;
};

struct RecoverJob {
    core::Seq after = 0;
    JournalRunner::OnStillFailing on_still_failing;
    JournalRunner::OnRecovered on_recovered;
    Work work;
};

using Job = std::variant<AppendJob, RecoverJob>;

}  // namespace

struct JournalRunner::Impl {
    asio::any_io_executor executor;
    journal::Journal& journal;
    const journal::Codec& codec;
    BackOff back_off;

    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Job> job;
    bool stopping = false;
    std::thread thread;

    Impl(asio::any_io_executor the_executor, journal::Journal& the_journal, const journal::Codec& the_codec, BackOff the_back_off)
        : executor(std::move(the_executor)), journal(the_journal), codec(the_codec), back_off(the_back_off) {}

    void hand_over(Job next) {
        {
            const std::lock_guard lock(mutex);
            check(!job.has_value(), "one job at a time is handed to the journal");
            check(!stopping, "nothing is handed to a stopped journal");
            job.emplace(std::move(next));
        }
        changed.notify_one();
    }

    void run() {
        while (auto next = wait_for_job()) {
            if (auto* append = std::get_if<AppendJob>(&*next)) {
                run_append(std::move(*append));
            } else {
                run_recover(std::move(std::get<RecoverJob>(*next)));
            }
        }
    }

    // A job that was handed over is done even when stopping.
    std::optional<Job> wait_for_job() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return job.has_value() || stopping; });
        return std::exchange(job, std::nullopt);
    }

    void run_append(AppendJob append) {
        const auto begun = std::chrono::steady_clock::now();
        auto result = journal.append(append.batch);
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
        Appended appended{std::move(result), took};
        asio::post(executor, [callback = std::move(append.on_appended), appended = std::move(appended), work = std::move(append.work)] {
            callback(appended);
        });
    }

    void run_recover(RecoverJob recover) {
        auto pause = back_off.first;
        while (!stopped()) {
            auto events = reopen(journal, codec, recover.after);
            if (events) {
                asio::post(executor, [callback = std::move(recover.on_recovered), on_disk = std::move(*events),
                                      work = std::move(recover.work)] { callback(on_disk); });
                return;
            }
            asio::post(executor, [callback = recover.on_still_failing, failure = events.error()] { callback(failure); });
            if (!wait(pause)) return;
            pause = std::min(pause * 2, back_off.last);
        }
    }

    bool stopped() {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    // False: stopping.
    bool wait(std::chrono::milliseconds pause) {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, pause, [this] { return stopping; });
    }
};

JournalRunner::JournalRunner(asio::any_io_executor executor, journal::Journal& journal, const journal::Codec& codec, BackOff back_off)
    : impl_(std::make_unique<Impl>(std::move(executor), journal, codec, back_off)) {
    impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

JournalRunner::~JournalRunner() {
    stop();
}

void JournalRunner::append(journal::Batch batch, OnAppended on_appended) {
    impl_->hand_over(AppendJob{std::move(batch), std::move(on_appended), Work(impl_->executor)});
}

void JournalRunner::recover(core::Seq after, OnStillFailing on_still_failing, OnRecovered on_recovered) {
    impl_->hand_over(RecoverJob{after, std::move(on_still_failing), std::move(on_recovered), Work(impl_->executor)});
}

void JournalRunner::stop() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_one();
    if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace luot::engine
