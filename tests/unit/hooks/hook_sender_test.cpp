#include "server/hook_sender.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

using namespace luot;
namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

// Hears one question after the other, each on a line of its own and until `after` came, and says the same to all; an empty answer keeps the
// line open.
class Receiver {
  public:
    explicit Receiver(std::string answer, const std::string& after = "\r\n\r\n")
        : answer_(std::move(answer)), after_(after), acceptor_(context_, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
        port = acceptor_.local_endpoint().port();
        thread_ = std::thread([this] { hear(); });
    }
    ~Receiver() {
        ending_ = true;
        error_code ignored;
        Tcp::socket last(context_);
        last.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), port), ignored);  // wakes accept()
        thread_.join();
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    std::uint16_t port = 0;
    std::atomic<int> heard{0};
    std::string first;  // what was asked first, once heard

  private:
    void hear() {
        while (true) {
            error_code error;
            Tcp::socket line(context_);
            acceptor_.accept(line, error);
            if (ending_ || error) return;
            std::string question;
            while (question.find(after_) == std::string::npos && !error) {
                std::array<char, 1'024> piece{};
                const std::size_t count = line.read_some(asio::buffer(piece), error);
                question.append(piece.data(), count);
            }
            if (heard == 0) first = question;
            ++heard;  // before whoever asked can know that it was
            asio::write(line, asio::buffer(answer_), error);
            if (answer_.empty()) kept_.push_back(std::move(line));
        }
    }

    const std::string answer_, after_;
    asio::io_context context_;
    Tcp::acceptor acceptor_;
    std::vector<Tcp::socket> kept_;
    std::atomic<bool> ending_{false};
    std::thread thread_;
};

server::HookRequest request(std::uint16_t port, bool secure = false) {
    server::HookRequest made;
    made.target = *web::hooks::target_of((secure ? "https" : "http") + std::string("://127.0.0.1:") + std::to_string(port) + "/in?x=1");
    made.signature = "t=1,v1=ab";
    made.delivery = "1-7";
    made.body = "{}";
    return made;
}

// What comes of it, called back on the thread that runs the executor.
server::HookOutcome outcome_of(const server::HookRequest& what) {
    asio::io_context context;
    const auto keep_on = asio::make_work_guard(context);
    server::HookSender sender(context.get_executor(), 4'096);
    std::optional<server::HookOutcome> outcome;
    std::thread::id on;
    sender.send(what, [&](server::HookOutcome came) {
        outcome = std::move(came);
        on = std::this_thread::get_id();
        context.stop();
    });
    context.run();
    REQUIRE(outcome.has_value());
    CHECK(on == std::this_thread::get_id());
    return *outcome;
}

// A resolver that hangs on "hangs.example" until it is let go, and knows every other name at once. Shared with its threads.
struct Resolver {
    std::promise<void> let_go;
    std::shared_future<void> gone_on{let_go.get_future()};
    std::atomic<int> asked{0};

    static server::LookUp of(const std::shared_ptr<Resolver>& resolver) {
        return [resolver](const std::string& host, error_code& error) {
            ++resolver->asked;
            if (host == "hangs.example") resolver->gone_on.wait();
            if (host == "nobody.example") error = asio::error::host_not_found;
            return error ? std::vector<asio::ip::address>{} : std::vector<asio::ip::address>{asio::ip::address_v4::loopback()};
        };
    }
};

server::HookRequest request_to(const std::string& host, std::uint16_t port) {
    server::HookRequest made = request(port);
    made.target = *web::hooks::target_of("http://" + host + ":" + std::to_string(port) + "/");
    return made;
}

std::string sent(const server::HookRequest& what) {
    return outcome_of(what).why_not;
}

}  // namespace

TEST_CASE("what is answered with 2xx is taken and says what it is") {
    Receiver receiver("HTTP/1.1 204 No Content\r\n\r\n");
    CHECK(sent(request(receiver.port)) == "");
    REQUIRE(receiver.heard == 1);
    CHECK(receiver.first.starts_with("POST /in?x=1 HTTP/1.1\r\n"));
    for (const char* line : {"Content-Type: application/json\r\n", "X-Luot-Signature: t=1,v1=ab\r\n", "X-Luot-Delivery: 1-7\r\n",
                             "Content-Length: 2\r\n", "Connection: close\r\n"}) {
        CAPTURE(std::string(line));
        CHECK(receiver.first.find(line) != std::string::npos);
    }
    CHECK(receiver.first.find("Host: 127.0.0.1:" + std::to_string(receiver.port) + "\r\n") != std::string::npos);
}

TEST_CASE("what is not taken says why") {
    Receiver busy("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    CHECK(sent(request(busy.port)) == "answered 500");
    Receiver unwilling("HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n");
    CHECK(outcome_of(request(unwilling.port)).status == 422);
    Receiver elsewhere("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n");
    CHECK(sent(request(elsewhere.port)) == "answered 302");
    Receiver garbled("what\r\n\r\n");
    CHECK(sent(request(garbled.port)).starts_with("reading the answer: "));
    Receiver endless("HTTP/1.1 200 OK\r\nX: " + std::string(10'000, 'x'));
    CHECK(sent(request(endless.port)).starts_with("reading the answer: "));
    Receiver plain("what\r\n\r\n", "\x16");  // a TLS line begins so
    CHECK(sent(request(plain.port, true)).starts_with("TLS: "));
    std::uint16_t nobody = 0;
    {
        asio::io_context context;
        Tcp::acceptor acceptor(context, Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        nobody = acceptor.local_endpoint().port();
    }
    CHECK(sent(request(nobody)).starts_with("connecting: "));
    CHECK(outcome_of(request(nobody)).status == 0);
}

TEST_CASE("it ends at once though nobody answers and nobody is called back then") {
    Receiver silent("");
    asio::io_context context;
    bool called = false;
    const auto begun = std::chrono::steady_clock::now();
    {
        server::HookSender sender(context.get_executor(), 4'096);
        for (int i = 0; i < 5; ++i) sender.send(request(silent.port), [&](const server::HookOutcome&) { called = true; });
        while (silent.heard < 5) std::this_thread::yield();
    }
    CHECK(std::chrono::steady_clock::now() - begun < server::HookSender::patience);
    context.run();
    CHECK_FALSE(called);
}

TEST_CASE("a name on which the system hangs holds up no other and is asked for once") {
    Receiver receiver("HTTP/1.1 204 No Content\r\n\r\n");
    const auto resolver = std::make_shared<Resolver>();
    asio::io_context context;
    const auto keep_on = asio::make_work_guard(context);
    server::HookSender sender(context.get_executor(), 4'096, Resolver::of(resolver));
    std::vector<std::string> came;
    const auto send = [&](const std::string& host) {
        sender.send(request_to(host, receiver.port),
                    [&came, host](const server::HookOutcome& outcome) { came.push_back(host + " " + outcome.why_not); });
    };
    send("hangs.example");
    send("hangs.example");
    while (resolver->asked < 1) std::this_thread::yield();
    send("quick.example");
    while (came.empty()) context.run_one();
    CHECK(came.front() == "quick.example ");
    send("nobody.example");
    while (came.size() < 2) context.run_one();
    CHECK(came.back().starts_with("nobody.example looking up the name: "));
    resolver->let_go.set_value();
    while (came.size() < 4) context.run_one();
    CHECK(came.back() == "hangs.example ");
    CHECK(resolver->asked == 3);
    CHECK(receiver.heard == 3);
}

TEST_CASE("it ends at once though a name is being looked up") {
    const auto resolver = std::make_shared<Resolver>();
    asio::io_context context;
    bool called = false;
    {
        server::HookSender sender(context.get_executor(), 4'096, Resolver::of(resolver));
        sender.send(request_to("hangs.example", 1), [&](const server::HookOutcome&) { called = true; });
        while (resolver->asked < 1) std::this_thread::yield();
    }
    resolver->let_go.set_value();
    context.run();
    CHECK_FALSE(called);
}
