// Panels as they were found right: every size in every state, drawn as dots.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "board/words.hpp"
#include "led_matrix/large_font.hpp"
#include "led_matrix/matrix.hpp"
#include "led_matrix/text_font.hpp"
#include "led_view/dots_view.hpp"
#include "support/golden.hpp"
#include "words_of/shipped.hpp"

namespace luot::led_view {
namespace {

using led_matrix::Colours;
using led_matrix::Dots;
using led_matrix::Panel;

constexpr std::int64_t second_us = 1'000'000;

void check_golden(const screen::Canvas& picture, const std::string& name, screen::Fonts& fonts) {
    CHECK_MESSAGE(testing::looks_as_golden(picture, "led", name, fonts), "look at tests/golden/led/" << name << "-Actual.png");
}

board::Picture calling(const std::string& number, std::uint64_t counter) {
    board::Picture picture;
    picture.phase = board::Phase::calling;
    picture.clock = "09:42";
    picture.current = board::CurrentCall{7, number, counter, "Hộ tịch", 0, "#0A4DB0", 5, false};
    picture.running = {"Thứ Hai, thứ Sáu: Ngày không hẹn với hộ tịch, chứng thực", "Vui lòng giữ phiếu và chờ gọi số"};
    return picture;
}

// A state, the colours that it is looked at in, and how long after it began.
struct State {
    board::Picture picture;
    Colours colours = Colours::amber;
    std::int64_t after_us = 5 * second_us;
};

std::vector<State> states(const words::Catalogue& words) {
    std::vector<State> all;
    all.push_back({calling("H012", 3)});
    all.push_back({calling("Đ041", 15), Colours::office});
    all.push_back({calling("HX0107", 12), Colours::red});
    all.push_back({calling("H012", 3), Colours::amber, 500'000});  // the dim half of its pulse
    all.back().picture.current->fresh = true;
    all.push_back({calling("C027", 1), Colours::amber, 12 * second_us});
    all.back().picture.stale = board::stale_words(120 * second_us, words);
    all.push_back({calling("C027", 1), Colours::red, 12 * second_us});
    all.back().picture.notice = "Máy in ở quầy 2 đang sửa";
    all.back().picture.notice_title = "Thông báo";
    board::Picture calm;
    calm.title = words.text("board.connecting.title");
    calm.detail = words.text("board.connecting.detail");
    all.push_back({calm});
    calm.phase = board::Phase::empty;
    calm.clock = "07:30";
    calm.title = words.text("board.empty.title");
    calm.detail = words.text("board.empty.detail");
    all.push_back({calm, Colours::office});
    calm.phase = board::Phase::closed;
    calm.clock = "17:05";
    calm.title = words.text("board.closed.over");
    calm.detail = words.text("board.closed.thanks");
    all.push_back({calm, Colours::red});
    calm.dark = true;
    all.push_back({calm});
    return all;
}

}  // namespace

TEST_CASE("panels look as they were found right") {
    screen::Fonts fonts;
    const auto all = states(testing::shipped_words().first());
    for (const Panel panel : {Panel{64, 32}, Panel{128, 64}, Panel{192, 64}}) {
        constexpr int columns = 2;
        constexpr int gap = 6;
        const int dot_px = panel.width == 64 ? 4 : 3;
        const int width = panel.width * dot_px;
        const int height = panel.height * dot_px;
        const int rows = static_cast<int>(all.size()) / columns;
        screen::Canvas sheet(fonts, columns * (width + gap) + gap, rows * (height + gap) + gap, screen::rgb("#3C3C3C"));
        for (std::size_t i = 0; i < all.size(); ++i) {
            led_matrix::Matrix matrix(panel, all[i].colours);
            Dots dots(panel);
            for (std::int64_t us = 0; us <= all[i].after_us; us += second_us / 10) dots = matrix.draw(all[i].picture, us);
            screen::Canvas one(fonts, width, height, {0, 0, 0});
            draw(one, dots);
            const int place = static_cast<int>(i);
            sheet.blit(one, gap + place % columns * (width + gap), gap + place / columns * (height + gap));
        }
        check_golden(sheet, std::to_string(panel.width) + "x" + std::to_string(panel.height), fonts);
    }
}

TEST_CASE("numbers on the smallest panel look as they were found right") {
    screen::Fonts fonts;
    const Panel panel{64, 16};
    constexpr int gap = 6;
    constexpr int dot_px = 5;
    struct Call {
        const char* number;
        std::uint64_t counter;
        std::int64_t after_us;
    };
    // The last but one takes turns with its counter, the last one runs through.
    constexpr Call calls[] = {{"H012", 3, 0},
                              {"Đ041", 15, 0},
                              {"HX0002", 124, 0},
                              {"SM8357", 169, 0},
                              {"BZHX99990", 1, 0},
                              {"BZHX99990", 1, 2 * second_us},
                              {"HXĐ-10249", 4, 0},
                              {"BZHXĐ-999990", 123, 2 * second_us},
                              {"BZHXĐ-999990", 123, 4 * second_us}};
    const int width = panel.width * dot_px;
    const int height = panel.height * dot_px;
    constexpr int columns = 3;
    const int rows = static_cast<int>(std::size(calls)) / columns;
    screen::Canvas sheet(fonts, columns * (width + gap) + gap, rows * (height + gap) + gap, screen::rgb("#3C3C3C"));
    int place = 0;
    for (const Call& call : calls) {
        led_matrix::Matrix matrix(panel, Colours::red);
        board::Picture picture = calling(call.number, call.counter);
        matrix.draw(picture, 0);
        screen::Canvas one(fonts, width, height, {0, 0, 0});
        draw(one, matrix.draw(picture, call.after_us));
        sheet.blit(one, gap + place % columns * (width + gap), gap + place / columns * (height + gap));
        ++place;
    }
    check_golden(sheet, "64x16", fonts);
}

TEST_CASE("the letters of panels look as they were found right") {
    screen::Fonts fonts;
    Dots dots({416, 192});
    constexpr const char* lines[] = {"AÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ EÈÉẺẼẸ ÊỀẾỂỄỆ IÌÍỈĨỊ",
                                     "OÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ UÙÚỦŨỤ ƯỪỨỬỮỰ YỲÝỶỸỴ Đ",
                                     "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị",
                                     "oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đ",
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 !\"#$%&'()*+,-./",
                                     "abcdefghijklmnopqrstuvwxyz :;<=>?@[\\]^_`{|}~ → – …",
                                     "Nguyễn Thị Bưởi, huyện Quỳnh Lưu: quyển sổ đỏ, giấy khai sinh"};
    int y = 2;
    for (const char* line : lines) {
        led_matrix::draw_text(dots, 2, y, line, {255, 150, 0});
        y += 19;
    }
    led_matrix::draw_large(dots, 2, y, "0123456789ĐABCHR→", led_matrix::large_size(18, 32), {255, 150, 0});
    screen::Canvas canvas(fonts, dots.panel().width * 3, dots.panel().height * 3, {0, 0, 0});
    draw(canvas, dots);
    check_golden(canvas, "letters", fonts);
}

TEST_CASE("a panel fills its canvas with whole round dots") {
    screen::Fonts fonts;
    Dots dots({64, 32});
    dots.set(0, 0, {255, 0, 0});
    screen::Canvas canvas(fonts, 64 * 10 + 8, 32 * 10 + 30, {9, 9, 9});
    draw(canvas, dots);
    CHECK(canvas.pixel(0, 0) == screen::Colour{0, 0, 0});  // beside the panel
    CHECK(canvas.pixel(4 + 5, 15 + 5).r == 255);           // the middle of the dot
    CHECK(canvas.pixel(4, 15).r < 60);                     // its corner
    CHECK(canvas.pixel(4 + 15, 15 + 5).r > 10);            // a dark dot can just be seen
    CHECK(canvas.pixel(4 + 15, 15 + 5).r < 60);
    draw(canvas, dots, 50);
    CHECK(canvas.pixel(4 + 5, 15 + 5).r == 127);
    screen::Canvas small(fonts, 40, 20, {9, 9, 9});
    draw(small, dots);  // smaller than a pixel a dot: cut, not crashed
    CHECK(small.pixel(0, 0).r == 255);
}

}  // namespace luot::led_view
