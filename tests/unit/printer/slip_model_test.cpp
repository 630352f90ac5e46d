#include "kiosk/slip_model.hpp"

#include <doctest/doctest.h>

#include "kiosk/local_time.hpp"
#include "office.hpp"

namespace luot::kiosk {

using testing::issued;
using testing::monday_us;
using testing::ward;

TEST_CASE("a slip says everything in the words of the office") {
    const auto slip = make_slip(issued(), ward(), "Kiosk 1", false);
    CHECK(slip.office == "Trung tâm Phục vụ hành chính công phường Thanh Xuân");
    CHECK(slip.title == "PHIẾU SỐ THỨ TỰ");
    CHECK(slip.reprint.empty());
    CHECK(slip.number == "H014");
    CHECK(slip.field == "Hộ tịch");
    CHECK(slip.ticket_class == "Người cao tuổi");
    REQUIRE(slip.figures);
    CHECK(slip.figures->ahead == "4");
    CHECK(slip.figures->expected == "10–16");
    CHECK(slip.figures->expected_words == "phút dự kiến");
    REQUIRE(slip.phone);
    CHECK(slip.phone->url == "https://luot.thanhxuan.example/t/3f9a1c55d0e24b7788aa10294bcd6ef1");
    CHECK(slip.when == "09:24 Thứ Hai 02/03/2026");
    CHECK(slip.where == "Buổi sáng · Kiosk 1");
    CHECK(slip.name == "H014-20260302-092407");
}

TEST_CASE("a copy says that it is one") {
    const auto slip = make_slip(issued(), ward(), "Kiosk 1", true);
    CHECK(slip.reprint == "BẢN IN LẠI");
    CHECK(slip.name == "H014-20260302-092407-reprint");
}

TEST_CASE("the expected wait is whole minutes that hold the range") {
    const auto expected = [](std::int64_t low_us, std::int64_t high_us) {
        auto result = issued();
        result.mutable_promise()->mutable_wait()->set_low_us(low_us);
        result.mutable_promise()->mutable_wait()->set_high_us(high_us);
        return make_slip(result, ward(), "", false).figures->expected;
    };
    constexpr std::int64_t minute = 60'000'000;
    CHECK(expected(10 * minute, 16 * minute) == "10–16");
    CHECK(expected(10 * minute + 59'999'999, 15 * minute + 1) == "10–16");
    CHECK(expected(0, 5 * minute) == "dưới 5");
    CHECK(expected(30, 40) == "dưới 1");
    CHECK(expected(0, 0) == "dưới 1");
    CHECK(expected(7 * minute, 7 * minute) == "7");
    CHECK(expected(90 * minute, 120 * minute) == "90–120");

    auto unknown = issued();
    unknown.mutable_promise()->clear_wait();
    const auto figures = make_slip(unknown, ward(), "", false).figures.value();
    CHECK(figures.expected == "chưa đủ dữ liệu");
    CHECK_FALSE(figures.expected_known);
}

TEST_CASE("ordinary tickets bear no class and offices without a phone page no QR") {
    auto result = issued();
    result.set_ticket_class("ordinary");
    auto office = ward();
    office.clear_phone_base_url();
    office.clear_slip_closing();
    const auto slip = make_slip(result, office, "", false);
    CHECK(slip.ticket_class.empty());
    CHECK_FALSE(slip.phone);
    CHECK(slip.closing.find("giữ phiếu") != std::string::npos);
    CHECK(slip.where == "Buổi sáng");
    result.set_service("unheard-of");
    CHECK(make_slip(result, office, "", false).field == "unheard-of");
}

TEST_CASE("a ticket that another run issued is printed with what is known of it") {
    v1::TicketStatus status;
    status.set_number("H014");
    status.set_service("civil-status");
    status.set_ticket_class("elderly");
    status.set_issued_us(monday_us);
    const auto slip = make_slip(status, ward(), "Kiosk 1", true);
    CHECK(slip.number == "H014");
    CHECK(slip.ticket_class == "Người cao tuổi");
    CHECK_FALSE(slip.figures);
    CHECK_FALSE(slip.phone);
    CHECK(slip.reprint == "BẢN IN LẠI");
}

TEST_CASE("a day on which a procedure is settled at once says so to whom it concerns") {
    auto office = ward();
    auto* procedure = office.mutable_services(0)->add_procedures();
    procedure->set_code("extract");
    auto* note = procedure->add_calendar();
    note->set_weekdays(0b1);  // Mondays
    testing::say(note->mutable_message(), "Ngày không hẹn: trả ngay trích lục");
    CHECK(make_slip(issued(), office, "", false).notes.empty());
    auto ticket = issued();
    ticket.set_procedure("extract");
    CHECK(make_slip(ticket, office, "", false).notes == std::vector<std::string>{"Ngày không hẹn: trả ngay trích lục"});
    ticket.set_procedure("unheard-of");
    CHECK(make_slip(ticket, office, "", false).notes.empty());
}

TEST_CASE("a wait that may run past closing is said first") {
    auto office = ward();
    auto* note = office.add_calendar();
    note->set_weekdays(0b1);
    testing::say(note->mutable_message(), "Làm hết việc");
    auto ticket = issued();
    ticket.mutable_promise()->set_past_closing(true);
    const auto notes = make_slip(ticket, office, "", false).notes;
    REQUIRE(notes.size() == 2);
    CHECK(notes[0] == "Thời gian chờ có thể kéo dài quá giờ làm việc hôm nay.");
    CHECK(notes[1] == "Làm hết việc");
}

TEST_CASE("a day with a regime of its own says so") {
    auto office = ward();
    auto* note = office.mutable_services(0)->add_calendar();
    note->set_weekdays(0b1);  // Mondays
    testing::say(note->mutable_message(), "Ngày không hẹn: giải quyết xong trong buổi");
    auto* closed = office.add_calendar();
    closed->set_closed(true);
    testing::say(closed->mutable_message(), "Nghỉ");
    auto* season = office.add_calendar();
    season->set_first_day(20'515);  // 2026-03-03
    testing::say(season->mutable_message(), "Mùa hè");
    CHECK(make_slip(issued(), office, "", false).notes == std::vector<std::string>{"Ngày không hẹn: giải quyết xong trong buổi"});

    // Tuesday at 03:59 is still Monday's business day; at 04:00 it is Tuesday's.
    auto night = issued();
    const std::int64_t tuesday_0400 = monday_us + (18 * 3'600 + 35 * 60 + 53) * 1'000'000LL;
    night.set_issued_us(tuesday_0400 - 1);
    CHECK(make_slip(night, office, "", false).notes.front().starts_with("Ngày không hẹn"));
    night.set_issued_us(tuesday_0400);
    CHECK(make_slip(night, office, "", false).notes == std::vector<std::string>{"Mùa hè"});
}

TEST_CASE("times are in the zone of the office and not of the machine") {
    const auto hanoi = local_time(monday_us, "Asia/Ho_Chi_Minh").value();
    CHECK(hanoi == LocalTime{2026, 3, 2, 9, 24, 7, 0, 20'514});
    CHECK(utc_time(monday_us) == LocalTime{2026, 3, 2, 2, 24, 7, 0, 20'514});
    // 17:00 UTC is midnight in Hà Nội.
    const std::int64_t midnight = monday_us + (14 * 3'600 + 35 * 60 + 53) * 1'000'000LL;
    CHECK(local_time(midnight - 1, "Asia/Ho_Chi_Minh").value().weekday == 0);
    CHECK(local_time(midnight, "Asia/Ho_Chi_Minh").value() == LocalTime{2026, 3, 3, 0, 0, 0, 1, 20'515});
    CHECK_FALSE(local_time(monday_us, "Mars/Olympus"));

    auto office = ward();
    office.set_zone("Mars/Olympus");
    CHECK(make_slip(issued(), office, "", false).when == "02:24 Thứ Hai 02/03/2026 UTC");
}

}  // namespace luot::kiosk
