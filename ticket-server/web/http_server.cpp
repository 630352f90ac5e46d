#include "web/http_server.hpp"

#include <exception>
#include <set>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace luot::web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Parser = http::request_parser<http::empty_body>;
using Answer = http::response<http::string_body>;

constexpr char busy[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 5\r\n\r\n";

// What a request that cannot be read is told; 0: nothing, the connection is gone.
unsigned status_of(const error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::bad_version) return 505;
    if (error == http::error::body_limit || error == http::error::unexpected_body) return 413;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    // Whatever else the parser says is about what was sent; the rest is about the socket.
    return error.category() == http::make_error_code(http::error::bad_target).category() ? 400 : 0;
}

Page refusal(unsigned status) {
    Page page;
    page.status = status;
    page.body = std::string(http::obsolete_reason(static_cast<http::status>(status))) + "\n";
    return page;
}

Answer make_answer(Page page, unsigned version, bool head, bool keep_alive) {
    Answer answer(static_cast<http::status>(page.status), version);
    answer.set(http::field::content_type, page.type);
    answer.set(http::field::cache_control, "no-store");
    answer.set("X-Content-Type-Options", "nosniff");
    if (page.status == 405) answer.set(http::field::allow, "GET, HEAD");
    answer.keep_alive(keep_alive);
    answer.content_length(page.body.size());
    if (!head) answer.body() = std::move(page.body);
    return answer;
}

// One client.
struct Connection {
    explicit Connection(Tcp::socket socket) : stream(std::move(socket)) {}
    beast::tcp_stream stream;
    bool answering = false;  // a stop lets it finish
};

}  // namespace

struct HttpServer::Impl : std::enable_shared_from_this<HttpServer::Impl> {
    Impl(asio::any_io_executor executor_, AnswerPage answer_page_, Limits limits_)
        : executor(std::move(executor_)), answer_page(std::move(answer_page_)), limits(limits_), acceptor(executor), pause(executor) {}

    asio::any_io_executor executor;
    AnswerPage answer_page;
    Limits limits;
    Tcp::acceptor acceptor;
    asio::steady_timer pause;
    std::set<Connection*> connections;
    bool stopping = false;

    // `self` from the first moment: what is spawned may begin only after the server is gone.
    static asio::awaitable<void> accept_all(std::shared_ptr<Impl> self);
    static asio::awaitable<void> serve(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection);
    asio::awaitable<bool> serve_one(std::shared_ptr<Connection> connection, beast::flat_buffer& received, bool last);
    Page page_for(const Parser& parser) const;
    void admit(Tcp::socket socket);
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
    if (connections.size() >= limits.connections) {
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(busy, sizeof(busy) - 1), ignored);
        return;
    }
    socket.set_option(Tcp::no_delay(true), ignored);
    const auto connection = std::make_shared<Connection>(std::move(socket));
    connections.insert(connection.get());
    asio::co_spawn(executor, serve(shared_from_this(), connection), rethrow);
}

asio::awaitable<void> HttpServer::Impl::serve(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection) {
    beast::flat_buffer received(self->limits.header_bytes + std::size_t{1});
    for (std::size_t served = 1; !self->stopping; ++served) {
        const bool last = served >= self->limits.requests_a_connection;
        const bool again = co_await self->serve_one(connection, received, last);
        if (!again) break;
    }
    error_code ignored;
    connection->stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    self->connections.erase(connection.get());
}

// False when the connection is to be closed.
asio::awaitable<bool> HttpServer::Impl::serve_one(std::shared_ptr<Connection> connection, beast::flat_buffer& received, bool last) {
    Parser parser;
    parser.header_limit(limits.header_bytes);
    error_code error;
    connection->stream.expires_after(limits.request);
    co_await http::async_read_header(connection->stream, received, parser, asio::redirect_error(asio::use_awaitable, error));
    if (stopping) co_return false;

    Page page;
    bool keep_alive = false;
    bool head = false;
    unsigned version = 11;
    if (error) {
        const unsigned status = status_of(error);
        if (status == 0) co_return false;
        page = refusal(status);
    } else {
        head = parser.get().method() == http::verb::head;
        version = parser.get().version();
        page = page_for(parser);
        // After a body that nobody reads, the next request cannot be found.
        keep_alive = !last && parser.is_done() && parser.keep_alive();
    }

    Answer answer = make_answer(std::move(page), version, head, keep_alive);
    http::response_serializer<http::string_body> serializer(answer);
    serializer.split(head);
    connection->answering = true;
    connection->stream.expires_after(limits.answer);
    if (head) {
        co_await http::async_write_header(connection->stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    } else {
        co_await http::async_write(connection->stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    }
    connection->answering = false;
    co_return keep_alive && !error;
}

Page HttpServer::Impl::page_for(const Parser& parser) const {
    const auto method = parser.get().method();
    if (method != http::verb::get && method != http::verb::head) return refusal(405);
    if (!parser.is_done()) return refusal(413);
    const auto target = parser.get().target();
    const std::string_view whole(target.data(), target.size());
    if (whole.empty() || whole.front() != '/') return refusal(400);
    const auto mark = whole.find('?');
    Question question;
    question.path = whole.substr(0, mark);
    if (mark != std::string_view::npos) question.query = whole.substr(mark + 1);
    return answer_page(question);
}

void HttpServer::Impl::stop() {
    if (stopping) return;
    stopping = true;
    error_code ignored;  // closing what is closed already
    acceptor.close(ignored);
    pause.cancel();
    for (Connection* connection : connections) {
        if (!connection->answering) connection->stream.cancel();
    }
}

HttpServer::HttpServer(asio::any_io_executor executor, AnswerPage answer_page, Limits limits)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(answer_page), limits)) {}

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

}  // namespace luot::web
