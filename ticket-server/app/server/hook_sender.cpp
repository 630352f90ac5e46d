#include "server/hook_sender.hpp"

#include <exception>
#include <thread>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace luot::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Stream = beast::tcp_stream;

namespace {

http::request<http::string_body> request_of(const HookRequest& from) {
    http::request<http::string_body> request(http::verb::post, from.target.target, 11);
    request.set(http::field::host, from.target.authority);
    request.set(http::field::content_type, "application/json");
    request.set(http::field::user_agent, "luot");
    request.set("X-Luot-Signature", from.signature);
    request.set("X-Luot-Delivery", from.delivery);
    request.keep_alive(false);
    request.body() = from.body;
    request.prepare_payload();
    return request;
}

std::string why(const char* doing, const error_code& error) {
    return std::string(doing) + ": " + error.message();
}

// The question and the answer's head. More of it is not looked at: who answers is asked to close.
template <class Line>
asio::awaitable<HookOutcome> exchange(Line& line, const HookRequest& from, std::size_t answer_bytes) {
    HookOutcome outcome;
    error_code error;
    const auto request = request_of(from);
    co_await http::async_write(line, request, asio::redirect_error(asio::use_awaitable, error));
    outcome.why_not = why("sending", error);
    if (error) co_return outcome;
    beast::flat_buffer room(answer_bytes);
    http::response_parser<http::empty_body> parser;
    parser.skip(true);
    co_await http::async_read_header(line, room, parser, asio::redirect_error(asio::use_awaitable, error));
    outcome.why_not = why("reading the answer", error);
    if (error) co_return outcome;
    outcome.status = parser.get().result_int();
    const bool taken = outcome.status >= 200 && outcome.status < 300;
    outcome.why_not = taken ? std::string() : "answered " + std::to_string(outcome.status);
    co_return outcome;
}

// One try.
struct Way {
    explicit Way(asio::io_context& context) : found(context, asio::steady_timer::time_point::max()), line(context), patience(context) {}
    void give_up() {
        too_long = true;
        found.cancel();
        line.cancel();
    }
    asio::steady_timer found;  // never expires: cancelled when the name is known
    error_code not_found;
    std::vector<Tcp::endpoint> ends;
    Stream line;
    asio::steady_timer patience;
    bool too_long = false;
};

// Addresses have no names to say.
bool say_name(SSL* handle, const std::string& host) {
    error_code is_name;
    asio::ip::make_address(host, is_name);
    if (!is_name) return true;
    return SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str())) == 1;
}

}  // namespace

// What the thread owns.
struct HookSender::Side {
    Side(std::size_t answer_bytes_, LookUp look_up)
        : answer_bytes(answer_bytes_), keep_on(asio::make_work_guard(context)), names(context, std::move(look_up)) {
        tls.set_default_verify_paths();
        tls.set_verify_mode(asio::ssl::verify_peer);
    }

    asio::awaitable<HookOutcome> attempt(HookRequest request);
    asio::awaitable<void> find(std::shared_ptr<Way> way, const web::hooks::Target& target);
    static asio::awaitable<HookOutcome> through_tls(Side& self, Stream& line, const HookRequest& request);

    const std::size_t answer_bytes;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> keep_on;
    HostNames names;
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::thread thread;
};

asio::awaitable<HookOutcome> HookSender::Side::through_tls(Side& self, Stream& line, const HookRequest& request) {
    error_code error;
    HookOutcome outcome;
    asio::ssl::stream<Stream&> secret(line, self.tls);
    secret.set_verify_callback(asio::ssl::host_name_verification(request.target.host), error);
    outcome.why_not = why("checking the certificate", error);
    if (error) co_return outcome;
    outcome.why_not = "the host cannot be named";
    if (!say_name(secret.native_handle(), request.target.host)) co_return outcome;
    co_await secret.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    outcome.why_not = why("TLS", error);
    if (error) co_return outcome;
    outcome = co_await exchange(secret, request, self.answer_bytes);
    co_return outcome;
}

// Whose name hangs holds up this try alone.
asio::awaitable<void> HookSender::Side::find(std::shared_ptr<Way> way, const web::hooks::Target& target) {
    error_code no_address;
    const auto address = asio::ip::make_address(target.host, no_address);
    if (!no_address) {
        way->ends.emplace_back(address, target.port);
        co_return;
    }
    names.find(target.host, [way, port = target.port](const error_code& error, const auto& addresses) {
        way->not_found = error;
        for (const asio::ip::address& each : addresses) way->ends.emplace_back(each, port);
        way->found.cancel();
    });
    error_code known;
    co_await way->found.async_wait(asio::redirect_error(asio::use_awaitable, known));
}

asio::awaitable<HookOutcome> HookSender::Side::attempt(HookRequest request) {
    // Shared with the timer, whose word may be on its way when everything else is over.
    const auto way = std::make_shared<Way>(context);
    way->patience.expires_after(patience);
    way->patience.async_wait([way](const error_code& cancelled) {
        if (!cancelled) way->give_up();
    });
    co_await find(way, request.target);
    error_code error = way->not_found;
    HookOutcome outcome;
    if (error) outcome.why_not = why("looking up the name", error);
    if (!error && !way->too_long) {
        co_await way->line.async_connect(way->ends, asio::redirect_error(asio::use_awaitable, error));
        if (error) outcome.why_not = why("connecting", error);
    }
    if (!error && !way->too_long) {
        if (request.target.secure) {
            outcome = co_await through_tls(*this, way->line, request);
        } else {
            outcome = co_await exchange(way->line, request, answer_bytes);
        }
    }
    way->patience.cancel();
    const bool taken = !error && !way->too_long && outcome.why_not.empty();
    if (!taken && way->too_long) outcome.why_not = "no answer within " + std::to_string(patience.count() / 1'000) + " s";
    co_return outcome;
}

HookSender::HookSender(asio::any_io_executor executor, std::size_t answer_bytes, LookUp look_up)
    : executor_(std::move(executor)), side_(std::make_unique<Side>(answer_bytes, std::move(look_up))) {
    side_->thread = std::thread([side = side_.get()] { side->context.run(); });
}

HookSender::~HookSender() {
    side_->context.stop();
    side_->thread.join();
}

void HookSender::send(HookRequest request, Done done) {
    const auto settled = [this, done = std::move(done)](const std::exception_ptr& thrown, HookOutcome outcome) {
        if (thrown) std::rethrow_exception(thrown);  // a bug or no memory left
        asio::post(executor_, [done, outcome = std::move(outcome)] { done(outcome); });
    };
    Side& side = *side_;
    asio::co_spawn(side.context, side.attempt(std::move(request)), settled);
}

}  // namespace luot::server
