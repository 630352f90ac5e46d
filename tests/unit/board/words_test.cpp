#include "board/words.hpp"

#include <doctest/doctest.h>

#include "words_of/shipped.hpp"

namespace luot::board {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

const words::Catalogue& vi() {
    return testing::shipped_words().in("vi");
}

v1::FieldStatus field(std::uint32_t waiting, std::int64_t low_us, std::int64_t high_us) {
    v1::FieldStatus status;
    status.set_waiting(waiting);
    status.mutable_expected()->set_low_us(low_us);
    status.mutable_expected()->set_high_us(high_us);
    return status;
}

}  // namespace

TEST_CASE("expected waits in words - rounded outwards") {
    CHECK(wait_words(field(7, 12 * minute_us, 18 * minute_us), Taking::yes, vi()) == "khoảng 12–18 phút");
    CHECK(wait_words(field(7, 12 * minute_us + 59'000'000, 17 * minute_us + 1), Taking::yes, vi()) == "khoảng 12–18 phút");
    CHECK(wait_words(field(2, 1 * minute_us, 5 * minute_us), Taking::yes, vi()) == "dưới 5 phút");
    CHECK(wait_words(field(2, 30'000'000, 8 * minute_us), Taking::yes, vi()) == "dưới 8 phút");
    CHECK(wait_words(field(2, 9 * minute_us, 9 * minute_us), Taking::yes, vi()) == "khoảng 9 phút");
    CHECK(wait_words(field(0, 9 * minute_us, 9 * minute_us), Taking::yes, vi()) == "khoảng 9 phút");
    v1::FieldStatus unknown;
    unknown.set_waiting(3);
    CHECK(wait_words(unknown, Taking::yes, vi()) == "chưa ước tính được");
    unknown.set_waiting(0);
    CHECK(wait_words(unknown, Taking::yes, vi()).empty());
    CHECK(wait_words(unknown, Taking::stopped, vi()) == "tạm ngừng phát số");
}

TEST_CASE("nobody is asked straight in unless the server expects no wait") {
    CHECK(wait_words(field(0, 0, 0), Taking::yes, vi()) == "mời vào ngay");
    CHECK(wait_words(field(0, 0, 1), Taking::yes, vi()) == "dưới 5 phút");
    CHECK(wait_words(field(0, 0, 0), Taking::stopped, vi()) == "tạm ngừng phát số");
    CHECK(wait_words(field(0, 0, 0), Taking::ended, vi()) == "đã ngừng phát số");
    CHECK(wait_words(field(0, 0, 0), Taking::used_up, vi()) == "đã hết số hôm nay");
    CHECK(wait_words(field(0, 0, 0), Taking::not_yet, vi()) == "chưa đến giờ nhận");
    CHECK(wait_words(field(0, 0, 0), Taking::hours_over, vi()) == "đã hết giờ nhận");
    CHECK(wait_words(field(0, 0, 0), Taking::day_off, vi()) == "hôm nay không nhận");
    // Who waits is told for how long, whatever others can do.
    CHECK(wait_words(field(3, 9 * minute_us, 9 * minute_us), Taking::used_up, vi()) == "khoảng 9 phút");
}

TEST_CASE("a field takes people as the server gives numbers") {
    v1::Office office;
    office.set_issue_early_minutes(15);
    office.set_issue_stop_minutes(30);
    auto* session = office.add_sessions();
    session->set_weekdays(0x1f);
    session->set_from_minute(450);
    session->set_until_minute(690);
    v1::Service service;
    v1::FieldStatus status;
    v1::DayStatus day;
    const auto at = [&](std::int32_t minute, std::int32_t business_day = 20514) {
        return taking(office, service, status, day, {business_day, minute});
    };
    CHECK(at(434) == Taking::not_yet);
    CHECK(at(435) == Taking::yes);
    CHECK(at(659) == Taking::yes);
    CHECK(at(660) == Taking::hours_over);
    CHECK(at(500, 20519) == Taking::day_off);  // a Saturday
    auto* own = service.add_hours();
    own->set_weekdays(0x3f);
    own->set_from_minute(480);
    own->set_until_minute(700);
    CHECK(at(479) == Taking::not_yet);
    CHECK(at(699) == Taking::yes);
    CHECK(at(700) == Taking::hours_over);
    CHECK(at(500, 20519) == Taking::yes);
    status.set_places_left(1);
    CHECK(at(500) == Taking::yes);
    status.set_places_left(0);
    CHECK(at(500) == Taking::used_up);
    day.set_clock_suspect(true);
    CHECK(at(500) == Taking::stopped);
    day.set_clock_suspect(false);
    status.set_closed(true);
    CHECK(at(500) == Taking::stopped);
    day.set_issuing_ended(true);
    CHECK(at(500) == Taking::ended);
    auto* note = service.add_calendar();
    note->set_weekdays(0x7f);
    CHECK(at(500) == Taking::ended);  // it only says something
    note->set_closed(true);
    CHECK(at(500) == Taking::day_off);
    CHECK(taking({}, {}, {}, {}, {20514, 3 * 60}) == Taking::yes);  // no hours: always
}

TEST_CASE("what stands over a counter") {
    CHECK(counter_words(CounterPhase::closed, vi()).title == "Quầy đóng");
    CHECK(counter_words(CounterPhase::paused, vi()).title == "Quầy tạm nghỉ");
    CHECK(counter_words(CounterPhase::calling, vi()).title == "MỜI SỐ");
}

TEST_CASE("the board speaks every language that there is a catalogue of") {
    const words::Catalogue& en = testing::shipped_words().in("en");
    CHECK(wait_words(field(7, 12 * minute_us, 18 * minute_us), Taking::yes, en) == "about 12–18 minutes");
    CHECK(stale_words(3 * minute_us, en).starts_with("The board has had no connection for 3 min."));
    CHECK(date_words(20514, en) == "Monday 2 March 2026");
    CHECK(labels(en).go == "GO TO COUNTER");
    CHECK(labels(vi()).go == "ĐẾN QUẦY");
}

TEST_CASE("how long the link has been away") {
    CHECK(stale_words(59 * 1'000'000, vi()).starts_with("Bảng vừa mất kết nối."));
    CHECK(stale_words(3 * minute_us, vi()).starts_with("Bảng mất kết nối đã 3 phút."));
    CHECK(stale_words(125 * minute_us, vi()).starts_with("Bảng mất kết nối đã hơn 2 giờ."));
}

TEST_CASE("dates and times") {
    CHECK(date_words(0, vi()) == "Thứ Năm, 01/01/1970");
    CHECK(date_words(20514, vi()) == "Thứ Hai, 02/03/2026");
    CHECK(date_words(20520, vi()) == "Chủ Nhật, 08/03/2026");
    CHECK(clock_words(0) == "00:00");
    CHECK(clock_words(23 * 60 + 59) == "23:59");
    CHECK(clock_words(1440 + 5) == "00:05");
    CHECK(weekday_of(-1) == 2);  // 1969-12-31 was a Wednesday
}

TEST_CASE("hours - holidays and days off") {
    v1::Office office;
    CHECK(open_at(office, {20514, 3 * 60}));  // no hours: always
    auto* hours = office.add_sessions();
    hours->set_weekdays(0x1f);
    hours->set_from_minute(450);
    hours->set_until_minute(690);
    hours->set_code("morning");
    CHECK_FALSE(open_at(office, {20514, 449}));
    CHECK(open_at(office, {20514, 450}));
    CHECK(open_at(office, {20514, 689}));
    CHECK_FALSE(open_at(office, {20514, 690}));
    CHECK(session_words(office, {20514, 450}, vi()) == "Buổi sáng");
    CHECK(session_words(office, {20514, 690}, vi()).empty());
    CHECK(closed_words(office, {20520, 500}, vi(), "vi").title == "Hôm nay cơ quan không làm việc");
    auto* note = office.add_calendar();
    note->set_weekdays(0x7f);
    note->set_first_day(20514);
    note->set_last_day(20514);
    note->set_closed(true);
    CHECK_FALSE(open_at(office, {20514, 450}));
    CHECK(open_at(office, {20515, 450}));
    CHECK(closed_words(office, {20514, 450}, vi(), "vi").title == "Hôm nay cơ quan nghỉ");
    CHECK(closed_words(office, {20514, 450}, vi(), "vi").detail == "Mời ông/bà trở lại vào ngày làm việc.");
    auto* message = note->mutable_message()->add_texts();
    message->set_language("vi");
    message->set_text("Nghỉ lễ Giỗ Tổ Hùng Vương.");
    CHECK(closed_words(office, {20514, 450}, vi(), "vi").detail == "Nghỉ lễ Giỗ Tổ Hùng Vương.");
}

TEST_CASE("an office is open as long as one of its fields is") {
    const auto add = [](auto* hours, std::uint32_t weekdays, int from, int until, const char* code) {
        hours->set_weekdays(weekdays);
        hours->set_from_minute(from);
        hours->set_until_minute(until);
        hours->set_code(code);
    };
    v1::Office office;
    auto* field = office.add_services();
    office.add_services();
    add(field->add_hours(), 0x1f, 435, 690, "morning");
    CHECK(open_at(office, {20514, 3 * 60}));  // the other one keeps no hours
    CHECK_FALSE(keeps_hours(office));
    add(office.add_sessions(), 0x1f, 450, 690, "morning");
    add(office.add_sessions(), 0x1f, 810, 1020, "afternoon");
    add(field->add_hours(), 0x01, 1020, 1080, "ninth-hour");
    CHECK(open_at(office, {20514, 435}));
    CHECK(open_at(office, {20514, 1024}));
    CHECK_FALSE(open_at(office, {20514, 1080}));
    CHECK_FALSE(open_at(office, {20515, 1024}));
    CHECK(session_words(office, {20514, 1024}, vi()) == "Giờ làm việc thứ 9");
    CHECK(closed_words(office, {20514, 1080}, vi(), "vi").title == "Đã hết giờ làm việc hôm nay");
    CHECK(opening_of(office, 20514)->first_minute == 435);
    CHECK(opening_of(office, 20514)->last_minute == 1080);
    CHECK(opening_of(office, 20515)->last_minute == 1020);
    auto* note = field->add_calendar();
    note->set_weekdays(0x7f);
    note->set_closed(true);
    CHECK_FALSE(open_at(office, {20514, 1024}));
    CHECK(opening_of(office, 20514)->last_minute == 1020);
    CHECK_FALSE(opening_of(office, 20519));
    // Hours of fields alone.
    v1::Office fields_only;
    add(fields_only.add_services()->add_hours(), 0x1f, 450, 690, "morning");
    CHECK(open_at(fields_only, {20514, 450}));
    CHECK_FALSE(open_at(fields_only, {20514, 3 * 60}));
    CHECK(closed_words(fields_only, {20514, 440}, vi(), "vi").detail == "Buổi sáng bắt đầu lúc 07:30.");
}

}  // namespace luot::board
