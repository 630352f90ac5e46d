#include "wire/quiet_client.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "tiny_server.hpp"

using namespace luot;
using namespace std::chrono_literals;

namespace {

// The server has a thread of its own here, because the client blocks.
struct Background {
    boost::asio::io_context context{1};
    test::TinyServer server{context};
    std::thread thread;

    void start() {
        thread = std::thread([this] { context.run(); });
    }
    // After this the office may be looked at.
    void stop() {
        if (!thread.joinable()) return;
        boost::asio::post(context, [this] { server.close(); });
        thread.join();
    }
    ~Background() { stop(); }

    wire::LinkOptions options() const {
        wire::LinkOptions out;
        out.host = "127.0.0.1";
        out.port = server.port();
        out.role = v1::ROLE_COUNTER;
        out.device = "counter-1";
        return out;
    }
};

}  // namespace

TEST_CASE("quiet client - runs commands one after another") {
    Background background;
    background.start();
    const auto result = wire::run_commands(background.options(), {test::issue("a"), test::issue("b")}, 180s);
    background.stop();
    CHECK(result.ok());
    CHECK(result.failure.empty());
    REQUIRE(result.replies.size() == 2);
    CHECK(result.replies[0].result().issued().number() == "a");
    CHECK(result.replies[1].result().issued().number() == "b");
    CHECK(background.server.office.hellos.at(0).no_pushes());
    CHECK(background.server.office.problems.empty());
}

TEST_CASE("quiet client - the next command may follow from the office and the last answer") {
    Background background;
    background.server.office.seq = 7;
    background.start();
    const wire::NextCommand next = [](const v1::Snapshot& office, const v1::Reply* last) -> std::optional<v1::Command> {
        if (last == nullptr) return test::issue("after " + std::to_string(office.seq()));
        if (last->result().issued().number() == "after 7") return test::issue("second");
        return std::nullopt;
    };
    const auto result = wire::run_commands(background.options(), next, 180s);
    CHECK(result.ok());
    REQUIRE(result.replies.size() == 2);
    CHECK(result.replies[1].result().issued().number() == "second");
}

TEST_CASE("quiet client - nothing to do is done") {
    Background background;
    background.start();
    const auto result = wire::run_commands(background.options(), std::vector<v1::Command>{}, 180s);
    CHECK(result.ok());
    CHECK(result.replies.empty());
}

TEST_CASE("quiet client - stops at the first error") {
    Background background;
    background.server.office.sessionless = true;
    background.start();
    const auto result = wire::run_commands(background.options(), {test::issue("a"), test::issue("b")}, 180s);
    CHECK_FALSE(result.ok());
    CHECK(result.failure.empty());
    REQUIRE(result.replies.size() == 1);
    CHECK(result.replies[0].error().code() == "not_allowed");
}

TEST_CASE("quiet client - a refusal is told") {
    Background background;
    background.server.office.refusal.emplace().set_code("not_enrolled");
    background.start();
    const auto result = wire::run_commands(background.options(), {test::issue("a")}, 180s);
    CHECK_FALSE(result.ok());
    CHECK(result.failure == "127.0.0.1:" + background.server.port() + " refused: not_enrolled");
    CHECK_FALSE(result.outcome_unknown);
}

TEST_CASE("quiet client - nobody there is told with the reason") {
    Background background;
    auto options = background.options();
    background.server.close();
    const auto result = wire::run_commands(options, {test::issue("a")}, 2s);
    CHECK_FALSE(result.ok());
    CHECK(result.failure == "no answer from 127.0.0.1:" + options.port + " within 2000 ms (cannot connect to 127.0.0.1:" + options.port +
                                ": Connection refused)");
    CHECK_FALSE(result.outcome_unknown);
}

TEST_CASE("quiet client - no answer in time leaves the outcome unknown") {
    Background background;
    background.server.office.unavailable = 1'000'000;
    background.start();
    const auto result = wire::run_commands(background.options(), {test::issue("a")}, 2s);
    CHECK_FALSE(result.ok());
    CHECK(result.outcome_unknown);
    CHECK(result.failure ==
          "no answer from 127.0.0.1:" + background.server.port() + " within 2000 ms: the command may have been carried out");
}
