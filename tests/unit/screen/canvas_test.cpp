#include "screen/canvas.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "screen/theme.hpp"

namespace luot::screen {

namespace {

constexpr Colour white = rgb("#FFFFFF");
constexpr Colour black = rgb("#000000");

std::filesystem::path scratch(const char* name) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("luot-screen-test-" + std::to_string(std::hash<std::string>{}(LUOT_BIN_DIR)));
    std::filesystem::create_directories(folder);
    return folder / name;
}

bool any_ink(const Canvas& canvas, const Rect& rect) {
    for (int y = rect.y; y < rect.bottom(); ++y) {
        for (int x = rect.x; x < rect.right(); ++x) {
            if (canvas.pixel(x, y) != white) return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("rectangles are exact and stay within picture and clip") {
    Fonts fonts;
    Canvas canvas(fonts, 20, 10, white);
    canvas.fill({-5, -5, 8, 8}, black);
    CHECK(canvas.pixel(2, 2) == black);
    CHECK(canvas.pixel(3, 2) == white);
    canvas.clip({10, 0, 5, 10});
    canvas.fill({0, 8, 20, 20}, black);
    CHECK(canvas.pixel(9, 9) == white);
    CHECK(canvas.pixel(10, 9) == black);
    CHECK(canvas.pixel(15, 9) == white);
    canvas.unclip();
    canvas.fill({0, 0, 1, 1}, with_alpha(white, 128));
    CHECK(canvas.pixel(0, 0) == Colour{128, 128, 128, 255});
    CHECK(canvas.pixel(-1, 0) == Colour{0, 0, 0, 0});
    CHECK_THROWS(Canvas(fonts, 0, 10, white));
    CHECK_THROWS(Canvas(fonts, 10, 100'000, white));
}

TEST_CASE("rounded shapes are full inside empty at the corner and soft between") {
    Fonts fonts;
    Canvas canvas(fonts, 40, 40, white);
    canvas.fill_rounded({0, 0, 40, 40}, 12, black);
    CHECK(canvas.pixel(20, 0) == black);
    CHECK(canvas.pixel(20, 20) == black);
    CHECK(canvas.pixel(0, 0) == white);
    bool soft = false;
    for (int x = 0; x < 12; ++x) soft = soft || (canvas.pixel(x, 3) != white && canvas.pixel(x, 3) != black);
    CHECK(soft);

    Canvas ring(fonts, 40, 40, white);
    ring.stroke_rounded({0, 0, 40, 40}, 12, 3, black);
    CHECK(ring.pixel(20, 2) == black);
    CHECK(ring.pixel(20, 3) == white);
    CHECK(ring.pixel(20, 20) == white);

    Canvas shapes(fonts, 40, 40, white);
    shapes.fill_circle({20, 20}, 10, black);
    CHECK(shapes.pixel(20, 11) == black);
    CHECK(shapes.pixel(20, 8) == white);
    shapes.line({0, 38}, {40, 38}, 2, black);
    CHECK(shapes.pixel(5, 37) == black);
    CHECK(shapes.pixel(5, 36) == white);
    const Point triangle[] = {{0, 0}, {8, 0}, {0, 8}};
    shapes.fill_polygon(triangle, black);
    CHECK(shapes.pixel(1, 1) == black);
    CHECK(shapes.pixel(7, 7) == white);
    CHECK(shapes.pixel(4, 3).r > 50);
    CHECK(shapes.pixel(4, 3).r < 200);
}

TEST_CASE("accents over capitals are not clipped") {
    Fonts fonts;
    for (const int size : {16, 33, 120}) {
        const TextStyle style{.family = Family::display, .weight = Weight::extrabold, .size_px = size, .colour = black};
        const auto extent = fonts.measure("ẾẦỔỮ", style);
        Canvas canvas(fonts, extent.w + 8, extent.h + 2, white);
        canvas.text(4, extent.ascent + 1, "ẾẦỔỮ", style);
        CHECK(any_ink(canvas, canvas.bounds()));
        CHECK_FALSE(any_ink(canvas, {0, 0, canvas.width(), 1}));
        CHECK_FALSE(any_ink(canvas, {0, canvas.height() - 1, canvas.width(), 1}));
        CHECK_FALSE(any_ink(canvas, {0, 0, 1, canvas.height()}));
        CHECK_FALSE(any_ink(canvas, {canvas.width() - 1, 0, 1, canvas.height()}));
    }
}

TEST_CASE("text stands on its baseline and is aligned to its point") {
    Fonts fonts;
    const TextStyle style{.weight = Weight::bold, .size_px = 40, .colour = black};
    const int width = fonts.measure("HHH", style).w;
    for (const auto align : {Align::left, Align::centre, Align::right}) {
        Canvas canvas(fonts, 400, 100, white);
        CHECK(canvas.text(200, 60, "HHH", style, align) == width);
        CHECK(any_ink(canvas, {0, 59, 400, 1}));
        CHECK_FALSE(any_ink(canvas, {0, 60, 400, 40}));
        const int start = align == Align::left ? 200 : align == Align::centre ? 200 - width / 2 : 200 - width;
        CHECK_FALSE(any_ink(canvas, {0, 0, start, 100}));
        CHECK(any_ink(canvas, {start, 0, 8, 100}));
        CHECK_FALSE(any_ink(canvas, {start + width, 0, 400 - start - width, 100}));
    }
    Canvas canvas(fonts, 400, 100, white);
    const int baseline = canvas.middle_baseline(canvas.bounds(), style);
    CHECK(std::abs((100 - baseline) - (baseline - canvas.metrics(style).cap_height)) <= 1);
}

TEST_CASE("pictures are put on pictures with their alpha") {
    Fonts fonts;
    Canvas stamp(fonts, 4, 4, {0, 0, 0, 0});
    stamp.fill({0, 0, 2, 4}, black);
    Canvas canvas(fonts, 10, 10, white);
    canvas.blit(stamp, 8, 0);
    canvas.blit(stamp, 0, 0, 128);
    CHECK(canvas.pixel(8, 0) == black);
    CHECK(canvas.pixel(0, 0) == Colour{127, 127, 127, 255});
    CHECK(canvas.pixel(2, 0) == white);
}

TEST_CASE("a picture is saved whole and loaded back") {
    Fonts fonts;
    Canvas canvas(fonts, 30, 20, white);
    canvas.fill_circle({10, 10}, 7, rgb("#0A4DB0"));
    const auto file = scratch("picture.png");
    REQUIRE(canvas.save_png(file).has_value());
    const auto loaded = Canvas::load_png(fonts, file);
    REQUIRE(loaded.has_value());
    CHECK(std::ranges::equal(loaded->pixels(), canvas.pixels()));
    CHECK_FALSE(std::filesystem::exists(file.string() + ".part"));

    CHECK(Canvas::load_png(fonts, scratch("missing.png")).error().reason.find("missing.png") != std::string::npos);
    std::ofstream(scratch("no.png")) << "not a picture";
    CHECK(Canvas::load_png(fonts, scratch("no.png")).has_error());
    CHECK(canvas.save_png(scratch("no-folder") / "x" / "y.png").has_error());
    const auto folder = scratch("a-folder");
    std::filesystem::create_directories(folder / "not-empty");
    CHECK(canvas.save_png(folder).has_error());
    CHECK_FALSE(std::filesystem::exists(folder.string() + ".part"));  // nor is half of it left
}

}  // namespace luot::screen
