// Printers at the other end of a line: TCP port 9100, a device, a serial line. One coroutine for each: jobs come first, and between them
// the printer is looked at where somebody watches.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "escpos/encode.hpp"
#include "transport/conversation.hpp"
#include "transport/printer.hpp"

namespace luot::transport {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// What an outcome tells of the printer itself; nothing where it tells nothing.
std::optional<State> state_after(const Outcome& outcome) {
    switch (outcome.trouble) {
        case Trouble::none:
            return outcome.paper_near_end ? State{Condition::paper_low, "the printer's paper is near its end"}
                                          : State{Condition::ready, {}};
        case Trouble::unreachable:
        case Trouble::broken_off:
            return State{Condition::unreachable, outcome.detail};
        case Trouble::paper_end:
            return State{Condition::paper_end, outcome.detail};
        case Trouble::cover_open:
            return State{Condition::cover_open, outcome.detail};
        case Trouble::printer_error:
        case Trouble::storage:
            return State{Condition::fault, outcome.detail};
        case Trouble::silent:
            return State{Condition::silent, outcome.detail};
        case Trouble::stopped:
            return std::nullopt;
    }
    return std::nullopt;
}

class StreamPrinter : public Printer {
  public:
    StreamPrinter(asio::any_io_executor executor, const Address& address, const Options& options)
        : self_(std::make_shared<Self>(std::move(executor), address, options)) {}
    ~StreamPrinter() override { stop(); }

    void print(Job job, std::function<void(Outcome)> on_done) override {
        if (self_->job) throw std::logic_error("a printer prints one job at a time");
        self_->job = std::move(job);
        self_->on_done = std::move(on_done);
        self_->wake();
        run();
    }

    void stop() override {
        self_->stopping = true;
        self_->wake();
        self_->opener.cancel();
        if (self_->line) self_->line->cancel();
    }

    void watch(std::function<void(const State&)> on_state) override {
        self_->watching = true;
        self_->on_state = std::move(on_state);
        run();
    }

    std::optional<State> state() const override { return self_->state; }

  private:
    struct Self {
        Self(asio::any_io_executor runs_on, const Address& address, const Options& with)
            : executor(std::move(runs_on)), options(with), opener(executor, address, options.limits.connect), rest(executor) {}

        void wake() {
            rest.cancel();
            if (line) line->wake();
        }

        bool keeps_line() const { return options.profile.keeps_line || opener.keeps(); }

        void publish(State is) {
            const bool prints = is.condition == Condition::ready || is.condition == Condition::paper_low;
            if (options.paper && prints && options.paper->low()) {
                const auto left = std::to_string(options.paper->left_mm().value_or(0));
                is = {Condition::paper_low, "by what was printed since it was changed, " + left + " mm are left of the roll"};
            }
            state = std::move(is);
            if (stopping || !on_state || said == state) return;
            said = state;
            on_state(*state);
        }

        asio::any_io_executor executor;
        Options options;
        PortOpener opener;
        asio::steady_timer rest;
        Memory memory;
        std::unique_ptr<Line> line;  // open
        std::optional<Job> job;
        std::function<void(Outcome)> on_done;
        std::function<void(const State&)> on_state;
        std::optional<State> state;
        std::optional<State> said;
        bool running = false;
        bool watching = false;
        bool stopping = false;
    };

    void run() {
        if (self_->running) return;
        self_->running = true;
        auto ended = [self = self_](const std::exception_ptr& bug) {
            if (bug) std::rethrow_exception(bug);
        };
        asio::co_spawn(self_->executor, live(self_), std::move(ended));
    }

    static asio::awaitable<void> live(std::shared_ptr<Self> self) {
        // Whoever calls is not called back from within the call.
        co_await asio::post(self->executor, asio::use_awaitable);
        for (;;) {
            if (self->job) {
                const Outcome outcome = co_await do_job(*self);
                self->job.reset();
                if (auto is = state_after(outcome)) self->publish(*std::move(is));
                const auto on_done = std::exchange(self->on_done, nullptr);
                on_done(outcome);
            } else if (self->watching && !self->stopping) {
                co_await look(*self);
                co_await rest(*self);
            } else {
                break;
            }
        }
        self->line.reset();
        self->running = false;
    }

    // Has an open line, or says why not.
    static asio::awaitable<bool> open(Self& self, std::string& why) {
        if (self.line) co_return true;
        auto port = co_await self.opener.open(why);
        if (!port) co_return false;
        self.line = std::make_unique<Line>(self.executor, std::move(port));
        if (self.stopping) self.line->cancel();
        Conversation conversation(*self.line, self.options.profile, self.options.limits, self.memory);
        co_await conversation.greet();
        co_return true;
    }

    static asio::awaitable<Outcome> do_job(Self& self) {
        std::string why = "the program ended before the slip was sent";
        const bool kept = self.line != nullptr;
        bool opened = false;
        if (!self.stopping) opened = co_await open(self, why);
        if (!opened) {
            co_return Outcome{Result::failed, self.stopping ? Trouble::stopped : Trouble::unreachable, why, false};
        }
        Outcome outcome;
        {
            Conversation conversation(*self.line, self.options.profile, self.options.limits, self.memory);
            outcome = co_await conversation.print(*self.job);
        }
        const bool idle_line_had_gone = kept && outcome.trouble == Trouble::broken_off && !self.memory.paper_used && !self.stopping;
        if (!self.keeps_line() || outcome.result != Result::printed) self.line.reset();
        if (idle_line_had_gone) {
            // Nothing of the slip was taken: the printer had closed a line on which nothing was said. On a new one it is the first try.
            outcome = co_await do_job(self);
            co_return outcome;
        }
        count_paper(self, outcome);
        co_return outcome;
    }

    static void count_paper(Self& self, Outcome& outcome) {
        if (!self.options.paper) return;
        std::optional<std::string> trouble;
        if (self.memory.paper_used) {
            const int slips = outcome.result == Result::failed ? 0 : 1;
            trouble = self.options.paper->printed(escpos::paper_mm(self.job->picture, self.options.profile), slips);
        }
        if (outcome.trouble == Trouble::paper_end) trouble = self.options.paper->seen(false, true);
        if (outcome.result == Result::printed && self.options.paper->low()) outcome.paper_near_end = true;
        if (trouble) outcome.detail += (outcome.detail.empty() ? "" : "; ") + *trouble;
    }

    static asio::awaitable<void> look(Self& self) {
        State is;
        const bool opened = co_await open(self, is.detail);
        if (!opened) {
            is.condition = Condition::unreachable;
            self.publish(std::move(is));
            co_return;
        }
        std::optional<escpos::PrinterStatus> status;
        {
            Conversation conversation(*self.line, self.options.profile, self.options.limits, self.memory);
            const auto seen = co_await conversation.look();
            status = seen;
        }
        saw(self, status);
        if (!self.keeps_line() || !status) self.line.reset();
    }

    static void saw(Self& self, const std::optional<escpos::PrinterStatus>& status) {
        if (self.line->broken()) return self.publish({Condition::unreachable, "the line to the printer broke"});
        if (!status) {
            const char* detail =
                self.memory.garbled ? "what the printer says of itself makes no sense" : "the printer does not say how it is";
            self.publish({Condition::silent, detail});
            return;
        }
        State is = state_of(*status, self.options.profile.near_end_sensor);
        // With the cover open the roll is out of its place, and what the sensors see is no paper's end.
        if (self.options.paper && is.condition != Condition::cover_open) {
            const bool near_end = self.options.profile.near_end_sensor && status->paper_near_end;
            const auto trouble = self.options.paper->seen(near_end, is.condition == Condition::paper_end);
            if (trouble) is.detail += (is.detail.empty() ? "" : "; ") + *trouble;
        }
        self.publish(std::move(is));
    }

    // Until the next look, a job, or something that the printer reports by itself.
    static asio::awaitable<void> rest(Self& self) {
        if (self.job || self.stopping) co_return;
        error_code error;
        if (self.line) {
            // Whatever it says, the next look asks after it.
            const auto next_look = std::chrono::steady_clock::now() + self.options.limits.watch_every;
            co_await self.line->listen(next_look, error);
            if (!error) co_return;
            self.line.reset();  // and it is opened anew after a while: who closes lines at once is not asked without end
        }
        self.rest.expires_after(self.options.limits.watch_every);
        auto token = asio::redirect_error(asio::use_awaitable, error);
        co_await self.rest.async_wait(token);
    }

    std::shared_ptr<Self> self_;
};

}  // namespace

std::unique_ptr<Printer> create_stream_printer(asio::any_io_executor executor, const Address& address, const Options& options) {
    return std::make_unique<StreamPrinter>(std::move(executor), address, options);
}

}  // namespace luot::transport
