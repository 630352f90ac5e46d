#include "kiosk/slip_view.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "kiosk/qr.hpp"
#include "office.hpp"
#include "screen/canvas.hpp"
#include "support/golden.hpp"
#include "words_of/shipped.hpp"

namespace luot::kiosk {

namespace {

using testing::issued;
using testing::ward;

SlipModel slip_of(const auto& ticket, const v1::Office& office, bool reprint = false) {
    return make_slip(ticket, office, testing::shipped_words(), "Kiosk 1", reprint);
}

// An office that has everything in both languages.
v1::Office ward_in_both(const std::string& first = "vi", const std::string& second = "en") {
    v1::Office office;
    testing::say(office.mutable_name(), "Trung tâm Phục vụ hành chính công phường Thanh Xuân", "Thanh Xuân Ward Public Service Centre");
    office.set_zone("Asia/Ho_Chi_Minh");
    auto* civil = office.add_services();
    civil->set_code("civil-status");
    testing::say(civil->mutable_name(), "Hộ tịch", "Civil status");
    auto* marriage = civil->add_procedures();
    marriage->set_code("marriage");
    testing::say(marriage->mutable_name(), "Đăng ký kết hôn", "Marriage registration");
    auto* elderly = office.add_classes();
    elderly->set_code("elderly");
    elderly->set_priority(true);
    testing::say(elderly->mutable_name(), "Người cao tuổi", "Elderly");
    office.set_phone_base_url("https://luot.thanhxuan.example/");
    office.mutable_slip()->add_languages(first);
    office.mutable_slip()->add_languages(second);
    return office;
}

v1::IssuedResult wedding() {
    auto ticket = issued();
    ticket.set_procedure("marriage");
    return ticket;
}

// A red disc with a golden star, as many offices have it.
Logo round_logo(screen::Fonts& fonts) {
    screen::Canvas picture(fonts, 320, 320, {255, 255, 255, 0});
    picture.fill_circle({160, 160}, 150, screen::rgb("#C8102E"));
    std::vector<screen::Point> star;
    for (int i = 0; i < 10; ++i) {
        const double reach = i % 2 == 0 ? 100 : 38;
        const double angle = -1.5707963 + i * 0.6283185;
        star.push_back({160 + reach * std::cos(angle), 164 + reach * std::sin(angle)});
    }
    picture.fill_polygon(star, screen::rgb("#FFDD33"));
    return Logo::from_picture(picture).value();
}

Logo wide_logo(screen::Fonts& fonts) {
    screen::Canvas picture(fonts, 900, 200, screen::rgb("#FFFFFF"));
    picture.fill_rounded({0, 0, 900, 200}, 40, screen::rgb("#0A4DB0"));
    picture.text(450, 135, "MỘT CỬA", {screen::Family::display, screen::Weight::bold, 130, screen::rgb("#FFFFFF")}, screen::Align::centre);
    return Logo::from_picture(picture).value();
}

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

void check_golden(const escpos::Bitmap& dots, const std::string& name) {
    screen::Fonts fonts;
    const bool same = testing::looks_as_golden(picture_of(dots, fonts), "slips", name, fonts);
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
    const auto check_both = [&](const SlipModel& slip, const std::string& name, const Logo* logo = nullptr) {
        check_golden(draw_slip(slip, Paper::mm80, fonts, logo), name + "-80mm");
        check_golden(draw_slip(slip, Paper::mm58, fonts, logo), name + "-58mm");
    };
    const Logo round = round_logo(fonts);
    const Logo wide = wide_logo(fonts);

    SUBCASE("in one language") {
        check_both(slip_of(issued(), ward()), "priority");
        check_both(slip_of(issued(), ward(), true), "reprint");
        v1::TicketStatus status;
        status.set_number("H014");
        status.set_service("civil-status");
        status.set_issued_us(testing::monday_us);
        check_both(slip_of(status, ward(), true), "reprint-from-status");
    }
    SUBCASE("with little to say about the wait") {
        auto plain = issued();
        plain.set_ticket_class("ordinary");
        plain.mutable_promise()->clear_wait();
        plain.mutable_promise()->set_ahead(0);
        plain.set_service("land");
        plain.set_number("Đ1204");
        auto office = ward();
        auto* note = office.mutable_services(1)->add_calendar();
        testing::say(note->mutable_message(), "Thứ Hai, ngày không hẹn: hồ sơ được giải quyết ngay trong buổi.");
        check_both(slip_of(plain, office), "not-enough-data");
    }
    SUBCASE("in two languages") {
        check_both(slip_of(wedding(), ward_in_both()), "two-languages", &round);
        check_both(slip_of(wedding(), ward_in_both("en", "vi"), true), "english-first-reprint", &round);
        auto late = wedding();
        late.mutable_promise()->set_past_closing(true);
        late.mutable_promise()->clear_wait();
        late.mutable_promise()->set_ahead(128);
        check_both(slip_of(late, ward_in_both()), "past-closing", &round);
        auto claimed = ward_in_both();
        claimed.mutable_kiosk()->set_presence_after_us(45 * 60'000'000LL);
        claimed.mutable_kiosk()->set_presence_grace_us(15 * 60'000'000LL);
        check_both(slip_of(wedding(), claimed), "presence", &round);
    }
    SUBCASE("with long names and numbers") {
        auto office = ward_in_both();
        office.mutable_name()->mutable_texts(1)->set_text(
            "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính đặc khu Phú Quốc, tỉnh An Giang");
        office.mutable_services(0)->mutable_name()->mutable_texts(1)->set_text("Đăng ký biến động đất đai, tài sản gắn liền với đất");
        office.mutable_classes(0)->mutable_name()->mutable_texts(1)->set_text("Người có công với cách mạng và thân nhân");
        auto ticket = issued();
        ticket.set_number("ĐKBĐ1000");
        ticket.mutable_promise()->mutable_wait()->set_low_us(0);
        ticket.mutable_promise()->mutable_wait()->set_high_us(185 * 60'000'000LL);
        check_both(slip_of(ticket, office), "long-names", &wide);
    }
    SUBCASE("with fewer lines in another order") {
        auto office = ward();
        for (const char* line : {"number", "field", "figures", "closing", "when", "office"}) office.mutable_slip()->add_lines(line);
        auto ticket = issued();
        ticket.set_number("ABC012");
        check_both(slip_of(ticket, office), "own-layout");
    }
    SUBCASE("to try the printer") {
        check_both(make_test_slip(testing::monday_us, ward(), testing::shipped_words(), "Kiosk 1",
                                  {"printer-driver 0.1.0", "tcp://192.0.2.7:9100"}),
                   "test-print", &round);
    }
}

TEST_CASE("the number stands twenty millimetres tall on wide paper") {
    screen::Fonts fonts;
    // Four letters, widened ranges, and what a restored office puts between them.
    for (const char* number : {"H014", "A111", "R008", "Đ041", "H1000", "Ẩ999", "AB012", "HX1000", "WWWW0123", "ĐKBĐ10000", "123456"}) {
        auto result = issued();
        result.set_number(number);
        CAPTURE(number);
        // 160 dots at 203 to the inch are 20 mm, 128 are 16 mm.
        CHECK(longest_run_of_ink(draw_slip(slip_of(result, ward()), Paper::mm80, fonts)) >= 160);
        if (std::string_view(number).size() <= 6) CHECK(longest_run_of_ink(draw_slip(slip_of(result, ward()), Paper::mm58, fonts)) >= 96);
    }
}

TEST_CASE("the QR is read back from the printed dots") {
    screen::Fonts fonts;
    for (const auto paper : {Paper::mm80, Paper::mm58}) {
        const auto slip = slip_of(issued(), ward_in_both());
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
    auto office = ward_in_both();
    std::string endless;
    for (int i = 0; i < 300; ++i) endless += "ẾẦỔỮ nguyễn ";
    for (auto* texts : {office.mutable_name(), office.mutable_services(0)->mutable_name(), office.mutable_classes(0)->mutable_name(),
                        office.mutable_services(0)->mutable_procedures(0)->mutable_name()}) {
        for (auto& text : *texts->mutable_texts()) text.set_text(endless + text.language());
    }
    for (int i = 0; i < 3; ++i) testing::say(office.add_calendar()->mutable_message(), endless.c_str(), (endless + "en").c_str());
    testing::say(office.mutable_slip_closing(), endless.c_str(), (endless + "en").c_str());
    auto result = wedding();
    result.set_number("ABCDE123456");
    result.mutable_promise()->set_past_closing(true);
    const Logo logo = wide_logo(fonts);
    for (const auto paper : {Paper::mm80, Paper::mm58}) {
        const auto dots = draw_slip(make_slip(result, office, testing::shipped_words(), endless, true), paper, fonts, &logo);
        CHECK(dots.height() < 3'000);
        CHECK(dots.width() == static_cast<int>(paper));
        for (int y = 0; y < dots.height(); ++y) {
            REQUIRE_FALSE(dots.dot(0, y));
            REQUIRE_FALSE(dots.dot(dots.width() - 1, y));
        }
    }
}

TEST_CASE("accents are whole wherever text stands") {
    screen::Fonts fonts;
    // What is cut off at the top or the bottom of its line leaves a slip with less ink than its letters have by themselves.
    auto office = ward();
    for (const char* line : {"title", "number", "field", "class"}) office.mutable_slip()->add_lines(line);
    auto ink_with = [&](const char* name, Paper paper) {
        auto with = office;
        with.mutable_services(0)->mutable_name()->mutable_texts(1)->set_text(name);
        const auto dots = draw_slip(slip_of(issued(), with), paper, fonts);
        int count = 0;
        for (int y = 0; y < dots.height(); ++y) {
            for (int x = 0; x < dots.width(); ++x) count += dots.dot(x, y) ? 1 : 0;
        }
        return count;
    };
    for (const auto paper : {Paper::mm80, Paper::mm58}) {
        const int bare = ink_with("AOUE", paper);
        const int above = ink_with("ẤỔỮẾ", paper);
        const int below = ink_with("ẠỌỤẸ", paper);
        CHECK(above > bare);
        CHECK(below > bare);
        // Two marks on one letter are more ink than either.
        CHECK(ink_with("ẬỘỰỆ", paper) > below);
    }
}

}  // namespace luot::kiosk
