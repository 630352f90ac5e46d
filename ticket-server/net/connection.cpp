#include "net/connection.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "core/limits.hpp"
#include "frame/version.hpp"
#include "net/permissions.hpp"

namespace luot::net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// When this close to the core's limit of sessions, the oldest disconnected one may make room.
constexpr std::size_t nearly_full = core::limits::sessions - 64;

net::Reply to_wire(const engine::Reply& from) {
    net::Reply reply;
    reply.no = from.no;
    reply.seq = from.seq;
    reply.at_us = from.at_us;
    if (const auto* answer = std::get_if<core::Answer>(&from.outcome)) reply.outcome = *answer;
    if (const auto* refusal = std::get_if<core::Refusal>(&from.outcome)) reply.outcome = *refusal;
    if (std::holds_alternative<engine::Unavailable>(from.outcome)) reply.outcome = ErrorReply{code::unavailable};
    return reply;
}

}  // namespace

std::int64_t real_ms() {
    const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count();
}

Connection::Connection(asio::ip::tcp::socket socket, Hall& hall)
    : socket_(std::move(socket)),
      hall_(hall),
      fsm_(hall.limits, real_ms()),
      outbox_(hall.limits),
      decoder_(hall.limits.frame_bytes),
      read_buffer_(hall.limits.read_bytes),
      resumed_(socket_.get_executor(), asio::steady_timer::time_point::max()) {}

void Connection::start() {
    const auto executor = socket_.get_executor();
    // An exception here is a bug or the end of memory: it ends the program, rather than a connection in silence.
    asio::co_spawn(executor, read(shared_from_this()), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
    });
}

asio::awaitable<void> Connection::read([[maybe_unused]] std::shared_ptr<Connection> self) {
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    const auto buffer = asio::buffer(read_buffer_);
    while (!closed_) {
        const std::size_t bytes = co_await socket_.async_read_some(buffer, token);
        if (error) break;
        if (ending_) continue;  // the other side has yet to hear our last word
        hall_.counters.bytes_in += bytes;
        decoder_.feed(std::string_view(read_buffer_.data(), bytes));
        while (!ending_) {
            // Looked at before each envelope: nothing that stands behind a full batch, or behind a session's end, is decided.
            if (has_to_wait()) {
                reading_ = false;
                error_code woken;
                auto wait_token = asio::redirect_error(asio::use_awaitable, woken);
                co_await resumed_.async_wait(wait_token);
                reading_ = true;
                continue;
            }
            const auto envelope = decoder_.next();
            if (!envelope) break;
            take(*envelope);
        }
        if (!ending_ && decoder_.error() != frame::Error::none) {
            Actions actions;
            fsm_.bad_frame(frame::to_string(decoder_.error()), actions);
            perform(actions);
        }
    }
    close();
}

// Boards bring no commands and are always read; so is a Hello, which may end a connection that waits.
bool Connection::has_to_wait() const {
    return fsm_.session() && !hall_.service.accepting();
}

void Connection::go_on() {
    if (!reading_) resumed_.cancel();
    if (waits_to_open_ && hall_.service.accepting()) open_session();
}

void Connection::take(std::string_view envelope) {
    ++hall_.counters.frames_in;
    Actions actions;
    fsm_.received(hall_.translator.parse(envelope), hall_.service.told().seq, hall_.service.now().at_us, real_ms(), actions);
    perform(actions);
}

void Connection::perform(Actions& actions) {
    for (Action& action : actions) {
        if (closed_) return;
        std::visit([this](auto& what) { carry_out(what); }, action);
    }
}

void Connection::carry_out(Admit& admit) {
    if (auto refused = hall_.admission.refuses(admit.hello)) {
        refuse(refused->code.c_str(), refused->message);
    } else if (!commands(admit.hello.role)) {
        welcome(core::SessionId{});
    } else if (!admit.hello.session) {
        open_session();
    } else if (is_own_session(hall_.service.told(), admit.hello)) {
        hall_.directory.claim(admit.hello.session, *this);
        welcome(admit.hello.session);
    } else {
        refuse(code::session_expired, "no such session of this device; come again without one");
    }
}

void Connection::open_session() {
    waits_to_open_ = !hall_.service.accepting();
    if (waits_to_open_ || fsm_.state() != SessionFsm::State::admitting) return;
    const Hello& hello = fsm_.hello();
    core::OpenSession open;
    open.device = hello.device;
    open.role = hello.role;
    const core::State& told = hall_.service.told();
    // Those under way have been offered the oldest ones: of many who come at once each needs one of its own.
    const std::size_t opening = hall_.sessions_opening();
    if (told.sessions.size() + opening >= nearly_full) open.may_evict = hall_.directory.oldest_disconnected(told, opening);
    core::Origin origin;
    origin.role = hello.role;
    origin.device = hello.device;
    hall_.service.submit(open, origin, [weak = weak_from_this(), token = hall_.opening](const engine::Reply& reply) {
        if (auto self = weak.lock()) self->session_opened(reply);
    });
}

void Connection::session_opened(const engine::Reply& reply) {
    if (fsm_.state() != SessionFsm::State::admitting) return;
    const auto* answer = std::get_if<core::Answer>(&reply.outcome);
    if (answer && answer->session) {
        hall_.directory.claim(*answer->session, *this);
        welcome(*answer->session);
    } else if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) {
        const bool full = refusal->code == core::RefusalCode::sessions_full;
        refuse(full ? code::busy : code::bad_hello, core::to_string(refusal->code));
    } else {
        refuse(code::unavailable, "the journal cannot be written at the moment; come again");
    }
    hall_.idle();
}

void Connection::welcome(core::SessionId session) {
    const core::State& told = hall_.service.told();
    Welcome welcome;
    welcome.office = told.office.code;
    welcome.epoch = told.epoch;
    welcome.seq = told.seq;
    welcome.session = session;
    welcome.frame_bytes = static_cast<std::uint32_t>(hall_.limits.frame_bytes);
    welcome.unacknowledged = static_cast<std::uint32_t>(hall_.limits.under_way);
    welcome.ping_ms = static_cast<std::uint32_t>(hall_.limits.ping.count());
    welcome.dead_ms = static_cast<std::uint32_t>(hall_.limits.dead.count());
    welcome.at_us = hall_.service.now().at_us;
    welcome.speed = hall_.speed;
    ++hall_.counters.welcomed;
    Actions actions;
    fsm_.welcome(std::move(welcome), real_ms(), actions);
    perform(actions);
}

void Connection::refuse(const char* code, const std::string& message) {
    Actions actions;
    fsm_.refuse(Refused{code, message}, actions);
    perform(actions);
}

void Connection::carry_out(const Send& send) {
    if (const auto* goodbye = std::get_if<OutGoodbye>(&send.message)) count_end(goodbye->code.c_str());
    if (std::holds_alternative<Refused>(send.message)) ++hall_.counters.refused;
    if (!outbox_.add_control(hall_.translator.encode(send.message))) {
        cut_off();
        return;
    }
    hall_.wants_flush(*this);
}

void Connection::carry_out(const Subscribe& subscribe) {
    hall_.fan_out.subscribe(*this, subscribe.role, subscribe.resume_from, subscribe.epoch, hall_.service.told(), hall_.service.now().at_us);
}

void Connection::carry_out(Submit& submit) {
    ++hall_.counters.requests;
    hall_.service.submit(submit.command, submit.origin, [weak = weak_from_this()](const engine::Reply& reply) {
        if (auto self = weak.lock()) self->answered(reply);
    });
}

void Connection::answered(const engine::Reply& reply) {
    if (closed_) return;
    Actions actions;
    fsm_.reply(to_wire(reply), actions);
    perform(actions);
    if (is_idle()) hall_.idle();
}

void Connection::carry_out(const Close&) {
    ending_ = true;
    close_at_ms_ = real_ms() + hall_.limits.linger.count();
    outbox_.stop_pushes();
    leave();
    resumed_.cancel();
    hall_.wants_flush(*this);
}

// Others may have the session, and no push is wanted any more.
void Connection::leave() {
    if (std::exchange(left_, true)) return;
    hall_.directory.release(fsm_.session(), *this);
    hall_.fan_out.unsubscribe(*this);
}

void Connection::end(const char* code, const std::string& message) {
    Actions actions;
    fsm_.end(code, message, actions);
    perform(actions);
}

void Connection::replaced() {
    end(code::replaced, "another connection came for this session");
}

void Connection::expired() {
    end(code::session_expired, "the session was not used for so long that it was closed");
}

void Connection::on_push(const Bytes& bytes) {
    outbox_.add_push(bytes);
    hall_.wants_flush(*this);
}

void Connection::on_snapshot(const Bytes& bytes) {
    outbox_.add_snapshot(bytes);
    hall_.wants_flush(*this);
}

void Connection::look_at_clock(std::int64_t now_ms) {
    Actions actions;
    fsm_.time(now_ms, reading_, actions);
    perform(actions);
    if (closed_) return;
    const bool stalled = is_writing_ && now_ms - write_moved_ms_ >= hall_.limits.write_stalled.count();
    if (ending_ && now_ms >= close_at_ms_) {
        close();
    } else if (stalled) {
        cut_off();
    }
}

void Connection::count_end(const char* code) {
    const std::string_view why = code;
    if (why == code::replaced) ++hall_.counters.replaced;
    if (why == code::silent) ++hall_.counters.silent;
    if (why == code::bad_frame) ++hall_.counters.bad_frames;
}

// The peer does not read: a last word would only wait with the rest, unless what is being written is whole and it finds its place behind
// it.
void Connection::cut_off() {
    ++hall_.counters.too_slow;
    if (!is_writing_) {
        error_code ignored;
        const Bytes goodbye = hall_.translator.encode(OutGoodbye{code::too_slow, "what was sent is not being read"});
        std::string framed;
        frame::append(framed, *goodbye);
        socket_.non_blocking(true, ignored);
        socket_.write_some(asio::buffer(framed), ignored);
    }
    close();
}

void Connection::flush() {
    if (closed_ || is_writing_) return;
    if (!outbox_.empty()) {
        write_next();
    } else if (ending_) {
        error_code ignored;  // the other side may be gone already: then the read says so
        socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    } else if (outbox_.behind()) {
        ++hall_.counters.brought_up;
        hall_.fan_out.bring_up(*this, fsm_.hello().role, hall_.service.told(), hall_.service.now().at_us);
    }
}

void Connection::write_next() {
    writing_ = outbox_.take();
    buffers_.clear();
    for (std::size_t i = 0; i < writing_.size(); ++i) {
        headers_.at(i) = frame::header(writing_[i]->size());
        buffers_.emplace_back(asio::buffer(headers_.at(i)));
        buffers_.emplace_back(asio::buffer(*writing_[i]));
    }
    is_writing_ = true;
    write_moved_ms_ = real_ms();
    write_moved_bytes_ = 0;
    const auto how_much_more = [this](const error_code& error, std::size_t bytes) { return write_moved(error, bytes); };
    asio::async_write(socket_, buffers_, how_much_more,
                      [self = shared_from_this()](const error_code& error, std::size_t bytes) { self->written(error, bytes); });
}

// After each piece of a write: a snapshot may be long and the line thin, and whoever goes on reading is not stalled.
std::size_t Connection::write_moved(const error_code& error, std::size_t bytes) {
    if (bytes > write_moved_bytes_) write_moved_ms_ = real_ms();
    write_moved_bytes_ = bytes;
    return error ? 0 : hall_.limits.write_bytes;
}

void Connection::written(const error_code& error, std::size_t bytes) {
    is_writing_ = false;
    if (closed_) return;
    hall_.counters.bytes_out += bytes;
    if (error) {
        close();
        return;
    }
    hall_.counters.frames_out += writing_.size();
    writing_.clear();
    flush();
}

void Connection::close() {
    if (std::exchange(closed_, true)) return;
    ending_ = true;
    fsm_.gone();
    leave();
    resumed_.cancel();
    error_code ignored;  // nothing is left to be done with the socket, whatever it says
    socket_.close(ignored);
    hall_.closed(*this);
}

}  // namespace luot::net
