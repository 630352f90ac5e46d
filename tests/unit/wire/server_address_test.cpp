#include "wire/server_address.hpp"

#include <doctest/doctest.h>

using namespace luot;

TEST_CASE("server address - host and port") {
    CHECK(wire::parse_server("127.0.0.1:7070")->host == "127.0.0.1");
    CHECK(wire::parse_server("127.0.0.1:7070")->port == "7070");
    CHECK(wire::parse_server("luot.phuong.vn:65535")->host == "luot.phuong.vn");
    CHECK(wire::parse_server("[::1]:7070")->host == "::1");
}

TEST_CASE("server address - anything else is none") {
    for (const char* text : {"", ":", "host", "host:", ":7070", "host:0", "host:65536", "host:99999999999", "host:70x", "host:-1",
                             "host: 70", "::1:7070", "a:b:70", "[]:70"}) {
        CAPTURE(text);
        CHECK_FALSE(wire::parse_server(text));
    }
    const std::string whole = "[::1]:7070";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto cut = wire::parse_server(whole.substr(0, length));
        CHECK(cut.has_value() == (length > 6));
    }
}
