#include "board_view/board_view.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "board/words.hpp"
#include "words_of/shipped.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;
using screen::Colour;

board::Picture ordinary() {
    board::Picture picture;
    picture.labels = board::labels(testing::shipped_words().first());
    picture.phase = board::Phase::calling;
    picture.office = "Trung tâm Phục vụ hành chính công phường Thanh Xuân";
    picture.clock = "09:42";
    picture.date = "Thứ Hai, 02/03/2026";
    picture.session = "Buổi sáng";
    picture.current = board::CurrentCall{7, "H012", 3, "Hộ tịch", 0, ""};
    picture.last_calls = {{"Đ041", 5}, {"C027", 1}, {"H011", 2}, {"R008", 6}, {"Đ040", 4}, {"C026", 1}};
    picture.fields = {{"Hộ tịch", "", "H012", 7, "khoảng 12–18 phút", false},
                      {"Đất đai", "", "Đ041", 15, "khoảng 35–50 phút", false},
                      {"Chứng thực", "", "C027", 3, "dưới 8 phút", false},
                      {"Cư trú", "", "", 0, "mời vào ngay", false},
                      {"Trả kết quả", "", "R008", 2, "dưới 5 phút", false}};
    picture.running = {"Thứ Hai, thứ Sáu: Ngày không hẹn với hộ tịch, chứng thực",
                       "Người cao tuổi, người khuyết tật, phụ nữ mang thai được ưu tiên", "Vui lòng giữ phiếu và chờ gọi số"};
    return picture;
}

board::Picture many_fields(std::size_t count) {
    static const std::vector<std::string> names = {"Hộ tịch",
                                                   "Đăng ký kinh doanh hộ cá thể và hợp tác xã",
                                                   "Quản lý đô thị và trật tự xây dựng",
                                                   "Bảo trợ xã hội",
                                                   "Tài nguyên và môi trường",
                                                   "Giáo dục",
                                                   "Chứng thực chữ ký, bản sao"};
    board::Picture picture = ordinary();
    picture.fields.clear();
    for (std::size_t i = 0; i < count; ++i) {
        picture.fields.push_back({names[i % names.size()], "", "HX0" + std::to_string(10 + i), static_cast<std::uint32_t>(i * 9),
                                  i % 3 == 0 ? "khoảng 120–185 phút" : "chưa ước tính được", false});
    }
    return picture;
}

// Rows in which the colour is seen within a part of the picture: top and bottom.
std::pair<int, int> rows_of(const Canvas& canvas, const screen::Rect& part, Colour colour) {
    int top = -1;
    int bottom = -1;
    for (int y = part.y; y < part.bottom(); ++y) {
        for (int x = part.x; x < part.right(); ++x) {
            if (canvas.pixel(x, y) != colour) continue;
            if (top < 0) top = y;
            bottom = y;
            break;
        }
    }
    return {top, bottom};
}

// Where the pictures go for a person to look at; nowhere unless asked.
void show(const Canvas& canvas, const std::string& name) {
    if (const char* folder = std::getenv("LUOT_PICTURES"); folder != nullptr) {
        REQUIRE(canvas.save_png(std::string(folder) + "/" + name + ".png").has_value());
    }
}

}  // namespace

TEST_CASE("the number and the counter are high enough to read from the back of the hall") {
    screen::Fonts fonts;
    const screen::Theme theme;
    std::vector<std::pair<std::string, board::Picture>> pictures;
    pictures.emplace_back("ordinary", ordinary());
    board::Picture crowded = many_fields(16);
    crowded.current = board::CurrentCall{7, "HX012", 123, "Đăng ký kinh doanh hộ cá thể và hợp tác xã", 1, ""};
    crowded.last_calls = {{"HX011", 120}, {"HX010", 101}, {"HX009", 5}, {"HX008", 17}, {"HX007", 118}};
    crowded.stale = "Bảng mất kết nối đã 2 phút. Các số trên bảng có thể đã cũ, mời ông/bà nghe cán bộ gọi tại quầy.";
    crowded.notice =
        "Hệ thống cấp giấy chứng nhận quyền sử dụng đất tạm ngừng đến 10 giờ; mời ông/bà làm thủ tục đất đai chờ hoặc trở lại sau.";
    pictures.emplace_back("crowded", crowded);
    for (const auto& [name, picture] : pictures) {
        for (const auto& [width, height] : {std::pair{1920, 1080}, std::pair{1280, 720}, std::pair{3840, 2160}}) {
            const std::string shown = name + " " + std::to_string(width) + "x" + std::to_string(height);
            CAPTURE(shown);
            Canvas canvas(fonts, width, height, theme.paper);
            draw(canvas, picture, theme);
            if (width == 1920) show(canvas, name);
            // The panel is the yellow part; its lower right holds the counter on ink, its middle left the number in ink.
            const int right = width * 615 / 1000;
            const auto [top, bottom] = rows_of(canvas, {width / 100, 0, 1, height}, theme.call);
            REQUIRE(top > 0);
            // The number stands in the panel's upper half, below the label row; it begins at the left margin.
            const int label_end = top + height * 90 / 1080;
            const auto [number_top, number_bottom] =
                rows_of(canvas, {width / 40, label_end, width / 12, (bottom - label_end) / 2}, theme.ink);
            CHECK(number_bottom - number_top + 1 >= height * 15 / 100);
            // The counter's figures are the only yellow in the box, whose right edge is at the right margin.
            const int in_box = right - (48 + 18) * height / 1080;
            const auto [box_top, box_bottom] = rows_of(canvas, {in_box, (top + bottom) / 2, 1, (bottom - top) / 2}, theme.ink);
            const screen::Rect box{right - width / 7, box_top, in_box - (right - width / 7), box_bottom - box_top};
            const auto [counter_top, counter_bottom] = rows_of(canvas, box, theme.call);
            CHECK(counter_bottom - counter_top + 1 >= height * 15 / 100);
        }
    }
}

TEST_CASE("every state is drawn whole at every size") {
    screen::Fonts fonts;
    const screen::Theme theme;
    std::vector<std::pair<std::string, board::Picture>> pictures;
    pictures.emplace_back("connecting", board::Picture{});
    pictures.back().second.title = "Đang kết nối với máy chủ";
    pictures.back().second.detail = "Bảng chưa hoạt động, mời ông/bà nghe cán bộ gọi tại quầy.";
    board::Picture empty = ordinary();
    empty.phase = board::Phase::empty;
    empty.current.reset();
    empty.last_calls.clear();
    empty.title = "Chưa có số nào được gọi";
    empty.detail = "Mời ông/bà lấy số và ngồi chờ, số sẽ hiện ở đây khi đến lượt.";
    pictures.emplace_back("empty", empty);
    board::Picture closed = empty;
    closed.phase = board::Phase::closed;
    closed.session.clear();
    closed.title = "Đã hết giờ làm việc hôm nay";
    closed.detail = "Cảm ơn ông/bà. Hẹn gặp lại vào ngày làm việc tới.";
    closed.running.clear();
    closed.fields.clear();
    pictures.emplace_back("closed", closed);
    board::Picture first = ordinary();
    first.last_calls.clear();
    first.office = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính đặc khu Phú Quốc, tỉnh An Giang";
    pictures.emplace_back("first-call", first);
    pictures.emplace_back("sixteen-fields", many_fields(16));
    pictures.emplace_back("seven-fields", many_fields(7));
    board::Picture turned = many_fields(36);
    turned.turn = 1;
    pictures.emplace_back("thirty-six-fields", turned);
    board::Picture english = ordinary();
    english.labels = board::labels(testing::shipped_words().in("en"));
    english.date = "Monday 2 March 2026";
    english.session = "Morning";
    english.fields[0].name = "Civil status";
    english.fields[0].wait_words = "about 12–18 minutes";
    english.fields[3].wait_words = "come straight in";
    pictures.emplace_back("english", english);
    for (const auto& [name, picture] : pictures) {
        for (const auto& [width, height] : {std::pair{1920, 1080}, std::pair{1080, 1920}, std::pair{1024, 768}, std::pair{640, 360},
                                            std::pair{320, 180}, std::pair{3840, 1080}}) {
            const std::string shown = name + " " + std::to_string(width) + "x" + std::to_string(height);
            CAPTURE(shown);
            Canvas canvas(fonts, width, height, screen::rgb("#FF00FF"));
            draw(canvas, picture, theme);
            show(canvas, name + "-" + std::to_string(width) + "x" + std::to_string(height));
            const auto [top, bottom] = rows_of(canvas, canvas.bounds(), screen::rgb("#FF00FF"));
            CHECK(top == -1);  // nothing is left undrawn
            (void)bottom;
        }
    }
}

TEST_CASE("the same picture is drawn the same") {
    screen::Fonts fonts;
    Canvas one(fonts, 640, 360, screen::rgb("#000000"));
    Canvas other(fonts, 640, 360, screen::rgb("#FFFFFF"));
    draw(one, ordinary());
    draw(other, ordinary());
    CHECK(std::equal(one.pixels().begin(), one.pixels().end(), other.pixels().begin()));
}

}  // namespace luot::board_view
