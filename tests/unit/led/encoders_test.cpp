// What goes out on the wire, byte for byte as the published layouts have it.
#include <doctest/doctest.h>

#include <numeric>
#include <string>

#include "led/artnet.hpp"
#include "led/ddp.hpp"
#include "led/e131.hpp"
#include "led/flaschen_taschen.hpp"
#include "led/limits.hpp"

namespace luot::led {
namespace {

// Every byte tells its place.
Bytes counted(std::size_t pixels) {
    Bytes bytes(pixels * 3);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
    return bytes;
}

Bytes part(const Bytes& bytes, std::size_t from, std::size_t count) {
    REQUIRE(from + count <= bytes.size());
    return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(from + count)};
}

}  // namespace

TEST_CASE("DDP - one small frame byte for byte") {
    Ddp ddp;
    const Packets packets = ddp.frame(Bytes{1, 2, 3, 4, 5, 6});
    REQUIRE(packets.size() == 1);
    CHECK(packets[0] == Bytes{0x41, 0x01, 0x0B, 0x01, 0, 0, 0, 0, 0, 6, 1, 2, 3, 4, 5, 6});
}

TEST_CASE("DDP - a large panel in packets of at most 1440 bytes of which the last one alone pushes") {
    Ddp ddp;
    const Bytes pixels = counted(192 * 64);
    const Packets packets = ddp.frame(pixels);
    REQUIRE(packets.size() == 26);
    for (std::size_t i = 0; i < packets.size(); ++i) {
        CAPTURE(i);
        const bool last = i + 1 == packets.size();
        const std::size_t offset = i * 1'440;
        const std::size_t size = last ? pixels.size() - offset : 1'440;
        const auto byte = [](std::size_t value) { return static_cast<std::uint8_t>(value); };
        const Bytes head{
            byte(last ? 0x41 : 0x40), byte(i % 15 + 1), 0x0B, 1, byte(offset >> 24U), byte(offset >> 16U), byte(offset >> 8U), byte(offset),
            byte(size >> 8U),         byte(size)};
        CHECK(part(packets[i], 0, 10) == head);
        CHECK(part(packets[i], 10, packets[i].size() - 10) == part(pixels, offset, size));
    }
}

TEST_CASE("DDP - sequence numbers go from 1 to 15 and over frames") {
    Ddp ddp;
    for (int i = 0; i < 40; ++i) CHECK(ddp.frame(Bytes{0, 0, 0})[0][1] == i % 15 + 1);
    CHECK(ddp.frame({}).empty());
}

TEST_CASE("E1.31 - a universe of 170 pixels byte for byte") {
    E131Source source;
    std::iota(source.cid.begin(), source.cid.end(), std::uint8_t{0xA0});
    source.name = "board-1";
    source.priority = 120;
    source.universe = 0x0102;
    E131 e131(source);
    const Bytes pixels = counted(170);
    const Packets packets = e131.frame(pixels);
    REQUIRE(packets.size() == 1);
    const Bytes& packet = packets[0];
    REQUIRE(packet.size() == 636);
    Bytes expected{0x00, 0x10, 0x00, 0x00, 'A', 'S', 'C', '-', 'E', '1', '.', '1', '7', 0, 0, 0, 0x72, 0x6C,  // 636 − 16
                   0,    0,    0,    4};
    expected.insert(expected.end(), source.cid.begin(), source.cid.end());
    expected.insert(expected.end(), {0x72, 0x56, 0, 0, 0, 2});  // 636 − 38
    std::string name = "board-1";
    name.resize(64, '\0');
    expected.insert(expected.end(), name.begin(), name.end());
    expected.insert(expected.end(), {120, 0, 0, 0, 0, 0x01, 0x02});  // priority, synchronization, sequence, options, universe
    expected.insert(expected.end(), {0x72, 0x09, 0x02, 0xA1, 0, 0, 0, 1, 0x01, 0xFF, 0});  // 636 − 115; 511 values: start code and slots
    CHECK(part(packet, 0, 126) == expected);
    CHECK(part(packet, 126, 510) == pixels);
}

TEST_CASE("E1.31 - universes and sequence of a panel and the word that a stream ends") {
    E131Source source;
    source.universe = 7;
    source.name = std::string(100, 'x');
    E131 e131(source);
    const Bytes pixels = counted(64 * 32);
    for (int frame = 0; frame < 258; ++frame) {
        const Packets packets = e131.frame(pixels);
        REQUIRE(packets.size() == 13);
        CHECK(packets[12].size() == 126 + 24);
        CHECK(packets[12][114] == 19);
        CHECK(packets[0][111] == frame % 256);
        CHECK(packets[12][111] == frame % 256);
        CHECK(packets[0][112] == 0);
    }
    const Packets last = e131.last_frame(pixels);
    CHECK(last[0][112] == 0x40);
    CHECK(last[0][106] == 'x');
    CHECK(last[0][107] == 0);  // a name ends in a zero, however long it was
    CHECK(e131_multicast_group(1) == "239.255.0.1");
    CHECK(e131_multicast_group(0x1234) == "239.255.18.52");
}

TEST_CASE("Art-Net - ArtDmx and ArtSync byte for byte") {
    ArtNet artnet(0x01FF, true);
    const Bytes pixels = counted(171);
    const Packets packets = artnet.frame(pixels);
    REQUIRE(packets.size() == 3);
    CHECK(part(packets[0], 0, 18) == Bytes{'A', 'r', 't', '-', 'N', 'e', 't', 0, 0x00, 0x50, 0, 14, 1, 0, 0xFF, 0x01, 0x01, 0xFE});
    CHECK(part(packets[0], 18, 510) == part(pixels, 0, 510));
    // Three slots are one too few: a length is even.
    CHECK(packets[1] ==
          Bytes{'A', 'r', 't', '-', 'N', 'e', 't', 0, 0x00, 0x50, 0, 14, 1, 0, 0x00, 0x02, 0, 4, pixels[510], pixels[511], pixels[512], 0});
    CHECK(packets[2] == Bytes{'A', 'r', 't', '-', 'N', 'e', 't', 0, 0x00, 0x52, 0, 14, 0, 0});
}

TEST_CASE("Art-Net - the sequence leaves out 0 which would say that there is none") {
    ArtNet artnet(0, false);
    for (int i = 0; i < 600; ++i) {
        const Packets packets = artnet.frame(Bytes{1, 2, 3});
        REQUIRE(packets.size() == 1);
        CHECK(packets[0][12] == i % 255 + 1);
    }
}

TEST_CASE("Flaschen Taschen - a small picture byte for byte") {
    const Packets packets = flaschen_taschen_frame(Bytes{1, 2, 3, 4, 5, 6}, 2, 1, {5, 8, 13});
    REQUIRE(packets.size() == 1);
    std::string expected = "P6\n2 1\n#FT: 5 8 13\n255\n";
    expected += {1, 2, 3, 4, 5, 6};
    CHECK(std::string(packets[0].begin(), packets[0].end()) == expected);
}

TEST_CASE("Flaschen Taschen - a panel in tiles that are one datagram each and cover it") {
    for (const auto& size : {std::pair{192, 64}, std::pair{64, 32}, std::pair{512, 16}}) {
        const int width = size.first;  // no structured binding: clang 14 cannot capture one
        const int height = size.second;
        CAPTURE(width);
        const Bytes pixels = counted(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        Bytes drawn(pixels.size());
        std::size_t covered = 0;
        for (const Bytes& packet : flaschen_taschen_frame(pixels, width, height)) {
            CHECK(packet.size() <= 1'400);
            int w = 0;
            int h = 0;
            int x = 0;
            int y = 0;
            int z = 0;
            int read = 0;
            const std::string head(packet.begin(), packet.begin() + 48);
            REQUIRE(std::sscanf(head.c_str(), "P6 %d %d #FT: %d %d %d 255%n", &w, &h, &x, &y, &z, &read) == 5);
            const auto begin = static_cast<std::size_t>(read) + 1;
            REQUIRE(packet.size() == begin + static_cast<std::size_t>(w * h) * 3);
            for (int row = 0; row < h; ++row) {
                const auto from = packet.begin() + static_cast<std::ptrdiff_t>(begin) + row * w * 3;
                std::copy_n(from, w * 3, drawn.begin() + ((y + row) * width + x) * 3);
            }
            covered += static_cast<std::size_t>(w * h) * 3;
        }
        CHECK(covered == pixels.size());
        CHECK(drawn == pixels);
    }
}

}  // namespace luot::led
