#include "kiosk/logo.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace luot::kiosk {

namespace {

using screen::Canvas;

double darkness(const Dots& dots, int from_x, int until_x) {
    int dark = 0;
    for (int y = 0; y < dots.h; ++y) {
        for (int x = from_x; x < until_x; ++x) dark += dots.at(x, y) ? 1 : 0;
    }
    return static_cast<double>(dark) / (dots.h * (until_x - from_x));
}

std::vector<std::uint8_t> png_of(const Canvas& picture) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / "slips";
    std::filesystem::create_directories(folder);
    const auto png = folder / ("logo-" + std::to_string(::getpid()) + ".png");  // tests run beside each other
    REQUIRE(picture.save_png(png).has_value());
    std::ifstream file(png, std::ios::binary);
    std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::filesystem::remove(png);
    return bytes;
}

}  // namespace

TEST_CASE("a drawing is cut where its tones part") {
    screen::Fonts fonts;
    Canvas picture(fonts, 400, 200, screen::rgb("#FFFFFF"));
    picture.fill({40, 20, 160, 160}, screen::rgb("#C8102E"));   // red prints
    picture.fill({200, 20, 160, 160}, screen::rgb("#FFDD33"));  // yellow does not
    picture.fill({330, 20, 30, 160}, screen::rgb("#0B1B2B"));
    const auto logo = Logo::from_png(fonts, png_of(picture));
    REQUIRE(logo.has_value());
    CHECK(logo->width_to_height() == doctest::Approx(2));  // the margin is gone
    const Dots dots = logo->dots(160, 160);
    CHECK(dots.w == 160);
    CHECK(dots.h == 80);
    CHECK(darkness(dots, 0, 80) == 1);
    CHECK(darkness(dots, 80, 145) == 0);
    CHECK(darkness(dots, 145, 160) == 1);
}

TEST_CASE("a picture of many tones keeps them as shares of dots") {
    screen::Fonts fonts;
    Canvas picture(fonts, 256, 64, screen::rgb("#FFFFFF"));
    for (int x = 0; x < 256; ++x) {
        const auto tone = static_cast<std::uint8_t>(x);
        picture.fill({x, 0, 1, 64}, {tone, tone, tone});
    }
    const Dots dots = Logo::from_picture(picture)->dots(250, 250);
    double before = 1.01;
    for (int fifth = 0; fifth < 5; ++fifth) {
        const double share = darkness(dots, fifth * 50, fifth * 50 + 50);
        CHECK(share == doctest::Approx(0.9 - 0.2 * fifth).epsilon(0.06));
        CHECK(share < before);
        before = share;
    }
}

TEST_CASE("logos of any size fit their box and none is empty") {
    screen::Fonts fonts;
    for (const auto& [w, h] : {std::pair{1, 1}, std::pair{3, 2}, std::pair{16, 16}, std::pair{2000, 10}, std::pair{10, 2000}}) {
        Canvas picture(fonts, w, h, screen::rgb("#0A4DB0"));
        const Dots dots = Logo::from_picture(picture)->dots(112, 90);
        const std::string size = std::to_string(w) + "x" + std::to_string(h);
        CAPTURE(size);
        CHECK(dots.w >= 1);
        CHECK(dots.w <= 112);
        CHECK(dots.h >= 1);
        CHECK(dots.h <= 90);
        CHECK(darkness(dots, 0, dots.w) == 1);
    }
}

TEST_CASE("what is no logo is refused") {
    screen::Fonts fonts;
    CHECK(Logo::from_picture(Canvas(fonts, 20, 20, screen::rgb("#FFFFFF"))).has_error());
    CHECK(Logo::from_picture(Canvas(fonts, 20, 20, {0, 0, 0, 0})).has_error());  // transparent
    Canvas picture(fonts, 20, 20, screen::rgb("#000000"));
    auto png = png_of(picture);
    for (std::size_t length = 0; length < png.size(); length += 7) {
        CAPTURE(length);
        const auto cut = Logo::from_png(fonts, std::span(png).first(length));
        CHECK((cut.has_error() || cut->width_to_height() == 1));  // a picture whose last bytes are lost may still be one
    }
    png[16] = 0x7f;  // 2,130,706,452 pixels wide, it says
    CHECK(Logo::from_png(fonts, png).error().reason.find("4096 pixels a side") != std::string::npos);
}

}  // namespace luot::kiosk
