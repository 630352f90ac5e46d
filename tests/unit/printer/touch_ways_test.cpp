// Hours, searching, languages, looks and the technician, as plain sequences.
#include "touch/touch_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "touch/limits.hpp"
#include "touch_office.hpp"

namespace luot::touch {

namespace {

using luot::testing::card_of_1961;
using luot::testing::Kiosk;
using luot::testing::monday;
using luot::testing::touch_office;
using luot::testing::touch_snapshot;

}  // namespace

TEST_CASE("before the office is known the kiosk says that it starts") {
    TouchFsm fsm({}, testing::all_words(), {});
    fsm.wake({monday, 600}, Instant{0});
    fsm.link_changed(false, Instant{0});
    CHECK(fsm.page().screen == Screen::connecting);
    fsm.touch("home", Instant{100});
    fsm.scanned(card_of_1961, Instant{200});
    CHECK(fsm.page().screen == Screen::connecting);
    fsm.wake({monday, 600}, limits::away_after);
    CHECK(fsm.page().screen == Screen::away);
}

TEST_CASE("outside the hours the kiosk says when it opens") {
    Kiosk kiosk;
    kiosk.fsm.wake({monday, 400}, kiosk.now);
    CHECK(kiosk.screen() == Screen::closed);
    CHECK(kiosk.fsm.page().title == "Chưa đến giờ lấy số");
    CHECK(kiosk.fsm.page().lines.front().value == "Hôm nay mở lúc 07:15");
    kiosk.fsm.wake({monday, 435}, kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
    kiosk.fsm.wake({monday, 700}, kiosk.now);
    CHECK(kiosk.fsm.page().lines.front().value == "Hôm nay mở lúc 13:15");
    kiosk.fsm.wake({monday, 1'100}, kiosk.now);
    CHECK(kiosk.fsm.page().lines.front().value == "07:15, Thứ Ba, 03/03/2026");
    kiosk.fsm.wake({monday + 4, 1'100}, kiosk.now);  // the server has not begun the new day; Friday evening by the calendar
    CHECK(kiosk.screen() == Screen::closed);

    auto snapshot = touch_snapshot();
    snapshot.mutable_day()->set_issuing_ended(true);
    Kiosk ended(snapshot);
    CHECK(ended.screen() == Screen::closed);
    CHECK(ended.fsm.page().title == "Hôm nay đã ngừng phát số");

    auto office = touch_office();
    auto* holiday = office.add_calendar();
    holiday->set_weekdays(0x7F);
    holiday->set_closed(true);
    holiday->set_first_day(monday);
    holiday->set_last_day(monday + 1);
    *holiday->mutable_message() = testing::texts("Nghỉ lễ Quốc khánh", "National Day");
    Kiosk closed(touch_snapshot(office));
    CHECK(closed.screen() == Screen::closed);
    CHECK(closed.fsm.page().detail == "Nghỉ lễ Quốc khánh");
    CHECK(closed.fsm.page().lines.front().value == "07:15, Thứ Tư, 04/03/2026");
}

TEST_CASE("a search tells the field and takes its procedure along") {
    Kiosk kiosk;
    kiosk.touch("search");
    for (const char key : std::string("ket")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("key:space");
    for (const char key : std::string("hon")) kiosk.touch(std::string("key:") + key);
    const Page page = kiosk.fsm.page();
    CHECK(page.typed == "ket hon");
    REQUIRE(page.tiles.size() == 1);
    CHECK(page.tiles[0].title == "Đăng ký kết hôn");
    CHECK(page.tiles[0].hint == "Lĩnh vực Hộ tịch");
    kiosk.touch("found:0");
    CHECK(kiosk.screen() == Screen::classes);
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->wanted.service == "civil-status");
    CHECK(wish->wanted.procedure == "marriage");
    CHECK(wish->wanted.ticket_class == "elderly");
}

TEST_CASE("keys are typed as fast as somebody can and erased letter by letter") {
    Kiosk kiosk;
    kiosk.touch("search");
    for (int i = 0; i < 100; ++i) kiosk.fsm.touch("key:a", kiosk.now);
    CHECK(kiosk.fsm.page().typed.size() == 40);
    for (int i = 0; i < 39; ++i) kiosk.fsm.touch("key:erase", kiosk.now);
    CHECK(kiosk.fsm.page().typed == "a");
    kiosk.fsm.touch("key:erase", kiosk.now);
    kiosk.fsm.touch("key:erase", kiosk.now);
    kiosk.fsm.touch("key:space", kiosk.now);
    CHECK(kiosk.fsm.page().typed.empty());
    CHECK_FALSE(kiosk.fsm.touch("found:999", kiosk.now));
    CHECK(kiosk.fsm.touch("key:space", kiosk.now));
    CHECK(kiosk.screen() == Screen::search);
}

TEST_CASE("a procedure that is closed says why") {
    auto office = touch_office();
    office.mutable_services(0)->mutable_procedures(1)->set_open(false);
    *office.mutable_services(0)->mutable_procedures(1)->mutable_message() =
        testing::texts("Chờ hướng dẫn mới của Bộ", "New rules are awaited");
    Kiosk kiosk(touch_snapshot(office));
    kiosk.touch("search");
    kiosk.type("ket hon");
    CHECK(kiosk.fsm.page().tiles[0].value == "Tạm ngừng nhận");
    kiosk.touch("found:0");
    CHECK(kiosk.screen() == Screen::told);
    CHECK(kiosk.fsm.page().detail == "Chờ hướng dẫn mới của Bộ");
    kiosk.touch("back");
    CHECK(kiosk.screen() == Screen::search);
    CHECK(kiosk.fsm.page().typed == "ket hon");
}

TEST_CASE("languages are those of the office that there are words in at a touch") {
    Kiosk kiosk;
    kiosk.touch("language:en");
    CHECK(kiosk.fsm.page().title == "What do you need to do?");
    CHECK(kiosk.fsm.page().tiles[0].title == "Civil status");
    kiosk.touch("language:vi");
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");
    kiosk.touch("language:fr");
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");
    // The next person begins in the office's first.
    kiosk.touch("language:en");
    kiosk.pass(limits::forget);
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");

    auto office = touch_office();
    office.add_languages("xx");
    office.mutable_languages()->RemoveLast();
    office.mutable_languages()->RemoveLast();
    Kiosk single(touch_snapshot(office));
    for (const auto& button : single.fsm.page().footer) CHECK(button.target.find("language") == std::string::npos);
}

TEST_CASE("looks stay for one visit") {
    Kiosk kiosk;
    kiosk.touch("help");
    for (const char* what : {"look:large", "look:contrast", "look:reach"}) kiosk.touch(what);
    kiosk.touch("home");
    CHECK(kiosk.fsm.page().look == Look{true, true, true, false});
    kiosk.touch("help");
    kiosk.touch("look:large");
    CHECK(kiosk.fsm.page().look == Look{false, true, true, false});
    kiosk.touch("home");
    kiosk.pass(limits::forget);
    CHECK(kiosk.fsm.page().look == Look{});
}

TEST_CASE("what is on the screen is read out on request in its language once") {
    Kiosk kiosk;
    kiosk.touch("help");
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("look:spoken");
    auto spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->voice == "vi");
    kiosk.touch("home");
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->text.starts_with("Ông/bà cần làm thủ tục gì?"));
    kiosk.fsm.touch("", kiosk.now);
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("language:en");
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->voice == "en");
    // The figures, too: before a number is taken, with it, and of one that is held to the scanner.
    kiosk.touch("field:civil-status");
    kiosk.touch("class:elderly");
    spoken.reset();
    while (auto action = kiosk.fsm.next()) {
        if (auto* said = std::get_if<Speak>(&*action)) spoken = *said;
    }
    REQUIRE(spoken);
    for (const char* part : {"Civil status", "Elderly", "7 people", "12–18 min"}) CHECK(spoken->text.find(part) != std::string::npos);
    kiosk.touch("take");
    kiosk.action_count();
    kiosk.fsm.answered(testing::issued_answer(1), kiosk.now);
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    for (const char* part : {"H012", "7 people", "12–18 min"}) CHECK(spoken->text.find(part) != std::string::npos);
    kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");
    kiosk.action_count();
    spool::Answer answer;
    answer.request = 2;
    answer.checked_in.emplace();
    answer.checked_in->set_number("H012");
    answer.checked_in->set_state(v1::TICKET_STATE_WAITING);
    answer.checked_in->set_ahead(3);
    kiosk.fsm.answered(answer, kiosk.now);
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    for (const char* part : {"H012", "3 people"}) CHECK(spoken->text.find(part) != std::string::npos);
    kiosk.touch("home");
    CHECK(kiosk.wants<Hush>());
    kiosk.touch("help");
    kiosk.touch("look:spoken");
    kiosk.action_count();
    kiosk.pass(limits::idle);
    CHECK(kiosk.wants<Hush>());
}

TEST_CASE("the technician side is behind a corner and a PIN whose tries are few") {
    Kiosk kiosk;
    for (int i = 0; i < limits::corner_touches - 1; ++i) kiosk.fsm.touch("corner", kiosk.now);
    kiosk.pass(limits::corner_within + Instant{1});
    kiosk.fsm.touch("corner", kiosk.now);
    CHECK(kiosk.screen() == Screen::home);  // too slow
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    REQUIRE(kiosk.screen() == Screen::pin);

    const auto guess = [&](bool right) {
        for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
        CHECK(kiosk.fsm.page().typed == "••••");
        kiosk.touch("enter");
        const auto check = kiosk.wants<CheckPin>();
        if (!check) return false;
        CHECK(check->pin == "1234");
        CHECK(kiosk.fsm.state().typed.empty());
        kiosk.fsm.pin_checked(right, kiosk.now);
        return true;
    };
    for (int i = 0; i < limits::pin_tries; ++i) CHECK(guess(false));
    CHECK(kiosk.fsm.page().tone == Tone::bad);
    for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("enter");
    CHECK(kiosk.action_count() == 0);
    // Going away and coming back does not help; time does.
    kiosk.touch("home");
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("enter");
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("home");
    kiosk.pass(limits::pin_pause);
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    CHECK(guess(true));
    REQUIRE(kiosk.screen() == Screen::technician);

    // What to do about the printer, in the reader's language.
    kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0}, kiosk.now);
    CHECK(kiosk.fsm.page().lines[1] == Line{"Việc cần làm", "Thay cuộn giấy, rồi bấm Đã thay cuộn giấy", Tone::bad});
    kiosk.fsm.printer({v1::PRINTER_STATE_READY, {}, 0}, kiosk.now);
    CHECK(kiosk.fsm.page().lines[1].label == "Địa chỉ máy in");

    kiosk.touch("test");
    CHECK(kiosk.wants<TestPrint>());
    kiosk.fsm.technician_told("test_printed", kiosk.now);
    CHECK(kiosk.fsm.page().banner == "In thử xong");
    kiosk.touch("roll");
    CHECK(kiosk.wants<RollChanged>());
    kiosk.touch("restart");
    CHECK(kiosk.wants<Restart>());
    kiosk.touch("languages");
    kiosk.touch("language:en");
    CHECK(kiosk.screen() == Screen::technician);
    CHECK(kiosk.fsm.page().title == "Technician");
}

TEST_CASE("a kiosk without a PIN has no technician side") {
    Kiosk kiosk(touch_snapshot(), {});
    for (int i = 0; i < 20; ++i) kiosk.fsm.touch("corner", kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
}

TEST_CASE("an office that changes under a visitors hands does no harm") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    auto office = touch_office();
    office.clear_services();
    office.clear_classes();
    kiosk.fsm.snapshot(touch_snapshot(office), kiosk.now);
    CHECK(kiosk.screen() == Screen::confirm);
    kiosk.touch("back");
    kiosk.touch("class:ordinary");
    kiosk.touch("home");
    CHECK(kiosk.screen() == Screen::closed);
    kiosk.touch("search");
    kiosk.touch("found:0");
    CHECK(kiosk.action_count() == 0);
}

}  // namespace luot::touch
