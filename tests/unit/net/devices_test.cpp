#include "net/devices.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

using namespace luot;

namespace {

struct Line final : net::DeviceListener {
    void on_person_key(const std::string& key) override { keys.push_back(key); }
    void on_device_changed() override { ++changes; }
    std::vector<std::string> keys;
    int changes = 0;
};

net::DeviceReport saying(net::PrinterState state) {
    net::DeviceReport report;
    report.printer.emplace().state = state;
    return report;
}

std::vector<std::string> all_since(const net::Devices& devices, std::uint64_t change) {
    std::vector<std::string> names;
    while (const auto next = devices.changed_after(change)) {
        names.push_back(next->status.device.value + (next->status.connected ? "" : " gone"));
        change = next->number;
    }
    return names;
}

constexpr auto kiosk = core::Role::kiosk;
constexpr auto board = core::Role::board;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("of each device the last state is told in the order of the changes") {
    net::Devices devices(8);
    Line one, two, three;
    devices.joined(one, kiosk, core::DeviceCode("one"), 10);
    devices.joined(two, board, core::DeviceCode("two"), 20);
    CHECK(all_since(devices, 0) == Names{"one", "two"});
    devices.reported(one, saying(net::PrinterState::paper_end), 30);
    CHECK(all_since(devices, 0) == Names{"two", "one"});
    CHECK(all_since(devices, 2) == Names{"one"});
    const auto last = devices.changed_after(2);
    REQUIRE(last);
    CHECK(last->status.since_us == 10);
    CHECK(last->status.reported_us == 30);
    CHECK(last->status.report->printer->state == net::PrinterState::paper_end);
    devices.left(one, 40);
    CHECK(all_since(devices, 0) == Names{"two", "one gone"});
    CHECK(devices.changed_after(3)->status.since_us == 40);
    devices.left(one, 50);  // once
    devices.reported(one, saying(net::PrinterState::ready), 50);
    CHECK(all_since(devices, 4).empty());
    devices.joined(three, core::Role::counter, core::DeviceCode("three"), 60);
    CHECK(all_since(devices, 4).empty());
}

TEST_CASE("a device that came again before its old line died is in") {
    net::Devices devices(8);
    Line old_line, new_line;
    devices.joined(old_line, kiosk, core::DeviceCode("one"), 10);
    devices.joined(new_line, kiosk, core::DeviceCode("one"), 20);
    devices.left(old_line, 30);
    CHECK(all_since(devices, 0) == Names{"one"});
    CHECK(devices.counts(5).kiosks_connected == 1);
    devices.left(new_line, 40);
    CHECK(devices.counts(5).kiosks_connected == 0);
    CHECK(devices.counts(5).kiosks_gone == 1);
}

TEST_CASE("so many devices are known and those gone longest are forgotten first") {
    net::Devices devices(3);
    std::vector<std::unique_ptr<Line>> lines;
    const auto join = [&](const std::string& name) -> Line& {
        lines.push_back(std::make_unique<Line>());
        devices.joined(*lines.back(), board, core::DeviceCode(name), 1);
        return *lines.back();
    };
    Line& a = join("a");
    Line& b = join("b");
    join("c");
    devices.left(b, 2);
    devices.left(a, 3);
    join("d");
    CHECK(all_since(devices, 0) == Names{"c", "a gone", "d"});
    join("e");
    CHECK(all_since(devices, 0) == Names{"c", "d", "e"});
    Line& f = join("f");  // everybody is in: there is no place, and no harm
    CHECK(all_since(devices, 0) == Names{"c", "d", "e"});
    devices.reported(f, saying(net::PrinterState::ready), 4);
    devices.left(f, 5);
    CHECK(all_since(devices, 0) == Names{"c", "d", "e"});
}

TEST_CASE("a boards thumbnail is kept and sent to each watcher once") {
    net::Devices devices(8);
    Line one, two;
    devices.joined(one, board, core::DeviceCode("one"), 10);
    devices.joined(two, board, core::DeviceCode("two"), 20);
    const auto report = [&](Line& line, const std::string& number, const std::string& thumbnail = "") {
        net::DeviceReport said;
        said.board.emplace().number = number;
        said.board->thumbnail = thumbnail;
        devices.reported(line, said, 30);
    };
    // "one H001 png", as a watcher hears it who has come so far.
    const auto hear = [&](std::uint64_t& told) {
        std::vector<std::string> heard;
        while (const auto next = devices.changed_after(told)) {
            told = next->number;
            const auto& said = next->status.report;
            heard.push_back(next->status.device.value + (said ? " " + said->board->number + " " + said->board->thumbnail : ""));
        }
        return heard;
    };
    std::uint64_t early = 0, late = 0;
    report(one, "H001", "png-1");
    CHECK(hear(early) == Names{"two", "one H001 png-1"});
    report(one, "H002");
    report(one, "H003");
    CHECK(hear(early) == Names{"one H003 "});
    report(two, "C001", "png-2");
    report(two, "C002");
    report(one, "H004");
    // Behind both: whoever did not hear of the picture does, with what is the present by then.
    CHECK(hear(late) == Names{"one H004 png-1", "two C002 png-2", "two C002 ", "one H004 "});
    CHECK(hear(early) == Names{"two C002 png-2", "two C002 ", "one H004 "});
    report(one, "H005", "png-3");
    CHECK(hear(early) == Names{"one H005 png-3"});
    CHECK(hear(late) == Names{"one H005 png-3"});
    devices.left(one, 40);
    CHECK(hear(early) == Names{"one H005 "});
    late = 0;
    CHECK(hear(late) == Names{"two C002 png-2", "two C002 ", "one H005 png-3", "one H005 "});
}

TEST_CASE("each device is seen once without its picture and a boards picture is found by its name") {
    net::Devices devices(8);
    Line one, two, three;
    devices.joined(one, board, core::DeviceCode("one"), 10);
    devices.joined(two, board, core::DeviceCode("two"), 20);
    devices.joined(three, kiosk, core::DeviceCode("one"), 30);
    const auto report = [&](const std::string& number, const std::string& thumbnail) {
        net::DeviceReport said;
        said.board.emplace().number = number;
        said.board->thumbnail = thumbnail;
        devices.reported(one, said, 40);
    };
    CHECK(devices.thumbnail(core::DeviceCode("one")) == nullptr);
    report("H001", "png-1");
    report("H002", "");
    Names seen;
    devices.each([&](const net::DeviceStatus& status) {
        const bool said = status.report && status.report->board;
        seen.push_back((status.role == kiosk ? "kiosk " : "board ") + status.device.value +
                       (said ? " " + status.report->board->number : ""));
        if (said) CHECK(status.report->board->thumbnail.empty());
    });
    CHECK(seen == Names{"kiosk one", "board one H002", "board two"});
    REQUIRE(devices.thumbnail(core::DeviceCode("one")) != nullptr);
    CHECK(*devices.thumbnail(core::DeviceCode("one")) == "png-1");
    CHECK(devices.thumbnail(core::DeviceCode("two")) == nullptr);
    CHECK(devices.thumbnail(core::DeviceCode("nobody")) == nullptr);
    report("H003", "png-2");
    CHECK(*devices.thumbnail(core::DeviceCode("one")) == "png-2");
    devices.left(one, 50);
    CHECK(*devices.thumbnail(core::DeviceCode("one")) == "png-2");  // the last that was seen of it
}

TEST_CASE("boards are counted by what they say of themselves") {
    net::Devices devices(3);
    Line one, two, three, four;
    CHECK(devices.counts(100).oldest_board_report_us == 0);
    devices.joined(one, board, core::DeviceCode("one"), 10);
    devices.joined(two, board, core::DeviceCode("two"), 20);
    net::DeviceReport said;
    said.board.emplace().dark = true;
    said.board->troubles = {"no sound device", "no voice"};
    said.board->outputs = {{"ddp://panel", false, "no answer"}, {"serial:///dev/ttyUSB0", true, ""}, {"ddp://other", false, ""}};
    devices.reported(one, said, 50);
    CHECK(devices.counts(100).oldest_board_report_us == 80);  // two has said nothing yet
    devices.reported(two, saying(net::PrinterState::ready), 90);
    auto counts = devices.counts(100);
    CHECK(counts.oldest_board_report_us == 50);
    CHECK(counts.boards_dark == 1);
    CHECK(counts.boards_troubled == 1);
    CHECK(counts.outputs_not_working == 2);
    devices.left(one, 95);
    counts = devices.counts(100);
    CHECK(counts.oldest_board_report_us == 10);
    CHECK(counts.boards_dark + counts.boards_troubled + counts.outputs_not_working == 0);
    CHECK(counts.boards_gone == 1);
    // Who is forgotten takes its picture along.
    said.board->thumbnail = "png";
    devices.joined(three, board, core::DeviceCode("three"), 96);
    devices.reported(three, said, 97);
    devices.left(three, 98);
    devices.joined(four, board, core::DeviceCode("four"), 99);
    CHECK(all_since(devices, 0) == Names{"two", "three gone", "three gone", "four"});
    Line five;
    devices.joined(five, board, core::DeviceCode("five"), 100);
    CHECK(all_since(devices, 0) == Names{"two", "four", "five"});
}

TEST_CASE("who only looked is not missed") {
    net::Devices devices(8);
    Line look, died, one;
    devices.joined(look, board, core::DeviceCode("once"), 1);
    devices.left(look, 2, true);
    CHECK(devices.counts(5).boards_gone == 0);
    CHECK(all_since(devices, 0) == Names{"once gone"});  // whoever saw it come
    devices.joined(died, board, core::DeviceCode("died"), 3);
    devices.left(died, 4);
    CHECK(devices.counts(5).boards_gone == 1);
    devices.joined(one, board, core::DeviceCode("one"), 5);
    devices.reported(one, saying(net::PrinterState::ready), 6);
    devices.left(one, 7, true);
    CHECK(devices.counts(8).boards_gone == 2);
    devices.joined(look, board, core::DeviceCode("one"), 9);  // by the name of one that is missed
    devices.left(look, 10, true);
    CHECK(devices.counts(11).boards_gone == 2);
    devices.joined(look, board, core::DeviceCode("once"), 12);
    CHECK(devices.counts(13).boards_connected == 1);
    devices.left(look, 14);
    CHECK(devices.counts(15).boards_gone == 3);
}

TEST_CASE("printers are counted by what their kiosks say") {
    net::Devices devices(8);
    Line one, two, three, four;
    devices.joined(one, kiosk, core::DeviceCode("one"), 1);
    devices.joined(two, kiosk, core::DeviceCode("two"), 1);
    devices.joined(three, kiosk, core::DeviceCode("three"), 1);
    devices.joined(four, board, core::DeviceCode("four"), 1);
    devices.reported(one, saying(net::PrinterState::ready), 2);
    devices.reported(two, saying(net::PrinterState::paper_end), 2);
    devices.reported(four, saying(net::PrinterState::ready), 2);
    auto counts = devices.counts(5);
    CHECK(counts.printers.at(static_cast<std::size_t>(net::PrinterState::ready)) == 1);
    CHECK(counts.printers.at(static_cast<std::size_t>(net::PrinterState::paper_end)) == 1);
    CHECK(counts.printers.at(static_cast<std::size_t>(net::PrinterState::unspecified)) == 1);
    CHECK(counts.boards_connected == 1);
    devices.left(two, 3);
    counts = devices.counts(5);
    CHECK(counts.printers.at(static_cast<std::size_t>(net::PrinterState::paper_end)) == 0);
    CHECK(counts.kiosks_gone == 1);
}
