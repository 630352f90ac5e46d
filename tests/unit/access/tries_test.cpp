#include "web/access/tries.hpp"

#include <doctest/doctest.h>

using namespace luot;
using web::PasswordTries;
using web::PasswordTry;

namespace {

const PasswordTry attacker{"thuy", "10.0.0.66", true};
const PasswordTry owner{"thuy", "10.0.0.1", true};

// 0: it was looked at, and is wrong as far as anybody is told; else for how long it is locked.
std::int64_t tried(PasswordTries& tries, const PasswordTry& who, bool right, std::int64_t now_ms) {
    if (const auto refused = tries.asked(who, now_ms)) return refused->locked_ms;
    const auto refused = tries.checked(who, right, now_ms);
    return refused ? refused->locked_ms : 0;
}

}  // namespace

TEST_CASE("tries - after five wrong passwords nobody is heard as the account for a time that doubles") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    std::int64_t now_ms = 0;
    std::int64_t expected_ms = 30'000;
    for (int lock = 0; lock < 7; ++lock) {
        CAPTURE(lock);
        for (int wrong = 0; wrong < 4; ++wrong) CHECK(tried(tries, attacker, false, now_ms) == 0);
        CHECK(tried(tries, attacker, false, now_ms) == expected_ms);
        // The right one neither, and from nowhere else.
        CHECK(tried(tries, owner, true, now_ms + 1) == expected_ms - 1);
        now_ms += expected_ms;
        expected_ms = std::min<std::int64_t>(expected_ms * 2, 900'000);
        // One peer is not at its own limit by an account's wrong ones alone.
        if (lock == 2) now_ms += 4'000'000, expected_ms = 30'000;  // and after a quiet hour all is forgotten
    }
    CHECK(tried(tries, owner, true, now_ms + 4'000'000) == 0);
}

TEST_CASE("tries - a flood for an account does not keep out whoever signed in to it from their place before") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    CHECK(tried(tries, owner, true, 0) == 0);
    for (int wrong = 0; wrong < 5; ++wrong) tried(tries, attacker, false, 1);
    CHECK(tried(tries, attacker, true, 2) > 0);
    CHECK(tried(tries, owner, true, 2) == 0);
    // But who guesses from there is counted, and then is nobody special.
    for (int wrong = 0; wrong < 4; ++wrong) CHECK(tried(tries, owner, false, 3) == 0);
    CHECK(tried(tries, owner, false, 3) > 0);
    CHECK(tried(tries, owner, true, 4) > 0);
}

TEST_CASE("tries - the owner signing in does not give the attacker five more") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    for (int wrong = 0; wrong < 4; ++wrong) CHECK(tried(tries, attacker, false, 0) == 0);
    CHECK(tried(tries, owner, true, 1) == 0);
    CHECK(tried(tries, attacker, false, 2) > 0);
}

TEST_CASE("tries - a peer that tries many accounts is not heard and others are") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    for (int wrong = 0; wrong < 19; ++wrong) CHECK(tried(tries, {"name-" + std::to_string(wrong), "10.0.0.66", false}, false, 0) == 0);
    CHECK(tried(tries, {"one-more", "10.0.0.66", false}, false, 0) == 30'000);
    CHECK(tried(tries, {"an", "10.0.0.66", true}, true, 1) > 0);
    CHECK(tried(tries, {"an", "10.0.0.1", true}, true, 1) == 0);
}

TEST_CASE("tries - of those that are checked together none is told once it is locked") {
    web::AccessLimits limits;
    limits.under_way_of_account = limits.under_way_of_peer = 100;
    PasswordTries tries(limits);
    for (int at_once = 0; at_once < 20; ++at_once) REQUIRE(!tries.asked(attacker, 0));
    for (int wrong = 0; wrong < 4; ++wrong) CHECK(!tries.checked(attacker, false, 0));
    for (int more = 0; more < 16; ++more) CHECK(tries.checked(attacker, more == 15, 0));
}

TEST_CASE("tries - more at once are turned away without being counted") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    REQUIRE(!tries.asked(attacker, 0));
    REQUIRE(!tries.asked(attacker, 0));
    const auto third = tries.asked(attacker, 0);
    REQUIRE(third.has_value());
    CHECK(third->locked_ms == 0);
    tries.unchecked(attacker);
    tries.unchecked(attacker);
    CHECK(tried(tries, attacker, true, 1) == 0);
}

TEST_CASE("tries - names and peers without end take no more room and do not push out an account lock") {
    const web::AccessLimits limits;
    PasswordTries tries(limits);
    for (int wrong = 0; wrong < 5; ++wrong) tried(tries, attacker, false, 0);
    for (int many = 0; many < 10'000; ++many) {
        const std::string some = std::to_string(many);
        tried(tries, {"name-" + some, "10.1.0." + some, false}, false, 1);
        tried(tries, {"an", "10.2.0." + some, true}, true, 1);
    }
    CHECK(tries.names() <= limits.names);
    CHECK(tries.peers() <= limits.peers);
    CHECK(tries.known_pairs() <= limits.known_pairs);
    CHECK(tried(tries, owner, true, 2) > 0);
}
