#include "store/chain.hpp"

#include <doctest/doctest.h>

using namespace luot;
using namespace luot::store;

// The expected values are from Python's hashlib.blake2b(…, digest_size=32) over the layout of chain.hpp.
TEST_CASE("digests and links are those of the documented layout") {
    CHECK(hexadecimal(digest_of("")) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    const Digest digest = digest_of("abc");
    CHECK(hexadecimal(digest) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    const Link first = link_of(genesis_link, 1, 1'772'400'000'000'000, 7, digest);
    CHECK(hexadecimal(first) == "872488359191103091b52c27ecca278a182f8c0ef3d8233b63f2d0e86821386e");
    const Link second = link_of(first, 0x0102030405060708, -2, 65'535, digest_of(""));
    CHECK(hexadecimal(second) == "2881e9ff3e46ce7d3905003f3cc28cb40b2842f01e64838d0ec68833a306992c");
}

TEST_CASE("each part of an event changes its link") {
    const Digest digest = digest_of("payload");
    const Link link = link_of(genesis_link, 5, 10, 3, digest);
    CHECK(link_of(digest, 5, 10, 3, digest) != link);
    CHECK(link_of(genesis_link, 6, 10, 3, digest) != link);
    CHECK(link_of(genesis_link, 5, 11, 3, digest) != link);
    CHECK(link_of(genesis_link, 5, 10, 4, digest) != link);
    CHECK(link_of(genesis_link, 5, 10, 3, digest_of("payloae")) != link);
}

TEST_CASE("a digest from a column has its length or is none") {
    const Digest digest = digest_of("x");
    const std::string bytes(bytes_of(digest));
    CHECK(digest_from(bytes) == digest);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) CHECK_FALSE(digest_from(bytes.substr(0, cut)));
    CHECK_FALSE(digest_from(bytes + "x"));
}
