// Panels over real sockets: what the board shows is what stands on the panel, whatever is lost on the way.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "hall.hpp"
#include "led/limits.hpp"
#include "led_matrix/matrix.hpp"
#include "virtual_led/virtual_led.hpp"

namespace luot::testing {
namespace {

struct Kind {
    PanelProtocol protocol;
    std::string scheme;
    std::string options;
    int universe;
};
const std::vector<Kind> kinds = {{PanelProtocol::ddp, "ddp", "", 0},
                                 {PanelProtocol::e131, "e131", "&universe=5", 5},
                                 {PanelProtocol::artnet, "artnet", "&universe=2&sync=1", 2},
                                 {PanelProtocol::artnet, "artnet", "&universe=0", 0},
                                 {PanelProtocol::flaschen_taschen, "ft", "", 0}};

std::string url_of(const Kind& kind, const VirtualPanel& panel, const std::string& more) {
    return kind.scheme + "://127.0.0.1:" + std::to_string(panel.port()) + "?" + more + kind.options;
}

led::Bytes expected(const board::Picture& picture, led_matrix::Panel panel, int percent = 100) {
    led_matrix::Matrix matrix(panel, led_matrix::Colours::amber);
    return led_matrix::wire_pixels(matrix.draw(picture, 0), {}, percent);
}

bool dark(const PanelReceiver& receiver) {
    return std::ranges::all_of(receiver.pixels(), [](std::uint8_t light) { return light == 0; });
}

// The test's own seed, or LUOT_SEED's.
std::uint32_t seed_of(std::uint32_t own) {
    const char* given = std::getenv("LUOT_SEED");
    const auto seed = given == nullptr ? own : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
    MESSAGE("seed " << seed);
    return seed;
}

}  // namespace

TEST_CASE("panels - every protocol shows the call and the next one") {
    for (const Kind& kind : kinds) {
        CAPTURE(kind.scheme);
        CAPTURE(kind.options);
        Hall hall;
        VirtualPanel panel(hall.io.get_executor(), {kind.protocol, 192, 64, kind.universe});
        Driven driven(hall, {url_of(kind, panel, "panel=192x64")});
        for (const std::string number : {"H012", "\u0110041"}) {
            const board::Picture picture = calling(number, 3);
            const led::Bytes wanted = expected(picture, {192, 64});
            driven.outputs.show(picture);
            CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
        }
        CHECK(panel.receiver().wrong() == 0);
        CHECK(hall.until([&] { return driven.now().working; }));
        // At rest the same is sent again and again.
        const std::size_t packets = panel.receiver().packets();
        CHECK(hall.until([&] { return panel.receiver().packets() > packets; }));
        CHECK(driven.told.size() == 1);
    }
}

TEST_CASE("panels - with a fifth of all packets lost the call is shown after a refresh") {
    const std::uint32_t seed = seed_of(4'711);
    for (const Kind& kind : kinds) {
        CAPTURE(kind.scheme);
        Hall hall;
        VirtualPanel panel(hall.io.get_executor(), {kind.protocol, 192, 64, kind.universe}, 0, 20, seed);
        Driven driven(hall, {url_of(kind, panel, "panel=192x64&refresh=50")});
        for (const std::string number : {"H012", "H013", "H014"}) {
            const board::Picture picture = calling(number, 12);
            const led::Bytes wanted = expected(picture, {192, 64});
            driven.outputs.show(picture);
            CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
        }
        CHECK(panel.lost() > 0);
        CHECK(panel.receiver().wrong() == 0);
    }
}

TEST_CASE("panels - E1.31 without a host goes to the group of every universe") {
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::e131, 64, 32, 700});
    constexpr int universes = 13;
    panel.join(700, universes);
    Driven driven(hall, {"e131://:" + std::to_string(panel.port()) + "?panel=64x32&universe=700&network=127.0.0.1"});
    const board::Picture picture = calling("H012", 3);
    const led::Bytes wanted = expected(picture, {64, 32});
    driven.outputs.show(picture);
    CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
    CHECK(hall.until([&] { return driven.now().working; }));
}

TEST_CASE("panels - more outputs than a board can drive are refused") {
    Hall hall;
    std::vector<std::string> urls(led::limits::outputs_most, "artnet://127.0.0.1?panel=64x32");
    CHECK_NOTHROW(outputs::Outputs(hall.io.get_executor(), addresses_of(urls)));
    urls.push_back(urls.front());
    CHECK_THROWS_WITH(outputs::Outputs(hall.io.get_executor(), addresses_of(urls)), "a board drives at most 16 LED outputs, not 17");
}

TEST_CASE("panels - what moves goes at thirty frames a second at most") {
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::ddp, 64, 32, 0});
    std::size_t frames = 0;
    panel.on_shown = [&] { ++frames; };
    Driven driven(hall, {url_of(kinds[0], panel, "panel=64x32")});
    board::Picture picture = calling("H012", 3);
    picture.phase = board::Phase::empty;
    picture.current.reset();
    picture.title = "a line that is far too long for so small a panel and runs";
    const auto begin = std::chrono::steady_clock::now();
    driven.outputs.show(picture);
    REQUIRE(hall.until([&] {
        driven.outputs.show(picture);  // more often than it changes: no matter
        return frames >= 30;
    }));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(took.count() >= 28.0 / 30.0);
}

TEST_CASE("panels - brightness and darkness are those of the picture") {
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::ddp, 64, 32, 0});
    Driven driven(hall, {url_of(kinds[0], panel, "panel=64x32&brightness=50")});
    board::Picture picture = calling("H012", 3);
    picture.brightness = 40;
    const led::Bytes wanted = expected(picture, {64, 32}, 20);
    driven.outputs.show(picture);
    CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
    picture.dark = true;
    driven.outputs.show(picture);
    CHECK(hall.until([&] { return dark(panel.receiver()); }));
}

TEST_CASE("panels - one that is dimmed by the office and by its address is never fully dark") {
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::ddp, 64, 32, 0});
    Driven driven(hall, {url_of(kinds[0], panel, "panel=64x32&brightness=4")});
    board::Picture picture = calling("H012", 3);
    picture.brightness = 20;
    const led::Bytes wanted = expected(picture, {64, 32}, 1);
    driven.outputs.show(picture);
    CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
    CHECK_FALSE(dark(panel.receiver()));
}

TEST_CASE("panels - one that is not there is told once and shows the call when it comes and when it comes back") {
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::ddp, 64, 32, 0});
    panel.close();
    Driven driven(hall, {url_of(kinds[0], panel, "panel=64x32&refresh=50")});
    board::Picture picture = calling("H012", 3);
    driven.outputs.show(picture);
    CHECK(hall.until([&] { return driven.now().detail.find("nobody listens") != std::string::npos; }));
    for (const std::string number : {"H013", "H014"}) {
        panel.open();
        picture = calling(number, 3);
        const led::Bytes wanted = expected(picture, {64, 32});
        driven.outputs.show(picture);
        CHECK(hall.until([&] { return panel.receiver().pixels() == wanted; }));
        CHECK(hall.until([&] { return driven.now().working; }));
        panel.close();
        CHECK(hall.until([&] { return !driven.now().working; }));
    }
    // Once for each change, however many packets went nowhere.
    CHECK(driven.told.size() == 5);
    CHECK_FALSE(driven.told.front().working);
}

TEST_CASE("panels - an orderly end leaves them dark") {
    for (const Kind& kind : kinds) {
        CAPTURE(kind.scheme);
        Hall hall;
        VirtualPanel panel(hall.io.get_executor(), {kind.protocol, 64, 32, kind.universe});
        Driven driven(hall, {url_of(kind, panel, "panel=64x32")});
        const board::Picture picture = calling("H012", 3);
        const led::Bytes wanted = expected(picture, {64, 32});
        driven.outputs.show(picture);
        REQUIRE(hall.until([&] { return panel.receiver().pixels() == wanted; }));
        driven.outputs.stop();
        if (kind.protocol == PanelProtocol::e131) {
            CHECK(hall.until([&] { return panel.receiver().stream_ended(); }));
            CHECK(panel.receiver().senders().size() == 1);
        } else {
            CHECK(hall.until([&] { return dark(panel.receiver()); }));
        }
    }
}

}  // namespace luot::testing
