#include "web/behind_proxy.hpp"

#include <utility>

#include <doctest/doctest.h>

using namespace luot;

namespace {

// The peer as which whoever asks from `peer` comes to the pages, with this X-Forwarded-For; empty: without one.
std::string peer_of(const std::string& proxy, const std::string& peer, const std::string& forwarded) {
    std::string seen;
    const web::AnswerPage answer = [&seen](const web::Question& question, const web::Reply& reply) {
        seen = question.peer;
        CHECK(question.path == "/public");
        reply({});
    };
    web::Question question;
    question.path = "/public";
    question.peer = peer;
    if (!forwarded.empty()) question.headers["x-forwarded-for"] = forwarded;
    bool answered = false;
    web::behind_proxy(answer, proxy)(question, [&answered](const web::Page&) { answered = true; });
    CHECK(answered);
    return seen;
}

}  // namespace

TEST_CASE("the last address that the proxy names is the peer and what stands before it is anybodys word") {
    CHECK(peer_of("127.0.0.1", "127.0.0.1", "203.0.113.7") == "203.0.113.7");
    CHECK(peer_of("127.0.0.1", "127.0.0.1", "10.0.0.1, 198.51.100.2 ,\t203.0.113.7 ") == "203.0.113.7");
    CHECK(peer_of("127.0.0.1", "127.0.0.1", "2001:db8::7") == "2001:db8::7");
    CHECK(peer_of("127.0.0.1", "::ffff:127.0.0.1", "::ffff:203.0.113.7") == "203.0.113.7");
    CHECK(peer_of("::ffff:127.0.0.1", "127.0.0.1", "203.0.113.7") == "203.0.113.7");
}

TEST_CASE("without a word of the proxy it is the peer itself") {
    for (const char* forwarded : {"", " ", "unknown", "203.0.113.7,", "203.0.113.7:8080", "[2001:db8::7]", "_hidden", "203.0.113.7 x"}) {
        CAPTURE(std::string(forwarded));
        CHECK(peer_of("127.0.0.1", "127.0.0.1", forwarded) == "127.0.0.1");
    }
}

TEST_CASE("whoever is not the proxy is not believed") {
    for (const char* peer : {"127.0.0.2", "10.0.0.1", "::1", ""}) {
        CAPTURE(std::string(peer));
        CHECK(peer_of("127.0.0.1", peer, "203.0.113.7") == peer);
    }
    CHECK(peer_of("nobody", "nobody", "203.0.113.7") == "nobody");
}
