#include "transport/line.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace luot::transport {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr std::size_t chunk_bytes = 4'096;
// So often it is seen, while a printer takes nothing, whether it has said why; and while bytes are on their way, whether they have gone.
constexpr milliseconds glance{200};
constexpr milliseconds gone_check{10};
// Of what a printer says without being read; one that says more is not healthy, and its oldest words are of no use.
constexpr std::size_t answers_most = 256;

Line::Instant steady_now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

Line::Line(asio::any_io_executor executor, std::unique_ptr<Port> port)
    : executor_(std::move(executor)), port_(std::move(port)), watchdog_(executor_) {}

asio::awaitable<Line::Written> Line::write(const escpos::Bytes& bytes, milliseconds stall, error_code& error) {
    std::size_t taken = 0;
    std::size_t held = 0;
    auto progress = steady_now();
    while ((taken < bytes.size() || held > 0) && !in_trouble()) {
        const std::size_t before = taken;
        if (taken < bytes.size()) {
            const auto piece = asio::buffer(bytes.data() + taken, std::min(chunk_bytes, bytes.size() - taken));
            const std::size_t count = co_await write_piece(piece, std::min(glance, stall), error);
            taken += count;
        } else {
            co_await look_for_trouble(error);
        }
        const std::size_t holds = port_->unsent();
        if (taken > before || holds < held) progress = steady_now();
        held = holds;
        if (error == asio::error::timed_out) {
            error = {};
            co_await look_for_trouble(error);
        }
        if (stopped_) error = asio::error::operation_aborted;
        if (!error && steady_now() - progress >= stall) error = asio::error::timed_out;
        if (error) break;
    }
    // After so long without a change those that are still here were not taken. Otherwise they may be on their way.
    if (error == asio::error::timed_out) taken -= std::min(taken, held);
    Written written;
    written.taken = taken;
    written.all = !error && taken == bytes.size() && held == 0;
    co_return written;
}

asio::awaitable<std::size_t> Line::write_piece(asio::const_buffer piece, milliseconds limit, error_code& error) {
    watch(limit);
    const std::size_t count = co_await port_->write_some(piece, error);
    if (ran_out(error)) error = asio::error::timed_out;
    broken_ = broken_ || (error && error != asio::error::timed_out && !stopped_);
    co_return count;
}

// What the printer says meanwhile is kept for later; an error of the line is found by the next write where there is one.
asio::awaitable<void> Line::look_for_trouble(error_code& error) {
    co_await receive(steady_now() + gone_check, error);
}

asio::awaitable<std::optional<escpos::Answer>> Line::read(Instant deadline, error_code& error) {
    for (;;) {
        if (!answers_.empty()) {
            const auto answer = answers_.front();
            answers_.pop_front();
            co_return answer;
        }
        if (stopped_ || steady_now() >= deadline) co_return std::nullopt;
        co_await receive(deadline, error);
        if (error && answers_.empty()) co_return std::nullopt;
    }
}

asio::awaitable<void> Line::listen(Instant deadline, error_code& error) {
    listening_ = true;
    while (listening_ && answers_.empty() && !error && !stopped_ && steady_now() < deadline) co_await receive(deadline, error);
    listening_ = false;
}

asio::awaitable<bool> Line::await_dropped(std::size_t before, Instant deadline) {
    error_code error;
    while (reader_.dropped() == before && !error && !stopped_ && steady_now() < deadline) co_await receive(deadline, error);
    co_return reader_.dropped() != before;
}

void Line::wake() {
    if (!listening_) return;
    listening_ = false;
    port_->cancel();
}

asio::awaitable<void> Line::receive(Instant deadline, error_code& error) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_now());
    watch(std::max(left, milliseconds(1)));
    const auto room = asio::buffer(incoming_);
    const std::size_t count = co_await port_->read_some(room, error);
    const bool over = ran_out(error);
    for (std::size_t i = 0; i < count; ++i) {
        const auto answer = reader_.next(incoming_[i]);
        if (!answer) continue;
        if (const auto* by_itself = std::get_if<escpos::AutomaticStatus>(&*answer)) automatic_ = by_itself->status;
        if (answers_.size() == answers_most) answers_.pop_front();
        answers_.push_back(*answer);
    }
    // Whoever woke the line has cancelled what waited; that is no fault of the line's.
    if (over || (error == asio::error::operation_aborted && !stopped_)) error = {};
    broken_ = broken_ || (error && !stopped_);
}

void Line::cancel() {
    stopped_ = true;
    port_->cancel();
}

void Line::watch(milliseconds limit) {
    expired_ = std::make_shared<bool>(false);
    watchdog_.expires_after(stopped_ ? milliseconds(0) : limit);
    watchdog_.async_wait([this, expired = expired_](const error_code& aborted) {
        if (aborted || *expired) return;
        *expired = true;
        port_->cancel();
    });
}

// Whether the operation ended because its time was over; ends the watch.
bool Line::ran_out(const error_code& error) {
    const bool over = *expired_;
    *expired_ = true;  // a wait that has completed but not run yet must not cancel the next operation
    watchdog_.cancel();
    return over && error == asio::error::operation_aborted;
}

}  // namespace luot::transport
