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
    CHECK(wait_words(field(7, 12 * minute_us, 18 * minute_us), vi()) == "khoảng 12–18 phút");
    CHECK(wait_words(field(7, 12 * minute_us + 59'000'000, 17 * minute_us + 1), vi()) == "khoảng 12–18 phút");
    CHECK(wait_words(field(2, 1 * minute_us, 5 * minute_us), vi()) == "dưới 5 phút");
    CHECK(wait_words(field(2, 30'000'000, 8 * minute_us), vi()) == "dưới 8 phút");
    CHECK(wait_words(field(2, 9 * minute_us, 9 * minute_us), vi()) == "khoảng 9 phút");
    CHECK(wait_words(field(0, 9 * minute_us, 9 * minute_us), vi()) == "khoảng 9 phút");
    v1::FieldStatus unknown;
    unknown.set_waiting(3);
    CHECK(wait_words(unknown, vi()) == "chưa ước tính được");
    unknown.set_waiting(0);
    CHECK(wait_words(unknown, vi()).empty());
    unknown.set_closed(true);
    CHECK(wait_words(unknown, vi()) == "tạm ngừng phát số");
}

TEST_CASE("nobody is asked straight in unless the server expects no wait") {
    CHECK(wait_words(field(0, 0, 0), vi()) == "mời vào ngay");
    CHECK(wait_words(field(0, 0, 1), vi()) == "dưới 5 phút");
    v1::FieldStatus closed = field(0, 0, 0);
    closed.set_closed(true);
    CHECK(wait_words(closed, vi()) == "tạm ngừng phát số");
}

TEST_CASE("what stands over a counter") {
    CHECK(counter_words(CounterPhase::closed, vi()).title == "Quầy đóng");
    CHECK(counter_words(CounterPhase::paused, vi()).title == "Quầy tạm nghỉ");
    CHECK(counter_words(CounterPhase::calling, vi()).title == "MỜI SỐ");
}

TEST_CASE("the board speaks every language that there is a catalogue of") {
    const words::Catalogue& en = testing::shipped_words().in("en");
    CHECK(wait_words(field(7, 12 * minute_us, 18 * minute_us), en) == "about 12–18 minutes");
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
    CHECK(closed_words(office, {20520, 500}, vi()).title == "Hôm nay cơ quan không làm việc");
    auto* note = office.add_calendar();
    note->set_weekdays(0x7f);
    note->set_first_day(20514);
    note->set_last_day(20514);
    note->set_closed(true);
    CHECK_FALSE(open_at(office, {20514, 450}));
    CHECK(open_at(office, {20515, 450}));
    CHECK(closed_words(office, {20514, 450}, vi()).title == "Hôm nay cơ quan nghỉ");
    CHECK(closed_words(office, {20514, 450}, vi()).detail == "Mời ông/bà trở lại vào ngày làm việc.");
    auto* message = note->mutable_message()->add_texts();
    message->set_language("vi");
    message->set_text("Nghỉ lễ Giỗ Tổ Hùng Vương.");
    CHECK(closed_words(office, {20514, 450}, vi()).detail == "Nghỉ lễ Giỗ Tổ Hùng Vương.");
}

}  // namespace luot::board
