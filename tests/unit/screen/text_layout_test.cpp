#include <doctest/doctest.h>

#include "screen/canvas.hpp"

namespace luot::screen {

namespace {

constexpr Colour white = rgb("#FFFFFF");
const TextStyle style{.size_px = 20, .colour = rgb("#000000")};

}  // namespace

TEST_CASE("wrapped text keeps every word within the width and its order") {
    Fonts fonts;
    Canvas canvas(fonts, 10, 10, white);
    const std::string text = "Vui lòng giữ phiếu và chờ gọi số. Người thuộc diện ưu tiên có thể được gọi trước.";
    for (const int width : {120, 200, 333}) {
        const auto block = canvas.wrap(text, style, width, 50);
        std::string joined;
        for (const auto& line : block.lines) {
            CHECK(fonts.measure(line, style).w <= width);
            joined += (joined.empty() ? "" : " ") + line;
        }
        CHECK(joined == text);
        CHECK_FALSE(block.cut);
        CHECK(block.h == static_cast<int>(block.lines.size()) * block.line_height);
    }
    CHECK(canvas.wrap("a", style, 100, 1, 0.5).line_height >= 23);
    CHECK(canvas.wrap("a\nb", style, 100, 9).lines == std::vector<std::string>{"a", "b"});
    CHECK(canvas.wrap("", style, 100, 9).lines.empty());
}

TEST_CASE("text that does not fit ends in an ellipsis within the width") {
    Fonts fonts;
    Canvas canvas(fonts, 10, 10, white);
    const auto block = canvas.wrap("một hai ba bốn năm sáu bảy tám chín mười", style, 90, 2);
    REQUIRE(block.lines.size() == 2);
    CHECK(block.cut);
    CHECK(block.lines.back().ends_with("…"));
    CHECK(fonts.measure(block.lines.back(), style).w <= 90);

    CHECK(canvas.ellipsised("Hộ tịch", style, 500) == "Hộ tịch");
    const auto shorter = canvas.ellipsised("Trung tâm Phục vụ hành chính công", style, 150);
    CHECK(shorter.starts_with("Trung"));
    CHECK(shorter.ends_with("…"));
    CHECK(fonts.measure(shorter, style).w <= 150);
    CHECK(canvas.ellipsised("abc", style, 1) == "…");
}

TEST_CASE("a word wider than the line is broken and nothing is lost") {
    Fonts fonts;
    Canvas canvas(fonts, 10, 10, white);
    const auto block = canvas.wrap("x ẾẾẾẾẾẾẾẾẾẾẾẾ y", style, 60, 20);
    std::string joined;
    for (const auto& line : block.lines) {
        CHECK(fonts.measure(line, style).w <= 60);
        joined += line;
    }
    std::erase(joined, ' ');
    CHECK(joined == "xẾẾẾẾẾẾẾẾẾẾẾẾy");
    CHECK(canvas.wrap("ẾẾẾ", style, 1, 20).lines.size() == 3);
}

TEST_CASE("text is shrunk to its width and no further than it may") {
    Fonts fonts;
    Canvas canvas(fonts, 300, 60, white);
    CHECK(canvas.text_shrunk({0, 0, 300, 60}, "H012", style, 10) == 20);
    const int size = canvas.text_shrunk({0, 0, 100, 60}, "Trung tâm Phục vụ", style, 8);
    CHECK(size < 20);
    CHECK(fonts.measure("Trung tâm Phục vụ", style.sized(size)).w <= 100);
    CHECK(fonts.measure("Trung tâm Phục vụ", style.sized(size + 1)).w > 100);
    CHECK(canvas.text_shrunk({0, 0, 30, 60}, "Trung tâm Phục vụ", style, 12) == 12);
}

TEST_CASE("wrapped text draws within its box") {
    Fonts fonts;
    Canvas canvas(fonts, 200, 120, white);
    const auto block =
        canvas.text_wrapped({20, 10, 160, 100}, "ẾẦỔỮ ộợự một hai ba bốn năm sáu bảy tám chín mười mười một", style, Align::centre, 1.25);
    CHECK(block.lines.size() == 4);
    CHECK(block.cut == false);
    for (int y = 0; y < 120; ++y) {
        for (int x = 0; x < 200; ++x) {
            const bool in_box = x >= 20 && x < 180 && y >= 10 && y < 110;
            if (!in_box) REQUIRE(canvas.pixel(x, y) == white);
        }
    }
}

}  // namespace luot::screen
