#include "net/session_directory.hpp"

#include <doctest/doctest.h>

using namespace luot;
using core::SessionId;

namespace {

struct Owner final : net::SessionOwner {
    explicit Owner(net::SessionDirectory& in) : directory(in) {}
    void replaced() override {
        ++ended;
        directory.release(SessionId{1}, *this);
    }
    void expired() override { ++gone; }
    net::SessionDirectory& directory;
    int ended = 0;
    int gone = 0;
};

}  // namespace

TEST_CASE("a session has one connection - the last that came for it") {
    net::SessionDirectory directory;
    Owner first(directory), second(directory);
    directory.claim(SessionId{1}, first);
    CHECK(directory.is_connected(SessionId{1}));
    directory.claim(SessionId{1}, second);
    CHECK(first.ended == 1);
    CHECK(second.ended == 0);
    CHECK(directory.is_connected(SessionId{1}));
    directory.release(SessionId{1}, first);  // it has nothing to release any more
    CHECK(directory.is_connected(SessionId{1}));
    directory.release(SessionId{1}, second);
    CHECK(!directory.is_connected(SessionId{1}));
    CHECK(directory.size() == 0);
}

TEST_CASE("claiming again what one has ends nobody") {
    net::SessionDirectory directory;
    Owner owner(directory);
    directory.claim(SessionId{1}, owner);
    directory.claim(SessionId{1}, owner);
    CHECK(owner.ended == 0);
    CHECK(directory.size() == 1);
}

TEST_CASE("who is connected with a session that is closed is told once") {
    net::SessionDirectory directory;
    Owner owner(directory);
    directory.claim(SessionId{1}, owner);
    directory.expire(SessionId{2});
    CHECK(owner.gone == 0);
    directory.expire(SessionId{1});
    directory.expire(SessionId{1});
    CHECK(owner.gone == 1);
    CHECK(!directory.is_connected(SessionId{1}));
}

TEST_CASE("the longest unused session without a connection makes room") {
    net::SessionDirectory directory;
    Owner owner(directory);
    core::State told;
    CHECK(!directory.oldest_disconnected(told));
    told.sessions_by_use = {{10, SessionId{3}}, {20, SessionId{1}}, {30, SessionId{2}}};
    CHECK(directory.oldest_disconnected(told) == SessionId{3});
    CHECK(directory.oldest_disconnected(told, 1) == SessionId{1});
    CHECK(directory.oldest_disconnected(told, 2) == SessionId{2});
    CHECK(!directory.oldest_disconnected(told, 3));
    directory.claim(SessionId{3}, owner);
    CHECK(directory.oldest_disconnected(told) == SessionId{1});
    directory.claim(SessionId{1}, owner);
    directory.claim(SessionId{2}, owner);
    CHECK(!directory.oldest_disconnected(told));
}

TEST_CASE("a session is its devices own - in its role") {
    core::State told;
    core::Session session;
    session.id = SessionId{5};
    session.device = core::DeviceCode{"kiosk-1"};
    session.role = core::Role::kiosk;
    told.sessions.emplace(session.id, session);
    net::Hello hello;
    hello.session = SessionId{5};
    hello.device = session.device;
    hello.role = session.role;
    told.epoch = 3;
    CHECK(net::is_own_session(told, hello));
    hello.epoch = 3;
    CHECK(net::is_own_session(told, hello));
    hello.epoch = 2;
    CHECK(!net::is_own_session(told, hello));
    hello.epoch = 3;
    hello.role = core::Role::supervisor;
    CHECK(!net::is_own_session(told, hello));
    hello.role = session.role;
    hello.device = core::DeviceCode{"kiosk-2"};
    CHECK(!net::is_own_session(told, hello));
    hello.device = session.device;
    hello.session = SessionId{6};
    CHECK(!net::is_own_session(told, hello));
}
