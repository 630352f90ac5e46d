// A server over real sockets, and a client that speaks bytes.
#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "web/http_server.hpp"

namespace luot::test {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

inline void echo(const web::Question& question, const web::Reply& reply) {
    web::Page page;
    if (question.path == "/nowhere") page.status = 404;
    page.body = question.path + "|" + question.query + question.body;
    reply(page);
}

// A server on a thread of its own, which everything about it runs on.
class Running {
  public:
    explicit Running(web::Limits limits = {}, web::AnswerPage answer_page = echo, std::shared_ptr<const tls::Context> tls = nullptr,
                     bool only_tls = false)
        : server_(std::in_place, context_.get_executor(), std::move(answer_page), limits, std::move(tls), only_tls) {
        const error_code error = server_->open(Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        REQUIRE_FALSE(error);
        port = server_->port();
        thread_ = std::thread([this] { context_.run(); });
    }
    ~Running() {
        asio::post(context_, [this] {
            server_.reset();
            goes_on_.reset();
        });
        thread_.join();  // ends by itself: nothing is left to do
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    template <class Work>
    auto on_thread(Work work) {
        std::promise<decltype(work())> done;
        asio::post(context_, [&] { done.set_value(work()); });
        return done.get_future().get();
    }
    web::HttpServer& server() { return *server_; }

    std::uint16_t port = 0;

  private:
    asio::io_context context_;
    // A server that has stopped can still be asked about.
    asio::executor_work_guard<asio::io_context::executor_type> goes_on_{context_.get_executor()};
    std::optional<web::HttpServer> server_;
    std::thread thread_;
};

class Talker {
  public:
    explicit Talker(std::uint16_t port) : socket_(context_) { socket_.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), port)); }

    // From another address of this machine: all of 127.0.0.0/8 is.
    Talker(std::uint16_t port, const std::string& from) : socket_(context_, Tcp::endpoint(asio::ip::make_address(from), 0)) {
        socket_.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), port));
    }

    void send(const std::string& text) {
        error_code ignored;  // the server may have closed: what it said is what counts
        asio::write(socket_, asio::buffer(text), ignored);
    }
    // Until the server closes; bounded by the test's timeout.
    std::string read_all() {
        std::string all;
        error_code error;
        while (!error) {
            char part[4'096];
            const std::size_t n = socket_.read_some(asio::buffer(part), error);
            all.append(part, n);
        }
        return all;
    }
    // Until `text` has come.
    std::string read_until(const std::string& text) {
        std::string all;
        error_code error;
        while (!error && all.find(text) == std::string::npos) {
            char part[4'096];
            const std::size_t n = socket_.read_some(asio::buffer(part), error);
            all.append(part, n);
        }
        return all;
    }
    // What comes next; empty: nothing comes any more.
    std::string read_piece() {
        error_code error;
        char part[4'096];
        const std::size_t n = socket_.read_some(asio::buffer(part), error);
        return {part, n};
    }
    void end() {
        error_code ignored;  // as in send
        socket_.shutdown(Tcp::socket::shutdown_send, ignored);
    }

  private:
    asio::io_context context_;
    Tcp::socket socket_;
};

inline std::string ask(std::uint16_t port, const std::string& request) {
    Talker client(port);
    client.send(request);
    client.end();
    return client.read_all();
}

// Until it is so: what the server notices it notices soon, but on its own thread.
template <class Condition>
bool comes_true(Running& running, const Condition& condition) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(180);
    while (!running.on_thread(condition)) {
        if (std::chrono::steady_clock::now() > give_up) return false;
        std::this_thread::yield();
    }
    return true;
}

inline bool says(const std::string& answer, const std::string& part) {
    return answer.find(part) != std::string::npos;
}

}  // namespace luot::test
