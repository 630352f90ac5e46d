#include "web/conversation.hpp"

#include <doctest/doctest.h>

using namespace luot::web;

namespace {

void echo(const Question& question, const Reply& reply) {
    Page page;
    page.body = question.path + "|" + question.query + question.body;
    reply(page);
}

// Says pieces and hears the answers that they lead to.
struct Talk {
    explicit Talk(Limits with = {}) : limits(with) {}

    std::vector<std::string> say(std::string_view piece) {
        conversation.received(piece);
        std::vector<std::string> answers;
        while (auto answer = conversation.next_output()) answers.push_back(std::move(*answer));
        return answers;
    }

    Limits limits;
    AnswerPage answer_page = echo;
    Conversation conversation{limits, answer_page};
};

const std::string whole = "GET /here?x HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n"
    "Content-Length: 7\r\n\r\n/here|x";

}  // namespace

TEST_CASE("a request is answered once it is whole wherever it was cut") {
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        Talk talk;
        CHECK(talk.say(whole.substr(0, cut)).empty());
        CHECK(talk.say(whole.substr(cut)) == std::vector<std::string>{answer});
        CHECK_FALSE((talk.conversation.phase() == Conversation::Phase::over));
    }
}

TEST_CASE("requests in one piece are answered in their order") {
    Talk talk;
    const auto answers = talk.say(whole + "HEAD /there HTTP/1.1\r\n\r\n" + whole);
    REQUIRE(answers.size() == 3);
    CHECK(answers[0] == answer);
    CHECK(answers[1].ends_with("Content-Length: 7\r\n\r\n"));
    CHECK(answers[2] == answer);
}

TEST_CASE("after the last answer nothing is answered") {
    Limits limits;
    limits.requests_a_connection = 2;
    Talk talk(limits);
    const auto answers = talk.say(whole + whole + whole);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0] == answer);
    CHECK(answers[1].find("Connection: close\r\n") != std::string::npos);
    CHECK((talk.conversation.phase() == Conversation::Phase::over));
    CHECK(talk.say(whole).empty());
}

TEST_CASE("what cannot be read is refused and ends the conversation") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"what\r\n\r\n", "HTTP/1.1 400 "},
        {"GET / HTTP/3.0\r\n\r\n", "HTTP/1.1 505 "},
        {"POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", "HTTP/1.1 413 "},
        {"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 411 "},
        {"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: applause\r\n\r\n", "HTTP/1.1 417 "},
        {"BREW / HTTP/1.1\r\n\r\n", "HTTP/1.1 501 "},
        {"GET /%zz HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /%00 HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /%c3%28 HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
    };
    for (const auto& entry : cases) {  // no structured binding: clang 14 cannot capture one
        const auto& request = entry.first;
        const auto& begins = entry.second;
        CAPTURE(request);
        Talk talk;
        const auto answers = talk.say(request + whole);
        REQUIRE(answers.size() == 1);
        CHECK(answers[0].starts_with(begins));
        CHECK(answers[0].find("Connection: close\r\n") != std::string::npos);
        CHECK((talk.conversation.phase() == Conversation::Phase::over));
    }
}

// Says pieces until they are answered, a little beyond the limit at most.
std::size_t said_before_431(Talk& talk, const std::string& first, const std::string& piece) {
    std::vector<std::string> answers = talk.say(first);
    std::size_t said = first.size();
    for (; answers.empty() && said <= 2 * talk.limits.header_bytes; said += piece.size()) answers = talk.say(piece);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].starts_with("HTTP/1.1 431 "));
    CHECK((talk.conversation.phase() == Conversation::Phase::over));
    return said;
}

TEST_CASE("a head beyond the limit is refused before its end comes wherever it is cut") {
    const std::string line = "X: " + std::string(95, 'a') + "\r\n";
    for (std::size_t cut = 0; cut < line.size(); ++cut) {
        CAPTURE(cut);
        Talk talk;
        const auto said = said_before_431(talk, "GET / HTTP/1.1\r\n" + line.substr(0, cut), line.substr(cut) + line.substr(0, cut));
        CHECK(said <= talk.limits.header_bytes + line.size());
    }
}
