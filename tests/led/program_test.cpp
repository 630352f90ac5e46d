// display-board as it drives a hall's panel and its counters' signs: a call is made in an office, and stands on both.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "hall.hpp"
#include "led_matrix/call_layout.hpp"
#include "live/live_office.hpp"
#include "virtual_led/virtual_led.hpp"

namespace luot::testing {
namespace {

core::AtCounter desk(std::uint64_t counter, const std::string& clerk) {
    return {core::CounterId{counter}, core::ClerkCode{clerk}};
}

void call(live::Office& office) {
    core::Issue issue;
    issue.service = core::ServiceCode{"civil-status"};
    office.command(issue);
    office.command(core::CallNext{desk(1, "an"), {}});
}

// What is lit above the running line, whatever its colour and light: the number and where to go.
bool shows(const PanelReceiver& panel, const std::string& number, const std::string& counter) {
    constexpr int rows = 48;
    led_matrix::Dots wanted({panel.width(), panel.height()});
    led_matrix::draw_call(wanted, led_matrix::lay_out_call(number, counter, {panel.width(), rows}).front(), {1, 1, 1}, {1, 1, 1});
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < panel.width(); ++x) {
            const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(panel.width()) + static_cast<std::size_t>(x)) * 3;
            const bool lit = std::any_of(panel.pixels().begin() + static_cast<std::ptrdiff_t>(at),
                                         panel.pixels().begin() + static_cast<std::ptrdiff_t>(at) + 3, [](int light) { return light > 0; });
            if (lit != (wanted.at(x, y).r > 0)) return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("a call in an office stands on the panel and on the sign of the counter") {
    live::Office office;
    const live::Folder folder;
    Hall hall;
    VirtualPanel panel(hall.io.get_executor(), {PanelProtocol::ddp, 192, 64, 0});
    const auto device = folder.path / "ttyUSB0";
    VirtualChain chain(hall.io.get_executor(), SignMake::ascii_dollar, device);
    const live::Program program(folder, "display-board",
                                {"--server", office.server(), "--board", "board-1", "--headless", "--led",
                                 "ddp://127.0.0.1:" + std::to_string(panel.port()) + "?panel=192x64&colour=office", "--led",
                                 "serial://" + device.string() + "?profile=ascii-dollar&addresses=1:5,2:7"});
    office.command(core::OpenCounter{desk(1, "an"), false});
    call(office);
    CHECK(hall.until([&] { return shows(panel.receiver(), "H001", "1"); }));
    CHECK(hall.until([&] { return chain.receiver().signs() == std::map<int, std::string>{{5, "001"}, {7, "   "}}; }));

    // The adapter is pulled out while the next one is called.
    chain.unplug();
    chain.receiver().forget();
    office.command(core::Start{desk(1, "an")});
    office.command(core::Finish{desk(1, "an"), core::OutcomeCode{"accepted"}});
    call(office);
    CHECK(hall.until([&] { return shows(panel.receiver(), "H002", "1"); }));
    chain.plug();
    CHECK(hall.until([&] { return chain.receiver().signs() == std::map<int, std::string>{{5, "002"}, {7, "   "}}; }));
    CHECK(panel.receiver().wrong() == 0);
    CHECK(chain.receiver().wrong() == 0);
    CHECK(program.err().find("is gone") != std::string::npos);

    program.terminate();
    CHECK(hall.until([&] { return chain.receiver().signs() == std::map<int, std::string>{{5, "   "}, {7, "   "}}; }));
    CHECK(hall.until([&] { return std::ranges::all_of(panel.receiver().pixels(), [](int light) { return light == 0; }); }));
}

TEST_CASE("an LED output that cannot be is refused in one line before anything begins") {
    const live::Folder folder;
    for (const std::string url : {"ddp://", "serial:///dev/ttyUSB0?profile=none", "ftp://10.0.0.7"}) {
        CAPTURE(url);
        live::Program program(folder, "display-board", {"--server", "127.0.0.1:1", "--board", "board-1", "--headless", "--led", url});
        CHECK(program.wait() == 2);
        CHECK(live::lines_of(program.err()).size() == 1);
        CHECK(program.err().find(url) != std::string::npos);
    }
}

TEST_CASE("LED outputs that cannot be together are wrong usage") {
    const live::Folder folder;
    const std::vector<std::string> common = {"--server", "127.0.0.1:1", "--board", "board-1", "--headless"};
    const std::string chain = "serial:///dev/ttyUSB0?profile=ascii-dollar";
    for (const auto& each : {std::pair{std::vector<std::string>(2, chain), "one and the same place"},
                             {std::vector<std::string>(17, "artnet://127.0.0.1"), "at most 16 LED outputs"}}) {
        std::vector<std::string> arguments = common;
        for (const auto& url : each.first) arguments.insert(arguments.end(), {"--led", url});
        live::Program program(folder, "display-board", arguments);
        CHECK(program.wait() == 2);
        CHECK(live::lines_of(program.err()).size() == 1);
        CHECK(program.err().find(each.second) != std::string::npos);
    }
}

}  // namespace luot::testing
