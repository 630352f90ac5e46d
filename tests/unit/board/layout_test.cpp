// Layout files: what they say, and the one clear error where they say it wrongly. Slides: what is shown of a folder.
#include "board_view/load_layouts.hpp"

#include <SDL_image.h>
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "board_view/limits.hpp"
#include "board_view/slides.hpp"
#include "screen/picture_file.hpp"
#include "support/folder.hpp"

namespace luot::board_view {
namespace {

namespace fs = std::filesystem;

std::string mistake_in(const std::string& text) {
    const auto made = make_layouts({{"layouts/hall.toml", text}});
    return made ? std::string() : made.error().reason;
}

bool says(const std::string& reason, const std::string& part) {
    return reason.find(part) != std::string::npos;
}

struct Folder : testing::Folder {
    void write(const std::string& name, const std::string& bytes) const { std::ofstream(path / name, std::ios::binary) << bytes; }
    void picture(screen::Fonts& fonts, const std::string& name, int w, int h, const char* colour) const {
        const screen::Canvas canvas(fonts, w, h, screen::parse_colour(colour).value());
        REQUIRE(canvas.save_png(path / name).has_value());
    }
};

constexpr std::int64_t second_us = 1'000'000;
constexpr screen::Rect room{0, 0, 400, 300};

}  // namespace

TEST_CASE("the layouts that come with the programs can be read and each has its parts") {
    const Layouts layouts = load_layouts({}).value();
    for (const char* name : {"hall", "fields", "counter", "columns", "portrait"}) {
        CAPTURE(name);
        CHECK(layouts.has(name));
        CHECK(layouts.in(name, 1920, 1080).name == name);
    }
    CHECK(layouts.in("hall", 1080, 1920).name == "portrait");
    CHECK(layouts.in("portrait", 1920, 1080).name == "portrait");
    CHECK(layouts.in("counter", 1080, 1920).name == "counter");
    CHECK_FALSE(layouts.has("ballroom"));
    CHECK(layouts.in("ballroom", 1920, 1080).name == "hall");
}

TEST_CASE("a layout is a tree of parts") {
    const Layouts layouts = make_layouts({{"hall.toml", R"(
design = "1280x720"
down = [
  { panel = "header", size = 80 },
  { share = 2, across = [ { panel = "call", share = 3 }, { panel = "calls", columns = 2 } ] },
]
)"}}).value();
    const Layout& hall = layouts.in("hall", 1280, 720);
    CHECK(hall.design_w == 1280);
    REQUIRE(hall.root.parts.size() == 2);
    CHECK(hall.root.parts[0].panel == PanelKind::header);
    CHECK(hall.root.parts[0].size_px == 80);
    const Part& body = hall.root.parts[1];
    CHECK(body.across);
    CHECK(body.share == 2);
    REQUIRE(body.parts.size() == 2);
    CHECK(body.parts[1].columns == 2);
}

TEST_CASE("a mistake in a layout names its place and what would be right") {
    CHECK(mistake_in("down = [ { panel = \"call\" } ]").empty());
    CHECK(says(mistake_in("down = [\n  { panel = \"cal\" } ]"), "layouts/hall.toml:2:13: there is no panel \"cal\"; there are header"));
    CHECK(says(mistake_in("down = 3"), "hall.toml:1:8: down is a list of parts"));
    CHECK(says(mistake_in("down = []"), "down is a list of parts"));
    CHECK(says(mistake_in("down = [ 1 ]"), "a part is written { panel"));
    CHECK(says(mistake_in("down = [ { share = 1 } ]"), "a part needs a panel"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", size = 100, share = 1 } ]"), "a size or a share, not both"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", size = 0 } ]"), "size is a whole number from 1 to 7680"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", share = \"half\" } ]"), "share is a whole number"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", columns = 2 } ]"), "only the panel \"calls\" has columns"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", down = [ { panel = \"call\" } ] } ]"), "one of panel, down and across"));
    CHECK(says(mistake_in("down = [ { panel = \"call\", colour = 2 } ]"), "\"colour\" is no key of a part"));
    CHECK(says(mistake_in("colour = 2"), "\"colour\" is no key of a layout"));
    CHECK(says(mistake_in("design = \"1920*1080\"\ndown = [ { panel = \"call\" } ]"), "hall.toml:1:10: design is the size"));
    CHECK(says(mistake_in("design = \"9x9\"\ndown = [ { panel = \"call\" } ]"), "320x180 at least"));
    CHECK(says(mistake_in("upright = \"tall\"\ndown = [ { panel = \"call\" } ]"), "hall.toml:1:11: there is no layout \"tall\""));
    CHECK(says(mistake_in("upright = 3\ndown = [ { panel = \"call\" } ]"), "upright is a name in quotes"));
    CHECK(says(mistake_in("down = [ "), "this is not TOML"));
    CHECK(says(mistake_in(""), "the layout has no parts"));
    CHECK(says(mistake_in(std::string(70'000, '#')), "more than 64 KiB"));
    std::string deep = "{ panel = \"call\" }";
    for (int i = 0; i < 8; ++i) deep = "{ down = [ " + deep + " ] }";
    CHECK(says(mistake_in("down = [ " + deep + " ]"), "more than 6 deep"));
    std::string many = "down = [ ";
    for (int i = 0; i < 40; ++i) many += "{ panel = \"call\" },";
    CHECK(says(mistake_in(many + " ]"), "more than 32 parts"));
    CHECK(says(make_layouts({{"other.toml", "down = [ { panel = \"call\" } ]"}}).error().reason, "there is no layout \"hall\""));
    CHECK(says(load_layouts("/nowhere").error().reason, "--layouts DIR"));
}

TEST_CASE("slides follow each other in the order of their names and come round") {
    screen::Fonts fonts;
    const Folder folder;
    folder.picture(fonts, "b.png", 100, 50, "#0A4DB0");
    folder.picture(fonts, "a.png", 800, 200, "#08603B");
    folder.write("notes.txt", "not a picture");
    Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
    CHECK(slides.look(0, room));
    CHECK(slides.current_name() == "a.png");
    CHECK(slides.current()->width() == 400);  // made to fit
    CHECK(slides.current()->height() == 100);
    CHECK_FALSE(slides.look(9 * second_us, room));
    CHECK(slides.next_us() <= 10 * second_us);
    CHECK(slides.look(10 * second_us, room));
    CHECK(slides.current_name() == "b.png");
    CHECK(slides.current()->width() == 100);  // and never made larger
    CHECK(slides.look(20 * second_us, room));
    CHECK(slides.current_name() == "a.png");
    SUBCASE("the folder changes") {
        folder.picture(fonts, "c.png", 10, 10, "#FFFFFF");
        fs::remove(folder.path / "b.png");
        CHECK(slides.look(30 * second_us, room));
        CHECK(slides.current_name() == "c.png");
        fs::remove(folder.path / "a.png");
        fs::remove(folder.path / "c.png");
        CHECK(slides.look(40 * second_us, room));
        CHECK(slides.current() == nullptr);
        CHECK_FALSE(slides.look(50 * second_us, room));
    }
    SUBCASE("another room has it read again") {
        CHECK(slides.look(21 * second_us, {0, 0, 200, 200}));
        CHECK(slides.current_name() == "a.png");
        CHECK(slides.current()->width() == 200);
    }
    CHECK(slides.take_troubles().empty());
}

TEST_CASE("photographs are slides too") {
    screen::Fonts fonts;
    const Folder folder;
    const screen::Canvas canvas(fonts, 1'200, 900, screen::rgb("#08603B"));
    REQUIRE(IMG_SaveJPG(canvas.surface(), (folder.path / "HALL.JPG").string().c_str(), 90) == 0);
    Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
    CHECK(slides.look(0, room));
    REQUIRE(slides.current());
    CHECK(slides.current()->width() == 400);
    CHECK(slides.current()->height() == 300);
    CHECK(std::abs(slides.current()->pixel(200, 150).g - 0x60) < 8);
    CHECK(slides.take_troubles().empty());
}

TEST_CASE("one slide stays and is read again when it changes") {
    screen::Fonts fonts;
    const Folder folder;
    folder.picture(fonts, "only.png", 40, 30, "#0A4DB0");
    Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
    CHECK(slides.look(0, room));
    CHECK_FALSE(slides.look(10 * second_us, room));
    CHECK_FALSE(slides.look(20 * second_us, room));
    folder.picture(fonts, "only.png", 90, 30, "#0A4DB0");
    fs::last_write_time(folder.path / "only.png", fs::file_time_type::clock::now() + std::chrono::seconds(5));
    CHECK(slides.look(30 * second_us, room));
    CHECK(slides.current()->width() == 90);
}

TEST_CASE("broken and oversized slides are passed over and told once") {
    screen::Fonts fonts;
    const Folder folder;
    folder.write("a.png", "this is no picture");
    folder.write("b.jpg", "\xFF\xD8\xFF\xE0");
    // A few bytes that ask for gigabytes.
    folder.write("c.png", std::string("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\1\0\0\0\1\0\0", 24));
    folder.picture(fonts, "d.png", 40, 30, "#0A4DB0");
    Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
    CHECK(slides.look(0, room));
    CHECK(slides.current_name() == "d.png");
    const auto troubles = slides.take_troubles();
    REQUIRE(troubles.size() == 3);
    CHECK(says(troubles[0], "a.png is neither a PNG nor a JPEG"));
    CHECK(says(troubles[1], "b.jpg is a JPEG that does not say its size"));
    CHECK(says(troubles[2], "c.png has 65536 x 65536 pixels"));
    for (int i = 1; i < 10; ++i) slides.look(i * 10 * second_us, room);
    CHECK(slides.take_troubles().empty());
    CHECK(slides.current_name() == "d.png");
    SUBCASE("a folder that is not there is told once and awaited") {
        Slides none(fonts, folder.path / "later", 10 * second_us, Slides::Reading::within);
        CHECK_FALSE(none.look(0, room));
        CHECK_FALSE(none.look(10 * second_us, room));
        CHECK(none.take_troubles().size() == 1);
        fs::create_directories(folder.path / "later");
        fs::copy_file(folder.path / "d.png", folder.path / "later" / "d.png");
        CHECK(none.look(20 * second_us, room));
    }
}

TEST_CASE("slides are read beside the thread that draws") {
    screen::Fonts fonts;
    const Folder folder;
    folder.picture(fonts, "a.png", 800, 200, "#08603B");
    Slides slides(fonts, folder.path);
    const auto in_time = [end = std::chrono::steady_clock::now() + std::chrono::seconds(180)] {
        std::this_thread::yield();
        return std::chrono::steady_clock::now() < end;
    };
    std::int64_t now_us = 0;
    CHECK_FALSE(slides.look(now_us, room));  // however fast the disk is
    CHECK(slides.next_us() < second_us);
    bool came = false;
    while (!came && in_time()) came = slides.look(++now_us, room);
    CHECK(came);
    CHECK(slides.current()->width() == 400);
    // So is the folder: what is the matter with it is not known at once.
    Slides none(fonts, folder.path / "later");
    CHECK_FALSE(none.look(0, room));
    CHECK(none.take_troubles().empty());
    std::vector<std::string> troubles;
    while (troubles.empty() && in_time()) {
        CHECK_FALSE(none.look(++now_us, room));
        troubles = none.take_troubles();
    }
    REQUIRE(troubles.size() == 1);
    CHECK(says(troubles[0], "slides cannot be read from"));
}

TEST_CASE("of a folder with too much in it the first slides by their names are shown and the rest is told") {
    screen::Fonts fonts;
    const Folder folder;
    SUBCASE("slides") {
        folder.picture(fonts, "a.png", 40, 30, "#0A4DB0");
        for (std::size_t i = 0; i < limits::slides_max; ++i) folder.write("z" + std::to_string(i) + ".png", "");
        Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
        CHECK(slides.look(0, room));
        CHECK(slides.current_name() == "a.png");
        const auto troubles = slides.take_troubles();
        REQUIRE(troubles.size() == 1);
        CHECK(says(troubles[0], "more than 200 slides"));
    }
    SUBCASE("other files") {
        for (std::size_t i = 0; i <= limits::slide_entries_max; ++i) folder.write(std::to_string(i) + ".txt", "");
        Slides slides(fonts, folder.path, 10 * second_us, Slides::Reading::within);
        CHECK_FALSE(slides.look(0, room));
        const auto troubles = slides.take_troubles();
        REQUIRE(troubles.size() == 1);
        CHECK(says(troubles[0], "more than 4000 files"));
    }
}

TEST_CASE("the size of a picture is read from its head wherever it is cut") {
    const std::vector<std::uint8_t> jpeg = {0xFF, 0xD8, 0xFF, 0xE0, 0,    4,    1,    2, 0xFF, 0xFF, 0xC0,
                                            0,    11,   8,    0x01, 0x2C, 0x02, 0x58, 1, 0,    0,    0};
    const auto size = screen::size_of_picture(jpeg);
    REQUIRE(size.has_value());
    CHECK(size->w == 600);
    CHECK(size->h == 300);
    for (std::size_t cut = 0; cut < 18; ++cut) CHECK_FALSE(screen::size_of_picture(std::span(jpeg).first(cut)).has_value());
    const std::string head("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\2\x58\0\0\1\x2C", 24);
    const std::span png(reinterpret_cast<const std::uint8_t*>(head.data()), head.size());
    REQUIRE(screen::size_of_picture(png).has_value());
    CHECK(screen::size_of_picture(png)->w == 600);
    for (std::size_t cut = 0; cut < 24; ++cut) CHECK_FALSE(screen::size_of_picture(png.first(cut)).has_value());
}

}  // namespace luot::board_view
