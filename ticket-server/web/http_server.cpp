#include "web/http_server.hpp"

#include <deque>
#include <exception>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "peer/giving_way.hpp"
#include "peer/network_of.hpp"
#include "tls/end.hpp"
#include "web/conversation.hpp"
#include "web/http_connection.hpp"

namespace luot::web {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr char busy[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 5\r\n\r\n";
constexpr char not_tls[] =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 52\r\nConnection: close\r\n\r\n"
    "Here only TLS is spoken: the address is https://...\n";

}  // namespace

struct HttpServer::Impl : std::enable_shared_from_this<HttpServer::Impl> {
    Impl(asio::any_io_executor executor_, AnswerPage answer_page_, Limits limits_, std::shared_ptr<const tls::Context> tls_, bool only_tls_)
        : executor(std::move(executor_)),
          answer_page(std::move(answer_page_)),
          limits(limits_),
          tls(std::move(tls_)),
          only_tls(only_tls_ && tls != nullptr),
          acceptor(executor),
          pause(executor) {}

    asio::any_io_executor executor;
    AnswerPage answer_page;
    Limits limits;
    std::shared_ptr<const tls::Context> tls;
    bool only_tls = false;
    Tcp::acceptor acceptor;
    asio::steady_timer pause;
    std::set<Connection*> connections;
    std::size_t streams = 0;     // of them
    std::size_t handshakes = 0;  // of them, under way
    HttpCounters counters;
    std::deque<std::shared_ptr<Connection>> waiting;  // for their turn
    bool turn_posted = false;
    bool stopping = false;

    // `self` from the first moment: what is spawned may begin only after the server is gone.
    static asio::awaitable<void> accept_all(std::shared_ptr<Impl> self);
    static asio::awaitable<void> serve(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection);
    // Where serve() goes on. False: the connection is to be closed.
    asio::awaitable<bool> read_some(std::shared_ptr<Connection> connection, Conversation& conversation);
    asio::awaitable<bool> write(std::shared_ptr<Connection> connection, const std::string& output);
    asio::awaitable<bool> write_to_line(std::shared_ptr<Connection> connection, const std::string& bytes);
    asio::awaitable<bool> agree_on_tls(std::shared_ptr<Connection> connection, Conversation& conversation);
    asio::awaitable<bool> shake_hands(std::shared_ptr<Connection> connection);
    // Behind the last answer, for what the system takes at once.
    static void end_line(Connection& connection);
    asio::awaitable<void> wait_for_more(std::shared_ptr<Connection> connection, Conversation& conversation);
    static asio::awaitable<void> watch(std::shared_ptr<Connection> connection);
    asio::awaitable<void> take_turn(std::shared_ptr<Connection> connection);
    Client client_of(Connection& connection);
    void admit(Tcp::socket socket);
    bool make_room(const std::string& newcomer, bool of_handshakes);
    void agreed_or_gone(Connection& connection);
    void next_turn();
    void stop();
};

// A coroutine of ours ends by returning. What it throws is a bug or no memory left, and ends the program, which restarts from the journal.
static void rethrow(const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
}

asio::awaitable<void> HttpServer::Impl::accept_all(std::shared_ptr<Impl> self) {
    while (!self->stopping) {
        error_code error;
        Tcp::socket socket(self->executor);
        co_await self->acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
        if (self->stopping) break;
        if (!error) {
            self->admit(std::move(socket));
            continue;
        }
        if (error == asio::error::connection_aborted) continue;
        self->pause.expires_after(self->limits.accept_pause);
        co_await self->pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
}

void HttpServer::Impl::admit(Tcp::socket socket) {
    error_code ignored;  // a peer that is gone already is not news
    const std::string network = network_of(peer_of(socket));
    if (connections.size() - streams >= limits.connections && !make_room(network, false)) {
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(busy, sizeof(busy) - 1), ignored);
        ++counters.turned_away;
        return;
    }
    if (tls && handshakes >= limits.handshakes && !make_room(network, true)) {
        ++counters.turned_away;
        return;
    }
    set_options(socket, limits);
    const auto connection = std::make_shared<Connection>(std::move(socket), tls);
    connection->network = network;
    connection->number = ++counters.accepted;
    connection->shaking = connection->tls.has_value();
    if (connection->shaking) ++handshakes;
    connections.insert(connection.get());
    asio::co_spawn(executor, serve(shared_from_this(), connection), rethrow);
}

// False: nobody gives way.
bool HttpServer::Impl::make_room(const std::string& newcomer, bool of_handshakes) {
    std::vector<Connection*> counted;
    std::vector<PeerLine> lines;
    for (Connection* line : connections) {
        if (line->streaming || (of_handshakes && !line->shaking)) continue;
        counted.push_back(line);
        lines.push_back({line->network, line->number, line->listens});
    }
    const auto at = who_gives_way(lines, newcomer);
    if (!at) return false;
    ++counters.turned_away;
    Connection& gives_way = *counted[*at];
    gives_way.gone = true;
    agreed_or_gone(gives_way);
    connections.erase(&gives_way);
    gives_way.stream.close();
    return true;
}

void HttpServer::Impl::agreed_or_gone(Connection& connection) {
    if (std::exchange(connection.shaking, false)) --handshakes;
}

Client HttpServer::Impl::client_of(Connection& connection) {
    Client client;
    client.peer = peer_of(connection.stream.socket());
    client.secure = connection.tls.has_value();
    client.only_tls = only_tls;
    client.may_stream = [this, &connection] {
        if (streams >= limits.streams) return false;
        connection.streaming = true;
        ++streams;
        return true;
    };
    return client;
}

asio::awaitable<void> HttpServer::Impl::serve(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection) {
    Conversation conversation(self->limits, self->answer_page, self->client_of(*connection));
    conversation.set_wake([connection = connection.get()] { connection->wake(); });
    connection->conversation = &conversation;
    bool watched = false;
    const bool begun = co_await self->agree_on_tls(connection, conversation);
    connection->stream.expires_after(self->limits.request);
    while (begun && !self->stopping && !connection->gone) {
        co_await self->take_turn(connection);
        if (self->stopping || connection->gone) break;
        connection->awake = false;
        const auto output = conversation.next_output();
        const auto phase = conversation.phase();
        bool good = true;
        if (output) {
            good = co_await self->write(connection, *output);
            if (phase == Conversation::Phase::reading) connection->stream.expires_after(self->limits.request);
        } else if (phase == Conversation::Phase::reading) {
            good = co_await self->read_some(connection, conversation);
        } else if (phase == Conversation::Phase::making || phase == Conversation::Phase::streaming) {
            co_await self->wait_for_more(connection, conversation);
        }
        if (!good || phase == Conversation::Phase::over) break;
        if (phase == Conversation::Phase::streaming && !std::exchange(watched, true)) {
            connection->stream.expires_never();
            asio::co_spawn(self->executor, watch(connection), rethrow);
        }
    }
    connection->conversation = nullptr;
    end_line(*connection);
    if (watched) connection->stream.cancel();
    self->connections.erase(connection.get());
    if (connection->streaming) --self->streams;
}

// One page, and then whatever else the executor has ready: pages cost more than most, and many may be asked for at once.
void HttpServer::Impl::next_turn() {
    if (waiting.empty() || std::exchange(turn_posted, true)) return;
    asio::post(executor, [self = shared_from_this()] {
        self->turn_posted = false;
        self->waiting.front()->turn.cancel();
        self->waiting.pop_front();
        self->next_turn();
    });
}

asio::awaitable<void> HttpServer::Impl::take_turn(std::shared_ptr<Connection> connection) {
    error_code turn_has_come;
    waiting.push_back(connection);
    next_turn();
    co_await connection->turn.async_wait(asio::redirect_error(asio::use_awaitable, turn_has_come));
}

asio::awaitable<bool> HttpServer::Impl::read_some(std::shared_ptr<Connection> connection, Conversation& conversation) {
    error_code error;
    const auto room = asio::buffer(connection->incoming);
    connection->listens = true;
    const std::size_t count = co_await connection->stream.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
    connection->listens = false;
    if (connection->gone) co_return false;
    const std::string_view bytes(connection->incoming.data(), count);
    if (!connection->tls) {
        conversation.received(bytes);
        co_return !error;
    }
    connection->tls->received(bytes);
    conversation.received(connection->tls->take_heard());
    co_return !error && !connection->tls->failure() && !connection->tls->ended();
}

asio::awaitable<bool> HttpServer::Impl::write(std::shared_ptr<Connection> connection, const std::string& output) {
    connection->answering = true;
    connection->stream.expires_after(limits.answer);
    std::string sealed;
    if (connection->tls) {
        connection->tls->say(output);
        sealed = connection->tls->take_output();
    }
    const std::string& bytes = connection->tls ? sealed : output;
    const bool good = co_await write_to_line(connection, bytes);
    connection->answering = false;
    co_return good;
}

asio::awaitable<bool> HttpServer::Impl::write_to_line(std::shared_ptr<Connection> connection, const std::string& bytes) {
    error_code error;
    const auto buffer = asio::buffer(bytes);
    co_await asio::async_write(connection->stream, buffer, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

// What a client says right behind its last word of the agreement goes to the conversation. False: it came to nothing.
asio::awaitable<bool> HttpServer::Impl::agree_on_tls(std::shared_ptr<Connection> connection, Conversation& conversation) {
    if (!connection->tls) co_return true;
    connection->stream.expires_after(limits.handshake);
    bool good = true;
    while (good && !connection->tls->established()) {
        good = co_await shake_hands(connection);
    }
    agreed_or_gone(*connection);
    if (connection->gone) co_return false;
    if (!good && !stopping) counters.handshakes_failed.count(*connection->tls, connection->plain);
    conversation.received(connection->tls->take_heard());
    co_return good;
}

// One piece from the client and what is to be said to it, in its turn: each costs about as much as a page.
asio::awaitable<bool> HttpServer::Impl::shake_hands(std::shared_ptr<Connection> connection) {
    error_code error;
    const auto room = asio::buffer(connection->incoming);
    connection->listens = true;
    const std::size_t count = co_await connection->stream.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
    connection->listens = false;
    if (error || connection->gone) co_return false;
    co_await take_turn(connection);
    if (stopping) co_return false;
    const std::string_view bytes(connection->incoming.data(), count);
    if (!std::exchange(connection->began, true) && !tls::begins_like_tls(bytes)) {
        connection->plain = true;
        const std::string answer(not_tls, sizeof(not_tls) - 1);
        co_await write_to_line(connection, answer);
        co_return false;
    }
    connection->tls->received(bytes);
    const std::string output = connection->tls->take_output();
    const bool written = co_await write_to_line(connection, output);
    co_return written && !connection->tls->failure();
}

void HttpServer::Impl::end_line(Connection& connection) {
    error_code ignored;  // a peer that is gone already is not news
    if (connection.tls && connection.tls->established()) {
        connection.tls->end();
        connection.stream.socket().non_blocking(true, ignored);
        connection.stream.socket().write_some(asio::buffer(connection.tls->take_output()), ignored);
    }
    connection.stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> HttpServer::Impl::wait_for_more(std::shared_ptr<Connection> connection, Conversation& conversation) {
    if (connection->awake) co_return;
    const bool streams_on = conversation.phase() == Conversation::Phase::streaming;
    connection->wait.expires_after(streams_on ? limits.beat : limits.making);
    error_code woken;
    co_await connection->wait.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (woken) co_return;
    if (streams_on) {
        conversation.beat();
    } else {
        conversation.give_up();
    }
}

// What the client of a stream says is not looked at: only that it is still there.
asio::awaitable<void> HttpServer::Impl::watch(std::shared_ptr<Connection> connection) {
    error_code error;
    while (!error) {
        const auto room = asio::buffer(connection->incoming);
        co_await connection->stream.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
    }
    connection->gone = true;
    connection->wake();
}

void HttpServer::Impl::stop() {
    if (stopping) return;
    stopping = true;
    error_code ignored;  // closing what is closed already
    acceptor.close(ignored);
    pause.cancel();
    for (Connection* connection : connections) {
        if (connection->answering && !connection->streaming) continue;
        // At once: what makes streams and pages may be gone before this coroutine goes on.
        if (connection->conversation != nullptr) connection->conversation->end();
        connection->stream.cancel();
        connection->wake();
    }
}

HttpServer::HttpServer(asio::any_io_executor executor, AnswerPage answer_page, Limits limits, std::shared_ptr<const tls::Context> tls,
                       bool only_tls)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(answer_page), limits, std::move(tls), only_tls)) {}

HttpServer::~HttpServer() {
    impl_->stop();
    for (Connection* connection : impl_->connections) connection->stream.close();
}

error_code HttpServer::open(const Tcp::endpoint& endpoint) {
    error_code error;
    Tcp::acceptor& acceptor = impl_->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        error_code ignored;  // the first error is the one to tell
        acceptor.close(ignored);
        return error;
    }
    asio::co_spawn(impl_->executor, Impl::accept_all(impl_), rethrow);
    return {};
}

std::uint16_t HttpServer::port() const {
    error_code error;
    const auto endpoint = impl_->acceptor.local_endpoint(error);
    return error ? std::uint16_t{0} : endpoint.port();
}

void HttpServer::stop() {
    impl_->stop();
}

std::size_t HttpServer::connections() const {
    return impl_->connections.size();
}

std::size_t HttpServer::streams() const {
    return impl_->streams;
}

const HttpCounters& HttpServer::counters() const {
    return impl_->counters;
}

}  // namespace luot::web
