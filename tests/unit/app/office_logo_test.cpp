#include "app/office_logo.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "app/check.hpp"
#include "app/office_file_limits.hpp"
#include "small_office.hpp"

using namespace luot;

namespace {

// A folder of an office, gone with the test.
struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "luot-logo-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        testing::Snippet snippet;
        snippet.top = "logo = \"logo.png\"";
        std::ofstream(path / "office.toml") << snippet.text();
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    // What is wrong with these bytes as a logo; empty: nothing.
    std::string trouble_with(const std::string& bytes) const {
        std::ofstream(path / "logo.png", std::ios::binary | std::ios::trunc) << bytes;
        const auto office = app::load_office_file((path / "office.toml").string());
        REQUIRE(office.has_value());
        const auto logo = app::load_logo((path / "office.toml").string(), *office);
        if (!logo) return logo.error().what;
        CHECK(*logo == bytes);
        return {};
    }
    std::string checked() const {
        std::ostringstream out, err;
        CHECK(app::run_check((path / "office.toml").string(), out, err) == 0);  // an office without its picture is an office all the same
        return err.str();
    }

    std::filesystem::path path;
};

std::string head(unsigned width, unsigned height) {
    std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    for (const unsigned size : {width, height})
        for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((size >> shift) & 0xffU));
    return bytes;
}

}  // namespace

TEST_CASE("a logo is a small PNG and anything else is explained") {
    const Folder folder;
    CHECK(folder.checked().find("cannot be read; is the path right?") != std::string::npos);
    const std::string good = head(240, 240) + "and so on";
    CHECK(folder.trouble_with(good).empty());
    CHECK(folder.checked().empty());
    CHECK(folder.trouble_with(good + std::string(app::limits::logo_bytes - good.size(), 'x')).empty());
    CHECK(folder.trouble_with(good + std::string(app::limits::logo_bytes - good.size() + 1, 'x')).find("larger than 32 KiB") !=
          std::string::npos);
    CHECK(folder.checked().find("larger than 32 KiB") != std::string::npos);
    CHECK(folder.trouble_with("\xFF\xD8\xFF\xE0 a JPEG").find("is no PNG") != std::string::npos);
    CHECK(folder.trouble_with(head(3'000, 10)).find("3000 × 10 dots; at most 2048 each way") != std::string::npos);
    CHECK(folder.trouble_with(head(0, 10)).find("0 × 10") != std::string::npos);
    for (std::size_t length = 1; length < 24; ++length) CHECK_FALSE(folder.trouble_with(good.substr(0, length)).empty());
}

TEST_CASE("an office without a logo has none") {
    const auto office = app::parse_office_file(testing::Snippet{}.text(), "small.toml");
    REQUIRE(office.has_value());
    const auto logo = app::load_logo("small.toml", *office);
    REQUIRE(logo.has_value());
    CHECK(logo->empty());
}
