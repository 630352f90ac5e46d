// display-board as it runs in a hall, against a real office.
#include <doctest/doctest.h>

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

void call_and_finish(Office& office) {
    office.command(core::CallNext{desk(1, "an"), {}});
    office.command(core::Start{desk(1, "an")});
}

std::vector<boost::json::object> objects(const std::string& text) {
    std::vector<boost::json::object> found;
    for (const auto& line : lines_of(text)) found.push_back(boost::json::parse(line).as_object());
    return found;
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

TEST_CASE("every call is spoken once one after another and recorded") {
    // Eighty times as fast: an announcement of eight seconds takes a tenth of one.
    Office office(80);
    const Folder folder;
    const auto log = folder.path / "calls.jsonl";
    const auto file = folder.path / "board.png";
    office.command(core::OpenCounter{desk(1, "an"), false});
    for (int i = 0; i < 6; ++i) issue(office, "civil-status");
    office.command(core::CallNext{desk(1, "an"), {}});  // before the board is there, and young: the office's clock stands still
    Program program(folder, "display-board", board(office, {"--screenshot", file.string(), "--size", "640x360", "--log", log.string()}));
    CHECK(program.until([&] { return !read(log).empty(); }));
    office.command(core::Recall{desk(1, "an")});
    office.command(core::Start{desk(1, "an")});
    for (int i = 0; i < 5; ++i) call_and_finish(office);
    CHECK(program.until([&] { return lines_of(program.out()).size() == 7; }));
    program.terminate();
    CHECK(program.wait() == 0);

    const auto calls = objects(read(log));
    const auto announcements = objects(program.out());
    REQUIRE(calls.size() == 7);
    REQUIRE(announcements.size() == 7);
    std::int64_t free_at_us = 0;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        CHECK(announcements[i].at("seq") == calls[i].at("seq"));
        CHECK(announcements[i].at("number") == calls[i].at("number"));
        // In office time none begins before the one before it has ended.
        const auto began_us = announcements[i].at("spoken_at_us").to_number<std::int64_t>();
        CHECK(began_us >= free_at_us);
        free_at_us = began_us + announcements[i].at("duration_ms").to_number<std::int64_t>() * 1000;
    }
    CHECK(announcements[0].at("announce") == "Mời công dân có số H không không một đến quầy số một.");
    CHECK(announcements[0].at("phrases").as_array().size() == 2);
    CHECK(announcements[1].at("number") == "H001");
    CHECK(announcements[1].at("calls") == 2);
    CHECK(announcements[2].at("number") == "H002");
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
         }) {
        Program wrong(folder, "display-board", arguments);
        CHECK(wrong.wait() == 2);
    }
    Program nowhere(folder, "display-board",
                    {"--server", "127.0.0.1:1", "--board", "b", "--headless", "--log", "/nowhere/at/all/calls.jsonl"});
    CHECK(nowhere.wait() == 1);
}

}  // namespace luot::live
