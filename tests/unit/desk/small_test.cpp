// The small modes, and small things that were said or lost otherwise.
#include "desk/limits.hpp"
#include "windows.hpp"

namespace luot::desk {
namespace {

using fake::called;
using fake::key_of;
using fake::open_with;
using fake::serving;
using fake::Window;
using std::chrono::seconds;

}  // namespace

TEST_CASE("a bumped digit disarms nothing for long and the step says what Enter does") {
    for (const Mode mode : {Mode::strip, Mode::keypad}) {
        Window window = open_with(2, mode);
        window.press("Enter");
        window.press("7");
        CHECK(window.page().step.label == "Gọi số 7");
        CHECK(window.page().citizen.number == "H001");
        const std::size_t before = window.sent.size();
        window.sounds.clear();
        window.press("+", true);
        CHECK(window.sent.size() == before);
        CHECK(window.banner() == "Đang gõ số 7. Bấm Enter để gọi, hoặc xóa số trước.");
        REQUIRE(window.sounds.size() == 1);
        CHECK(window.sounds[0] == Sound::refusal);
        REQUIRE(window.desk->deadline());
        window.pass(limits::typed_stays);
        CHECK(window.page().typed.empty());
        CHECK(window.page().step.label == "Bắt đầu phục vụ");
        window.press("0");
        CHECK(window.page().step.label == "Việc khác");
        CHECK(window.click("step"));
        CHECK(window.dialog() == "Việc khác");
    }
}

TEST_CASE("the small modes lead back to the window by key and click") {
    for (const Mode mode : {Mode::strip, Mode::keypad}) {
        Window window = open_with(1, mode);
        CHECK(window.page().back.target == "action:mode");
        CHECK(window.page().back.label == "Về cửa sổ đầy đủ");
        CHECK(window.page().back.key == "F5");
        SUBCASE("key") {
            window.press("F5");
        }
        SUBCASE("click") {
            CHECK(window.click(window.page().back.target));
        }
        CHECK(window.page().mode == Mode::window);
        CHECK(window.remembered.back().mode == Mode::window);
        CHECK(window.page().back.target.empty());
        const std::size_t before = window.remembered.size();
        window.press("F5");
        CHECK(window.remembered.size() == before);
    }
    CHECK(open_with(1, Mode::keypad).page().more.key == "0 Enter");
    CHECK(open_with(1, Mode::strip).page().more.key == "M");
}

TEST_CASE("an empty list of numbers says so") {
    Window window = open_with(0);
    window.press("S");
    CHECK(window.page().dialog->detail == "Hiện không có ai chờ quầy này.");
    window.press("9");
    CHECK(window.page().dialog->detail == "Không có số nào khớp.");
    window.keys({"Escape", "M"});
    window.press(key_of(window, "Cho số vắng mặt chờ lại"));
    CHECK(window.page().dialog->detail == "Hôm nay chưa có số nào vắng mặt.");
}

TEST_CASE("what was said is read in the language of whoever reads it") {
    Window window = called();
    window.press("F");
    CHECK(window.banner() == "Số H001 chưa được phục vụ. Bắt đầu phục vụ trước.");
    window.press("F8");
    CHECK(window.banner() == "H001 is not being served yet. Start first.");
}

TEST_CASE("a procedure is asked for where the field has any") {
    Window window = open_with(1);
    window.press("M");
    window.press(key_of(window, "Cấp số tại quầy"));
    window.press("1");
    CHECK(window.dialog() == "Hộ tịch: thủ tục nào?");
    CHECK(window.page().dialog->items.front().label == "Không ghi");
    SUBCASE("none") {
        window.keys({"Enter", "1"});
        CHECK(window.last().issue().procedure().empty());
    }
    SUBCASE("one") {
        window.keys({"2", "1"});
        CHECK(window.last().issue().procedure() == "birth");
    }
    CHECK(window.last().issue().service() == "civil-status");
}

TEST_CASE("a transfer may leave an outcome") {
    Window window = serving();
    window.press("C");
    window.press(key_of(window, "Đất đai"));
    SUBCASE("as the next step") {
        window.keys({"1", "2", "Enter"});
        CHECK(window.last().transfer().outcome() == "accepted");
    }
    SUBCASE("not out of a wrong field") {
        window.keys({"2", "Enter"});
        CHECK(window.last().transfer().outcome().empty());
        CHECK(window.last().transfer().kind() == v1::TRANSFER_KIND_WRONG_FIELD);
    }
}

TEST_CASE("a note that is not kept is said and not told again") {
    Window window = called();
    window.press("M");
    window.press(key_of(window, "Ghi chú cho quầy sau"));
    window.type("x");
    window.press("Enter");
    REQUIRE(window.notes.size() == 1);
    v1::TicketNote refused = window.notes[0].note;
    refused.clear_text();
    window.desk->note(refused, window.now);
    window.run();
    CHECK(window.banner().starts_with("Ghi chú chưa được lưu"));
    window.pass(seconds(60));
    CHECK(window.notes.size() == 1);
}

TEST_CASE("a note of a colleague that is erased on the way is erased") {
    Window window = serving();
    v1::TicketNote note;
    note.set_ticket(window.id("H001"));
    note.set_text("cũ");
    note.set_counter(2);
    window.desk->note(note, window.now);
    window.press("C");
    window.press(key_of(window, "Đất đai"));
    window.keys({"2", "Backspace", "Backspace"});
    REQUIRE(window.page().dialog->typed.empty());
    SUBCASE("as it is sent on") {
        window.press("Enter");
    }
    SUBCASE("also where nobody is signed in any more when the answer comes") {
        window.answers = false;
        window.press("Enter");
        window.office.counter(3).set_clerk("binh");
        window.push();
        REQUIRE(window.page().screen == Screen::sign_in);
        window.office.counter(3).set_clerk("an");
        window.answer();
    }
    REQUIRE(window.notes.size() == 1);
    CHECK(window.notes[0].note.text().empty());
    CHECK(window.notes[0].note.clerk() == "an");
    CHECK(window.notes[0].note.ticket() == note.ticket());
}

TEST_CASE("a lock of one clerk is not that of another") {
    DeskOptions options;
    options.keys = default_keys();
    options.settings.counter = 3;
    options.settings.clerk = "chi";
    Window window(options);
    window.office.file.mutable_desk()->set_pin(true);
    window.connect();
    window.keys({"1", "2", "3", "4", "Enter"});
    v1::SignedIn locked;
    locked.set_clerk("chi");
    locked.set_outcome(v1::SIGN_IN_OUTCOME_LOCKED);
    locked.set_locked_ms(60'000);
    window.desk->signed_in(locked, window.now);
    CHECK_FALSE(window.page().sign_in.go.enabled);
    CHECK(window.click("sign_in:clerk"));
    window.type("binh");
    window.press("Enter");
    CHECK(window.page().sign_in.error.empty());
    window.keys({"4", "3", "2", "1"});
    CHECK(window.page().sign_in.go.enabled);
    const std::size_t before = window.sign_ins.size();
    window.press("Enter");
    REQUIRE(window.sign_ins.size() == before + 1);
    CHECK(window.sign_ins.back().sign_in->clerk() == "binh");
}

TEST_CASE("a closed counter asks nothing") {
    Window window;
    window.connect();
    window.desk->wants_to_close(window.now);
    window.run();
    CHECK(window.left);
}

TEST_CASE("told to take over it does") {
    DeskOptions options = fake::options_at(3, "an");
    options.take_over = true;
    Window window(options);
    window.office.counter(3).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(3).set_clerk("binh");
    window.connect();
    CHECK(window.last().open_counter().take_over());
    CHECK(window.page().screen == Screen::desk);
}

}  // namespace luot::desk
