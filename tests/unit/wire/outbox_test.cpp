#include "wire/outbox.hpp"

#include <doctest/doctest.h>

using namespace luot;
using wire::Outbox;

namespace {

v1::Command issue(const std::string& service) {
    v1::Command command;
    command.mutable_issue()->set_service(service);
    return command;
}

std::vector<std::uint64_t> numbers(Outbox& outbox, std::uint64_t unacknowledged = 64) {
    std::vector<std::uint64_t> out;
    while (const auto request = outbox.next(unacknowledged)) out.push_back(request->no());
    return out;
}

using Numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("outbox - numbers rise from one and stop at the window") {
    Outbox outbox;
    for (wire::Token token = 100; token < 106; ++token) REQUIRE(outbox.add(issue("a"), token) == Outbox::Added::queued);
    CHECK(numbers(outbox, 3) == Numbers{1, 2, 3});
    CHECK(outbox.answered(2) == 101);
    CHECK(outbox.acked_through() == 0);
    CHECK(numbers(outbox, 3).empty());  // 1 is still open: the server keeps the answer to 2
    CHECK(outbox.answered(1) == 100);
    CHECK(outbox.acked_through() == 2);
    CHECK(numbers(outbox, 3) == Numbers{4, 5});
    CHECK_FALSE(outbox.answered(1));  // old
    CHECK_FALSE(outbox.answered(99));
}

TEST_CASE("outbox - a request carries what is acknowledged when it leaves") {
    Outbox outbox;
    outbox.add(issue("a"), 1);
    outbox.add(issue("b"), 2);
    CHECK(outbox.next(1)->acked_through() == 0);
    outbox.answered(1);
    const auto second = outbox.next(1);
    REQUIRE(second);
    CHECK(second->no() == 2);
    CHECK(second->acked_through() == 1);
    CHECK(second->command().issue().service() == "b");
}

TEST_CASE("outbox - after a reconnect the unanswered go again in order and before new ones") {
    Outbox outbox;
    for (wire::Token token = 1; token <= 4; ++token) outbox.add(issue("a"), token);
    CHECK(numbers(outbox) == Numbers{1, 2, 3, 4});
    outbox.answered(2);
    outbox.add(issue("new"), 5);
    outbox.repeat_all();
    CHECK(numbers(outbox) == Numbers{1, 3, 4, 5});
    CHECK(numbers(outbox).empty());
}

TEST_CASE("outbox - a held number is repeated first and nothing overtakes it") {
    Outbox outbox;
    for (wire::Token token = 1; token <= 3; ++token) outbox.add(issue("a"), token);
    CHECK(numbers(outbox) == Numbers{1, 2, 3});
    CHECK(outbox.hold(3));
    CHECK(outbox.hold(1));
    CHECK_FALSE(outbox.hold(7));
    outbox.add(issue("a"), 4);
    CHECK(numbers(outbox).empty());
    outbox.release();
    CHECK(numbers(outbox) == Numbers{1, 3, 4});
}

TEST_CASE("outbox - the waiting line and commands are bounded") {
    Outbox outbox;
    for (std::size_t i = 0; i < wire::limits::waiting_max; ++i) REQUIRE(outbox.add(issue("a"), i) == Outbox::Added::queued);
    CHECK(outbox.add(issue("a"), 999) == Outbox::Added::full);
    CHECK(outbox.add(issue(std::string(wire::limits::command_bytes_max, 'x')), 999) == Outbox::Added::too_long);
    CHECK(outbox.take_waiting().size() == wire::limits::waiting_max);
}

TEST_CASE("outbox - a new session takes what waits and never what was sent") {
    Outbox outbox;
    for (wire::Token token = 1; token <= 3; ++token) outbox.add(issue("a"), token);
    CHECK(numbers(outbox, 2) == Numbers{1, 2});
    CHECK(outbox.take_sent() == std::vector<wire::Token>{1, 2});
    outbox.begin_session();
    CHECK(numbers(outbox) == Numbers{1});
    CHECK(outbox.answered(1) == 3);
}
