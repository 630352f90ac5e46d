// Who works where: signing in, taking over, leaving.
#include "window.hpp"

namespace luot::desk {
namespace {

using fake::Window;
using std::chrono::seconds;

DeskOptions fresh() {
    DeskOptions options;
    options.keys = default_keys();
    return options;
}

v1::SignedIn outcome(v1::SignInOutcome what, const std::string& clerk = "chi") {
    v1::SignedIn answer;
    answer.set_clerk(clerk);
    answer.set_outcome(what);
    return answer;
}

std::string chosen_counter(const Window& window) {
    for (const auto& each : window.page().sign_in.counters) {
        if (each.on) return each.label;
    }
    return "none";
}

Window with_pin(DeskOptions options = fresh()) {
    Window window(std::move(options));
    window.office.file.mutable_desk()->set_pin(true);
    window.connect();
    return window;
}

// Chi at counter 3, asked for the PIN.
Window at_pin() {
    Window window = with_pin();
    window.keys({"3", "Enter"});
    window.type("chi");
    window.press("Enter");
    REQUIRE(window.page().sign_in.focus == SignInPage::Focus::pin);
    return window;
}

void taken_by(Window& window, const std::string& clerk) {
    window.office.counter(3).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(3).set_clerk(clerk);
    window.office.counter(3).set_since_us(window.office.now_us);
}

}  // namespace

TEST_CASE("nothing is known yet") {
    Window window(fresh());
    CHECK(window.page().screen == Screen::connecting);
    CHECK(window.page().connecting == "Đang kết nối máy chủ");
    window.keys({"Enter", "R", "1", "Escape"});
    window.type("x");
    CHECK(window.sent.empty());
    window.desk->link_changed(wire::LinkState::refused, "refused: not_enrolled", window.now);
    CHECK(window.page().connecting == "Máy chủ không nhận máy này");
    window.desk->wants_to_close(window.now);
    window.run();
    CHECK(window.left);
}

TEST_CASE("a counter and a clerk are chosen by keys alone") {
    Window window(fresh());
    window.connect();
    Page page = window.page();
    REQUIRE(page.screen == Screen::sign_in);
    CHECK(page.sign_in.office == "Phường Thanh Xuân");
    CHECK(page.sign_in.counters.size() == 4);
    CHECK(page.sign_in.pin_label.empty());
    window.press("Enter");
    CHECK(window.page().sign_in.error == "Xin chọn quầy.");
    window.press("3");
    CHECK(chosen_counter(window) == "Quầy 3");
    window.press("Enter");
    CHECK(window.page().sign_in.focus == SignInPage::Focus::clerk);
    CHECK(window.page().sign_in.clerks.size() == 4);
    window.type("dung");
    REQUIRE(window.page().sign_in.clerks.size() == 1);
    CHECK(window.page().sign_in.clerks[0].label == "Phạm Đức Dũng");
    window.keys({"Backspace", "Backspace", "Backspace", "Backspace"});
    window.type("duc d");  // without accents
    REQUIRE(window.page().sign_in.clerks.size() == 1);
    window.press("Enter");
    page = window.page();
    REQUIRE(page.screen == Screen::desk);
    CHECK(page.status.starts_with("Phạm Đức Dũng"));
    CHECK(window.remembered.back().counter == 3);
    CHECK(window.remembered.back().clerk == "dung");
    CHECK(window.sent.empty());  // it is closed until it is opened
}

TEST_CASE("or by arrows and clicks") {
    Window window(fresh());
    window.connect();
    window.keys({"Down", "Down", "Tab", "Down"});
    CHECK(chosen_counter(window) == "Quầy 3");
    CHECK(window.page().sign_in.clerks[1].on);
    window.type("zzz");
    window.press("Enter");
    CHECK(window.page().sign_in.error == "Không tìm thấy cán bộ này. Xin gõ lại mã hoặc tên.");
    CHECK(window.click("counter:4"));
    window.keys({"Escape"});
    CHECK(window.click("clerk:binh"));
    CHECK_FALSE(window.click("clerk:nobody"));
    CHECK(window.click("sign_in:go"));
    CHECK(window.page().badge == "Quầy 4");
}

TEST_CASE("who was here last goes on with one key") {
    DeskOptions options = fresh();
    options.settings.counter = 4;
    options.settings.clerk = "binh";
    Window window(options);
    window.connect();
    CHECK(window.page().sign_in.clerk == "Trần Thị Bình");
    window.press("Enter");
    CHECK(window.page().badge == "Quầy 4");
    CHECK(window.remembered.empty());
}

TEST_CASE("a PIN that is right - wrong and locked") {
    Window window = at_pin();
    window.keys({"1", "2"});
    window.type("2");  // written by the same key
    CHECK(window.page().sign_in.pin_digits == 2);
    window.press("Enter");
    CHECK(window.page().sign_in.error == "Xin nhập mã PIN, từ 4 chữ số.");
    window.pad({"3", "4"});
    window.press("Enter");
    REQUIRE(window.sign_ins.size() == 1);
    CHECK(window.sign_ins[0].sign_in->clerk() == "chi");
    CHECK(window.sign_ins[0].sign_in->pin() == "1234");
    CHECK(window.page().sign_in.busy);
    window.keys({"Enter", "5", "Enter"});
    CHECK(window.sign_ins.size() == 1);

    v1::SignedIn wrong = outcome(v1::SIGN_IN_OUTCOME_WRONG);
    wrong.set_tries_left(4);
    window.desk->signed_in(wrong, window.now);
    window.run();
    CHECK(window.page().sign_in.error == "Mã PIN không đúng. Còn 4 lần thử.");
    CHECK(window.page().sign_in.pin_digits == 0);
    // The line does not say it again by itself.
    CHECK_FALSE(window.sign_ins.back().sign_in.has_value());

    window.keys({"1", "2", "3", "5", "Enter"});
    v1::SignedIn locked = outcome(v1::SIGN_IN_OUTCOME_LOCKED);
    locked.set_locked_ms(60'000);
    window.desk->signed_in(locked, window.now);
    window.run();
    CHECK(window.page().sign_in.error == "Nhập sai mã PIN quá nhiều lần. Xin thử lại sau 1 phút.");
    CHECK_FALSE(window.page().sign_in.go.enabled);
    window.pass(seconds(15));
    CHECK(window.page().sign_in.error == "Nhập sai mã PIN quá nhiều lần. Xin thử lại sau 45 giây.");
    const std::size_t before = window.sign_ins.size();
    window.keys({"1", "2", "3", "6", "Enter"});
    CHECK(window.sign_ins.size() == before);
    window.pass(seconds(45));
    CHECK(window.page().sign_in.error.empty());
    window.press("Enter");
    REQUIRE(window.sign_ins.back().sign_in);
    window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_DONE), window.now);
    CHECK(window.page().screen == Screen::desk);
}

TEST_CASE("who is signed in is said again after the line was away") {
    Window window = at_pin();
    window.keys({"1", "2", "3", "4", "Enter"});
    window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_DONE), window.now);
    window.cut();
    window.reconnect();
    SUBCASE("and it is still so") {
        window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_DONE), window.now);
        CHECK(window.page().screen == Screen::desk);
    }
    SUBCASE("or the PIN is locked - it goes on and is said again by itself") {
        v1::SignedIn locked = outcome(v1::SIGN_IN_OUTCOME_LOCKED);
        locked.set_locked_ms(60'000);
        window.desk->signed_in(locked, window.now);
        CHECK(window.page().screen == Screen::desk);
        CHECK(window.banner().find("tạm bị khóa") != std::string::npos);
        window.answers = false;
        window.press("Enter");
        window.refuse(fake::refusal("not_signed_in", {{"clerk", "chi"}}));
        CHECK(window.page().screen == Screen::desk);
        const std::size_t before = window.sign_ins.size();
        window.pass(seconds(58));
        CHECK(window.sign_ins.size() == before);
        window.pass(seconds(2));
        REQUIRE(window.sign_ins.size() == before + 1);
        CHECK(window.sign_ins.back().sign_in->pin() == "1234");
        window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_DONE), window.now);
        CHECK_FALSE(window.says("tạm bị khóa"));
        CHECK(window.page().screen == Screen::desk);
    }
    SUBCASE("or the PIN is another one now") {
        window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_WRONG), window.now);
        CHECK(window.page().screen == Screen::sign_in);
        CHECK(window.page().sign_in.error == "Mã PIN không đúng.");
    }
}

TEST_CASE("a command of whom the server does not know leads back to the first page") {
    Window window;
    window.connect();
    window.answers = false;
    window.press("Enter");
    window.office.file.mutable_desk()->set_pin(true);
    window.desk->snapshot(window.office.snapshot(), window.now);
    window.refuse(fake::refusal("not_signed_in", {{"clerk", "an"}}));
    CHECK(window.page().screen == Screen::sign_in);
    CHECK(window.page().sign_in.error == "Cán bộ Nguyễn Văn An chưa đăng nhập tại máy này. Xin đăng nhập lại.");
    CHECK(window.page().sign_in.focus == SignInPage::Focus::pin);
    CHECK(chosen_counter(window) == "Quầy 3");
}

TEST_CASE("said on the command line it goes straight there") {
    DeskOptions options = fake::options_at(3, "chi");
    options.pin = "4321";
    Window window = with_pin(options);
    REQUIRE(window.sign_ins.size() == 1);
    CHECK(window.sign_ins[0].sign_in->pin() == "4321");
    window.desk->signed_in(outcome(v1::SIGN_IN_OUTCOME_DONE), window.now);
    CHECK(window.page().screen == Screen::desk);

    Window without = with_pin(fake::options_at(3, "chi"));
    CHECK(without.page().sign_in.focus == SignInPage::Focus::pin);
    Window nowhere(fake::options_at(77, "chi"));
    nowhere.connect();
    CHECK(nowhere.page().sign_in.error == "Cơ quan không còn Quầy 77. Xin chọn quầy khác.");
    Window nobody(fake::options_at(3, "zoe"));
    nobody.connect();
    CHECK(nobody.page().sign_in.error == "Mã cán bộ “zoe” chưa được khai báo. Xem lại mã hoặc báo quản trị.");
}

TEST_CASE("a counter that is taken is taken over in the open or not at all") {
    Window window;
    taken_by(window, "binh");
    window.office.counter(3).set_ticket(window.office.issue("civil-status"));
    window.office.ticket("H001").set_state(v1::TICKET_STATE_SERVING);
    window.connect();
    CHECK(window.page().screen == Screen::sign_in);
    CHECK(window.page().sign_in.counters[1].detail == "Trần Thị Bình đang giữ");
    CHECK(window.dialog() == "Nhận Quầy 3?");
    CHECK(window.page().dialog->detail == "Trần Thị Bình đang giữ quầy này, đang có số H001. Người đó sẽ thấy ai đã nhận quầy.");
    CHECK(window.sent.empty());
    SUBCASE("taken") {
        window.press("2");
        CHECK(window.last().open_counter().take_over());
        CHECK(window.last().open_counter().at().ticket() == window.id("H001"));
        CHECK(window.page().screen == Screen::desk);
        CHECK(window.banner() == "Đã nhận Quầy 3 từ Trần Thị Bình lúc 09:00.");
        CHECK(window.page().citizen.number == "H001");
    }
    SUBCASE("left") {
        window.press("Enter");
        CHECK_FALSE(window.page().dialog);
        CHECK(window.page().screen == Screen::sign_in);
        CHECK(window.sent.empty());
    }
    SUBCASE("refused") {
        window.answers = false;
        window.press("2");
        window.refuse(fake::refusal("counter_changed", {{"number", "H002"}}));
        CHECK(window.page().sign_in.error.starts_with("Quầy vừa đổi sang số H002"));
    }
}

TEST_CASE("a clerk is at one counter") {
    Window window;
    window.office.counter(5).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(5).set_clerk("an");
    window.connect();
    CHECK(window.page().sign_in.error == "Nguyễn Văn An đang giữ Quầy 5. Chọn quầy đó, hoặc đóng quầy đó trước.");
    CHECK(window.click("counter:5"));
    window.press("Enter");
    CHECK(window.page().badge == "Quầy 5");
    CHECK(window.sent.empty());
}

TEST_CASE("whoever lost the counter sees who took it and when") {
    Window window;
    window.office.issue("civil-status");
    window.open();
    window.press("Enter");
    window.pass(std::chrono::minutes(42));
    taken_by(window, "binh");
    window.push();
    CHECK(window.page().screen == Screen::sign_in);
    CHECK(window.page().sign_in.error == "Trần Thị Bình đã nhận Quầy 3 lúc 09:42.");
    CHECK(window.sounds.back() == Sound::refusal);
    CHECK(window.office.counter(3).ticket() == window.id("H001"));
    const std::size_t before = window.sent.size();
    window.keys({"R", "V", "G"});
    CHECK(window.sent.size() == before);
}

TEST_CASE("whoever is handed a counter is told and goes there with one click") {
    Window window(fake::options_at(4, "chi"));
    window.connect();
    CHECK(window.page().badge == "Quầy 4");
    taken_by(window, "chi");
    window.push();
    CHECK(window.banner() == "Anh/chị vừa được giao Quầy 3.");
    REQUIRE(window.page().banners[0].button);
    CHECK(window.page().banners[0].button->label == "Sang Quầy 3");
    CHECK(window.click(window.page().banners[0].button->target));
    CHECK(window.page().badge == "Quầy 3");
    CHECK(window.page().banners.empty());

    Window same(fake::options_at(3, "chi"));
    same.connect();
    taken_by(same, "chi");
    same.push();
    CHECK(same.banner() == "Quầy 3 nay do anh/chị giữ.");
}

TEST_CASE("closing the window keeps whoever is at the counter") {
    Window window;
    window.office.issue("civil-status");
    window.open();
    window.press("Enter");
    const std::size_t before = window.sent.size();
    window.desk->wants_to_close(window.now);
    window.run();
    CHECK_FALSE(window.left);
    CHECK(window.dialog() == "Rời Quầy 3?");
    CHECK(window.page().dialog->detail == "Số H001 vẫn ở lại quầy cho đến khi có người xử lý.");
    REQUIRE(window.page().dialog->buttons.size() == 2);
    SUBCASE("the clerk stays") {
        window.press("Enter");
        CHECK_FALSE(window.left);
        CHECK_FALSE(window.page().dialog);
    }
    SUBCASE("the clerk leaves") {
        window.press("2");
        CHECK(window.left);
        CHECK(window.sent.size() == before);
        CHECK(window.office.counter(3).ticket() != 0);
    }
}

TEST_CASE("closing the window of an idle counter may close or pause it") {
    Window window;
    window.open();
    window.desk->wants_to_close(window.now);
    REQUIRE(window.page().dialog->buttons.size() == 4);
    SUBCASE("closed") {
        window.press("2");
        CHECK(window.last().has_close_counter());
        CHECK(window.left);
    }
    SUBCASE("paused") {
        window.keys({"3", "1"});
        CHECK(window.last().pause_counter().reason() == "lunch");
        CHECK(window.left);
    }
    SUBCASE("refused - it stays") {
        window.answers = false;
        window.press("2");
        window.refuse(fake::refusal("unavailable"));
        CHECK_FALSE(window.left);
    }
    SUBCASE("left as it is") {
        window.press("4");
        CHECK(window.left);
        CHECK(window.office.counter(3).state() == v1::COUNTER_STATE_OPEN);
    }
}

TEST_CASE("another clerk at the same desk") {
    Window window;
    window.open();
    window.press("M");
    for (int i = 0; i < 10; ++i) window.press("Down");
    REQUIRE(window.page().dialog->items[10].label == "Đổi người hoặc đổi quầy");
    window.press("Enter");
    CHECK(window.dialog() == "Rời Quầy 3?");
    window.press("2");
    CHECK(window.last().has_close_counter());
    CHECK(window.page().screen == Screen::sign_in);
    CHECK_FALSE(window.left);
}

}  // namespace luot::desk
