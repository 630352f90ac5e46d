// What a panel of dots shows: letters whole, the number as large as may be, nothing that flashes, a line that moves evenly.
#include "led_matrix/matrix.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "led_matrix/call_layout.hpp"
#include "led_matrix/large_font.hpp"
#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

constexpr std::int64_t second_us = 1'000'000;

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

board::Picture calling() {
    board::Picture picture;
    picture.phase = board::Phase::calling;
    picture.clock = "09:42";
    picture.current = board::CurrentCall{7, "H012", 3, "", 0, "#0A4DB0", 5, false};
    picture.running = {
        "Xin vui l\u00F2ng gi\u1EEF phi\u1EBFu v\u00E0 ch\u1EDD g\u1ECDi s\u1ED1, ng\u01B0\u1EDDi cao tu\u1ED5i \u0111\u01B0\u1EE3c "
        "\u01B0u ti\u00EAn"};
    return picture;
}

std::vector<int> rows_of(const Dots& dots, int from_x = 0, int until_x = 10'000) {
    std::vector<int> rows;
    for (int y = 0; y < dots.panel().height; ++y) {
        bool lit = false;
        for (int x = from_x; x < std::min(until_x, dots.panel().width); ++x) lit = lit || dots.at(x, y) != Rgb{};
        if (lit) rows.push_back(y);
    }
    return rows;
}

int lit(const Dots& dots) {
    int count = 0;
    for (int y = 0; y < dots.panel().height; ++y) {
        for (int x = 0; x < dots.panel().width; ++x) count += dots.at(x, y) == Rgb{} ? 0 : 1;
    }
    return count;
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

TEST_CASE("matrix - a panel of 192 by 64 shows the call in digits of 32 dots over one line of running text") {
    Matrix matrix({192, 64}, Colours::amber);
    const board::Picture picture = calling();
    matrix.draw(picture, 0);
    const Dots dots = matrix.draw(picture, 4 * second_us);
    const std::vector<int> rows = rows_of(dots);
    // From the top: 32 rows of digits, a gap, the line's rows within 14.
    std::vector<int> digits;
    for (const int y : rows) {
        if (digits.empty() || y == digits.back() + 1) digits.push_back(y);
    }
    CHECK(digits.size() == 32);
    const int line_top = 64 - text_rows - 1;
    CHECK(digits.back() < line_top - 2);
    for (std::size_t i = digits.size(); i < rows.size(); ++i) CHECK(rows[i] >= line_top);
    CHECK(rows.size() > digits.size() + 5);
    CHECK(lay_out_call("H012", "3", {192, 48}).size.height == 32);
}

TEST_CASE("matrix - every size of panel shows the whole number and the counter") {
    for (const Panel panel :
         {Panel{64, 32}, Panel{128, 64}, Panel{192, 64}, Panel{64, 16}, Panel{96, 32}, Panel{256, 128}, Panel{512, 256}}) {
        for (const auto& each : {std::pair{"H012", "3"}, std::pair{"\u0110041", "15"}, std::pair{"7", "1"}, std::pair{"HX0107", "12"}}) {
            const std::string number = each.first;  // no structured binding: clang 14 cannot capture one
            const std::string counter = each.second;
            CAPTURE(panel.width);
            CAPTURE(panel.height);
            CAPTURE(number);
            const CallLayout layout = lay_out_call(number, counter, panel);
            REQUIRE(layout.pieces.size() == 3);
            CHECK(layout.pieces[0].text == number);
            CHECK(layout.pieces[2].text == counter);
            CHECK(layout.size.height >= std::min(panel.height * 4 / 10, 32));
            for (const auto& piece : layout.pieces) {
                CHECK(piece.x >= 0);
                CHECK(piece.y >= 0);
                CHECK(piece.x + large_width(piece.text, layout.size) <= panel.width);
                CHECK(piece.y + layout.size.height <= panel.height);
            }
        }
    }
    CHECK(lay_out_call("H012", "3", {64, 32}).size.height == 20);
    CHECK(lay_out_call("H012", "3", {128, 48}).size.height == 32);
    // What fits nowhere loses its beginning.
    CHECK(lay_out_call("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "100", {64, 32}).pieces[0].text.ends_with("789"));
}

TEST_CASE("matrix - the running line moves one dot with each frame of a thirtieth of a second") {
    Matrix matrix({192, 64}, Colours::red);
    const board::Picture picture = calling();
    std::int64_t now_us = 17;
    Dots before = matrix.draw(picture, now_us);
    for (int frame = 0; frame < 600; ++frame) {
        CAPTURE(frame);
        REQUIRE(matrix.next_us().has_value());
        const std::int64_t next_us = *matrix.next_us();
        CHECK(next_us - now_us >= 33'333 - 1);
        CHECK(next_us - now_us <= 33'334);
        now_us = next_us;
        const Dots after = matrix.draw(picture, now_us);
        for (int y = 64 - text_rows - 1; y < 64; ++y) {
            for (int x = 0; x + 1 < 192; ++x) REQUIRE(after.at(x, y) == before.at(x + 1, y));
        }
        before = after;
    }
}

TEST_CASE("matrix - a frame that comes late is further on and a line begins again") {
    const board::Picture picture = calling();
    Matrix evenly({192, 64}, Colours::red);
    Matrix late({192, 64}, Colours::red);
    evenly.draw(picture, 0);
    late.draw(picture, 0);
    for (std::int64_t us = 0; us <= 60 * second_us; us += 33'333) evenly.draw(picture, us);
    CHECK(evenly.draw(picture, 61 * second_us) == late.draw(picture, 61 * second_us));
    const int width = text_width(picture.running[0]);
    const std::int64_t round_us = (192 + width + 1) * second_us / running_dots_a_second + 1;
    CHECK(evenly.draw(picture, 61 * second_us + 100) == late.draw(picture, 61 * second_us + round_us));
}

TEST_CASE("matrix - a new call pulses less than three times a second and is never out of sight") {
    Matrix matrix({192, 64}, Colours::amber);
    board::Picture picture = calling();
    picture.running.clear();
    picture.current->fresh = true;
    std::vector<std::int64_t> dims;
    int level_before = 255;
    for (std::int64_t us = 0; us < 10 * second_us; us += 10'000) {
        const Dots& dots = matrix.draw(picture, us);
        int level = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 192; ++x) level = std::max(level, static_cast<int>(dots.at(x, y).r));
        }
        CHECK(level >= 100);
        if (level < level_before) dims.push_back(us);
        level_before = level;
    }
    CHECK(dims.size() >= 10);
    for (std::size_t i = 2; i < dims.size(); ++i) CHECK(dims[i] - dims[i - 2] >= second_us);  // at most two in any second
    picture.current->fresh = false;
    CHECK(matrix.draw(picture, 11 * second_us).at(0, 0) == Rgb{});
    CHECK_FALSE(matrix.next_us().has_value());  // and then it is at rest
}

TEST_CASE("matrix - pulsing begins bright with each call and each recall") {
    Matrix matrix({64, 32}, Colours::red);
    board::Picture picture = calling();
    picture.current->fresh = true;
    const Dots bright = matrix.draw(picture, 0);
    CHECK_FALSE(matrix.draw(picture, 500'000) == bright);
    picture.current->seq = 6;
    CHECK(matrix.draw(picture, 510'000) == bright);
}

TEST_CASE("matrix - what is important takes turns with the call where there is no room for both") {
    Matrix matrix({64, 32}, Colours::amber);
    board::Picture picture = calling();
    const Dots call = matrix.draw(picture, 0);
    CHECK_FALSE(matrix.next_us().has_value());  // the office's own lines do not hide a number
    picture.stale = "M\u00E0n h\u00ECnh ch\u01B0a c\u1EADp nh\u1EADt";
    CHECK(matrix.draw(picture, second_us) == call);
    CHECK(matrix.draw(picture, 7 * second_us) == call);
    bool words = false;
    bool call_again = false;
    for (std::int64_t us = 8 * second_us; us < 20 * second_us; us += 33'333) {
        const bool is_call = matrix.draw(picture, us) == call;
        words = words || !is_call;
        call_again = call_again || (words && is_call);
    }
    CHECK(words);
    CHECK(call_again);
    picture.current->fresh = true;
    picture.current->seq = 9;
    CHECK(matrix.draw(picture, 21 * second_us) == call);
}

TEST_CASE("matrix - calm words where nothing is called and black where nobody is there") {
    for (const Panel panel : {Panel{64, 32}, Panel{128, 64}, Panel{192, 64}, Panel{64, 16}}) {
        CAPTURE(panel.width);
        Matrix matrix(panel, Colours::office);
        board::Picture picture;
        picture.title = "\u0110ang k\u1EBFt n\u1ED1i";
        picture.detail = "Xin vui l\u00F2ng ch\u1EDD trong gi\u00E2y l\u00E1t";
        matrix.draw(picture, 0);
        CHECK(lit(matrix.draw(picture, 2 * second_us)) > 40);
        picture.phase = board::Phase::closed;
        picture.clock = "17:30";
        picture.title = "\u0110\u00E3 h\u1EBFt gi\u1EDD l\u00E0m vi\u1EC7c";
        matrix.draw(picture, 3 * second_us);
        CHECK(lit(matrix.draw(picture, 5 * second_us)) > 40);
        picture.dark = true;
        CHECK(lit(matrix.draw(picture, 6 * second_us)) == 0);
        CHECK_FALSE(matrix.next_us().has_value());
        picture.dark = false;
        matrix.draw(picture, 7 * second_us);
        CHECK(lit(matrix.draw(picture, 9 * second_us)) > 40);
    }
}

TEST_CASE("matrix - the colours of an office are light enough on black") {
    Matrix matrix({192, 64}, Colours::office);
    board::Picture picture = calling();
    picture.running.clear();
    const Dots& dots = matrix.draw(picture, 0);
    std::set<int> brightest;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 192; ++x) {
            const Rgb dot = dots.at(x, y);
            if (dot != Rgb{}) brightest.insert(std::max({dot.r, dot.g, dot.b}));
        }
    }
    CHECK(*brightest.begin() == 255);
}

TEST_CASE("wiring - pixels in the order of the receiver and dimmed") {
    Dots dots({64, 16});
    dots.set(0, 0, {200, 100, 50});
    dots.set(63, 1, {255, 1, 2});
    dots.set(64, 0, {1, 1, 1});  // nowhere
    const led::Bytes plain = wire_pixels(dots, {}, 100);
    REQUIRE(plain.size() == 64 * 16 * 3);
    CHECK(led::Bytes(plain.begin(), plain.begin() + 3) == led::Bytes{200, 100, 50});
    const led::Bytes half = wire_pixels(dots, {Wiring::Order::grb, true, false}, 50);
    CHECK(led::Bytes(half.begin(), half.begin() + 3) == led::Bytes{50, 100, 25});
    CHECK(led::Bytes(half.begin() + 64 * 3, half.begin() + 64 * 3 + 3) == led::Bytes{1, 128, 1});  // the second row runs back
    const led::Bytes flipped = wire_pixels(dots, {Wiring::Order::bgr, false, true}, 100);
    CHECK(led::Bytes(flipped.end() - 3, flipped.end()) == led::Bytes{50, 100, 200});
    CHECK(wire_pixels(dots, {}, 0) == led::Bytes(plain.size()));
}

}  // namespace luot::led_matrix
