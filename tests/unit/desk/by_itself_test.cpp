// What changes by itself under a clerk's hand: a press is for what was there when it was decided.
#include "desk/limits.hpp"
#include "windows.hpp"

namespace luot::desk {
namespace {

using fake::called;
using fake::key_of;
using fake::minute_us;
using fake::open_with;
using fake::serving;
using fake::Window;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Somebody else at work for the same clerk: whoever is here is done, and the next one is called.
void goes_on(Window& window, const std::string& from, const std::string& to, v1::TicketState state = v1::TICKET_STATE_CALLED) {
    window.office.ticket(from).set_state(v1::TICKET_STATE_SERVED);
    auto& next = window.office.ticket(to);
    next.set_state(state);
    next.set_counter(3);
    window.office.counter(3).set_ticket(next.ticket());
    window.push({window.id(from), next.ticket()});
}

Window with_pin() {
    DeskOptions options = fake::options_at(3, "an");
    options.pin = "4321";
    Window window(options);
    window.office.file.mutable_desk()->set_pin(true);
    return window;
}

void signed_in(Window& window) {
    v1::SignedIn done;
    done.set_clerk("an");
    done.set_outcome(v1::SIGN_IN_OUTCOME_DONE);
    window.desk->signed_in(done, window.now);
    window.run();
}

void hold_returns(Window& window, const std::string& number) {
    window.office.ticket(number).set_hold_returned(true);
    window.push({window.id(number)});
}

}  // namespace

TEST_CASE("whoever types a note while the citizen goes does nothing to the next one") {
    Window window = called();
    window.press("M");
    window.press(key_of(window, "Ghi chú cho quầy sau"));
    window.type("Thieu ban sao ");
    const std::size_t before = window.sent.size();
    goes_on(window, "H001", "H002");
    REQUIRE(window.page().citizen.number == "H002");
    // It stays to be read.
    REQUIRE(window.page().dialog);
    CHECK(window.dialog() == "Số H001 không còn ở quầy nên việc đang làm dở đã bỏ.");
    CHECK(window.page().dialog->detail == "Chữ đã gõ, chưa gửi đi: Thieu ban sao ");
    for (const char* key : {"V", "I", "G", "1", "2", "F", "Enter"}) {
        window.pass(milliseconds(150));
        window.press_again(key);
        window.type("v");
    }
    CHECK(window.sent.size() == before);
    REQUIRE(window.page().dialog);
    for (const char* key : {"V", "1", "G"}) window.press(key);  // slowly, too
    CHECK(window.sent.size() == before);
    window.press("Enter");
    CHECK_FALSE(window.page().dialog);
    window.press_again("V");  // the last letter of the same hand
    CHECK(window.sent.size() == before);
    CHECK(window.notes.empty());
    window.press("V");
    CHECK(window.last().no_show().at().ticket() == window.id("H002"));
}

TEST_CASE("a key about whoever is here is not for whoever has only just come up") {
    for (const std::string key : {"V", "R", "G", "C", "Enter"}) {
        CAPTURE(key);
        Window window = called();
        const std::size_t before = window.sent.size();
        goes_on(window, "H001", "H002");
        window.pass(milliseconds(300));
        window.press_again(key);
        CHECK(window.sent.size() == before);
        CHECK_FALSE(window.page().dialog);
        window.pass(milliseconds(500));
        window.press_again(key);
        CHECK((window.sent.size() > before || window.page().dialog));
    }
    Window window = called();
    const std::size_t before = window.sent.size();
    goes_on(window, "H001", "H002");
    CHECK(window.desk->click("action:no_show", window.now + milliseconds(100)));
    window.run();
    CHECK(window.sent.size() == before);
    // Nor is what a list offers.
    window.press("M");
    goes_on(window, "H002", "H002");
    window.press("Escape");
}

TEST_CASE("a list of what may be done with somebody is not for the next one") {
    Window window = called();
    window.press("M");
    const std::string requeue = key_of(window, "Xếp lại phía sau");
    const std::size_t before = window.sent.size();
    goes_on(window, "H001", "H002");
    window.pass(milliseconds(200));
    window.press_again(requeue);
    CHECK(window.sent.size() == before);
    window.pass(seconds(1));
    window.press_again(requeue);
    CHECK(window.last().requeue().at().ticket() == window.id("H002"));
}

TEST_CASE("an impatient Enter at the sign-in finishes nobody") {
    Window window = with_pin();
    window.office.issue("civil-status");
    auto& ticket = window.office.ticket("H001");
    ticket.set_state(v1::TICKET_STATE_SERVING);
    ticket.set_counter(3);
    window.office.counter(3).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(3).set_clerk("an");
    window.office.counter(3).set_ticket(ticket.ticket());
    window.connect();
    window.pass(milliseconds(900));
    signed_in(window);
    REQUIRE(window.page().citizen.number == "H001");
    window.pass(milliseconds(300));
    window.press_again("Enter");
    window.press_again("F");
    CHECK(window.sent.empty());
    CHECK_FALSE(window.page().dialog);
    window.press("Enter");
    CHECK(window.last().has_call_next());
}

TEST_CASE("the press that signs in takes no counter of another clerk") {
    Window window = with_pin();
    window.office.counter(3).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(3).set_clerk("binh");
    window.connect();
    window.pass(seconds(1));
    signed_in(window);
    REQUIRE(window.dialog() == "Nhận Quầy 3?");
    window.pass(milliseconds(200));
    window.press_again("Enter");
    CHECK(window.page().dialog);
    CHECK(window.desk->click("dialog:item:1", window.now));
    CHECK(window.page().dialog);
    CHECK(window.page().dialog->buttons.front().label == "Không nhận");
    CHECK(window.page().dialog->buttons.front().main);
    window.press("Enter");
    CHECK_FALSE(window.page().dialog);
    CHECK(window.sent.empty());
}

TEST_CASE("a key that is held down on a pad that repeats presses is one press") {
    Window window = open_with(5);
    window.pass(seconds(1));
    const std::size_t before = window.sent.size();
    for (int i = 0; i < 40; ++i) {
        window.pass(milliseconds(100));
        window.press_again("Enter", true);
    }
    CHECK(window.sent.size() == before + 1);
    CHECK(window.page().step.label == "Bắt đầu phục vụ");
    window.press("Enter", true);
    CHECK(window.last().has_start());
}

TEST_CASE("a key that opens a list to type in is not typed into it however long it is held") {
    Window window = open_with(2);
    window.press("S");
    window.type("s");
    window.pass(milliseconds(200));
    window.press_again("S");  // bounced
    window.type("s");
    window.pass(milliseconds(600));
    for (int i = 0; i < 5; ++i) {
        window.pass(milliseconds(30));
        window.desk->key({"S", false, false, false, true}, window.now);
        window.type("s");
    }
    CHECK(window.page().dialog->typed.empty());
    window.press("S");
    window.type("s");
    CHECK(window.page().dialog->typed == "s");
    window.desk->key({"S", false, false, false, true}, window.now);
    window.type("s");
    CHECK(window.page().dialog->typed == "ss");
}

TEST_CASE("a number is not cancelled once another counter has called it") {
    Window window = open_with(3);
    window.press("M");
    window.press(key_of(window, "Hủy số"));
    window.keys({"2", "Enter"});
    REQUIRE(window.dialog() == "Hủy H002");
    SUBCASE("called elsewhere") {
        window.office.ticket("H002").set_state(v1::TICKET_STATE_CALLED);
        window.office.ticket("H002").set_counter(2);
        window.push({window.id("H002")});
        CHECK_FALSE(window.page().dialog);
        CHECK(window.banner() == "Số H002 vừa được Quầy 2 gọi nên việc đang chọn đã bỏ.");
        window.press("1");
        CHECK_FALSE(window.last().has_cancel());
    }
    SUBCASE("somebody else called does not matter") {
        window.office.ticket("H003").set_state(v1::TICKET_STATE_CALLED);
        window.push({window.id("H003")});
        const std::uint64_t chosen = window.id("H002");
        window.press("1");
        CHECK(window.last().cancel().ticket() == chosen);
    }
}

TEST_CASE("a number that was called elsewhere is not called with a reason any more") {
    Window window = open_with(3);
    window.keys({"S", "3", "Enter"});
    REQUIRE(window.dialog() == "Gọi H003 trước vì");
    window.office.ticket("H003").set_state(v1::TICKET_STATE_CALLED);
    window.office.ticket("H003").set_counter(2);
    window.push({window.id("H003")});
    CHECK_FALSE(window.page().dialog);
}

TEST_CASE("a key of a held number stays with it") {
    Window window = open_with(3);
    for (int i = 0; i < 3; ++i) window.keys({"Enter", "G", "1"});
    REQUIRE(window.page().holds.size() == 3);
    CHECK(window.page().holds[2].number == "H003");
    hold_returns(window, "H003");
    CHECK(window.page().holds[0].number == "H003");
    CHECK(window.page().holds[0].key == "3");
    CHECK(window.page().holds[1].key == "1");
    window.press("1");
    CHECK(window.last().resume_hold().ticket() == window.id("H001"));
}

TEST_CASE("a key of a held number that goes is not at once that of another") {
    Window window = open_with(2);
    window.keys({"Enter", "G", "1"});
    const std::size_t before = window.sent.size();
    auto& mine = window.office.counter(3);
    window.office.ticket("H001").set_state(v1::TICKET_STATE_CANCELLED);
    window.office.ticket("H002").set_state(v1::TICKET_STATE_HELD);
    window.office.ticket("H002").set_held_since_us(window.office.now_us);
    mine.clear_holds();
    mine.add_holds(window.id("H002"));
    window.pass(seconds(1));
    window.push({window.id("H001"), window.id("H002")});
    CHECK(window.page().holds[0].key == "1");
    window.pass(milliseconds(200));
    window.press_again("1");
    CHECK(window.sent.size() == before);
    window.press("1");
    CHECK(window.last().resume_hold().ticket() == window.id("H002"));
}

TEST_CASE("the cross of the window throws nothing away") {
    Window window = serving();
    window.press("M");
    window.press(key_of(window, "Ghi chú cho quầy sau"));
    window.type("nửa câu");
    window.desk->wants_to_close(window.now);
    window.desk->wants_to_close(window.now);
    REQUIRE(window.dialog() == "Rời Quầy 3?");
    SUBCASE("whoever stays goes on typing") {
        window.press("Enter");
        REQUIRE(window.page().dialog);
        CHECK(window.page().dialog->typed == "nửa câu");
    }
    SUBCASE("by Escape too") {
        window.press("Escape");
        REQUIRE(window.page().dialog);
        CHECK(window.page().dialog->typed == "nửa câu");
    }
    SUBCASE("unless the citizen went meanwhile - it stays to be read") {
        goes_on(window, "H001", "H002");
        REQUIRE(window.page().dialog);
        CHECK(window.page().dialog->detail == "Chữ đã gõ, chưa gửi đi: nửa câu");
    }
    SUBCASE("whoever leaves leaves") {
        window.press("2");
        CHECK(window.left);
    }
}

}  // namespace luot::desk
