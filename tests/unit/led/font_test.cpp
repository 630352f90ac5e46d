// The letters of panels: all of them there, whole, and none like another.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "led_matrix/large_font.hpp"
#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

// The 134 letters of Vietnamese that ASCII has not.
const std::u32string vietnamese =
    U"\u00C0\u00C1\u00C2\u00C3\u00C8\u00C9\u00CA\u00CC\u00CD\u00D2\u00D3\u00D4\u00D5\u00D9\u00DA\u00DD"
    U"\u00E0\u00E1\u00E2\u00E3\u00E8\u00E9\u00EA\u00EC\u00ED\u00F2\u00F3\u00F4\u00F5\u00F9\u00FA\u00FD"
    U"\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0"
    U"\u1EA0\u1EA1\u1EA2\u1EA3\u1EA4\u1EA5\u1EA6\u1EA7\u1EA8\u1EA9\u1EAA\u1EAB\u1EAC\u1EAD\u1EAE\u1EAF"
    U"\u1EB0\u1EB1\u1EB2\u1EB3\u1EB4\u1EB5\u1EB6\u1EB7\u1EB8\u1EB9\u1EBA\u1EBB\u1EBC\u1EBD\u1EBE\u1EBF"
    U"\u1EC0\u1EC1\u1EC2\u1EC3\u1EC4\u1EC5\u1EC6\u1EC7\u1EC8\u1EC9\u1ECA\u1ECB\u1ECC\u1ECD\u1ECE\u1ECF"
    U"\u1ED0\u1ED1\u1ED2\u1ED3\u1ED4\u1ED5\u1ED6\u1ED7\u1ED8\u1ED9\u1EDA\u1EDB\u1EDC\u1EDD\u1EDE\u1EDF"
    U"\u1EE0\u1EE1\u1EE2\u1EE3\u1EE4\u1EE5\u1EE6\u1EE7\u1EE8\u1EE9\u1EEA\u1EEB\u1EEC\u1EED\u1EEE\u1EEF"
    U"\u1EF0\u1EF1\u1EF2\u1EF3\u1EF4\u1EF5\u1EF6\u1EF7\u1EF8\u1EF9";

std::vector<int> rows_of(const Dots& dots, int from_x = 0, int until_x = 10'000) {
    std::vector<int> rows;
    for (int y = 0; y < dots.panel().height; ++y) {
        bool lit = false;
        for (int x = from_x; x < std::min(until_x, dots.panel().width); ++x) lit = lit || dots.at(x, y) != Rgb{};
        if (lit) rows.push_back(y);
    }
    return rows;
}

std::string drawing(const TextGlyph& glyph) {
    std::string rows;
    for (int y = 0; y < text_rows; ++y) {
        for (int x = 0; x < glyph.width; ++x) rows += glyph.lit(x, y) ? '#' : '.';
        rows += '\n';
    }
    return rows;
}

}  // namespace

TEST_CASE("text font - all of ASCII and the 134 letters of Vietnamese are there and differ from each other") {
    REQUIRE(vietnamese.size() == 134);
    std::map<std::string, char32_t> seen;
    const auto look = [&](char32_t character) {
        CAPTURE(static_cast<std::uint32_t>(character));
        REQUIRE(has_text_glyph(character));
        const TextGlyph& glyph = text_glyph(character);
        CHECK(glyph.width >= 1);
        CHECK(glyph.width <= 8);
        const auto found = seen.emplace(drawing(glyph), character);
        CAPTURE(static_cast<std::uint32_t>(found.first->second));
        CHECK(found.second);
    };
    for (char32_t character = U'!'; character <= U'~'; ++character) look(character);
    for (const char32_t character : vietnamese) look(character);
    look(0x2192);
    CHECK(has_text_glyph(U' '));
    CHECK_FALSE(has_text_glyph(0x2603));
    CHECK(drawing(text_glyph(0x2603)) == drawing(text_glyph(0xFFFD)));
}

TEST_CASE("text font - marks are whole and touch neither the letter nor each other") {
    int composed = 0;
    for (const char32_t character : vietnamese) {
        const auto [letter, marks] = composition(character);
        if (letter.width == 0) continue;  // drawn as one: those with a horn or a bar
        ++composed;
        CAPTURE(static_cast<std::uint32_t>(character));
        const auto at = [](const TextGlyph& glyph, int x, int y) {
            return x >= 0 && y >= 0 && x < glyph.width && y < text_rows && glyph.lit(x, y);
        };
        int mark_dots = 0;
        for (int y = 0; y < text_rows; ++y) {
            for (int x = 0; x < marks.width; ++x) {
                if (!marks.lit(x, y)) continue;
                ++mark_dots;
                for (int dy = -1; dy <= 1; ++dy) {
                    for (int dx = -1; dx <= 1; ++dx) CHECK_FALSE(at(letter, x + dx, y + dy));
                }
            }
        }
        CHECK(mark_dots >= 1);
        // The parts of marks that hang together: as many as there are marks, so that none runs into another.
        std::set<std::pair<int, int>> left;
        for (int y = 0; y < text_rows; ++y) {
            for (int x = 0; x < marks.width; ++x) {
                if (marks.lit(x, y)) left.emplace(x, y);
            }
        }
        int parts = 0;
        while (!left.empty()) {
            ++parts;
            std::vector<std::pair<int, int>> next{*left.begin()};
            left.erase(left.begin());
            while (!next.empty()) {
                const auto [x, y] = next.back();
                next.pop_back();
                for (int dy = -1; dy <= 1; ++dy) {
                    for (int dx = -1; dx <= 1; ++dx) {
                        if (left.erase({x + dx, y + dy}) > 0) next.emplace_back(x + dx, y + dy);
                    }
                }
            }
        }
        const std::u32string stacked =
            U"\u1EA4\u1EA5\u1EA6\u1EA7\u1EA8\u1EA9\u1EAA\u1EAB\u1EAC\u1EAD\u1EAE\u1EAF\u1EB0\u1EB1\u1EB2\u1EB3\u1EB4\u1EB5\u1EB6\u1EB7"
            U"\u1EBE\u1EBF\u1EC0\u1EC1\u1EC2\u1EC3\u1EC4\u1EC5\u1EC6\u1EC7\u1ED0\u1ED1\u1ED2\u1ED3\u1ED4\u1ED5\u1ED6\u1ED7\u1ED8\u1ED9";
        CHECK(parts == (stacked.find(character) == std::u32string::npos ? 1 : 2));
    }
    CHECK(composed == 134 - 6);
}

TEST_CASE("text font - texts are read as characters and broken ones do no harm") {
    CHECK(characters("a\u0110\u1EBF") == std::vector<char32_t>{U'a', 0x110, 0x1EBF});
    CHECK(characters("\xF0\x9F\x98\x80") == std::vector<char32_t>{0x1F600});
    CHECK(characters("\xC3").front() == 0xFFFD);
    CHECK(characters("\xE1\xBA"
                     "a") == std::vector<char32_t>{0xFFFD, 0xFFFD, U'a'});
    CHECK(characters("\xFF\x80").size() == 2);
    CHECK(text_width("") == 0);
    CHECK(text_width("AB") == 11);
}

TEST_CASE("large font - digits and letters fill their height in every size and differ") {
    const std::string all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (const LargeSize& size : {large_size(18, 32), large_size(13, 32), large_size(11, 20), large_size(8, 20), large_size(8, 15)}) {
        CAPTURE(size.width);
        CAPTURE(size.height);
        std::map<std::vector<int>, char> seen;
        for (std::size_t i = 0; i <= all.size(); ++i) {
            const std::string one = i == all.size() ? "\u0110" : all.substr(i, 1);
            CAPTURE(one);
            Dots dots({64, 40});
            const int width = draw_large(dots, 2, 3, one, size, {255, 0, 0});
            CHECK(width == large_width(one, size));
            const std::vector<int> rows = rows_of(dots);
            CHECK(rows.front() == 3);
            CHECK(rows.back() == 3 + size.height - 1);
            CHECK(static_cast<int>(rows.size()) == size.height);
            std::vector<int> shape;
            for (int y = 0; y < 40; ++y) {
                for (int x = 0; x < 64; ++x) {
                    if (dots.at(x, y) == Rgb{}) continue;
                    shape.push_back(y * 64 + x);
                    CHECK(x >= 2);
                    CHECK(x < 2 + width);
                }
            }
            // Zero and O are one shape by design of every sign; nothing else is.
            const bool zero_again = one == "O";
            CHECK(seen.emplace(shape, one[0]).second != zero_again);
        }
    }
}

}  // namespace luot::led_matrix
