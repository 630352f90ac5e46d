// A certain number: found as it is typed, by a keyboard or a number pad alone.
#include "windows.hpp"

namespace luot::desk {

using fake::key_of;
using fake::open_with;
using fake::serving;
using fake::Window;

TEST_CASE("a chosen number with a reason") {
    Window window = open_with(12);
    window.press("S");
    CHECK(window.page().dialog->kind == Dialog::Kind::number);
    CHECK(window.page().dialog->rows.size() == 12);
    CHECK(window.page().dialog->rows[0].detail == "Hộ tịch · chờ 12 phút");
    window.keys({"1", "2"});
    CHECK(window.page().dialog->typed == "12");
    REQUIRE(window.page().dialog->rows.size() == 1);
    window.press("Enter");
    CHECK(window.dialog() == "Gọi H012 trước vì");
    window.press("2");
    CHECK(window.last().call_chosen().ticket() == window.id("H012"));
    CHECK(window.last().call_chosen().reason() == "supervisor");
    CHECK(window.page().citizen.reason == "Cán bộ chọn gọi trước: Theo yêu cầu của lãnh đạo");
}

TEST_CASE("a number that cannot be called says where it is") {
    Window window = open_with(3);
    window.office.ticket("H002").set_state(v1::TICKET_STATE_SERVING);
    window.office.ticket("H002").set_counter(2);
    window.push({window.id("H002"), window.office.issue("land", 0)});
    window.keys({"S", "2", "Enter"});
    CHECK(window.page().dialog->error == "Số H002 vừa được Quầy 2 gọi. Mời gọi số khác.");
    window.keys({"Backspace", "9", "Enter"});
    CHECK(window.page().dialog->error == "Không tìm thấy số 9 trong hôm nay. Xin xem lại số trên phiếu.");
    window.type("x");
    CHECK(window.page().dialog->error.empty());
}

TEST_CASE("who waits may be looked at while somebody is served") {
    Window window = serving(3);
    const std::size_t before = window.sent.size();
    window.press("S");
    CHECK(window.page().dialog->rows.size() == 2);
    CHECK(window.page().dialog->detail == "Quầy còn số H001. Hãy xử lý xong số này trước.");
    window.press("Enter");
    CHECK(window.page().dialog->error == "Quầy còn số H001. Hãy xử lý xong số này trước.");
    CHECK(window.sent.size() == before);
    window.press("Escape");
    window.press("Enter");
    CHECK(window.last().has_call_next());
}

TEST_CASE("the arrows stay on their number while others come and go") {
    Window window = open_with(3);
    window.keys({"S", "Down", "Down"});
    const auto urgent = window.office.issue("civil-status");
    window.office.tickets[urgent].set_urgent(true);
    window.push({urgent});
    REQUIRE(window.page().dialog->rows.size() == 4);
    CHECK(window.page().dialog->rows[0].number == "H004");
    CHECK(window.page().dialog->rows[3].on);
    window.keys({"Enter", "1"});
    CHECK(window.last().call_chosen().ticket() == window.id("H003"));
}

TEST_CASE("the letter of a key is not typed into what it opens") {
    Window window = open_with(2);
    window.press("S");
    window.type("s");  // written by the same key
    CHECK(window.page().dialog->typed.empty());
    window.desk->key({"H", false}, window.now);
    window.type("h");
    CHECK(window.page().dialog->typed == "h");
    window.desk->key({"1", true}, window.now);
    window.type("1");
    CHECK(window.page().dialog->typed == "h1");
}

TEST_CASE("everything needed works from a number pad") {
    Window window = open_with(12, Mode::keypad);
    CHECK(window.page().step.key == "Enter");
    CHECK(window.page().actions[0].key == "+");
    window.pad({"0", "0", "5"});
    CHECK(window.page().typed == "005");
    window.pad({"."});
    CHECK(window.page().typed == "00");
    window.pad({"5", "Enter"});
    CHECK(window.page().typed.empty());
    CHECK(window.dialog() == "Gọi H005 trước vì");
    window.pad({"+", "Enter"});
    CHECK(window.last().call_chosen().ticket() == window.id("H005"));
    CHECK(window.last().call_chosen().reason() == "supervisor");
    window.pad({"+"});
    CHECK(window.last().has_recall());
    window.pad({"Enter"});
    CHECK(window.last().has_start());
    window.pad({"*", "2"});
    CHECK(window.last().has_hold());
    window.pad({"Enter", "-"});
    CHECK(window.last().has_no_show());
    window.pad({"5", "Enter"});
    CHECK(window.last().has_resume_hold());  // held here: called again
    window.pad({"Enter", "/", "1", "1", "Enter", "Enter"});
    CHECK(window.last().has_transfer());
    window.pad({"1", "Enter"});
    CHECK(window.last().has_reinstate());  // a no-show
    window.pad({"9", "9", "Enter"});
    CHECK(window.banner() == "Không tìm thấy số 99 trong hôm nay. Xin xem lại số trên phiếu.");
    window.pad({"Enter", "Enter", ".", "1"});
    CHECK(window.last().has_finish());
    // All the rest: 0 and Enter.
    window.pad({"0", "Enter"});
    CHECK(window.dialog() == "Việc khác");
    window.pad({"."});
    CHECK_FALSE(window.page().dialog);
    window.pad({"0", "Enter"});
    for (int i = 0; i < 9; ++i) window.pad({"+"});
    window.pad({key_of(window, "Tạm nghỉ"), "1"});
    CHECK(window.last().has_pause_counter());
}

}  // namespace luot::desk
