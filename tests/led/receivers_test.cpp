// The simulators themselves: they take what is right and nothing else, or the other tests would prove nothing.
#include <doctest/doctest.h>

#include <string>

#include "led/artnet.hpp"
#include "led/ddp.hpp"
#include "led/e131.hpp"
#include "led/flaschen_taschen.hpp"
#include "virtual_led/panel_receiver.hpp"
#include "virtual_led/sign_receiver.hpp"

namespace luot::testing {
namespace {

led::Bytes packet_of(PanelProtocol protocol) {
    const led::Bytes pixels(64 * 2 * 3, 9);
    switch (protocol) {
        case PanelProtocol::ddp:
            return led::Ddp().frame(pixels).at(0);
        case PanelProtocol::e131:
            return led::E131({}).frame(pixels).at(0);
        case PanelProtocol::artnet:
            return led::ArtNet(1, false).frame(pixels).at(0);
        case PanelProtocol::flaschen_taschen:
            break;
    }
    return led::flaschen_taschen_frame(pixels, 64, 2).at(0);
}

constexpr PanelProtocol all[] = {PanelProtocol::ddp, PanelProtocol::e131, PanelProtocol::artnet, PanelProtocol::flaschen_taschen};

}  // namespace

TEST_CASE("panel receiver - a packet that is cut anywhere is refused") {
    for (const PanelProtocol protocol : all) {
        const led::Bytes whole = packet_of(protocol);
        PanelReceiver receiver(protocol, 64, 16, 1);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            CHECK_FALSE(receiver.take({whole.data(), size}));
        }
        CHECK(receiver.wrong() == whole.size());
        CHECK(receiver.take(whole));
    }
}

TEST_CASE("panel receiver - a wrong byte in the head is seen") {
    struct Wrong {
        PanelProtocol protocol;
        std::vector<std::size_t> at;
    };
    for (const Wrong& wrong :
         {Wrong{PanelProtocol::ddp, {0, 2, 3, 4, 8, 9}},
          Wrong{PanelProtocol::e131, {0, 1, 4, 15, 16, 17, 21, 38, 39, 43, 107, 115, 116, 117, 118, 122, 123, 125}},
          Wrong{PanelProtocol::artnet, {0, 7, 8, 9, 11, 16, 17}}, Wrong{PanelProtocol::flaschen_taschen, {0, 1, 2, 3, 8, 9}}}) {
        for (const std::size_t at : wrong.at) {
            CAPTURE(static_cast<int>(wrong.protocol));
            CAPTURE(at);
            led::Bytes packet = packet_of(wrong.protocol);
            packet.at(at) ^= 0xC1U;
            PanelReceiver receiver(wrong.protocol, 64, 16, 1);
            CHECK_FALSE(receiver.take(packet));
            CHECK(receiver.wrong() == 1);
        }
    }
}

TEST_CASE("panel receiver - nothing is shown before the push or the sync") {
    const led::Bytes pixels(192 * 64 * 3, 77);
    PanelReceiver ddp(PanelProtocol::ddp, 192, 64, 0);
    const auto packets = led::Ddp().frame(pixels);
    for (std::size_t i = 0; i + 1 < packets.size(); ++i) CHECK_FALSE(ddp.take(packets[i]));
    CHECK(ddp.pixels() == led::Bytes(pixels.size()));
    CHECK(ddp.take(packets.back()));
    CHECK(ddp.pixels() == pixels);

    PanelReceiver artnet(PanelProtocol::artnet, 192, 64, 3);
    led::ArtNet encoder(3, true);
    for (int frame = 0; frame < 2; ++frame) {
        for (const auto& packet : encoder.frame(pixels)) artnet.take(packet);
    }
    CHECK(artnet.pixels() == pixels);
    CHECK(artnet.wrong() == 0);
}

TEST_CASE("sign receiver - telegrams are found however they are cut and wrong ones are not shown") {
    const std::string good =
        "\x02"
        "07H0127C\x03";
    for (std::size_t cut = 0; cut <= good.size(); ++cut) {
        SignReceiver receiver(SignMake::ascii_stx_xor);
        const std::string first = "noise" + good.substr(0, cut);
        const std::string second = good.substr(cut);
        receiver.take({reinterpret_cast<const std::uint8_t*>(first.data()), first.size()});
        receiver.take({reinterpret_cast<const std::uint8_t*>(second.data()), second.size()});
        CHECK(receiver.signs() == std::map<int, std::string>{{7, "H012"}});
        CHECK(receiver.wrong() == 5);
    }
    for (std::size_t at = 0; at < good.size(); ++at) {
        CAPTURE(at);
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        SignReceiver receiver(SignMake::ascii_stx_xor);
        receiver.take({reinterpret_cast<const std::uint8_t*>(bad.data()), bad.size()});
        CHECK(receiver.signs().empty());
    }
    SignReceiver binary(SignMake::binary_sum8);
    const std::uint8_t telegrams[] = {0x05, 0x03, 0xE7, 0xEF, 0x05, 0xFF, 0xFF, 0x03};
    binary.take(std::span(telegrams).first(4));
    CHECK(binary.signs().at(5) == "999");
    binary.take(std::span(telegrams).last(4));
    CHECK(binary.signs().at(5) == "   ");
}

}  // namespace luot::testing
