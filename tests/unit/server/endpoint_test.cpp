#include "server/endpoint.hpp"

#include <string>

#include <doctest/doctest.h>

#include "server/entropy.hpp"

using luot::server::parse_endpoint;

TEST_CASE("an address to listen on is read") {
    CHECK(parse_endpoint("127.0.0.1:7070")->port() == 7070);
    CHECK(parse_endpoint("127.0.0.1:0")->address().is_loopback());
    CHECK(parse_endpoint("localhost:1")->address().is_loopback());
    CHECK(parse_endpoint("[::1]:65535")->port() == 65535);
    CHECK(parse_endpoint("[::1]:65535")->address().is_v6());
    CHECK_FALSE(parse_endpoint("0.0.0.0:80")->address().is_loopback());
}

TEST_CASE("what is no address is nothing") {
    for (const char* text : {"", ":", "127.0.0.1", "127.0.0.1:", ":7070", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1: 1", "127.0.0.1:1x",
                             "::1:80", "[::1:80", "[]:80", "[127.0.0.1]:80", "office.example:80", "256.0.0.1:80"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_endpoint(text).has_value());
    }
}

TEST_CASE("tokens are 128 bits in hexadecimal and differ") {
    luot::server::SodiumEntropy entropy;
    const std::string first = entropy.next().token;
    CHECK(first.size() == 32);
    CHECK(first.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(entropy.next().token != first);
}
