#include "screen/fonts.hpp"

#include <doctest/doctest.h>

#include "screen/utf8.hpp"

namespace luot::screen {

TEST_CASE("a missing font says which file where it was looked for and what to install") {
    const std::vector<std::filesystem::path> nowhere{"/nonexistent/one", "/nonexistent/two"};
    CHECK_THROWS_WITH(Fonts{nowhere},
                      "font file Inter-Regular.otf is in none of: /nonexistent/one, /nonexistent/two (Debian package fonts-inter)");
}

TEST_CASE("accents over capitals stay within the ascent in every face and size") {
    Fonts fonts;
    for (const auto family : {Family::text, Family::display}) {
        for (const auto weight : {Weight::regular, Weight::medium, Weight::semibold, Weight::bold, Weight::extrabold}) {
            for (const int size : {11, 24, 57, 200}) {
                const TextStyle style{.family = family, .weight = weight, .size_px = size, .colour = {}, .tabular = false};
                const auto metrics = fonts.metrics(style);
                const auto ink = fonts.ink("ẾẦỔỮẴ", style);
                CHECK(-ink.top <= metrics.ascent);
                CHECK(-ink.top > metrics.cap_height);
                CHECK(fonts.ink("ỢỰgjy", style).bottom <= metrics.descent);
                CHECK(metrics.line_height >= style.size_px * 1.15);
            }
        }
    }
}

TEST_CASE("the baseline does not move with the height of the accents") {
    Fonts fonts;
    const TextStyle style{.family = Family::display, .weight = Weight::bold, .size_px = 100, .colour = {}, .tabular = false};
    const auto plain = fonts.ink("HEH", style);
    CHECK(plain.bottom == 0);
    CHECK(-plain.top == fonts.metrics(style).cap_height);
    CHECK(fonts.ink("HẾH", style).bottom == plain.bottom);
    CHECK(fonts.ink("HẪH", style).bottom == plain.bottom);
}

TEST_CASE("composed and decomposed Vietnamese are the same picture") {
    Fonts fonts;
    const TextStyle style{.size_px = 40, .colour = {}};
    const auto composed = fonts.draw("Hộ tịch", style);
    const auto decomposed = fonts.draw(
        "Ho\xCC\xA3\xCC\x82 ti\xCC\xA3"
        "ch",
        style);
    CHECK(composed.w == decomposed.w);
    CHECK(composed.alpha == decomposed.alpha);
}

TEST_CASE("tabular digits all have one width and other letters keep theirs") {
    Fonts fonts;
    const TextStyle proportional{.family = Family::display, .weight = Weight::bold, .size_px = 80, .colour = {}};
    TextStyle tabular = proportional;
    tabular.tabular = true;
    CHECK(fonts.measure("111", proportional).w < fonts.measure("000", proportional).w);
    CHECK(fonts.measure("111", tabular).w == fonts.measure("000", tabular).w);
    CHECK(fonts.measure("H", tabular).w == fonts.measure("H", proportional).w);
    CHECK(fonts.measure("09:24", tabular).w == fonts.measure("11:11", tabular).w);
}

TEST_CASE("letters that stand apart are as wide as they are and what is between them") {
    Fonts fonts;
    TextStyle style{Family::display, Weight::extrabold, 200, {}};
    int alone = 0;
    for (const char* letter : {"Đ", "1", "1", "1"}) alone += fonts.measure(letter, style).w;
    style.tracking = 30;
    CHECK(fonts.measure("Đ111", style).w == alone + 3 * 6);
    CHECK(fonts.measure("Đ", style).w == fonts.measure("Đ", style.sized(200)).w);
    CHECK(fonts.measure("", style).w == 0);
    style.tracking = 100'000;  // bounded: a fifth of the size
    CHECK(fonts.measure("11", style).w <= alone + 40);
}

TEST_CASE("every letter of Vietnamese has a glyph of its own") {
    Fonts fonts;
    const TextStyle style{.size_px = 48, .colour = {}};
    const auto missing = fonts.draw("\xF3\xB0\x80\x80", style);  // a private code point: the empty square
    const std::string letters =
        "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵ"
        "ỶỷỸỹ–…·₫";
    const auto starts = code_point_starts(letters);
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        const auto letter = letters.substr(starts[i], starts[i + 1] - starts[i]);
        CAPTURE(letter);
        const auto drawn = fonts.draw(letter, style);
        CHECK(drawn.w > 0);
        CHECK(drawn.alpha != missing.alpha);
    }
}

TEST_CASE("the opened faces are bounded") {
    Fonts fonts;
    for (int size = 10; size < 10 + 2 * static_cast<int>(Fonts::faces_kept_max); ++size) {
        const TextStyle style{.size_px = size, .colour = {}};
        CHECK(fonts.measure("x", style).w > 0);
        CHECK(fonts.faces_open() <= Fonts::faces_kept_max);
    }
}

TEST_CASE("text cut at every byte is drawn without harm") {
    Fonts fonts;
    const TextStyle style{.size_px = 20, .colour = {}};
    const std::string text = "Đất đai · ₫ \xF0\x9F\x98\x80 ok";
    for (std::size_t end = 0; end <= text.size(); ++end) {
        const auto cut = text.substr(0, end);
        CHECK(fonts.measure(cut, style).w >= 0);
        CHECK(drawable(cut).size() <= cut.size() + 6);
    }
    CHECK(drawable("a\x01"
                   "b\xFF"
                   "c\nd") ==
          "ab\xEF\xBF\xBD"
          "cd");
    CHECK(drawable("a\nb", true) == "a\nb");
    CHECK(drawable(std::string(2 * text_bytes_max, 'a')).size() == text_bytes_max);
}

TEST_CASE("texts are kept for the next time and are the same then") {
    Fonts fonts;
    const TextStyle style{Family::text, Weight::bold, 40, {}, true};
    const auto first = fonts.drawn("Hộ tịch 12", style);
    CHECK(fonts.drawn("Hộ tịch 12", style) == first);
    CHECK(first->alpha == fonts.draw("Hộ tịch 12", style).alpha);
    // Another size or other digits are another text; another colour is not.
    CHECK(fonts.drawn("Hộ tịch 12", style.sized(41)) != first);
    TextStyle loose = style;
    loose.tabular = false;
    CHECK(fonts.drawn("Hộ tịch 12", loose) != first);
    TextStyle red = style;
    red.colour = rgb("#FF0000");
    CHECK(fonts.drawn("Hộ tịch 12", red) == first);
    const int width = fonts.measure("Hộ tịch 12", style).w;
    for (std::size_t i = 0; i < Fonts::texts_kept_max + 50; ++i) fonts.measure(std::to_string(i), style);
    CHECK(fonts.texts_kept() == Fonts::texts_kept_max);
    CHECK(fonts.measure("Hộ tịch 12", style).w == width);
    // Pictures of text as large as a screen do not pile up.
    for (int size = 500; size < 800; ++size) fonts.drawn("HHHH", style.sized(size));
    CHECK(fonts.texts_kept() < 100);
}

}  // namespace luot::screen
