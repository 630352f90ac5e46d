#include "net/outbox.hpp"

#include <doctest/doctest.h>

using namespace luot;

namespace {

net::Bytes bytes(const std::string& text) {
    return std::make_shared<const std::string>(text);
}

std::vector<std::string> take(net::Outbox& outbox) {
    std::vector<std::string> texts;
    for (const auto& taken : outbox.take()) texts.push_back(*taken);
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("what is put in comes out in order - many at a time") {
    net::Limits limits;
    limits.gathered = 3;
    net::Outbox outbox(limits);
    CHECK(outbox.empty());
    CHECK(outbox.add_control(bytes("a")));
    outbox.add_push(bytes("b"));
    outbox.add_snapshot(bytes("c"));
    CHECK(outbox.add_control(bytes("d")));
    CHECK(take(outbox) == Texts{"a", "c", "d"});  // the snapshot replaced the push before it
    CHECK(outbox.empty());
    for (const char* text : {"1", "2", "3", "4"}) outbox.add_push(bytes(text));
    CHECK(take(outbox) == Texts{"1", "2", "3"});
    CHECK(take(outbox) == Texts{"4"});
    CHECK(take(outbox).empty());
}

TEST_CASE("a peer that is behind loses pushes - not replies - until a snapshot") {
    net::Limits limits;
    SUBCASE("by count") {
        limits.outbox_pushes = 2;
    }
    SUBCASE("by bytes") {
        limits.outbox_push_bytes = 12;
    }
    net::Outbox outbox(limits);
    outbox.add_push(bytes("push-1"));
    CHECK(outbox.add_control(bytes("reply")));
    outbox.add_push(bytes("push-2"));
    CHECK(!outbox.behind());
    outbox.add_push(bytes("push-3"));
    CHECK(outbox.behind());
    outbox.add_push(bytes("push-4"));
    CHECK(take(outbox) == Texts{"reply"});
    CHECK(outbox.behind());
    outbox.add_snapshot(bytes("snapshot"));
    CHECK(!outbox.behind());
    outbox.add_push(bytes("push-5"));
    CHECK(take(outbox) == Texts{"snapshot", "push-5"});
}

TEST_CASE("room comes back as it is taken out") {
    net::Limits limits;
    limits.outbox_pushes = 2;
    limits.outbox_controls = 2;
    limits.gathered = 1;
    net::Outbox outbox(limits);
    for (int round = 0; round < 10; ++round) {
        outbox.add_push(bytes("push"));
        CHECK(outbox.add_control(bytes("reply")));
        CHECK(take(outbox).size() == 1);
        CHECK(take(outbox).size() == 1);
    }
    CHECK(!outbox.behind());
}

TEST_CASE("who asks without reading is cut off") {
    net::Limits limits;
    limits.outbox_controls = 2;
    net::Outbox outbox(limits);
    CHECK(outbox.add_control(bytes("1")));
    CHECK(outbox.add_control(bytes("2")));
    CHECK(!outbox.add_control(bytes("3")));
}

TEST_CASE("after the last word nothing is pushed") {
    net::Limits limits;
    net::Outbox outbox(limits);
    outbox.add_push(bytes("push"));
    outbox.add_snapshot(bytes("snapshot"));
    CHECK(outbox.add_control(bytes("goodbye")));
    outbox.stop_pushes();
    outbox.add_push(bytes("push"));
    outbox.add_snapshot(bytes("snapshot"));
    CHECK(!outbox.behind());
    CHECK(take(outbox) == Texts{"goodbye"});
}
