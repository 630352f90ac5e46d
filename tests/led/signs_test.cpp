// Chains of counter signs over real terminals: every sign shows its counter's number, and again after whatever became of the adapter.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "hall.hpp"
#include "support/folder.hpp"
#include "virtual_led/virtual_led.hpp"

namespace luot::testing {
namespace {

board::Picture counters(const std::vector<std::pair<std::uint64_t, std::string>>& numbers) {
    board::Picture picture;
    picture.phase = board::Phase::calling;
    for (const auto& [counter, number] : numbers) {
        board::CounterCard card;
        card.counter = counter;
        card.number = number;
        card.phase = number.empty() ? board::CounterPhase::idle : board::CounterPhase::calling;
        picture.counters.push_back(card);
    }
    return picture;
}

using Shown = std::map<int, std::string>;

}  // namespace

TEST_CASE("signs - every make shows the numbers of its counters and goes dark for nobody") {
    struct Make {
        std::string profile;
        Shown shown;
    };
    const std::vector<Make> makes = {{"ascii-dollar", {{5, "012"}, {7, " 41"}, {9, "   "}}},
                                     {"ascii-stx-xor", {{5, "H012"}, {7, " d41"}, {9, "    "}}},
                                     {"binary-sum8", {{5, " 12"}, {7, " 41"}, {9, "   "}}}};
    for (const Make& make : makes) {
        CAPTURE(make.profile);
        Hall hall;
        const Folder folder;
        const auto device = folder.path / "ttyUSB0";
        VirtualChain chain(hall.io.get_executor(), *sign_make(make.profile), device);
        Driven driven(hall, {"serial://" + device.string() + "?profile=" + make.profile + "&addresses=1:5,2:7,3:9"});
        driven.outputs.show(counters({{1, "H012"}, {2, "\u011041"}, {3, ""}, {4, "H099"}}));
        CHECK(hall.until([&] { return chain.receiver().signs() == make.shown; }));
        CHECK(chain.receiver().wrong() == 0);
        CHECK(driven.now().working);
        board::Picture night = counters({{1, "H012"}, {2, "\u011041"}, {3, ""}});
        night.dark = true;
        driven.outputs.show(night);
        CHECK(hall.until([&] {
            return std::ranges::all_of(chain.receiver().signs(),
                                       [](const auto& sign) { return sign.second.find_first_not_of(' ') == std::string::npos; });
        }));
    }
}

TEST_CASE("signs - thirty on one chain each with its own number and a change goes first") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::binary_sum8, device);
    Driven driven(hall, {"serial://" + device.string() + "?profile=binary-sum8"});
    std::vector<std::pair<std::uint64_t, std::string>> numbers;
    Shown wanted;
    for (int counter = 1; counter <= 30; ++counter) {
        numbers.emplace_back(counter, "H" + std::to_string(100 + counter));
        wanted[counter] = std::to_string(100 + counter);
    }
    driven.outputs.show(counters(numbers));
    CHECK(hall.until([&] { return chain.receiver().signs() == wanted; }));
    CHECK(chain.receiver().telegrams() == 30);

    numbers[16].second = "H777";
    wanted[17] = "777";
    driven.outputs.show(counters(numbers));
    CHECK(hall.until([&] { return chain.receiver().signs() == wanted; }));
    // Nobody else was written before it, but for those whose refresh was due on a slow machine.
    CHECK(chain.receiver().telegrams() <= 60);
    // A counter that the office has no more goes dark.
    numbers.pop_back();
    wanted[30] = "   ";
    driven.outputs.show(counters(numbers));
    CHECK(hall.until([&] { return chain.receiver().signs() == wanted; }));
}

TEST_CASE("signs - an adapter that is pulled out is told and everything is shown again when it is back") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
    const Shown wanted = {{1, "012"}, {2, "013"}};
    driven.outputs.show(counters({{1, "H012"}, {2, "H011"}}));
    REQUIRE(hall.until([&] { return chain.receiver().signs().size() == 2; }));
    for (int time = 0; time < 2; ++time) {
        chain.unplug();
        chain.receiver().forget();
        CHECK(hall.until([&] { return !driven.now().working; }));
        driven.outputs.show(counters({{1, "H012"}, {2, "H013"}}));
        CHECK(hall.until([&] { return driven.now().detail.find("cannot open") != std::string::npos; }));
        CHECK(chain.receiver().signs().empty());
        chain.plug();
        CHECK(hall.until([&] { return driven.now().working; }));
        CHECK(hall.until([&] { return chain.receiver().signs() == wanted; }));
    }
    // Gone, not there, back; twice: nothing is said twice.
    for (std::size_t i = 1; i < driven.told.size(); ++i) CHECK_FALSE(driven.told[i] == driven.told[i - 1]);
    CHECK(driven.told.size() <= 9);
}

TEST_CASE("signs - a device that is not there at the start is opened when it comes") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    chain.unplug();
    Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
    driven.outputs.show(counters({{3, "H012"}, {300, "H013"}}));
    CHECK(hall.until([&] { return driven.now().detail.find("cannot open") != std::string::npos; }));
    chain.plug();
    CHECK(hall.until([&] { return chain.receiver().signs() == Shown{{3, "012"}}; }));
    CHECK(driven.now().working);
    CHECK(driven.now().detail.find("counter 300 has no address") != std::string::npos);
}

TEST_CASE("signs - an orderly end leaves all of them dark") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
    std::vector<std::pair<std::uint64_t, std::string>> numbers;
    Shown wanted;
    for (int counter = 1; counter <= 12; ++counter) {
        numbers.emplace_back(counter, "H012");
        wanted[counter] = "   ";
    }
    driven.outputs.show(counters(numbers));
    REQUIRE(hall.until([&] { return chain.receiver().signs().size() == wanted.size(); }));
    const std::size_t told = driven.told.size();
    driven.outputs.stop();
    driven.outputs.show(counters({{1, "H099"}}));  // too late
    CHECK(driven.outputs.going_dark());
    CHECK(hall.until([&] { return !driven.outputs.going_dark(); }));
    CHECK(hall.until([&] { return chain.receiver().signs() == wanted; }));
    CHECK(chain.receiver().telegrams() == 24);
    CHECK(driven.told.size() == told);
}

TEST_CASE("signs - an end while the line takes nothing or is not there is an end all the same") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    {
        Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
        driven.outputs.show(counters({{1, "H012"}, {2, "H013"}}));
        REQUIRE(hall.until([&] { return chain.receiver().signs().size() == 2; }));
        driven.outputs.stop();
        chain.unplug();
        CHECK(hall.until([&] { return !driven.outputs.going_dark(); }));
    }
    Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
    CHECK(hall.until([&] { return driven.now().detail.find("cannot open") != std::string::npos; }));
    driven.outputs.stop();
    CHECK_FALSE(driven.outputs.going_dark());
}

TEST_CASE("signs - a test lights them and shows their addresses without an office") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    const Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar&addresses=1:5,2:7&test=1&refresh=60000"});
    CHECK(hall.until([&] { return chain.receiver().signs() == Shown{{5, "8.8.8."}, {7, "8.8.8."}}; }));
    CHECK(hall.until([&] { return chain.receiver().signs() == Shown{{5, "  5"}, {7, "  7"}}; }));
}

TEST_CASE("signs - counters without an address are all named and no longer than they are so") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    const VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    Driven driven(hall, {"serial://" + device.string() + "?profile=ascii-dollar"});
    driven.outputs.show(counters({{3, "H012"}, {300, "H013"}, {301, "H014"}}));
    CHECK(hall.until([&] { return driven.now().detail.ends_with("; counters 300, 301 have no address on this chain"); }));
    driven.outputs.show(counters({{3, "H012"}, {301, "H014"}}));
    CHECK(driven.now().detail.ends_with("; counter 301 has no address on this chain"));
    std::vector<std::pair<std::uint64_t, std::string>> many;
    for (std::uint64_t counter = 300; counter < 312; ++counter) many.emplace_back(counter, "");
    driven.outputs.show(counters(many));
    CHECK(driven.now().detail.ends_with("305, 306, 307 and 4 more have no address on this chain"));
    driven.outputs.show(counters({{3, "H012"}}));
    CHECK(driven.now().detail.ends_with("is open"));
}

TEST_CASE("signs - a line that takes nothing is closed and written from the beginning when it takes again") {
    Hall hall;
    const Folder folder;
    const auto device = folder.path / "ttyUSB0";
    const auto profile = folder.path / "fast.toml";
    // Fast, so that what the line holds back is full at once.
    std::ofstream(profile) << "telegram = \"${address},{number}#\"\nbaud = 230400\npause_ms = 0\nrefresh_ms = 50\n";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    Driven driven(hall, {"serial://" + device.string() + "?profile=" + profile.string()});
    std::vector<std::pair<std::uint64_t, std::string>> numbers;
    for (std::uint64_t counter = 1; counter <= 200; ++counter) numbers.emplace_back(counter, "H001");
    driven.outputs.show(counters(numbers));
    REQUIRE(hall.until([&] { return chain.receiver().signs().size() == 200; }));
    chain.block();
    CHECK(hall.until([&] { return driven.now().detail.find("takes nothing") != std::string::npos; }));
    numbers[7].second = "H002";
    driven.outputs.show(counters(numbers));
    chain.unblock();
    CHECK(hall.until([&] { return driven.now().working; }));
    CHECK(hall.until([&] { return chain.receiver().signs().at(8) == "002"; }));
}

TEST_CASE("signs - a file that is no serial line is told as that") {
    Hall hall;
    Driven driven(hall, {"serial:///dev/null?profile=ascii-dollar"});
    CHECK(hall.until([&] { return driven.now().detail.find("cannot open /dev/null") != std::string::npos; }));
}

TEST_CASE("signs - a converter behind TCP is found again after it was away") {
    using boost::asio::ip::tcp;
    Hall hall;
    tcp::acceptor acceptor(hall.io, {boost::asio::ip::address_v4::loopback(), 0});
    SignReceiver receiver(SignMake::ascii_stx_xor);
    std::optional<tcp::socket> line;
    std::array<std::uint8_t, 256> bytes{};
    std::function<void()> receive = [&] {
        line->async_read_some(boost::asio::buffer(bytes), [&](const boost::system::error_code& error, std::size_t size) {
            if (error) return;
            receiver.take({bytes.data(), size});
            receive();
        });
    };
    const auto accept = [&] {
        acceptor.async_accept([&](const boost::system::error_code& error, tcp::socket socket) {
            if (error) return;
            line = std::move(socket);
            receive();
        });
    };
    accept();
    Driven driven(hall, {"serial+tcp://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "?profile=ascii-stx-xor"});
    driven.outputs.show(counters({{12, "H012"}}));
    CHECK(hall.until([&] { return receiver.signs() == Shown{{12, "H012"}}; }));
    line->close();
    receiver.forget();
    CHECK(hall.until([&] { return !driven.now().working; }));
    accept();
    CHECK(hall.until([&] { return receiver.signs() == Shown{{12, "H012"}}; }));
    CHECK(driven.now().working);
    CHECK(receiver.wrong() == 0);
}

}  // namespace luot::testing
