#include "net/connection.hpp"

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace luot::net {

namespace asio = boost::asio;
using boost::system::error_code;

Connection::Connection(asio::ip::tcp::socket socket, std::string peer, Hall& hall, Turns& turns,
                       const std::shared_ptr<const tls::Context>& tls)
    : Conversation(hall, std::move(peer)),
      socket_(std::move(socket)),
      turns_(turns),
      read_buffer_(hall.limits.read_bytes),
      resumed_(socket_.get_executor(), asio::steady_timer::time_point::max()) {
    error_code ignored;  // a peer that is gone already shows at the first read
    socket_.non_blocking(true, ignored);
    if (!tls) return;
    tls_.emplace(tls);
    shakes_hands_ = true;
    ++hall.handshakes;
}

void Connection::start() {
    const auto executor = socket_.get_executor();
    // An exception here is a bug or the end of memory: it ends the program, rather than a connection in silence.
    asio::co_spawn(executor, read(self()), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
    });
}

asio::awaitable<void> Connection::read([[maybe_unused]] std::shared_ptr<Connection> self) {
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    const auto buffer = asio::buffer(read_buffer_);
    const std::size_t envelopes_a_turn = hall().limits.envelopes_a_turn;
    std::size_t share = 0;  // a newcomer's first words wait for their turn: there may be two thousand of them
    while (!is_closed()) {
        const std::size_t bytes = co_await socket_.async_read_some(buffer, token);
        if (error) break;
        if (tls_ && !hear(bytes)) break;
        feed(tls_ ? std::string_view(heard_) : std::string_view(read_buffer_.data(), bytes));
        while (!digest(share)) {
            share = envelopes_a_turn;
            wait_for_turn();
            error_code woken;
            auto wait_token = asio::redirect_error(asio::use_awaitable, woken);
            co_await resumed_.async_wait(wait_token);
        }
    }
    // So does the end of whoever has gone: those two thousand may all go at once.
    if (!is_closed()) {
        if (error == asio::error::eof || (tls_ && tls_->ended())) ended_by_peer();
        if (shakes_hands_) hall().counters.handshakes_failed.count(*tls_, plain_);
        gone_ = true;
        turns_.wait(self, Turns::Kind::words);
        error_code woken;
        auto wait_token = asio::redirect_error(asio::use_awaitable, woken);
        co_await resumed_.async_wait(wait_token);
    }
    close();
}

// False: the line came to its end.
bool Connection::hear(std::size_t bytes) {
    const std::string_view came(read_buffer_.data(), bytes);
    if (!std::exchange(began_, true) && !tls::begins_like_tls(came)) {
        plain_ = true;
        tell_that_it_is_tls();
        return false;
    }
    tls_->received(came);
    heard_ = tls_->take_heard();
    // What is being written comes first: the rest goes with what is written next.
    if (!is_writing()) say_to_line(tls_->take_output());
    if (tls_->established()) agreed_or_gone();
    return !tls_->failure() && (!tls_->ended() || !heard_.empty());
}

// A device that was not told how to speak here hears it in its own words.
void Connection::tell_that_it_is_tls() {
    std::string framed;
    frame::append(
        framed, *hall().translator.encode(Refused{code::tls_required, "this server speaks TLS: start with --tls-fingerprint or --tls-ca"}));
    say_to_line(framed);
    error_code ignored;  // as in shut_down_writing
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

// A few bytes into a send buffer that is as good as empty: what does not fit is found missing by the other side.
void Connection::say_to_line(std::string_view bytes) {
    if (bytes.empty()) return;
    error_code ignored;
    socket_.write_some(asio::buffer(bytes), ignored);
}

void Connection::agreed_or_gone() {
    if (std::exchange(shakes_hands_, false)) --hall().handshakes;
}

void Connection::wait_for_turn() {
    turn_awaits_sign_in_ = is_signing_in();
    if (turn_awaits_sign_in_) return;
    turns_.wait(self(), brings_commands() ? Turns::Kind::commands : Turns::Kind::words);
}

void Connection::go_on_reading() {
    if (std::exchange(turn_awaits_sign_in_, false)) wait_for_turn();
}

// Answers leave before more is asked: who does not read them is not read either.
void Connection::take_turn() {
    if (is_closed()) return;
    turn_awaits_write_ = is_writing() && !gone_;
    if (!turn_awaits_write_) wake_reader();
}

void Connection::wake_reader() {
    resumed_.cancel();
}

void Connection::write(std::vector<Bytes> envelopes) {
    writing_ = std::move(envelopes);
    buffers_.clear();
    for (std::size_t i = 0; i < writing_.size(); ++i) {
        headers_.at(i) = frame::header(writing_[i]->size());
        buffers_.emplace_back(asio::buffer(headers_.at(i)));
        buffers_.emplace_back(asio::buffer(*writing_[i]));
    }
    if (tls_) seal();
    if (write_at_once()) return;
    write_moved_ms_ = hall().now_ms();
    write_moved_bytes_ = 0;
    const auto how_much_more = [this](const error_code& error, std::size_t bytes) { return write_moved(error, bytes); };
    asio::async_write(socket_, buffers_, how_much_more, [self = self()](const error_code& error, std::size_t) {
        if (self->is_closed()) return;
        if (error) {
            self->close();
        } else {
            self->all_written();
            self->turn_after_write();
        }
    });
}

void Connection::seal() {
    std::string plain;
    for (const auto& buffer : buffers_) plain.append(static_cast<const char*>(buffer.data()), buffer.size());
    tls_->say(plain);
    sealed_ = tls_->take_output();
    buffers_.assign(1, asio::buffer(sealed_));
}

// The system nearly always takes all there is: then a call goes to a thousand boards without a thousand operations under way. False: what
// is left in buffers_ has to wait, or to fail.
bool Connection::write_at_once() {
    error_code error;
    std::size_t taken = socket_.write_some(buffers_, error);
    if (error) return false;
    auto first = buffers_.begin();
    for (; first != buffers_.end() && taken >= first->size(); ++first) taken -= first->size();
    buffers_.erase(buffers_.begin(), first);
    if (buffers_.empty()) {
        all_written();
        return true;
    }
    buffers_.front() += taken;
    return false;
}

void Connection::all_written() {
    std::size_t bytes = 0;
    for (const Bytes& envelope : writing_) bytes += frame::header_bytes + envelope->size();
    writing_.clear();
    written(bytes);
}

void Connection::turn_after_write() {
    if (is_writing() || !std::exchange(turn_awaits_write_, false)) return;
    wait_for_turn();
}

// After each piece of a write: a snapshot may be long and the line thin, and whoever goes on reading is not stalled.
std::size_t Connection::write_moved(const error_code& error, std::size_t bytes) {
    if (bytes > write_moved_bytes_) write_moved_ms_ = hall().now_ms();
    write_moved_bytes_ = bytes;
    return error ? 0 : hall().limits.write_bytes;
}

void Connection::look_at_clock(std::int64_t now_ms) {
    Conversation::look_at_clock(now_ms);
    if (!is_closed() && is_writing() && now_ms - write_moved_ms_ >= hall().limits.write_stalled.count()) cut_off();
}

void Connection::shut_down_writing() {
    if (tls_) {
        tls_->end();
        say_to_line(tls_->take_output());
    }
    error_code ignored;  // the other side may be gone already: then the read says so
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Connection::write_if_it_fits(const Bytes& envelope) {
    std::string framed;
    frame::append(framed, *envelope);
    if (tls_) {
        tls_->say(framed);
        framed = tls_->take_output();
    }
    say_to_line(framed);
}

void Connection::close_line() {
    agreed_or_gone();
    error_code ignored;  // nothing is left to be done with the socket, whatever it says
    socket_.close(ignored);
}

}  // namespace luot::net
