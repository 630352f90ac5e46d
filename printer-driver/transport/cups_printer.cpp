// A printer behind a queue of CUPS. What CUPS calls completed has left for the printer: whether it came out only a backend can say that
// waits for the printer's own word, and the address says whether the queue has such a one.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "escpos/encode.hpp"
#include "transport/cups_queue.hpp"
#include "transport/outcome.hpp"
#include "transport/printer.hpp"

namespace luot::transport {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds poll_every{100};

// The worker's thread owns the queue; everything else is the executor's, but for what the mutex guards.
struct Shared {
    Shared(boost::asio::any_io_executor runs_on, const Address& to, const Options& with)
        : executor(std::move(runs_on)), address(to), options(with) {}

    bool stopped() {
        const std::lock_guard lock(mutex);
        return stopping;
    }
    // False: it has been stopped.
    bool pause(milliseconds time) {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, time, [this] { return stopping; });
    }
    void publish(const State& is) {
        state = is;
        if (!on_state || said == state || stopped()) return;
        said = state;
        on_state(is);
    }

    boost::asio::any_io_executor executor;
    const Address address;
    const Options options;
    std::function<void(const State&)> on_state;
    std::optional<State> state;
    std::optional<State> said;
    // The executor does not run out of work while something is to come from the worker.
    using Work = boost::asio::executor_work_guard<boost::asio::any_io_executor>;
    std::optional<Work> job_work;
    std::optional<Work> watch_work;

    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    bool watching = false;
    std::optional<Job> job;
    std::function<void(Outcome)> on_done;
};

class Worker {
  public:
    explicit Worker(const std::shared_ptr<Shared>& shared)
        : shared_(shared),
          queue_(shared->address.host, shared->address.port, shared->address.path, shared->options.limits.connect,
                 [shared = shared.get()] { return shared->stopped(); }) {}

    void run() {
        for (;;) {
            std::optional<Job> job;
            bool watching = false;
            {
                std::unique_lock lock(shared_->mutex);
                const auto due = [this] { return shared_->stopping || shared_->job || (shared_->watching && look_due_); };
                shared_->changed.wait_for(lock, shared_->options.limits.watch_every, due);
                look_due_ = true;
                job = std::exchange(shared_->job, std::nullopt);
                if (!job && shared_->stopping) return;
                watching = shared_->watching && !shared_->stopping;
            }
            if (job) {
                finish(*job, print(*job));
            } else if (watching) {
                look();
                look_due_ = false;
            }
        }
    }

  private:
    State now() {
        std::string why;
        auto state = queue_.state(why);
        if (!state) return {Condition::unreachable, why};
        if (state->condition == Condition::ready && !shared_->address.done_says) {
            return {Condition::silent, "the queue takes slips, and the printer says nothing through it"};
        }
        return *std::move(state);
    }

    void look() {
        boost::asio::post(shared_->executor, [shared = shared_, is = now()] { shared->publish(is); });
    }

    void finish(const Job& job, Outcome outcome) {
        const int mm = escpos::paper_mm(job.picture, shared_->options.profile);
        boost::asio::post(shared_->executor, [shared = shared_, outcome = std::move(outcome), is = now(), mm]() mutable {
            std::function<void(Outcome)> on_done;
            {
                const std::lock_guard lock(shared->mutex);
                on_done = std::exchange(shared->on_done, nullptr);
            }
            shared->job_work.reset();
            if (shared->options.paper && outcome.result != Result::failed) {
                const auto trouble = shared->options.paper->printed(mm);
                if (trouble) outcome.detail += (outcome.detail.empty() ? "" : "; ") + *trouble;
                if (shared->options.paper->low()) outcome.paper_near_end = true;
            }
            shared->publish(is);
            on_done(outcome);
        });
    }

    Outcome print(const Job& job) {
        const auto& profile = shared_->options.profile;
        const auto before = now();
        if (!before.can_print()) return failed(trouble_of(before.condition), before.detail);
        if (shared_->stopped()) return failed(Trouble::stopped, "the program ended before the slip was sent");
        if (job.picture.width() > profile.width_dots)
            return failed(Trouble::printer_error, "the slip is wider than the paper of " + profile.name);
        std::string why;
        const auto id = queue_.submit(job.name, escpos::encode_slip(job.picture, profile).bytes, why);
        if (!id) return failed(Trouble::broken_off, why);
        return follow(*id, job);
    }

    Outcome follow(int id, const Job& job) {
        const auto& [profile, limits, paper] = shared_->options;
        const milliseconds printing(job.picture.height() * 1'000LL / std::max(1, profile.pace_mm_a_second * profile.dots_a_mm));
        const auto deadline = std::chrono::steady_clock::now() + printing + limits.after_slip + limits.late;
        const std::string name = "job " + std::to_string(id);
        bool began = false;
        while (std::chrono::steady_clock::now() < deadline) {
            switch (queue_.job(id)) {
                case CupsQueue::JobState::done:
                    if (shared_->address.done_says) return {Result::printed, Trouble::none, {}, now().condition == Condition::paper_low};
                    return unknown(Trouble::silent, name + " has left for the printer, which says nothing through the queue");
                case CupsQueue::JobState::aborted:
                    return failed(Trouble::broken_off, name + " was aborted by CUPS");
                case CupsQueue::JobState::cancelled:
                    return began ? unknown(Trouble::broken_off, name + " was cancelled while it was being printed")
                                 : failed(Trouble::broken_off, name + " was cancelled by somebody");
                case CupsQueue::JobState::printing:
                    began = true;
                    break;
                case CupsQueue::JobState::not_told:
                    began = true;  // for all that is known
                    break;
                case CupsQueue::JobState::waiting:
                    break;
            }
            if (!shared_->pause(poll_every)) break;
        }
        // It must not come out later, when nobody stands there any more.
        const bool cancelled = queue_.cancel(id);
        const auto is = now();
        auto trouble = is.can_print() ? Trouble::broken_off : trouble_of(is.condition);
        if (shared_->stopped()) trouble = Trouble::stopped;
        if (cancelled && !began) return failed(trouble, name + " did not get its turn and was cancelled");
        return unknown(trouble,
                       name + (cancelled ? " did not end in time and was cancelled" : " did not end in time and could not be cancelled"));
    }

    std::shared_ptr<Shared> shared_;
    CupsQueue queue_;
    bool look_due_ = true;
};

class CupsPrinter : public Printer {
  public:
    CupsPrinter(boost::asio::any_io_executor executor, const Address& address, const Options& options)
        : shared_(std::make_shared<Shared>(std::move(executor), address, options)), thread_([shared = shared_] { Worker(shared).run(); }) {}
    ~CupsPrinter() override {
        stop();
        thread_.join();
    }

    void print(Job job, std::function<void(Outcome)> on_done) override {
        const std::lock_guard lock(shared_->mutex);
        if (shared_->on_done) throw std::logic_error("a printer prints one job at a time");
        if (shared_->stopping) {
            boost::asio::post(shared_->executor, [on_done = std::move(on_done)] {
                on_done(failed(Trouble::stopped, "the program ended before the slip was sent"));
            });
            return;
        }
        shared_->job_work.emplace(shared_->executor);
        shared_->job = std::move(job);
        shared_->on_done = std::move(on_done);
        shared_->changed.notify_all();
    }

    void stop() override {
        const std::lock_guard lock(shared_->mutex);
        shared_->stopping = true;
        shared_->watch_work.reset();
        shared_->changed.notify_all();
    }

    void watch(std::function<void(const State&)> on_state) override {
        shared_->on_state = std::move(on_state);
        shared_->watch_work.emplace(shared_->executor);
        const std::lock_guard lock(shared_->mutex);
        shared_->watching = true;
        shared_->changed.notify_all();
    }

    std::optional<State> state() const override { return shared_->state; }

  private:
    std::shared_ptr<Shared> shared_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Printer> create_cups_printer(boost::asio::any_io_executor executor, const Address& address, const Options& options) {
    return std::make_unique<CupsPrinter>(std::move(executor), address, options);
}

}  // namespace luot::transport
