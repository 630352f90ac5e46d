#include "screen/text_strip.hpp"

#include <doctest/doctest.h>

namespace luot::screen {
namespace {

constexpr Colour back = rgb("#06121E");
constexpr Colour front = rgb("#FFFFFF");

TextStyle style() {
    return {Family::text, Weight::medium, 32, front};
}

Canvas shown(Fonts& fonts, const TextStrip& strip, std::int64_t offset, int width = 300) {
    Canvas canvas(fonts, width, 64, rgb("#FF00FF"));
    strip.draw(canvas, canvas.bounds(), offset, back);
    return canvas;
}

}  // namespace

TEST_CASE("a strip shows the text as it is drawn at rest") {
    Fonts fonts;
    const TextStrip strip(fonts, {"Ưu tiên người cao tuổi"}, " · ", style(), 64, 300, 60'000);
    CHECK(strip.length() == fonts.measure("Ưu tiên người cao tuổi · ", style()).w);
    Canvas plain(fonts, 300, 64, back);
    plain.text(0, plain.middle_baseline(plain.bounds(), style()), "Ưu tiên người cao tuổi · ", style());
    const Canvas seen = shown(fonts, strip, 0);
    int differences = 0;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 300; ++x) differences += seen.pixel(x, y) == plain.pixel(x, y) ? 0 : 1;
    }
    CHECK(differences == 0);
}

TEST_CASE("a strip moves by parts of a pixel and comes round") {
    Fonts fonts;
    const TextStrip strip(fonts, {"Xin giữ phiếu", "Chờ gọi số"}, "  ·  ", style(), 64, 300, 60'000);
    const Canvas home = shown(fonts, strip, 0);
    const Canvas on = shown(fonts, strip, 7 * 256);
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x + 7 < 300; ++x) REQUIRE(on.pixel(x, y) == home.pixel(x + 7, y));
    }
    // Half a pixel on, every pixel is the middle of two.
    const Canvas half = shown(fonts, strip, 128);
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x + 1 < 300; ++x) REQUIRE(std::abs(2 * half.pixel(x, y).r - home.pixel(x, y).r - home.pixel(x + 1, y).r) <= 4);
    }
    const Canvas round = shown(fonts, strip, std::int64_t{strip.length()} * 256);
    CHECK(std::ranges::equal(round.pixels(), home.pixels()));
}

TEST_CASE("a strip is bounded and keeps within its window") {
    Fonts fonts;
    const TextStrip strip(fonts, {std::string(300, 'M'), "Chờ gọi số"}, " · ", style(), 64, 300, 1'000);
    CHECK(strip.length() == 1'000);
    CHECK(strip.texts_left_out() == 1);
    Canvas canvas(fonts, 400, 100, rgb("#FF00FF"));
    strip.draw(canvas, {20, 10, 360, 80}, 999 * 256 + 255, back);
    CHECK(canvas.pixel(19, 20) == rgb("#FF00FF"));
    CHECK(canvas.pixel(30, 9) == rgb("#FF00FF"));
    CHECK(canvas.pixel(30, 10) != rgb("#FF00FF"));
    CHECK(canvas.pixel(319, 30) != rgb("#FF00FF"));
    CHECK(canvas.pixel(321, 30) == rgb("#FF00FF"));  // 300 wide and 64 high
    CHECK(canvas.pixel(30, 75) == rgb("#FF00FF"));
    strip.draw(canvas, {-50, 90, 100, 64}, 0, back);  // partly outside
    CHECK(canvas.pixel(0, 95) != rgb("#FF00FF"));
}

}  // namespace luot::screen
