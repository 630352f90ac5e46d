#include "web/phone/rate_limit.hpp"

#include <doctest/doctest.h>

#include "peer/network_of.hpp"

using luot::network_of;
using namespace luot::web::phone;

namespace {
constexpr std::int64_t second_us = 1'000'000;
}

TEST_CASE("phone limit a burst then one for each refill") {
    Allowances allowances(Allowance{3, 10 * second_us}, 100);
    for (int i = 0; i < 3; ++i) CHECK_FALSE(allowances.take("a", 0).has_value());
    CHECK(allowances.take("a", 0) == 10);
    CHECK(allowances.take("a", 9'000'000) == 1);
    CHECK(allowances.take("a", 9'999'999) == 1);
    CHECK_FALSE(allowances.take("b", 0).has_value());
    CHECK_FALSE(allowances.take("a", 10 * second_us).has_value());
    CHECK(allowances.take("a", 10 * second_us) == 10);
    // Rested: the whole burst again, and no more.
    for (int i = 0; i < 3; ++i) CHECK_FALSE(allowances.take("a", 100 * second_us).has_value());
    CHECK(allowances.take("a", 100 * second_us).has_value());
}

TEST_CASE("phone limit who refused waits as long as it was told") {
    Allowances allowances(Allowance{2, 7'300'000}, 100);
    std::int64_t now_us = 0;
    int taken = 0;
    for (int i = 0; i < 50; ++i) {
        const auto wait = allowances.take("a", now_us);
        if (!wait) ++taken;
        if (wait) now_us += *wait * second_us;
    }
    CHECK(taken >= 25);  // no refusal follows another
}

TEST_CASE("phone limit what is counted is bounded and the least used is forgotten") {
    Allowances allowances(Allowance{2, 10 * second_us}, 8);
    CHECK_FALSE(allowances.take("busy", 0).has_value());
    CHECK_FALSE(allowances.take("busy", 0).has_value());
    for (int i = 0; i < 1'000; ++i) {
        CHECK_FALSE(allowances.take("other " + std::to_string(i), 1).has_value());
        CHECK(allowances.keys() <= 8);
    }
    CHECK(allowances.take("busy", 2).has_value());
    CHECK_FALSE(allowances.take("later", 60 * second_us).has_value());
    CHECK(allowances.keys() == 1);  // what is whole again need not be known
}

TEST_CASE("phone limit a hall behind one address reloads at once and a guesser is stopped") {
    const Limits limits;
    RateLimit rate(limits);
    // 400 people, each a page and a stream, in one second.
    for (int i = 0; i < 800; ++i) CHECK_FALSE(rate.ask("192.168.1.1", i * 1'250).has_value());
    // And then, without streams, each of them every ten seconds for a quarter of an hour.
    for (std::int64_t i = 0; i < 40 * 900; ++i) CHECK_FALSE(rate.ask("192.168.1.1", second_us + i * second_us / 40).has_value());
    RateLimit tried(limits);
    int answered = 0;
    for (std::int64_t i = 0; i < 10'000; ++i) answered += tried.guess("10.0.0.1", i * second_us / 100) ? 0 : 1;
    CHECK(answered == limits.unknown.burst + 99'990'000 / limits.unknown.refill_us);
    CHECK(tried.guess("10.0.0.1", 99'995'000).has_value());
    CHECK_FALSE(tried.guess("10.0.0.2", 100 * second_us).has_value());
}

TEST_CASE("phone limit an IPv6 network counts as one and an IPv4 address in IPv6 as itself") {
    CHECK(network_of("10.0.0.1") == "10.0.0.1");
    CHECK(network_of("::ffff:10.0.0.1") == "10.0.0.1");
    CHECK(network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2"));
    CHECK(network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1"));
    CHECK(network_of("not an address") == "not an address");
    CHECK(network_of("") == "");
}
