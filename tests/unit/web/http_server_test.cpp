#include "web/http_server.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http_support.hpp"

using namespace luot::web;
using namespace luot::test;

TEST_CASE("a page is asked for and comes with its length") {
    Running running;
    const std::string answer = ask(running.port, "GET /here?a=b HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(says(answer, "HTTP/1.1 200 OK\r\n"));
    CHECK(says(answer, "Content-Length: 9\r\n"));
    CHECK(says(answer, "\r\n\r\n/here|a=b"));
}

TEST_CASE("HEAD has the head of GET and no body") {
    Running running;
    const std::string answer = ask(running.port, "HEAD /here HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(says(answer, "HTTP/1.1 200 OK\r\n"));
    CHECK(says(answer, "Content-Length: 6\r\n"));
    CHECK(answer.substr(answer.size() - 4) == "\r\n\r\n");
}

TEST_CASE("several requests on one connection - also sent at once") {
    Running running;
    Talker client(running.port);
    client.send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
    CHECK(says(client.read_until("/b|"), "/a|"));
    client.send("GET /c HTTP/1.1\r\nConnection: close\r\n\r\n");
    CHECK(says(client.read_all(), "/c|"));
}

TEST_CASE("an unknown path is 404") {
    Running running;
    CHECK(says(ask(running.port, "GET /nowhere HTTP/1.1\r\n\r\n"), "HTTP/1.1 404 Not Found\r\n"));
}

TEST_CASE("what is not a question gets a clear refusal") {
    Running running;
    const std::string post = ask(running.port, "POST /here HTTP/1.1\r\nContent-Length: 99999\r\n\r\nabc");
    CHECK(says(post, "HTTP/1.1 413 "));
    CHECK(says(post, "Connection: close\r\n"));
    CHECK(says(ask(running.port, "GET here HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 "));
    CHECK(says(ask(running.port, "GET /here HTTP/3.0\r\n\r\n"), "HTTP/1.1 505 "));
    CHECK(says(ask(running.port, "\x01\x02\x03\r\n\r\n"), "HTTP/1.1 400 "));
    CHECK(says(ask(running.port, "GET /here HTTP/1.1\r\nno colon\r\n\r\n"), "HTTP/1.1 400 "));
}

TEST_CASE("a head that is too long is 431") {
    Running running;
    const std::string answer = ask(running.port, "GET / HTTP/1.1\r\nX: " + std::string(9'000, 'a') + "\r\n\r\n");
    CHECK(says(answer, "HTTP/1.1 431 "));
    CHECK(says(ask(running.port, "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\n\r\n"), "HTTP/1.1 431 "));
}

TEST_CASE("a request cut at every byte is never answered as if it were whole") {
    Running running;
    const std::string whole = "GET /here HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(says(ask(running.port, whole.substr(0, length)), "200 OK"));
    }
    CHECK(says(ask(running.port, whole), "200 OK"));
}

TEST_CASE("who sends a byte now and then is cut off in time") {
    Limits limits;
    limits.request = std::chrono::milliseconds(300);
    Running running(limits);
    const auto begun = std::chrono::steady_clock::now();
    Talker client(running.port);
    std::atomic<bool> cut = false;
    std::thread drip([&] {
        client.send("GET /here HTTP/1.1\r\nX: ");
        while (!cut) {
            client.send("a");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    CHECK(client.read_all().empty());
    cut = true;
    drip.join();
    const auto took = std::chrono::steady_clock::now() - begun;
    CHECK(took >= std::chrono::milliseconds(250));
    CHECK(comes_true(running, [&] { return running.server().connections() == 0; }));
}

TEST_CASE("beyond the limit of connections a newcomer hears 503 at once") {
    Limits limits;
    limits.connections = 2;
    Running running(limits);
    Talker first(running.port);
    Talker second(running.port);
    first.send("GET /a HTTP/1.1\r\n\r\n");
    second.send("GET /a HTTP/1.1\r\n\r\n");
    first.read_until("/a|");
    second.read_until("/a|");
    Talker third(running.port);
    CHECK(says(third.read_all(), "HTTP/1.1 503 Service Unavailable\r\n"));
    first.send("GET /b HTTP/1.1\r\n\r\n");
    CHECK(says(first.read_until("/b|"), "200 OK"));
}

TEST_CASE("of an address that fills all connections the oldest that waits for its client gives way") {
    Limits limits;
    limits.connections = 4;
    limits.request = std::chrono::seconds(60);
    Running running(limits);
    std::deque<Talker> flood;
    for (int line = 0; line < 4; ++line) flood.emplace_back(running.port, "127.0.0.2");
    flood[1].send("GET /a HTTP/1.1\r\n\r\n");
    flood[1].read_until("/a|");
    CHECK(says(ask(running.port, "GET /here HTTP/1.1\r\n\r\n"), "200 OK"));
    CHECK(flood[0].read_all().empty());
    flood[2].send("GET /b HTTP/1.1\r\n\r\n");
    CHECK(says(flood[2].read_until("/b|"), "200 OK"));
}

TEST_CASE("a connection has a last request") {
    Limits limits;
    limits.requests_a_connection = 2;
    Running running(limits);
    Talker client(running.port);
    client.send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\n");
    const std::string all = client.read_all();
    CHECK(says(all, "/b|"));
    CHECK(says(all, "Connection: close"));
    CHECK_FALSE(says(all, "/c|"));
}

TEST_CASE("a stop closes who waits and takes nobody new") {
    Running running;
    Talker client(running.port);
    client.send("GET /a HTTP/1.1\r\n\r\n");
    client.read_until("/a|");
    running.on_thread([&] {
        running.server().stop();
        return 0;
    });
    CHECK(client.read_all().empty());
    asio::io_context context;
    Tcp::socket late(context);
    error_code error;
    late.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), running.port), error);
    CHECK(error == asio::error::connection_refused);
}

TEST_CASE("a taken port is an error and no more") {
    Running running;
    asio::io_context context;
    HttpServer second(context.get_executor(), echo);
    CHECK(second.open(Tcp::endpoint(asio::ip::address_v4::loopback(), running.port)) == asio::error::address_in_use);
    CHECK(second.port() == 0);
}

TEST_CASE("a server that goes before its coroutines begin leaves them what they run on") {
    asio::io_context context;
    auto used = std::make_shared<int>(0);
    const std::weak_ptr<int> in_use = used;
    auto server = std::make_unique<HttpServer>(context.get_executor(),
                                               [used](const Question& question, const Reply& reply) { echo(question, reply); });
    used.reset();
    REQUIRE_FALSE(server->open(Tcp::endpoint(asio::ip::address_v4::loopback(), 0)));
    server.reset();
    CHECK(!in_use.expired());
    context.run();
    CHECK(in_use.expired());
}

TEST_CASE("http - of many who ask at once each page is made in its turn and everybody else goes on in between") {
    asio::io_context context;
    constexpr int many = 50;
    int pages = 0;
    int others = 0;
    int behind_most = 0;
    HttpServer server(context.get_executor(), [&](const Question& question, const Reply& reply) {
        // What was ready when the last page was made has been done by now.
        behind_most = std::max(behind_most, pages - others);
        ++pages;
        asio::post(context, [&] { ++others; });
        echo(question, reply);
    });
    REQUIRE_FALSE(server.open(Tcp::endpoint(asio::ip::address_v4::loopback(), 0)));
    std::vector<std::unique_ptr<Talker>> clients;
    for (int i = 0; i < many; ++i) {
        clients.push_back(std::make_unique<Talker>(server.port()));
        clients.back()->send("GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(180);
    while (pages < 2 * many && std::chrono::steady_clock::now() < give_up) context.run_one_for(std::chrono::milliseconds(100));
    CHECK(pages == 2 * many);
    CHECK(behind_most == 0);
    for (const auto& client : clients) CHECK(client->read_until("/two|").find("/one|") != std::string::npos);
}
