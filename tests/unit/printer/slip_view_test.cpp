#include "kiosk/slip_view.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "kiosk/qr.hpp"
#include "office.hpp"
#include "screen/canvas.hpp"

namespace luot::kiosk {

namespace {

using testing::issued;
using testing::ward;

screen::Canvas picture_of(const escpos::Bitmap& dots, screen::Fonts& fonts) {
    screen::Canvas canvas(fonts, dots.width(), dots.height(), screen::rgb("#FFFFFF"));
    for (int y = 0; y < dots.height(); ++y) {
        for (int x = 0; x < dots.width(); ++x) {
            if (dots.dot(x, y)) canvas.fill({x, y, 1, 1}, screen::rgb("#000000"));
        }
    }
    return canvas;
}

std::filesystem::path scratch(const std::string& name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / "slips";
    std::filesystem::create_directories(folder);
    return folder / name;
}

// The same dots as the picture in tests/golden/slips. Otherwise NAME-Actual.png lies beside it, to be looked at; LUOT_UPDATE_GOLDEN=1
// takes what is drawn for right.
void check_golden(const escpos::Bitmap& dots, const std::string& name) {
    screen::Fonts fonts;
    const auto folder = std::filesystem::path(LUOT_SOURCE_DIR) / "tests" / "golden" / "slips";
    std::filesystem::create_directories(folder);
    const auto drawn = picture_of(dots, fonts);
    if (std::getenv("LUOT_UPDATE_GOLDEN") != nullptr) {
        REQUIRE(drawn.save_png(folder / (name + ".png")).has_value());
        return;
    }
    const auto expected = screen::Canvas::load_png(fonts, folder / (name + ".png"));
    const bool same = expected && expected->width() == drawn.width() && expected->height() == drawn.height() &&
                      std::ranges::equal(expected->pixels(), drawn.pixels());
    if (!same) REQUIRE(drawn.save_png(folder / (name + "-Actual.png")).has_value());
    CHECK_MESSAGE(same, "look at tests/golden/slips/" << name << "-Actual.png");
}

int longest_run_of_ink(const escpos::Bitmap& dots) {
    int longest = 0;
    int run = 0;
    for (int y = 0; y < dots.height(); ++y) {
        bool ink = false;
        for (int x = 0; x < dots.width() && !ink; ++x) ink = dots.dot(x, y);
        run = ink ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

std::string run_zbar(const std::filesystem::path& file) {
    const std::string command = "zbarimg --nodbus --quiet --raw -Sdisable -Sqrcode.enable '" + file.string() + "'";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    CHECK(::pclose(pipe) == 0);
    return output;
}

}  // namespace

TEST_CASE("slips look as they were found right") {
    screen::Fonts fonts;
    auto plain = issued();
    plain.set_ticket_class("ordinary");
    plain.mutable_promise()->clear_wait();
    plain.mutable_promise()->set_ahead(0);
    plain.set_service("land");
    plain.set_number("Đ1204");
    auto office = ward();
    auto* note = office.mutable_services(1)->add_calendar();
    testing::say(note->mutable_message(), "Thứ Hai, ngày không hẹn: hồ sơ được giải quyết ngay trong buổi.");
    v1::TicketStatus status;
    status.set_number("H014");
    status.set_service("civil-status");
    status.set_issued_us(testing::monday_us);

    check_golden(draw_slip(make_slip(issued(), ward(), "Kiosk 1", false), Paper::mm80, fonts), "priority-80mm");
    check_golden(draw_slip(make_slip(plain, office, "Kiosk 1", false), Paper::mm80, fonts), "not-enough-data-80mm");
    check_golden(draw_slip(make_slip(issued(), ward(), "Kiosk 1", true), Paper::mm80, fonts), "reprint-80mm");
    check_golden(draw_slip(make_slip(status, ward(), "Kiosk 1", true), Paper::mm80, fonts), "reprint-from-status-80mm");
    check_golden(draw_slip(make_slip(issued(), ward(), "Kiosk 1", false), Paper::mm58, fonts), "priority-58mm");
    check_golden(draw_slip(make_slip(plain, office, "Kiosk 1", false), Paper::mm58, fonts), "not-enough-data-58mm");
}

TEST_CASE("the number stands twenty millimetres tall on wide paper") {
    screen::Fonts fonts;
    for (const char* number : {"H014", "A111", "R008", "Đ041"}) {
        auto result = issued();
        result.set_number(number);
        CAPTURE(number);
        // 160 dots at 203 to the inch are 20 mm.
        CHECK(longest_run_of_ink(draw_slip(make_slip(result, ward(), "", false), Paper::mm80, fonts)) >= 160);
    }
}

TEST_CASE("the QR is read back from the printed dots") {
    screen::Fonts fonts;
    for (const auto paper : {Paper::mm80, Paper::mm58}) {
        const auto slip = make_slip(issued(), ward(), "Kiosk 1", false);
        const auto file = scratch("qr-" + std::to_string(static_cast<int>(paper)) + ".png");
        REQUIRE(picture_of(draw_slip(slip, paper, fonts), fonts).save_png(file).has_value());
        CHECK(run_zbar(file) == slip.phone->url + "\n");
    }
    CHECK_FALSE(make_qr(""));
    CHECK_FALSE(make_qr(std::string(301, 'x')));
    CHECK(make_qr(std::string(300, 'x')));
}

TEST_CASE("texts of any length stay on a slip of bounded length and within its width") {
    screen::Fonts fonts;
    auto office = ward();
    std::string endless;
    for (int i = 0; i < 300; ++i) endless += "ẾẦỔỮ nguyễn ";
    testing::say(office.mutable_name(), "");
    office.mutable_name()->mutable_texts(1)->set_text(endless);
    office.mutable_services(0)->mutable_name()->mutable_texts(1)->set_text(endless);
    office.mutable_classes(1)->mutable_name()->mutable_texts(0)->set_text(endless);
    office.mutable_slip_closing()->mutable_texts(0)->set_text(endless);
    auto result = issued();
    result.set_number("ABCDE123456");
    for (const auto paper : {Paper::mm80, Paper::mm58}) {
        const auto dots = draw_slip(make_slip(result, office, endless, true), paper, fonts);
        CHECK(dots.height() < 3'000);
        CHECK(dots.width() == static_cast<int>(paper));
        for (int y = 0; y < dots.height(); ++y) {
            REQUIRE_FALSE(dots.dot(0, y));
            REQUIRE_FALSE(dots.dot(dots.width() - 1, y));
        }
    }
}

}  // namespace luot::kiosk
