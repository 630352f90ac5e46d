#include "web/hooks/outbox.hpp"

#include <doctest/doctest.h>

using namespace luot::web::hooks;
using How = Settled::How;

namespace {

Hook hook(const std::string& id) {
    Hook made;
    made.id = id;
    made.url = "http://" + id;
    made.secret = "secret-of-" + id;
    return made;
}

Delivery delivery(std::int64_t id, const std::string& to, std::int64_t made_s = 100) {
    Delivery made;
    made.id = id;
    made.hook = to;
    made.name = "1-" + std::to_string(id);
    made.made_s = made_s;
    made.due_s = made_s;
    return made;
}

// Of two hooks, "a" with deliveries 1 and 3, "b" with 2.
Outbox two() {
    Outbox outbox;
    CHECK(outbox.add_hook(hook("a")));
    CHECK(outbox.add_hook(hook("b")));
    CHECK(outbox.add({delivery(1, "a"), delivery(2, "b"), delivery(3, "a"), delivery(4, "gone")}).empty());
    return outbox;
}

std::int64_t next_id(Outbox& outbox, std::int64_t now_s) {
    const auto outgoing = outbox.next(now_s);
    return outgoing ? outgoing->delivery.id : 0;
}

}  // namespace

TEST_CASE("each hook hears in order and one at a time") {
    Outbox outbox = two();
    const auto first = outbox.next(100);
    REQUIRE(first.has_value());
    CHECK(first->delivery.id == 1);
    CHECK(first->url == "http://a");
    CHECK(first->secret == "secret-of-a");
    CHECK(next_id(outbox, 100) == 2);
    CHECK(next_id(outbox, 100) == 0);
    CHECK(outbox.arrived("a", 1) == Settled{1, "a", How::arrived, 0, 0});
    CHECK(next_id(outbox, 100) == 3);
    CHECK(outbox.waiting() == 2);
}

TEST_CASE("what failed is tried again after pauses that double and nothing overtakes it") {
    Outbox outbox = two();
    std::int64_t now_s = 100;
    const std::vector<std::int64_t> pauses{5, 10, 20, 40, 80, 160, 320, 640, 1'280, 2'560, 3'600, 3'600};
    std::uint32_t tries = 0;
    for (const std::int64_t pause_s : pauses) {
        while (const auto id = next_id(outbox, now_s)) {
            if (id == 2) {
                outbox.arrived("b", 2);
                continue;
            }
            REQUIRE(id == 1);
            CHECK(outbox.failed("a", 1, {"answered 500", 500}, now_s, 0.5) == Settled{1, "a", How::later, ++tries, now_s + pause_s});
        }
        CHECK(outbox.seconds_to_next(now_s) == pause_s);
        CHECK(next_id(outbox, now_s + pause_s - 1) == 0);
        now_s += pause_s;
    }
    CHECK(outbox.standings().front().last_error == "answered 500");
    CHECK(outbox.standings().front().failing_since_s == 100);
    CHECK(next_id(outbox, now_s) == 1);
    outbox.arrived("a", 1);
    CHECK(outbox.standings().front().last_error.empty());
    CHECK_FALSE(outbox.standings().front().failing_since_s.has_value());
}

TEST_CASE("chance takes a half of the pause away or adds one") {
    for (const auto& [chance, pause_s] : {std::pair{0.0, 2}, std::pair{0.999, 7}}) {
        Outbox outbox = two();
        outbox.next(100);
        const auto settled = outbox.failed("a", 1, {"x"}, 100, chance);
        REQUIRE(settled.has_value());
        CHECK(settled->due_s == 100 + pause_s);
    }
}

TEST_CASE("after a day a delivery is given up - counted and the next one is tried") {
    Outbox outbox;
    outbox.add_hook(hook("a"));
    outbox.add({delivery(1, "a", 0), delivery(2, "a", 90'000)});
    CHECK(next_id(outbox, 86'399) == 1);
    CHECK(outbox.failed("a", 1, {"x"}, 86'399, 0)->how == How::later);
    CHECK(next_id(outbox, 86'401) == 1);
    CHECK(outbox.failed("a", 1, {"x"}, 86'401, 0) == Settled{1, "a", How::given_up, 0, 0});
    CHECK(outbox.standings().front().hook.given_up == 1);
    CHECK(next_id(outbox, 90'000) == 2);
}

TEST_CASE("what the receiver refuses is given up at once and holds up nobody") {
    for (const unsigned status : {400U, 401U, 403U, 404U, 410U, 422U, 499U}) {
        CAPTURE(status);
        Outbox outbox = two();
        CHECK(next_id(outbox, 100) == 1);
        CHECK(outbox.failed("a", 1, {"answered 4xx", status}, 100, 0) == Settled{1, "a", How::given_up, 0, 0});
        CHECK(outbox.standings().front().hook.given_up == 1);
        CHECK(outbox.standings().front().last_error == "answered 4xx");
        CHECK(outbox.standings().front().failing_since_s == 100);
        CHECK(next_id(outbox, 100) == 3);
    }
    for (const unsigned status : {0U, 302U, 408U, 425U, 429U, 500U, 503U}) {
        CAPTURE(status);
        Outbox outbox = two();
        CHECK(next_id(outbox, 100) == 1);
        CHECK(outbox.failed("a", 1, {"not now", status}, 100, 0)->how == How::later);
    }
}

TEST_CASE("when a hook has too much waiting its oldest is let go but not the one under way") {
    Limits limits;
    limits.waiting_a_hook = 2;
    Outbox outbox(limits);
    outbox.add_hook(hook("a"));
    outbox.add({delivery(1, "a"), delivery(2, "a")});
    CHECK(next_id(outbox, 100) == 1);
    CHECK(outbox.add({delivery(3, "a")}) == std::vector{Settled{2, "a", How::dropped, 0, 0}});
    outbox.failed("a", 1, {"x"}, 100, 0);
    CHECK(outbox.add({delivery(4, "a")}) == std::vector{Settled{1, "a", How::dropped, 0, 0}});
    CHECK(outbox.standings().front().hook.dropped == 2);
    CHECK(outbox.waiting() == 2);
    CHECK(next_id(outbox, 100) == 3);
}

TEST_CASE("there are so many hooks and no more - and what is gone hears nothing") {
    Limits limits;
    limits.hooks = 1;
    Outbox outbox(limits);
    CHECK(outbox.add_hook(hook("a")));
    CHECK(outbox.full());
    CHECK_FALSE(outbox.empty());
    CHECK(outbox.hooks().size() == 1);
    CHECK_FALSE(outbox.add_hook(hook("b")));
    outbox.add({delivery(1, "a")});
    CHECK(next_id(outbox, 100) == 1);
    CHECK(outbox.remove_hook("a"));
    CHECK_FALSE(outbox.remove_hook("a"));
    CHECK_FALSE(outbox.arrived("a", 1).has_value());
    CHECK_FALSE(outbox.failed("a", 1, {"x"}, 100, 0).has_value());
    CHECK(outbox.hook("a") == nullptr);
    CHECK_FALSE(outbox.seconds_to_next(100).has_value());
}

TEST_CASE("a clock that was put back makes nobody wait longer than the longest pause") {
    Outbox outbox;
    outbox.add_hook(hook("a"));
    outbox.add({delivery(1, "a", 1'000'000)});
    CHECK(next_id(outbox, 1'000) == 1);
}

TEST_CASE("after a restore no hook waits for events that are gone") {
    Outbox outbox;
    Hook early = hook("a"), late = hook("b");
    early.since_seq = 4;
    late.since_seq = 9;
    outbox.add_hook(early);
    outbox.add_hook(late);
    outbox.begin_anew(7);
    CHECK(outbox.hook("a")->since_seq == 4);
    CHECK(outbox.hook("b")->since_seq == 7);
}
