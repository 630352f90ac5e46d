// What of the server is about time and readers: bodies that come slowly, pages that are made later, streams.
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "http_support.hpp"

using namespace luot::web;
using namespace luot::test;

namespace {

// Tells each of its streams the same. On the server's thread.
class Feed {
  public:
    AnswerPage answer_page() {
        return [this](const Question&, const Reply& reply) {
            Page page;
            page.type = "text/event-stream";
            page.stream = std::make_shared<Subscriber>(*this);
            reply(std::move(page));
        };
    }
    void tell(const std::string& piece) {
        for (Subscriber* subscriber : subscribers_) subscriber->take(piece);
    }
    void end() {
        ended_ = true;
        tell("");
    }
    std::size_t readers() const { return subscribers_.size(); }

  private:
    // Keeps the newest piece alone.
    class Subscriber final : public Stream {
      public:
        explicit Subscriber(Feed& feed) : feed_(feed) { feed.subscribers_.insert(this); }
        ~Subscriber() override { feed_.subscribers_.erase(this); }
        std::optional<std::string> next() override { return std::exchange(piece_, std::nullopt); }
        bool over() const override { return feed_.ended_; }
        void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }
        void take(const std::string& piece) {
            if (!piece.empty()) piece_ = piece;
            if (wake_) wake_();
        }

      private:
        Feed& feed_;
        std::optional<std::string> piece_;
        std::function<void()> wake_;
    };

    std::set<Subscriber*> subscribers_;
    bool ended_ = false;
};

const std::string get = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("http - a body that comes slowly is cut off in time") {
    Limits limits;
    limits.request = std::chrono::milliseconds(200);
    Running running(limits);
    Talker client(running.port);
    client.send("POST /in HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    CHECK(client.read_all().empty());
    limits.request = std::chrono::minutes(3);
    Running patient(limits);
    Talker quick(patient.port);
    quick.send("POST /in HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    quick.send("cde");
    CHECK(says(quick.read_until("abcde"), "/in|abcde"));
}

TEST_CASE("http - a page may be made later and while it is others are answered") {
    Reply kept;
    Running running({}, [&kept](const Question& question, const Reply& reply) {
        if (question.path == "/later") {
            kept = reply;
        } else {
            echo(question, reply);
        }
    });
    Talker patient(running.port);
    patient.send("GET /later HTTP/1.1\r\n\r\nGET /behind HTTP/1.1\r\n\r\n");
    CHECK(comes_true(running, [&] { return kept != nullptr; }));
    CHECK(says(ask(running.port, "GET /beside HTTP/1.1\r\n\r\n"), "/beside|"));
    running.on_thread([&] {
        Page page;
        page.body = "made";
        std::exchange(kept, nullptr)(page);
        return 0;
    });
    const auto all = patient.read_until("/behind|");
    CHECK(all.find("made") < all.find("/behind|"));
}

TEST_CASE("http - a page that is never made is given up and one that comes to a stop is let go") {
    std::vector<Reply> kept;
    Limits limits;
    limits.making = std::chrono::milliseconds(100);
    Running running(limits, [&kept](const Question&, const Reply& reply) { kept.push_back(reply); });
    CHECK(says(ask(running.port, get), "HTTP/1.1 503 "));
    Talker other(running.port);
    other.send(get);
    CHECK(comes_true(running, [&] { return kept.size() == 2; }));
    running.on_thread([&] {
        running.server().stop();
        for (const auto& reply : kept) reply(Page{});
        return 0;
    });
    CHECK_FALSE(says(other.read_all(), "HTTP/1.1 200"));
}

TEST_CASE("http - a stream goes on until it is over") {
    Feed feed;
    Limits limits;
    limits.beat = std::chrono::minutes(3);  // no signs of life in between, however slow the machine
    Running running(limits, feed.answer_page());
    Talker reader(running.port);
    reader.send(get);
    CHECK(says(reader.read_until("\r\n\r\n"), "Content-Type: text/event-stream\r\n"));
    running.on_thread([&] {
        feed.tell("data: one\n\n");
        return 0;
    });
    reader.read_until("one\n\n");
    running.on_thread([&] {
        feed.tell("data: two\n\n");
        feed.end();
        return 0;
    });
    CHECK(reader.read_all() == "data: two\n\n");
    CHECK(comes_true(running, [&] { return feed.readers() == 0 && running.server().connections() == 0; }));
}

TEST_CASE("http - a stream with nothing to say gives signs of life and notices that its reader is gone") {
    Feed feed;
    Limits limits;
    limits.beat = std::chrono::milliseconds(20);
    Running running(limits, feed.answer_page());
    {
        Talker reader(running.port);
        reader.send(get);
        CHECK(says(reader.read_until("\n:\n\n:\n\n"), "200 OK"));
        CHECK(running.on_thread([&] { return feed.readers(); }) == 1);
    }
    CHECK(comes_true(running, [&] { return feed.readers() == 0 && running.server().streams() == 0; }));
}

TEST_CASE("http - a reader that does not read costs nothing and is let go in time") {
    Feed feed;
    Limits limits;
    limits.answer = std::chrono::milliseconds(200);
    Running running(limits, feed.answer_page());
    Talker deaf(running.port);
    deaf.send(get);
    deaf.read_until("\r\n\r\n");
    // More than the system takes for both ends.
    const std::string piece = "data: " + std::string(8'000'000, 'x') + "\n\n";
    running.on_thread([&] {
        feed.tell(piece);
        return 0;
    });
    CHECK(comes_true(running, [&] { return feed.readers() == 0; }));
}

TEST_CASE("http - streams have a bound of their own and leave the connections to others") {
    Feed feed;
    Limits limits;
    limits.connections = 1;
    limits.streams = 2;
    limits.beat = std::chrono::minutes(3);
    const auto stream = feed.answer_page();
    Running running(limits, [&stream](const Question& question, const Reply& reply) {
        if (question.path == "/events") return stream(question, reply);
        echo(question, reply);
    });
    Talker first(running.port);
    first.send(get);
    first.read_until("\r\n\r\n");
    Talker second(running.port);
    second.send(get);
    second.read_until("\r\n\r\n");
    CHECK(running.on_thread([&] { return running.server().streams(); }) == 2);
    CHECK(says(ask(running.port, get), "HTTP/1.1 503 Service Unavailable\r\n"));
    CHECK(comes_true(running, [&] { return running.server().connections() == 2; }));
    CHECK(says(ask(running.port, "GET /beside HTTP/1.1\r\n\r\n"), "/beside|"));
    running.on_thread([&] {
        feed.end();
        return 0;
    });
    CHECK(first.read_all().empty());
    CHECK(second.read_all().empty());
}

TEST_CASE("http - a stop ends streams at once and nothing of them is left") {
    Feed feed;
    Running running({}, feed.answer_page());
    Talker reader(running.port);
    reader.send(get);
    reader.read_until("\r\n\r\n");
    CHECK(running.on_thread([&] {
        running.server().stop();
        return feed.readers();
    }) == 0);
    CHECK(reader.read_all().empty());
    CHECK(comes_true(running, [&] { return running.server().connections() == 0; }));
}
