#include "kiosk/slip_model.hpp"

#include <doctest/doctest.h>

#include "kiosk/local_time.hpp"
#include "office.hpp"
#include "words_of/shipped.hpp"

namespace luot::kiosk {

using testing::issued;
using testing::monday_us;
using testing::ward;

namespace {

// In the words of the source tree.
SlipModel slip_of(const auto& ticket, const v1::Office& office, const std::string& kiosk, bool reprint) {
    return make_slip(ticket, office, testing::shipped_words(), kiosk, reprint);
}

}  // namespace

TEST_CASE("a slip says everything in the words of the office") {
    const auto slip = slip_of(issued(), ward(), "Kiosk 1", false);
    CHECK(slip.office.first == "Trung tâm Phục vụ hành chính công phường Thanh Xuân");
    CHECK(slip.title.first == "PHIẾU SỐ THỨ TỰ");
    CHECK(slip.reprint.first.empty());
    CHECK(slip.number == "H014");
    CHECK(slip.field.first == "Hộ tịch");
    CHECK(slip.ticket_class.first == "Người cao tuổi");
    REQUIRE(slip.figures);
    CHECK(slip.figures->ahead == "4");
    CHECK(slip.figures->expected == "10–16");
    CHECK(slip.figures->expected_words.first == "phút dự kiến");
    REQUIRE(slip.phone);
    CHECK(slip.phone->url == "https://luot.thanhxuan.example/t/3f9a1c55d0e24b7788aa10294bcd6ef1");
    CHECK(slip.when.first == "09:24 Thứ Hai, 02/03/2026");
    CHECK(slip.where.first == "Buổi sáng · Kiosk 1");
    CHECK(slip.name == "H014-20260302-092407");
}

TEST_CASE("a copy says that it is one") {
    const auto slip = slip_of(issued(), ward(), "Kiosk 1", true);
    CHECK(slip.reprint.first == "BẢN IN LẠI");
    CHECK(slip.name == "H014-20260302-092407-reprint");
}

TEST_CASE("the expected wait is whole minutes that hold the range") {
    const auto expected = [](std::int64_t low_us, std::int64_t high_us) {
        auto result = issued();
        result.mutable_promise()->mutable_wait()->set_low_us(low_us);
        result.mutable_promise()->mutable_wait()->set_high_us(high_us);
        return slip_of(result, ward(), "", false).figures->expected;
    };
    constexpr std::int64_t minute = 60'000'000;
    CHECK(expected(10 * minute, 16 * minute) == "10–16");
    CHECK(expected(10 * minute + 59'999'999, 15 * minute + 1) == "10–16");
    CHECK(expected(0, 5 * minute) == "dưới 5");
    CHECK(expected(30, 40) == "dưới 1");
    CHECK(expected(0, 0) == "mời vào ngay");
    CHECK(expected(7 * minute, 7 * minute) == "7");
    CHECK(expected(90 * minute, 120 * minute) == "90–120");

    auto unknown = issued();
    unknown.mutable_promise()->clear_wait();
    const auto figures = slip_of(unknown, ward(), "", false).figures.value();
    CHECK(figures.expected == "chưa đủ dữ liệu");
    CHECK_FALSE(figures.expected_known);
}

TEST_CASE("ordinary tickets bear no class and offices without a phone page no QR") {
    auto result = issued();
    result.set_ticket_class("ordinary");
    auto office = ward();
    office.clear_phone_base_url();
    office.clear_slip_closing();
    const auto slip = slip_of(result, office, "", false);
    CHECK(slip.ticket_class.first.empty());
    CHECK_FALSE(slip.phone);
    CHECK(slip.closing.first.find("giữ phiếu") != std::string::npos);
    CHECK(slip.where.first == "Buổi sáng");
    result.set_service("unheard-of");
    CHECK(slip_of(result, office, "", false).field.first == "unheard-of");
}

TEST_CASE("a ticket that another run issued is printed with what is known of it") {
    v1::TicketStatus status;
    status.set_number("H014");
    status.set_service("civil-status");
    status.set_ticket_class("elderly");
    status.set_issued_us(monday_us);
    const auto slip = slip_of(status, ward(), "Kiosk 1", true);
    CHECK(slip.number == "H014");
    CHECK(slip.ticket_class.first == "Người cao tuổi");
    CHECK_FALSE(slip.figures);
    CHECK_FALSE(slip.phone);
    CHECK(slip.reprint.first == "BẢN IN LẠI");
}

TEST_CASE("a day on which a procedure is settled at once says so to whom it concerns") {
    auto office = ward();
    auto* procedure = office.mutable_services(0)->add_procedures();
    procedure->set_code("extract");
    auto* note = procedure->add_calendar();
    note->set_weekdays(0b1);  // Mondays
    testing::say(note->mutable_message(), "Ngày không hẹn: trả ngay trích lục");
    CHECK(slip_of(issued(), office, "", false).notes.empty());
    auto ticket = issued();
    ticket.set_procedure("extract");
    CHECK(slip_of(ticket, office, "", false).notes == std::vector<Said>{{"Ngày không hẹn: trả ngay trích lục", ""}});
    ticket.set_procedure("unheard-of");
    CHECK(slip_of(ticket, office, "", false).notes.empty());
}

TEST_CASE("a wait that may run past closing is said first") {
    auto office = ward();
    auto* note = office.add_calendar();
    note->set_weekdays(0b1);
    testing::say(note->mutable_message(), "Làm hết việc");
    auto ticket = issued();
    ticket.mutable_promise()->set_past_closing(true);
    const auto notes = slip_of(ticket, office, "", false).notes;
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].first == "Thời gian chờ có thể kéo dài quá giờ làm việc hôm nay.");
    CHECK(notes[1].first == "Làm hết việc");
}

TEST_CASE("a number that goes void unless it is claimed says so first") {
    constexpr std::int64_t minute = 60'000'000;
    auto office = ward();
    CHECK(slip_of(issued(), office, "", false).notes.empty());
    office.mutable_kiosk()->set_presence_after_us(45 * minute);
    office.mutable_kiosk()->set_presence_grace_us(15 * minute);
    const Said claim{"Nếu đến 10:09 chưa được gọi, xin quét phiếu này tại máy lấy số trước 10:24. Quá giờ đó số sẽ bị hủy.", ""};
    CHECK(slip_of(issued(), office, "", false).notes == std::vector<Said>{claim});
    // However it is laid out, and on a copy by another run.
    office.mutable_slip()->add_lines("number");
    office.mutable_slip()->add_languages("vi");
    office.mutable_slip()->add_languages("en");
    auto ticket = issued();
    ticket.mutable_promise()->set_past_closing(true);
    const auto slip = slip_of(ticket, office, "", false);
    CHECK(slip.lines == std::vector<SlipLine>{SlipLine::number, SlipLine::notes});
    REQUIRE(slip.notes.size() == 2);
    CHECK(slip.notes[0].first == claim.first);
    CHECK(slip.notes[0].second ==
          "If not called by 10:09, please scan this ticket at the kiosk before 10:24. After that the number is void.");
    v1::TicketStatus status;
    status.set_number("H014");
    status.set_issued_us(monday_us);
    CHECK(slip_of(status, office, "", true).notes.front().first == claim.first);
    // Nobody's ticket asks nothing of anybody.
    for (const auto& note : make_test_slip(monday_us, office, testing::shipped_words(), "", {}).notes) CHECK(note.first != claim.first);
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
    CHECK(slip_of(issued(), office, "", false).notes == std::vector<Said>{{"Ngày không hẹn: giải quyết xong trong buổi", ""}});

    // Tuesday at 03:59 is still Monday's business day; at 04:00 it is Tuesday's.
    auto night = issued();
    const std::int64_t tuesday_0400 = monday_us + (18 * 3'600 + 35 * 60 + 53) * 1'000'000LL;
    night.set_issued_us(tuesday_0400 - 1);
    CHECK(slip_of(night, office, "", false).notes.front().first.starts_with("Ngày không hẹn"));
    night.set_issued_us(tuesday_0400);
    CHECK(slip_of(night, office, "", false).notes == std::vector<Said>{{"Mùa hè", ""}});
}

TEST_CASE("a slip has the lines and the languages that the office lays out") {
    auto office = ward();
    for (const char* line : {"office", "title", "field", "laser-show", "field", "when"}) office.mutable_slip()->add_lines(line);
    const auto slip = slip_of(issued(), office, "Kiosk 1", false);
    // A slip without a number is none; what this program cannot draw and what is there already is left out.
    CHECK(slip.lines == std::vector<SlipLine>{SlipLine::office, SlipLine::title, SlipLine::field, SlipLine::when, SlipLine::number});
    CHECK(slip.title == Said{"PHIẾU SỐ THỨ TỰ", ""});
    CHECK(slip_of(issued(), ward(), "", false).lines.size() == 13);

    office.mutable_slip()->add_languages("vi");
    office.mutable_slip()->add_languages("en");
    auto ticket = issued();
    ticket.mutable_promise()->set_ahead(1);
    ticket.mutable_promise()->set_past_closing(true);
    const auto both = slip_of(ticket, office, "Kiosk 1", true);
    CHECK(both.office == Said{"Trung tâm Phục vụ hành chính công phường Thanh Xuân", "Thanh Xuân ward"});
    CHECK(both.title == Said{"PHIẾU SỐ THỨ TỰ", "QUEUE TICKET"});
    CHECK(both.reprint == Said{"BẢN IN LẠI", "REPRINT"});
    CHECK(both.field == Said{"Hộ tịch", "Civil status"});
    CHECK(both.ticket_class == Said{"Người cao tuổi", ""});  // the office has no English name for it
    CHECK(both.figures->ahead_words == Said{"người chờ trước", "person ahead"});
    CHECK(both.figures->expected == "10–16");
    CHECK(both.figures->expected_words == Said{"phút dự kiến", "minutes expected"});
    CHECK(both.notes.front() ==
          Said{"Thời gian chờ có thể kéo dài quá giờ làm việc hôm nay.", "The wait may run past closing time today."});
    CHECK(both.phone->title.second == "Follow your turn on your phone");
    CHECK(both.closing.second.empty());  // the office's own closing words are Vietnamese alone
    CHECK(both.when == Said{"09:24 Thứ Hai, 02/03/2026", "Monday 2 March 2026"});
    CHECK(both.where == Said{"Buổi sáng / Morning · Kiosk 1", ""});

    // A figure that is words is said in both.
    ticket.mutable_promise()->mutable_wait()->set_low_us(0);
    CHECK(slip_of(ticket, office, "", false).figures->expected_words == Said{"phút dự kiến", "under 16 minutes expected"});
    ticket.mutable_promise()->clear_wait();
    CHECK(slip_of(ticket, office, "", false).figures->expected_words == Said{"thời gian dự kiến", "expected wait: not enough data"});

    office.mutable_slip()->set_languages(0, "en");
    office.mutable_slip()->set_languages(1, "vi");
    CHECK(slip_of(ticket, office, "", false).title == Said{"QUEUE TICKET", "PHIẾU SỐ THỨ TỰ"});
    CHECK(slip_of(ticket, office, "", false).ticket_class == Said{"Người cao tuổi", ""});
    office.mutable_slip()->set_languages(0, "vi");
    CHECK(slip_of(ticket, office, "", false).title == Said{"PHIẾU SỐ THỨ TỰ", ""});
    office.mutable_slip()->set_languages(1, "xx");
    CHECK(slip_of(ticket, office, "", false).title == Said{"PHIẾU SỐ THỨ TỰ", ""});
}

TEST_CASE("a slip says what they came for where they said it") {
    auto office = ward();
    auto* procedure = office.mutable_services(0)->add_procedures();
    procedure->set_code("marriage");
    testing::say(procedure->mutable_name(), "Đăng ký kết hôn");
    auto ticket = issued();
    CHECK(slip_of(ticket, office, "", false).procedure.empty());
    ticket.set_procedure("marriage");
    CHECK(slip_of(ticket, office, "", false).procedure == Said{"Đăng ký kết hôn", ""});
}

TEST_CASE("the session is the one whose hours it is") {
    auto office = ward();
    const auto add_hours = [](auto* hours, const char* code, int from, int until) {
        hours->set_code(code);
        hours->set_weekdays(0b1);
        hours->set_from_minute(from);
        hours->set_until_minute(until);
    };
    add_hours(office.add_sessions(), "afternoon", 9 * 60 + 30, 17 * 60);
    office.set_issue_early_minutes(6);
    // 09:24 is six minutes before half past nine.
    CHECK(slip_of(issued(), office, "", false).where.first == "Buổi chiều");
    office.set_issue_early_minutes(5);
    CHECK(slip_of(issued(), office, "", false).where.first == "Buổi sáng");
    add_hours(office.mutable_services(0)->add_hours(), "ninth-hour", 9 * 60, 10 * 60);
    CHECK(slip_of(issued(), office, "", false).where.first == "Giờ làm việc thứ 9");
    office.mutable_services(0)->mutable_hours(0)->set_code("teatime");
    CHECK(slip_of(issued(), office, "", false).where.first == "Buổi sáng");
}

TEST_CASE("a test print is no ticket") {
    const auto slip = make_test_slip(monday_us, ward(), testing::shipped_words(), "Kiosk 1", {"printer-driver 0.1.0"});
    CHECK(slip.title.first == "IN THỬ");
    CHECK(slip.notes.back() == Said{"printer-driver 0.1.0", ""});
    CHECK_FALSE(slip.phone);
    CHECK(slip.name.starts_with("test-"));
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
    CHECK(slip_of(issued(), office, "", false).when.first == "02:24 Thứ Hai, 02/03/2026 UTC");
}

}  // namespace luot::kiosk
