// What is known of printers from files: profiles, and how much of the roll is left.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "transport/paper_counter.hpp"
#include "transport/profile_file.hpp"

namespace luot::transport {

namespace {

std::filesystem::path scratch(const char* name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string read(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("profile files - those that come with the programs are found beside them and are sound") {
    const auto folders = profile_folders(std::filesystem::path(LUOT_BIN_DIR) / "printer-driver");
    const auto list = list_profiles(folders);
    REQUIRE(list.size() >= 6);
    for (const auto& [name, file] : list) {
        CAPTURE(name);
        const auto profile = load_profile(name, folders);
        REQUIRE(profile.has_value());
        CHECK(profile->name == name);
        CHECK(profile->make.size() > 3);
        CHECK((profile->width_dots == 576 || profile->width_dots == 384));
        CHECK((profile->answers_questions || profile->reports_by_itself));
    }
    // What programs do without a profile is what its file says.
    auto generic = load_profile("generic-80", folders).value();
    generic.make = escpos::Profile{}.make;
    CHECK(generic == escpos::Profile{});
}

TEST_CASE("profile files - every key is read") {
    const auto read_one = parse_profile(R"(make = "X"
width_dots = 512
dots_a_mm = 7
roll_mm = 50000
low_mm = 2000
raster = "GS ( L"
band_rows = 100
feed_dots = 8
cut = "full"
answers_questions = false
says_when_done = false
reports_by_itself = true
near_end_sensor = false
drop = "DLE DC4 8"
pace_mm_a_second = 150
keeps_line = true
)",
                                        "folder/some.toml");
    REQUIRE(read_one.has_value());
    CHECK(*read_one == escpos::Profile{"some", "X", 512, 7, 50'000, 2'000, escpos::RasterCommand::graphics, 100, 8, escpos::Cut::full,
                                       false, false, true, false, escpos::Drop::always, 150, true});
}

TEST_CASE("profile files - a mistake is told by file and line with what would be right") {
    const std::string good = "make = \"X\"\nwidth_dots = 576\n";
    struct Case {
        std::string text;
        const char* place;
        const char* right;
    };
    for (const auto& [text, place, right] :
         {Case{good + "cut = \"half\"\n", "bad.toml:3: ", "\"full\", \"partial\", \"none\""},
          Case{good + "raster = \"GS v 1\"\n", "bad.toml:3: ", "\"GS v 0\", \"GS ( L\""},
          Case{good + "drop = true\n", "bad.toml:3: ", "\"DLE ENQ 2\", \"DLE DC4 8\", \"none\""},
          Case{good + "\nband_rows = 0\n", "bad.toml:4: ", "1 to 2303"},
          Case{good + "keeps_line = \"yes\"\n", "bad.toml:3: ", "true or false"}, Case{good + "kut = \"full\"\n", "bad.toml:3: ", "cut"},
          Case{"make = \"X\"\nwidth_dots = 580\n", "bad.toml:2: ", "a multiple of 8"},
          Case{"make = \"\"\nwidth_dots = 576\n", "bad.toml:1: ", "make = "}, Case{"width_dots = 576\n", "bad.toml:1: ", "make = \"Epson"},
          Case{"make = \"X\"\n", "bad.toml:1: ", "width_dots = 576"}, Case{good + "cut = \n", "bad.toml:3: ", "not TOML"}}) {
        CAPTURE(text);
        const auto bad = parse_profile(text, "bad.toml");
        REQUIRE(bad.has_error());
        CHECK(bad.error().reason.starts_with(place));
        CHECK(bad.error().reason.find(right) != std::string::npos);
        CHECK(bad.error().reason.find('\n') == std::string::npos);
    }
}

TEST_CASE("profile files - cut at every byte they are read or refused") {
    std::string text = read(profile_folders(std::filesystem::path(LUOT_BIN_DIR) / "x").front() / "generic-80.toml");
    REQUIRE(text.size() > 300);
    int refused = 0;
    for (std::size_t size = 0; size < text.size(); ++size) {
        const auto part = parse_profile(text.substr(0, size), "part.toml");
        if (part.has_error()) ++refused;
        if (part.has_error()) CHECK(part.error().reason.starts_with("part.toml:"));
    }
    CHECK(refused > 100);
}

TEST_CASE("profile files - a name is looked for in one folder after the other and a path is a path") {
    const auto folder = scratch("profiles");
    const auto ours = folder / "ours";
    const auto theirs = folder / "theirs";
    std::filesystem::create_directories(ours);
    std::filesystem::create_directories(theirs);
    write(ours / "one.toml", "make = \"ours\"\nwidth_dots = 576\n");
    write(theirs / "one.toml", "make = \"theirs\"\nwidth_dots = 576\n");
    write(theirs / "two.toml", "make = \"theirs\"\nwidth_dots = 384\n");
    write(theirs / "notes.txt", "no profile");
    const Folders folders{ours, folder / "missing", theirs};
    CHECK(load_profile("one", folders)->make == "ours");
    CHECK(load_profile("two", folders)->make == "theirs");
    CHECK(load_profile((theirs / "one.toml").string(), folders)->make == "theirs");
    REQUIRE(list_profiles(folders).size() == 2);
    const auto none = load_profile("three", folders);
    REQUIRE(none.has_error());
    CHECK(none.error().reason.find("there are one, two") != std::string::npos);
    CHECK(load_profile("./nowhere.toml", folders).error().reason.find("./nowhere.toml") == 0);
    CHECK(load_profile(theirs.string(), folders).has_error());
    write(ours / "big.toml", std::string(70'000, '#'));
    CHECK(load_profile("big", folders).error().reason.find("64 KiB") != std::string::npos);
}

TEST_CASE("the count of paper survives and says how much is left") {
    const auto file = scratch("paper-count") / "paper";
    const PaperCounter::Roll roll{80'000, 3'000};
    {
        auto counter = PaperCounter::load(file, roll).value();
        CHECK(counter.left_mm() == 80'000U);
        CHECK_FALSE(counter.printed(76'500).has_value());
        CHECK_FALSE(counter.low());
        CHECK_FALSE(counter.printed(500).has_value());
        CHECK(counter.low());
        CHECK_FALSE(counter.printed(100, 0).has_value());
    }
    {
        auto counter = PaperCounter::load(file, roll).value();
        CHECK(counter.printed_mm() == 77'100);
        CHECK(counter.slips() == 2);
        CHECK(counter.left_mm() == 2'900U);
        CHECK_FALSE(counter.printed(5'000).has_value());
        CHECK(counter.left_mm() == 0U);
        CHECK_FALSE(counter.roll_changed().has_value());
    }
    auto counter = PaperCounter::load(file, roll).value();
    CHECK(counter.printed_mm() == 0);
    CHECK(counter.left_mm() == 80'000U);
    auto no_length = PaperCounter::load(file, {}).value();
    CHECK_FALSE(no_length.left_mm().has_value());
    CHECK_FALSE(no_length.low());
}

TEST_CASE("a roll that had ended or nearly and has not any more was changed") {
    const auto file = scratch("paper-seen") / "paper";
    auto counter = PaperCounter::begin(file, {80'000, 3'000});
    counter.printed(1'000);
    counter.seen(false, false);
    CHECK(counter.printed_mm() == 1'000);
    counter.seen(true, false);
    CHECK(counter.printed_mm() == 1'000);
    // Across a restart, too.
    counter = PaperCounter::load(file, {80'000, 3'000}).value();
    counter.seen(true, true);
    CHECK(counter.printed_mm() == 1'000);
    counter.seen(false, false);
    CHECK(counter.printed_mm() == 0);
    counter.printed(500);
    counter.seen(true, false);
    counter.seen(false, false);
    CHECK(counter.printed_mm() == 0);
}

TEST_CASE("a count of paper that is none is not written over and one that cannot be kept says so") {
    const auto folder = scratch("paper-bad");
    const auto file = folder / "paper";
    PaperCounter::begin(file, {}).printed(7);
    const std::string sound = read(file);
    for (std::size_t size = 0; size < sound.size(); ++size) {
        write(file, sound.substr(0, size));
        const auto loaded = PaperCounter::load(file, {});
        REQUIRE(loaded.has_error());
        CHECK(loaded.error().reason.find(file.string()) == 0);
        CHECK(read(file).size() == size);
    }
    for (const auto& wrong :
         {sound + "more", std::string(10'000, 'x'), std::string("luot paper 1\nprinted_mm -1\nslips 0\nnear_end 0\nend 0\n"),
          std::string("luot paper 1\nprinted_mm 9999999999\nslips 0\nnear_end 0\nend 0\n")}) {
        write(file, wrong);
        CHECK(PaperCounter::load(file, {}).has_error());
    }
    const auto trouble = PaperCounter::begin(folder / "missing" / "paper", {}).printed(1);
    REQUIRE(trouble.has_value());
    CHECK(trouble->find("missing") != std::string::npos);
}

}  // namespace luot::transport
