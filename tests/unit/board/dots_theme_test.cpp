#include "board_app/dots_theme.hpp"

#include <doctest/doctest.h>

#include "screen/canvas.hpp"

namespace luot::board_app {

TEST_CASE("themes of dots by their names") {
    for (const char* name : {"led", "led-128x64", "led-red", "led-192x64-green", "led-office-64x32"}) {
        CAPTURE(name);
        CHECK(DotsTheme::of(name).has_value());
    }
    for (const char* name : {"", "dark", "le", "ledger", "led-", "led-huge", "led-9x9x9", "led-0x0", "led--red"}) {
        CAPTURE(name);
        CHECK(!DotsTheme::of(name).has_value());
    }
}

TEST_CASE("a board as dots is drawn when it differs and in the size that there is") {
    screen::Fonts fonts;
    board::Picture picture;
    picture.phase = board::Phase::calling;
    picture.current = board::CurrentCall{};
    picture.current->number = "H012";
    picture.current->counter = 3;
    auto theme = DotsTheme::of("led-128x64-red");
    REQUIRE(theme.has_value());
    screen::Canvas canvas(fonts, 640, 320, screen::rgb("#FFFFFF"));
    CHECK(theme->draw(canvas, picture, 0).changed == std::vector<screen::Rect>{canvas.bounds()});
    std::size_t red = 0;
    for (const auto pixel : canvas.pixels()) red += (pixel >> 16U & 0xFFU) > 200 && (pixel >> 8U & 0xFFU) < 100 ? 1U : 0U;
    CHECK(red > 2'000);
    CHECK(theme->draw(canvas, picture, 1'000).changed.empty());
    picture.current->counter = 4;
    CHECK(!theme->draw(canvas, picture, 2'000).changed.empty());
    screen::Canvas larger(fonts, 1280, 640, screen::rgb("#FFFFFF"));
    CHECK(theme->draw(larger, picture, 3'000).changed == std::vector<screen::Rect>{larger.bounds()});
    theme->forget();
    CHECK(!theme->draw(larger, picture, 4'000).changed.empty());
    picture.dark = true;
    theme->draw(larger, picture, 5'000);
    CHECK(std::all_of(larger.pixels().begin(), larger.pixels().end(), [](std::uint32_t pixel) { return (pixel >> 16U & 0xFFU) < 100; }));
}

}  // namespace luot::board_app
