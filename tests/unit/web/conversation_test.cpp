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

TEST_CASE("a body is read whole wherever it was cut and nothing of it is taken for a request") {
    const std::string post = "POST /in?x HTTP/1.1\r\nContent-Length: 24\r\n\r\nGET /no HTTP/1.1\r\n\r\nabcd";
    for (std::size_t cut = 0; cut < post.size(); ++cut) {
        CAPTURE(cut);
        Talk talk;
        CHECK(talk.say(post.substr(0, cut)).empty());
        const auto answers = talk.say(post.substr(cut) + whole);
        REQUIRE(answers.size() == 2);
        CHECK(answers[0].ends_with("\r\n\r\n/in|xGET /no HTTP/1.1\r\n\r\nabcd"));
        CHECK(answers[1] == answer);
    }
}

TEST_CASE("a body is as long as it may be and no longer") {
    Limits limits;
    limits.body_bytes = 10;
    Talk talk(limits);
    CHECK(talk.say("PUT / HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789").at(0).ends_with("/|0123456789"));
    CHECK(talk.say("PUT / HTTP/1.1\r\nContent-Length: 11\r\n\r\n").at(0).starts_with("HTTP/1.1 413 "));
    CHECK(talk.conversation.phase() == Conversation::Phase::over);
}

TEST_CASE("who waits to be told that a body is wanted is told so once") {
    Talk talk;
    const std::string head = "POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n";
    CHECK(talk.say(head) == std::vector<std::string>{"HTTP/1.1 100 Continue\r\n\r\n"});
    CHECK(talk.say("a").empty());
    CHECK(talk.say("bc").at(0).ends_with("/|abc"));
    CHECK(talk.say(head + "abc").size() == 1);
}

TEST_CASE("a question has its path decoded and its headers by lower-case name") {
    Question heard;
    const AnswerPage hear = [&heard](const Question& question, const Reply& reply) {
        heard = question;
        reply(Page{});
    };
    const Limits limits;
    Conversation conversation(limits, hear, Client{"10.0.0.7", true});
    conversation.received(
        "DELETE /b%C3%A0n%20m%E1%BB%99t?a=%20 HTTP/1.1\r\nCookie: a=1\r\nX-One:  two \r\nCOOKIE: b=2\r\nx-one: three\r\n\r\n");
    CHECK(conversation.next_output().has_value());
    CHECK(heard.method == Method::delete_);
    CHECK(heard.path == "/bàn một");
    CHECK(heard.query == "a=%20");
    CHECK(heard.headers == std::map<std::string, std::string>{{"cookie", "a=1; b=2"}, {"x-one", "two, three"}});
    CHECK(heard.peer == "10.0.0.7");
    CHECK(heard.secure);
}

namespace {

// Keeps its replies for later.
struct Later {
    std::vector<Reply> replies;
    AnswerPage answer_page = [this](const Question&, const Reply& reply) { replies.push_back(reply); };
    Limits limits;
    Conversation conversation{limits, answer_page};
    int woken = 0;
    Later() {
        conversation.set_wake([this] { ++woken; });
    }
    void made(std::size_t which, const std::string& body) {
        Page page;
        page.body = body;
        replies.at(which)(page);
    }
};

}  // namespace

TEST_CASE("an answer may come later and those behind it wait for it") {
    Later later;
    later.conversation.received(whole + whole);
    CHECK_FALSE(later.conversation.next_output().has_value());
    CHECK(later.conversation.phase() == Conversation::Phase::making);
    CHECK_FALSE(later.conversation.next_output().has_value());
    REQUIRE(later.replies.size() == 1);
    later.made(0, "first");
    CHECK(later.woken == 1);
    later.made(0, "again");
    CHECK(later.woken == 1);
    CHECK(later.conversation.next_output()->ends_with("\r\n\r\nfirst"));
    CHECK_FALSE(later.conversation.next_output().has_value());
    REQUIRE(later.replies.size() == 2);
    later.made(1, "second");
    CHECK(later.conversation.next_output()->ends_with("\r\n\r\nsecond"));
    CHECK(later.conversation.phase() == Conversation::Phase::reading);
}

TEST_CASE("an answer that is made for too long is 503 and what comes of it after that is for nobody") {
    Later later;
    later.conversation.received(whole);
    CHECK_FALSE(later.conversation.next_output().has_value());
    later.conversation.give_up();
    later.made(0, "late");
    const auto answer_then = later.conversation.next_output();
    CHECK(answer_then->starts_with("HTTP/1.1 503 "));
    CHECK(answer_then->find("Connection: close\r\n") != std::string::npos);
    CHECK(later.conversation.phase() == Conversation::Phase::over);
    CHECK(later.woken == 0);
}

TEST_CASE("an answer that comes when the client is gone is for nobody") {
    std::vector<Reply> replies;
    const AnswerPage keep = [&replies](const Question&, const Reply& reply) { replies.push_back(reply); };
    const Limits limits;
    int woken = 0;
    {
        Conversation conversation(limits, keep);
        conversation.set_wake([&woken] { ++woken; });
        conversation.received(whole);
        CHECK_FALSE(conversation.next_output().has_value());
    }
    replies.at(0)(Page{});
    CHECK(woken == 0);
}

namespace {

struct Pieces final : Stream {
    explicit Pieces(bool& gone_flag) : gone(gone_flag) {}
    ~Pieces() override { gone = true; }
    std::optional<std::string> next() override {
        if (pieces.empty()) return std::nullopt;
        auto piece = pieces.front();
        pieces.erase(pieces.begin());
        return piece;
    }
    bool over() const override { return ended; }
    void set_wake(std::function<void()> to_wake) override { wake = std::move(to_wake); }

    std::vector<std::string> pieces;
    bool ended = false;
    std::function<void()> wake;
    bool& gone;
};

struct Streaming {
    bool gone = false;
    std::shared_ptr<Pieces> pieces = std::make_shared<Pieces>(gone);
    Limits limits;
    AnswerPage answer_page = [this](const Question&, const Reply& reply) {
        Page page;
        page.type = "text/event-stream";
        page.body = "retry: 1000\n\n";
        page.stream = std::move(pieces);
        reply(std::move(page));
    };
};

}  // namespace

TEST_CASE("a stream is pulled until it is over and the connection ends with it") {
    Streaming streaming;
    Pieces& pieces = *streaming.pieces;
    int woken = 0;
    Conversation conversation(streaming.limits, streaming.answer_page);
    conversation.set_wake([&woken] { ++woken; });
    conversation.received(whole);
    const auto head = conversation.next_output();
    CHECK(head->ends_with("\r\n\r\nretry: 1000\n\n"));
    CHECK(head->find("Content-Length") == std::string::npos);
    CHECK(head->find("Connection: close\r\n") != std::string::npos);
    CHECK(conversation.phase() == Conversation::Phase::streaming);
    CHECK_FALSE(conversation.next_output().has_value());
    pieces.pieces = {"data: 1\n\n", "data: 2\n\n"};
    pieces.wake();
    CHECK(woken == 1);
    CHECK(conversation.next_output() == "data: 1\n\n");
    conversation.received(whole);
    CHECK(conversation.next_output() == "data: 2\n\n");
    CHECK_FALSE(conversation.next_output().has_value());
    conversation.beat();
    CHECK(conversation.next_output() == ":\n\n");
    CHECK_FALSE(conversation.next_output().has_value());
    pieces.pieces = {"data: 3\n\n"};
    pieces.ended = true;
    CHECK(conversation.next_output() == "data: 3\n\n");
    CHECK_FALSE(streaming.gone);
    CHECK_FALSE(conversation.next_output().has_value());
    CHECK(conversation.phase() == Conversation::Phase::over);
    CHECK(streaming.gone);
}

TEST_CASE("a stream for which there is no room is 503 and let go") {
    Streaming streaming;
    Conversation conversation(streaming.limits, streaming.answer_page, Client{.peer = "", .may_stream = [] { return false; }});
    conversation.received(whole);
    CHECK(conversation.next_output()->starts_with("HTTP/1.1 503 "));
    CHECK(conversation.phase() == Conversation::Phase::over);
    CHECK(streaming.gone);
}

TEST_CASE("a stream asked for by HEAD is a head and goes on") {
    Streaming streaming;
    Conversation conversation(streaming.limits, streaming.answer_page);
    conversation.received("HEAD / HTTP/1.1\r\n\r\n");
    CHECK(conversation.next_output()->ends_with("\r\n\r\n"));
    CHECK(conversation.phase() == Conversation::Phase::reading);
    CHECK(streaming.gone);
}

TEST_CASE("a reader that goes lets its stream go") {
    Streaming streaming;
    auto conversation = std::make_unique<Conversation>(streaming.limits, streaming.answer_page);
    conversation->received(whole);
    CHECK(conversation->next_output().has_value());
    CHECK_FALSE(streaming.gone);
    conversation.reset();
    CHECK(streaming.gone);
}
