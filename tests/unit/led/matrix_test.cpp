// What a panel of dots shows: the number as large as may be, nothing that flashes, a line that moves evenly.
#include "led_matrix/matrix.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "led_matrix/call_layout.hpp"
#include "led_matrix/large_font.hpp"
#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

constexpr std::int64_t second_us = 1'000'000;

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

}  // namespace

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
    CHECK(lay_out_call("H012", "3", {192, 48}).front().size.height == 32);
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
            const std::vector<CallLayout> pages = lay_out_call(number, counter, panel);
            REQUIRE(pages.size() == 1);
            const CallLayout& layout = pages.front();
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
    CHECK(lay_out_call("H012", "3", {64, 32}).front().size.height == 20);
    CHECK(lay_out_call("H012", "3", {128, 48}).front().size.height == 32);
}

TEST_CASE("matrix - a number that does not fit beside its counter takes turns with it and is whole") {
    const Panel panel{64, 16};
    const std::vector<CallLayout> pages = lay_out_call("BZHX99990", "1", panel);
    REQUIRE(pages.size() == 2);
    REQUIRE(pages[0].pieces.size() == 1);
    CHECK(pages[0].pieces[0].text == "BZHX99990");
    CHECK(pages[1].pieces.back().text == "1");
    for (const CallLayout& page : pages) {
        for (const auto& piece : page.pieces) {
            CHECK(piece.x >= 0);
            CHECK(piece.x + large_width(piece.text, page.size) <= panel.width);
        }
    }

    const auto drawn = [&](const CallLayout& page) {
        Dots dots(panel);
        draw_call(dots, page, {255, 28, 10}, {255, 28, 10});
        return dots;
    };
    Matrix matrix(panel, Colours::red);
    board::Picture picture = calling();
    picture.current->number = "BZHX99990";
    picture.current->counter = 1;
    std::int64_t now_us = 7 * second_us;
    for (int turn = 0; turn < 6; ++turn) {
        CAPTURE(turn);
        CHECK(matrix.draw(picture, now_us) == drawn(pages[static_cast<std::size_t>(turn % 2)]));
        REQUIRE(matrix.next_us().has_value());
        CHECK(*matrix.next_us() - now_us == 2 * second_us);
        now_us = *matrix.next_us();
    }
    // Another call begins with its number, and one that fits is at rest.
    picture.current->seq = 6;
    picture.current->number = "BZHX99991";
    CHECK(matrix.draw(picture, now_us - 1) == drawn(lay_out_call("BZHX99991", "1", panel)[0]));
    picture.current->number = "H012";
    picture.current->seq = 7;
    matrix.draw(picture, now_us);
    CHECK_FALSE(matrix.next_us().has_value());
}

TEST_CASE("matrix - a number that fits in no way runs through with every letter of it") {
    const Panel panel{64, 32};
    const std::string number = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    REQUIRE(lay_out_call(number, "100", panel).empty());
    Matrix matrix(panel, Colours::red);
    board::Picture picture = calling();
    picture.current->number = number;
    picture.current->counter = 100;
    constexpr int scale = 2;  // what 32 rows have room for
    const std::string line = call_line(number, "100");
    const int width = text_width(line) * scale;
    Dots whole({width, 32});
    draw_text(whole, 0, (32 - text_rows * scale) / 2, line, {255, 28, 10}, scale);
    matrix.draw(picture, 0);
    for (int step = 0; step * scale < panel.width + width; ++step) {
        const Dots& dots = matrix.draw(picture, (step * second_us + running_dots_a_second - 1) / running_dots_a_second);
        const int column = step * scale - panel.width;  // that is at the left edge by now
        for (int y = 0; column >= 0 && y < 32; ++y) REQUIRE(dots.at(0, y) == whole.at(column, y));
    }
    // What is important has its turn behind it; the next call comes in from the right.
    board::Picture stale = picture;
    stale.stale = "M\u00E0n h\u00ECnh ch\u01B0a c\u1EADp nh\u1EADt";
    Matrix plain(panel, Colours::red);
    Matrix with_words(panel, Colours::red);
    const std::int64_t run_us = (panel.width / scale + text_width(line) + 1) * second_us / running_dots_a_second;
    plain.draw(picture, 0);
    with_words.draw(stale, 0);
    CHECK(with_words.draw(stale, run_us - second_us) == plain.draw(picture, run_us - second_us));
    with_words.draw(stale, run_us + second_us / 100);
    const Dots words = with_words.draw(stale, run_us + 2 * second_us);
    CHECK(lit(words) > 10);
    for (const int y : rows_of(words)) CHECK(y < 9 + text_rows);  // letters of one dot, not of two
    stale.current->seq = 6;
    CHECK(lit(with_words.draw(stale, run_us + 3 * second_us)) == 0);
}

TEST_CASE("matrix - digits of four dots have an inside and no two characters look alike") {
    const LargeSize size = large_size(4, 9);
    const auto drawn = [&](const std::string& text) {
        Dots dots({64, 16});
        draw_large(dots, 0, 0, text, size, {255, 0, 0});
        return dots;
    };
    for (const std::string one : {"0", "H", "8"}) {
        CAPTURE(one);
        const Dots dots = drawn(one);
        CHECK(dots.at(0, 2) != Rgb{});
        CHECK(dots.at(1, 2) == Rgb{});
        CHECK(dots.at(2, 2) == Rgb{});
        CHECK(dots.at(3, 2) != Rgb{});
    }
    // O and I are not series beside 0 and 1.
    const std::string all = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            CAPTURE(all[i]);
            CAPTURE(all[j]);
            CHECK_FALSE(drawn(all.substr(i, 1)) == drawn(all.substr(j, 1)));
        }
    }
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

TEST_CASE("matrix - a line whose figures change goes on where it is and another one begins") {
    board::Picture picture = calling();
    picture.stale = "the line has been silent for 8 minutes and what stands here may be old";
    board::Picture later = picture;
    later.stale = "the line has been silent for 9 minutes and what stands here may be old";
    Matrix changed({192, 64}, Colours::red);
    Matrix from_the_beginning({192, 64}, Colours::red);
    changed.draw(picture, 0);
    from_the_beginning.draw(later, 0);
    changed.draw(picture, 40 * second_us);
    CHECK(changed.draw(later, 50 * second_us) == from_the_beginning.draw(later, 50 * second_us));
    // A digit more makes the round longer, and no jump now.
    later.stale = "the line has been silent for 10 minutes and what stands here may be old";
    const Dots before = changed.draw(picture, 80 * second_us);
    const Dots after = changed.draw(later, 80 * second_us);
    std::vector<int> first_before;
    std::vector<int> first_after;
    for (int x = 0; x < 192; ++x) {
        bool lit_before = false;
        bool lit_after = false;
        for (int y = 49; y < 64; ++y) {
            lit_before = lit_before || before.at(x, y) != Rgb{};
            lit_after = lit_after || after.at(x, y) != Rgb{};
        }
        if (lit_before) first_before.push_back(x);
        if (lit_after) first_after.push_back(x);
    }
    REQUIRE_FALSE(first_before.empty());
    CHECK(first_before.front() == first_after.front());
    later.stale = "something else that is also far too long for this panel to be shown at once";
    CHECK(lit(changed.draw(later, 80 * second_us)) < lit(after));
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
