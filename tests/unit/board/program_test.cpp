// display-board as it runs in a hall, against a real office.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "live/live_office.hpp"
#include "screen/canvas.hpp"

namespace luot::live {
namespace {

core::AtCounter desk(std::uint64_t counter, const std::string& clerk) {
    return {core::CounterId{counter}, core::ClerkCode{clerk}};
}

void issue(Office& office, const std::string& service) {
    core::Issue command;
    command.service = core::ServiceCode{service};
    office.command(command);
}

std::vector<boost::json::object> objects(const std::string& text) {
    std::vector<boost::json::object> found;
    for (const auto& line : lines_of(text)) found.push_back(boost::json::parse(line).as_object());
    return found;
}

// The seqs of calls that need no more saying, as the board's lines tell it.
std::vector<std::int64_t> ends_of(const Program& program) {
    std::vector<std::int64_t> seqs;
    for (const auto& line : objects(program.out())) {
        if (line.contains("announce") || line.contains("merged") || line.contains("skipped"))
            seqs.push_back(line.at("seq").to_number<std::int64_t>());
    }
    return seqs;
}

std::vector<std::string> board(const Office& office, std::vector<std::string> more) {
    std::vector<std::string> arguments = {"--server", office.server(), "--board", "board-1", "--headless"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace

TEST_CASE("one picture of the office and then it ends") {
    Office office;
    const Folder folder;
    const auto file = folder.path / "board.png";
    Program program(folder, "display-board", board(office, {"--once", "--screenshot", file.string(), "--size", "640x360"}));
    CHECK(program.wait() == 0);
    screen::Fonts fonts;
    const auto picture = screen::Canvas::load_png(fonts, file);
    REQUIRE(picture.has_value());
    CHECK(picture->width() == 640);
    CHECK(picture->height() == 360);
}

TEST_CASE("every call is recorded and ends once as said or merged or skipped and nothing overlaps") {
    // Eighty times as fast: an announcement of eight seconds takes a tenth of one.
    Office office(80);
    const Folder folder;
    const auto log = folder.path / "calls.jsonl";
    const auto file = folder.path / "board.png";
    office.command(core::OpenCounter{desk(1, "an"), false});
    office.command(core::OpenCounter{desk(2, "binh"), false});
    for (int i = 0; i < 24; ++i) issue(office, "civil-status");
    office.command(core::CallNext{desk(1, "an"), {}});  // before the board is there
    Program program(folder, "display-board", board(office, {"--screenshot", file.string(), "--size", "640x360", "--log", log.string()}));
    const auto calls = [&] { return objects(read(log)); };
    const auto all_ended = [&](std::size_t called) { return calls().size() == called && ends_of(program).size() == called; };
    // One at a time: the zone's loudspeaker is this board's after a moment, and from then on each of them is said.
    std::size_t called = 1;
    for (int i = 0; i < 10; ++i) {
        REQUIRE(program.until([&] { return all_ended(called); }));
        office.command(core::Start{desk(1, "an")});
        office.command(core::CallNext{desk(1, "an"), {}});
        ++called;
    }
    // Many at once, some of whose citizens are there before they are said; and a recall.
    for (int i = 0; i < 4; ++i) {
        office.command(core::CallNext{desk(2, "binh"), {}});
        office.command(core::Start{desk(2, "binh")});
        office.command(core::Start{desk(1, "an")});
        office.command(core::CallNext{desk(1, "an"), {}});
        called += 2;
    }
    office.command(core::Recall{desk(1, "an")});
    ++called;
    CHECK(program.until([&] { return all_ended(called); }));
    program.terminate();
    CHECK(program.wait() == 0);

    std::vector<std::int64_t> ended = ends_of(program);
    std::sort(ended.begin(), ended.end());
    std::vector<std::int64_t> seen;
    for (const auto& call : calls()) seen.push_back(call.at("seq").to_number<std::int64_t>());
    CHECK(ended == seen);
    std::int64_t free_at_us = 0;
    std::int64_t said_before = 0;
    int said = 0;
    for (const auto& line : objects(program.out())) {
        if (!line.contains("announce")) continue;
        ++said;
        // In office time none begins before the one before it has ended, and they come in order.
        const auto began_us = line.at("spoken_at_us").to_number<std::int64_t>();
        CHECK(began_us >= free_at_us);
        free_at_us = began_us + line.at("duration_ms").to_number<std::int64_t>() * 1000;
        CHECK(line.at("seq").to_number<std::int64_t>() > said_before);
        said_before = line.at("seq").to_number<std::int64_t>();
        const std::string number(line.at("number").as_string());
        CHECK(number.starts_with("H0"));
        CHECK(line.at("announce").as_string().find("Mời công dân có số H không") != std::string::npos);
        CHECK(!line.at("phrases").as_array().empty());
    }
    CHECK(said >= 3);
    CHECK(std::filesystem::file_size(file) > 1000);
}

TEST_CASE("refusals and wrong usage of the board") {
    const Folder folder;
    Program nobody(folder, "display-board", {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--once", "--timeout", "0.3"});
    CHECK(nobody.wait() == 1);
    CHECK(nobody.err().find("display-board: no picture of the office within 300 ms") != std::string::npos);
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {},
             {"--server", "127.0.0.1:1"},
             {"--server", "x", "--board", "b"},
             {"--server", "127.0.0.1:1", "--board", "b", "--once"},
             {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--size", "20x20"},
             {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--size", "640"},
             {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--size", "640x360x2"},
             {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--full-screen"},
         }) {
        Program wrong(folder, "display-board", arguments);
        CHECK(wrong.wait() == 2);
    }
    // One line that says what would be right.
    for (const auto& [flag, value, right] : std::vector<std::array<std::string, 3>>{
             {"--layout", "spiral", "hall"},
             {"--display", "0", "1 to 16"},
             {"--slides", "/nowhere/at/all", "/nowhere/at/all"},
             {"--screenshot", folder.path.string(), "is a folder"},
             {"--screenshot", "/nowhere/at/all/board.png", "no folder /nowhere/at/all"},
             {"--layouts", "/nowhere/at/all", "/nowhere/at/all"},
             {"--led", "ddp://10.0.0.9?panel=huge", "panel"},
             {"--led", "smoke://10.0.0.9", "ddp://"},
             {"--sound", "loud", "wav:FILE"},
             {"--sound", "wav:/nowhere/at/all/hall.wav", "/nowhere/at/all"},
         }) {
        CAPTURE(flag);
        CAPTURE(value);
        Program wrong(folder, "display-board", {"--server", "127.0.0.1:1", "--board", "b", flag, value});
        CHECK(wrong.wait() == 2);
        CAPTURE(wrong.err());
        CHECK(lines_of(wrong.err()).size() == 1);
        CHECK(wrong.err().find("display-board: ") == 0);
        CHECK(wrong.err().find(right) != std::string::npos);
    }
    Program nowhere(folder, "display-board",
                    {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--log", "/nowhere/at/all/calls.jsonl"});
    CHECK(nowhere.wait() == 1);
}

}  // namespace luot::live
