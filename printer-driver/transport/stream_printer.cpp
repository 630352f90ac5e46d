// Printers at the other end of a line: TCP port 9100, or a device. Asks how the printer is before a job and what became of it after, and
// never in between: a question inside a command would be taken for its data.
#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <optional>
#include <stdexcept>
#include <system_error>

#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
#include <fcntl.h>
#endif

#include "escpos/status.hpp"
#include "transport/printer.hpp"

namespace luot::transport {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;
using Tcp = asio::ip::tcp;

constexpr std::size_t chunk_bytes = 4'096;

Outcome failed(Trouble trouble, std::string detail) {
    return {Result::failed, trouble, std::move(detail), false};
}
Outcome unknown(Trouble trouble, std::string detail) {
    return {Result::unknown, trouble, std::move(detail), false};
}

// What is wrong, the thing that a person can see first.
Outcome trouble_of(const escpos::PrinterStatus& status) {
    if (status.cover_open) return failed(Trouble::cover_open, "the printer's cover is open");
    if (status.paper_end || status.stopped_on_paper_end) return failed(Trouble::paper_end, "the printer is out of paper");
    if (status.cutter_error) return failed(Trouble::printer_error, "the printer's knife is stuck");
    if (status.unrecoverable) return failed(Trouble::printer_error, "the printer needs service: an error that it cannot recover from");
    if (status.error) return failed(Trouble::printer_error, "the printer reports an error");
    return failed(Trouble::printer_error, "the printer is offline");
}

// A line to a printer with a bound on every wait. After a wait that ran out it can still be used.
template <class Stream>
class Line {
  public:
    explicit Line(Stream stream) : stream_(std::move(stream)), watchdog_(stream_.get_executor()) {}

    // How many bytes the line took; fewer than all of them with an error, timed_out when it took none for `stall`.
    asio::awaitable<std::size_t> write(const escpos::Bytes& bytes, milliseconds stall, error_code& error) {
        std::size_t written = 0;
        while (written < bytes.size()) {
            const auto chunk = asio::buffer(bytes.data() + written, std::min(chunk_bytes, bytes.size() - written));
            watch(stall);
            auto token = asio::redirect_error(asio::use_awaitable, error);
            const std::size_t count = co_await stream_.async_write_some(chunk, token);
            written += count;
            if (ran_out(error)) error = asio::error::timed_out;
            if (error) break;
        }
        co_return written;
    }

    // The next thing that the printer says, nothing when time has run out, an error when the line is at its end.
    asio::awaitable<std::optional<escpos::Answer>> read(std::chrono::steady_clock::time_point deadline, error_code& error) {
        for (;;) {
            while (!received_.empty()) {
                const std::uint8_t byte = received_.front();
                received_.pop_front();
                if (auto answer = reader_.next(byte)) co_return answer;
            }
            const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
            if (left.count() <= 0) co_return std::nullopt;
            watch(left);
            auto token = asio::redirect_error(asio::use_awaitable, error);
            const auto room = asio::buffer(incoming_);
            const std::size_t count = co_await stream_.async_read_some(room, token);
            received_.insert(received_.end(), incoming_.begin(), incoming_.begin() + static_cast<std::ptrdiff_t>(count));
            if (ran_out(error)) {
                error = {};
                if (count == 0) co_return std::nullopt;
            }
            if (error) co_return std::nullopt;
        }
    }

    void cancel() {
        stopped_ = true;
        error_code ignored;  // nothing to be done about a line that cannot be cancelled: its waits are bounded
        stream_.cancel(ignored);
    }
    bool stopped() const { return stopped_; }

  private:
    void watch(milliseconds limit) {
        expired_ = std::make_shared<bool>(false);
        watchdog_.expires_after(stopped_ ? milliseconds(0) : limit);
        watchdog_.async_wait([this, expired = expired_](const error_code& aborted) {
            if (aborted || *expired) return;
            *expired = true;
            error_code ignored;  // as in cancel()
            stream_.cancel(ignored);
        });
    }

    // Whether the operation ended because its time was over; ends the watch.
    bool ran_out(const error_code& error) {
        const bool over = *expired_;
        *expired_ = true;  // a wait that has completed but not run yet must not cancel the next operation
        watchdog_.cancel();
        return over && error == asio::error::operation_aborted;
    }

    Stream stream_;
    asio::steady_timer watchdog_;
    std::shared_ptr<bool> expired_;
    bool stopped_ = false;
    escpos::AnswerReader reader_;
    std::array<std::uint8_t, 64> incoming_{};
    std::deque<std::uint8_t> received_;
};

// Asks the four questions. Nothing: the printer does not answer.
template <class Stream>
asio::awaitable<std::optional<escpos::PrinterStatus>> ask_status(Line<Stream>& line, const Limits& limits) {
    escpos::PrinterStatus status;
    for (const auto kind :
         {escpos::StatusKind::printer, escpos::StatusKind::offline_cause, escpos::StatusKind::error_cause, escpos::StatusKind::paper}) {
        error_code error;
        const auto query = escpos::status_query(kind);
        const escpos::Bytes bytes(query.begin(), query.end());
        co_await line.write(bytes, limits.status_answer, error);
        if (error) co_return std::nullopt;
        const auto deadline = std::chrono::steady_clock::now() + limits.status_answer;
        for (bool answered = false; !answered;) {
            const auto answer = co_await line.read(deadline, error);
            if (!answer) co_return std::nullopt;
            if (const auto* said = std::get_if<escpos::StatusAnswer>(&*answer)) {
                escpos::read_answer(kind, said->byte, status);
                answered = true;
            }
        }
    }
    co_return status;
}

// Whether the printer can print, after having tried to bring it back from an error that it can recover from.
template <class Stream>
asio::awaitable<std::optional<escpos::PrinterStatus>> make_ready(Line<Stream>& line, const Limits& limits) {
    auto status = co_await ask_status(line, limits);
    if (!status || !status->error || status->unrecoverable || status->paper_end || status->cover_open) co_return status;
    escpos::Bytes recovery;
    escpos::append_recovery(recovery);
    error_code error;
    co_await line.write(recovery, limits.status_answer, error);
    if (error) co_return status;
    auto again = co_await ask_status(line, limits);
    co_return again ? again : status;
}

// After everything has been sent to a printer that answers.
template <class Stream>
asio::awaitable<Outcome> await_end(Line<Stream>& line, const Job& job, const Limits& limits) {
    const milliseconds printing(job.picture.height() * 1'000LL / std::max(1, limits.dots_a_second));
    const auto deadline = std::chrono::steady_clock::now() + printing + limits.after_slip;
    for (;;) {
        error_code error;
        const auto answer = co_await line.read(deadline, error);
        if (line.stopped()) break;
        if (error) co_return unknown(Trouble::broken_off, "the line broke before the printer said that it was done: " + error.message());
        if (!answer) break;
        if (const auto* done = std::get_if<escpos::DoneAnswer>(&*answer)) {
            // Paper that ended with this slip: whether its last lines are on it only a person can see.
            if (done->paper_end) co_return unknown(Trouble::paper_end, "the paper ended with this slip");
            co_return Outcome{Result::printed, Trouble::none, {}, done->paper_near_end};
        }
        if (const auto* automatic = std::get_if<escpos::AutomaticStatus>(&*answer)) {
            if (automatic->status.cannot_print()) break;
        }
    }
    if (line.stopped()) co_return unknown(Trouble::stopped, "the program ended before the printer said that it was done");
    // It does not know GS r, or is stuck: what it says of itself tells which.
    const auto status = co_await ask_status(line, limits);
    if (!status) co_return unknown(Trouble::silent, "the printer took the slip and has been silent since");
    if (status->cannot_print()) co_return trouble_of(*status);
    co_return Outcome{Result::printed, Trouble::none, {}, status->paper_near_end};
}

// A job that broke off may have left the printer in the middle of a picture, waiting for its rest: blank rows give it that. Outside of a
// command, zeros mean nothing.
template <class Stream>
asio::awaitable<void> finish_broken_job(Line<Stream>& line, const Job& job, const Options& options) {
    const auto band_bytes = job.picture.row_bytes() * static_cast<std::size_t>(options.profile.band_rows);
    const escpos::Bytes blank(band_bytes, 0);
    error_code error;  // a line that takes nothing is found out by the questions that follow
    co_await line.write(blank, options.limits.write_stall, error);
}

template <class Stream>
asio::awaitable<Outcome> print_over(Line<Stream>& line, const Job& job, const Options& options) {
    const auto before = co_await make_ready(line, options.limits);
    if (before && before->cannot_print()) co_return trouble_of(*before);
    if (line.stopped()) co_return failed(Trouble::stopped, "the program ended before the slip was sent");
    auto bytes = escpos::encode_slip(job.picture, options.profile);
    if (before) escpos::append_done_query(bytes);
    error_code error;
    const std::size_t written = co_await line.write(bytes, options.limits.write_stall, error);
    if (written < bytes.size()) {
        // The cut is in what was not sent, so no whole slip came out, however much of it is on paper.
        co_return failed(
            line.stopped() ? Trouble::stopped : Trouble::broken_off,
            "the printer took " + std::to_string(written) + " of " + std::to_string(bytes.size()) + " bytes: " + error.message());
    }
    if (!before) co_return unknown(Trouble::silent, "the printer took the slip and does not say how it is");
    auto outcome = co_await await_end(line, job, options.limits);
    co_return outcome;
}

// One job at a time over lines that are opened for it.
template <class Stream>
class StreamPrinter : public Printer {
  public:
    StreamPrinter(asio::any_io_executor executor, Address address, const Options& options)
        : state_(std::make_shared<State>(std::move(executor), std::move(address), options)) {}
    ~StreamPrinter() override { stop(); }

    void print(Job job, std::function<void(Outcome)> on_done) override {
        if (state_->busy) throw std::logic_error("a printer prints one job at a time");
        state_->busy = true;
        auto done = [state = state_, on_done = std::move(on_done)](const std::exception_ptr& bug, const Outcome& outcome) {
            state->busy = false;
            if (bug) std::rethrow_exception(bug);
            on_done(outcome);
        };
        asio::co_spawn(state_->executor, run(state_, std::move(job)), std::move(done));
    }

    void stop() override {
        state_->stopping = true;
        if (state_->opening != nullptr) state_->opening->cancel();
        if (state_->line != nullptr) state_->line->cancel();
    }

  private:
    struct State {
        State(asio::any_io_executor runs_on, Address to, const Options& with)
            : executor(std::move(runs_on)), address(std::move(to)), options(with) {}
        asio::any_io_executor executor;
        Address address;
        Options options;
        bool busy = false;
        bool stopping = false;
        bool broken_off = false;  // the job before
        asio::steady_timer* opening = nullptr;
        Line<Stream>* line = nullptr;
    };

    static asio::awaitable<Outcome> run(std::shared_ptr<State> state, Job job) {
        std::string why;
        std::optional<Stream> stream = co_await open(*state, why);
        if (!stream) co_return failed(Trouble::unreachable, why);
        Line<Stream> line(std::move(*stream));
        state->line = &line;
        if (state->stopping) line.cancel();
        if (state->broken_off) co_await finish_broken_job(line, job, state->options);
        auto outcome = co_await print_over(line, job, state->options);
        state->broken_off = outcome.trouble == Trouble::broken_off;
        state->line = nullptr;
        co_return outcome;
    }

    static asio::awaitable<std::optional<Stream>> open(State& state, std::string& why);

    std::shared_ptr<State> state_;
};

template <>
asio::awaitable<std::optional<Tcp::socket>> StreamPrinter<Tcp::socket>::open(State& state, std::string& why) {
    const std::string where = state.address.host + ":" + state.address.port;
    Tcp::resolver resolver(state.executor);
    Tcp::socket socket(state.executor);
    asio::steady_timer watchdog(state.executor, state.options.limits.connect);
    bool over = false;
    state.opening = &watchdog;
    // Fires at the limit, and at once when it is cancelled by stop(); ended by `finished` otherwise.
    auto finished = std::make_shared<bool>(false);
    watchdog.async_wait([&resolver, &socket, &over, finished](const error_code&) {
        if (*finished) return;
        over = true;
        resolver.cancel();
        error_code ignored;  // a socket that cannot be closed is not open
        socket.close(ignored);
    });
    error_code error;
    auto resolve_token = asio::redirect_error(asio::use_awaitable, error);
    const auto endpoints = co_await resolver.async_resolve(state.address.host, state.address.port, resolve_token);
    if (!error) {
        auto connect_token = asio::redirect_error(asio::use_awaitable, error);
        co_await asio::async_connect(socket, endpoints, connect_token);
    }
    *finished = true;
    state.opening = nullptr;
    watchdog.cancel();
    if (over) error = asio::error::timed_out;
    if (error) {
        why = "no connection to the printer at " + where + ": " + error.message();
        co_return std::nullopt;
    }
    co_return std::optional<Tcp::socket>(std::move(socket));
}

#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
using Device = asio::posix::stream_descriptor;

template <>
asio::awaitable<std::optional<Device>> StreamPrinter<Device>::open(State& state, std::string& why) {
    // Opening must not wait either: a terminal line without a carrier would.
    const int file = ::open(state.address.path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        why = "cannot open " + state.address.path + ": " + std::system_category().message(errno);
        co_return std::nullopt;
    }
    co_return std::optional<Device>(Device(state.executor, file));
}
#endif

}  // namespace

std::unique_ptr<Printer> create_tcp_printer(asio::any_io_executor executor, const Address& address, const Options& options) {
    return std::make_unique<StreamPrinter<Tcp::socket>>(std::move(executor), address, options);
}

std::unique_ptr<Printer> create_device_printer(asio::any_io_executor executor, const Address& address, const Options& options) {
#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR)
    return std::make_unique<StreamPrinter<Device>>(std::move(executor), address, options);
#else
    return create_file_printer(std::move(executor), address, options);
#endif
}

}  // namespace luot::transport
