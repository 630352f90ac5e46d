// The same server over TLS.
#include <memory>
#include <string>
#include <vector>

#include "http_support.hpp"
#include "tls/end.hpp"
#include "tls/self_signed.hpp"

using namespace luot;
using namespace luot::test;

namespace {

std::shared_ptr<const tls::Context> made(const tls::MadeContext& made_context) {
    return std::get<std::shared_ptr<const tls::Context>>(made_context);
}

std::shared_ptr<const tls::Context> certified() {
    const auto own = tls::make_self_signed({"office"}, {});
    return made(tls::Context::server(own.certificate_pem, own.key_pem));
}

// A client that pins the server's certificate.
class TlsTalker {
  public:
    TlsTalker(std::uint16_t port, const tls::Context& server) : line_(port), end_(made(tls::Context::client({server.fingerprint(), {}}))) {
        end_.begin();
        while (!end_.established() && !end_.failure()) {
            line_.send(end_.take_output());
            const std::string came = line_.read_piece();
            if (came.empty()) break;
            end_.received(came);
        }
        line_.send(end_.take_output());
    }
    bool established() const { return end_.established(); }
    bool ended() const { return end_.ended(); }
    void send(const std::string& text) {
        end_.say(text);
        line_.send(end_.take_output());
    }
    // Until `text` has come, or the end.
    std::string read_until(const std::string& text) {
        std::string all = end_.take_heard();
        while (all.find(text) == std::string::npos) {
            const std::string came = line_.read_piece();
            if (came.empty()) break;
            end_.received(came);
            all += end_.take_heard();
        }
        return all;
    }

  private:
    Talker line_;
    tls::End end_;
};

}  // namespace

TEST_CASE("http - over TLS pages are the same") {
    const auto server = certified();
    std::vector<web::Question> questions;
    Running running(
        {},
        [&questions](const web::Question& question, const web::Reply& reply) {
            questions.push_back(question);
            echo(question, reply);
        },
        server);
    TlsTalker client(running.port, *server);
    REQUIRE(client.established());
    const std::string body(40'000, 'b');
    client.send("POST /in HTTP/1.1\r\nContent-Length: 40000\r\n\r\n" + body);
    CHECK(!says(client.read_until(body), "Strict-Transport-Security"));
    client.send("GET /last HTTP/1.1\r\nConnection: close\r\n\r\n");
    CHECK(says(client.read_until("never"), "/last|"));
    CHECK(client.ended());
    CHECK(running.on_thread([&] { return questions.at(0).secure && questions.at(0).peer == "127.0.0.1"; }));
}

TEST_CASE("http - a host of the office alone says that it is to be asked over TLS alone") {
    const auto server = certified();
    for (const bool only_tls : {false, true}) {
        CAPTURE(only_tls);
        Running running({}, echo, server, only_tls);
        TlsTalker client(running.port, *server);
        client.send("GET /one HTTP/1.1\r\nConnection: close\r\n\r\n");
        CHECK(says(client.read_until("never"), "\r\nStrict-Transport-Security: max-age=31536000\r\n") == only_tls);
    }
    Running plain({}, echo, nullptr, true);
    CHECK(!says(ask(plain.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "Strict-Transport-Security"));
}

TEST_CASE("http - who speaks plainly where TLS is spoken is told so") {
    Running running({}, echo, certified());
    const auto answer = ask(running.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    CHECK(says(answer, "https://"));
    CHECK(answer.size() - answer.find("\r\n\r\n") - 4 == 52);
}

TEST_CASE("http - who begins to agree on TLS and goes no further is cut off and others are served meanwhile") {
    const auto server = certified();
    web::Limits limits;
    limits.handshake = std::chrono::seconds(8);  // enough for who goes on, on a busy machine
    limits.handshakes = 2;
    Running running(limits, echo, server);
    Talker silent(running.port);
    {
        TlsTalker client(running.port, *server);
        client.send("GET /beside HTTP/1.1\r\n\r\n");
        CHECK(says(client.read_until("/beside|"), "200 OK"));
    }
    Talker half(running.port);
    half.send("\x16\x03\x01");
    CHECK(running.on_thread([&] { return running.server().connections(); }) >= 1);
    CHECK(silent.read_all().empty());
    CHECK(half.read_all().empty());
}

TEST_CASE("http - beyond the bound of handshakes the oldest of the busiest address gives way to another") {
    const auto server = certified();
    web::Limits limits;
    limits.handshakes = 3;
    limits.handshake = std::chrono::seconds(60);
    Running running(limits, echo, server);
    Talker honest(running.port, "127.0.0.3");
    Talker silent(running.port, "127.0.0.2");
    Talker second(running.port, "127.0.0.2");
    TlsTalker client(running.port, *server);
    CHECK(client.established());
    CHECK(silent.read_all().empty());
    // Whoever has fewer stays, though it was there first.
    honest.send("no TLS");
    CHECK(says(honest.read_all(), "400 Bad Request"));
    second.send("no TLS");
    CHECK(says(second.read_all(), "400 Bad Request"));
}

TEST_CASE("http - beyond the bound of those who have not agreed on TLS a newcomer is closed") {
    const auto server = certified();
    web::Limits limits;
    limits.handshakes = 1;
    limits.handshake = std::chrono::seconds(60);
    Running running(limits, echo, server);
    Talker silent(running.port);
    Talker second(running.port);
    CHECK(second.read_all().empty());
    silent.send("no TLS");
    CHECK(says(silent.read_all(), "400 Bad Request"));
    TlsTalker client(running.port, *server);
    CHECK(client.established());
}
