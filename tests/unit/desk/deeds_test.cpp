// Everything else by one key: what is asked, and what is sent.
#include "windows.hpp"

namespace luot::desk {

using fake::called;
using fake::key_of;
using fake::open_with;
using fake::serving;
using fake::Window;

TEST_CASE("eight tiles with their keys in the order of the design") {
    const Window window = serving();
    std::string shown;
    for (const auto& tile : window.page().actions) shown += tile.label + " " + tile.key + (tile.enabled ? "" : " -") + "; ";
    CHECK(shown == "Gọi lại R -; Không đến V -; Tạm giữ G; Chuyển C; Kết thúc F; Gọi số cụ thể S; Tạm nghỉ P -; Gọi hỗ trợ H; ");
    CHECK(window.page().more.key == "M");
}

TEST_CASE("a tile that makes no sense says why") {
    Window window = serving();
    const std::size_t before = window.sent.size();
    window.press("R");
    CHECK(window.banner() == "Số H001 đang được phục vụ rồi.");
    window.press("P");
    CHECK(window.banner() == "Quầy còn số H001. Hãy xử lý xong số này trước.");
    CHECK(window.sent.size() == before);
    Window early = called();
    early.press("F");
    CHECK(early.banner() == "Số H001 chưa được phục vụ. Bắt đầu phục vụ trước.");
    Window idle = open_with(0);
    idle.press("G");
    CHECK(idle.banner() == "Quầy chưa có số nào. Hãy gọi số trước.");
}

TEST_CASE("a recall up to the limit of the office and then the no-show is offered") {
    Window window = called();
    for (int i = 0; i < 3; ++i) window.press("R");
    CHECK(window.last().has_recall());
    CHECK(window.page().citizen.chips.back().text == "gọi lại 3 lần");
    window.press("R");
    CHECK(window.dialog() == "H001 không đến?");
    CHECK(window.page().dialog->kind == Dialog::Kind::ask);
    CHECK(window.page().dialog->detail == "Đã gọi lại 3 lần.");
    SUBCASE("which is the main choice") {
        window.press("Enter");
        CHECK(window.last().has_no_show());
        CHECK(window.page().citizen.number.empty());
    }
    SUBCASE("or once more") {
        window.press("2");
        CHECK(window.last().has_recall());
    }
    SUBCASE("or back in line") {
        window.keys({"Down", "Down", "Enter"});
        CHECK(window.last().has_requeue());
    }
    SUBCASE("or neither") {
        window.press("Escape");
        CHECK_FALSE(window.page().dialog);
        CHECK(window.page().citizen.number == "H001");
    }
}

TEST_CASE("a slip of which nobody knows whether it came out is not recalled") {
    Window window = called();
    window.office.ticket("H001").set_slip(v1::SLIP_STATE_UNKNOWN);
    window.push({window.id("H001")});
    window.press("R");
    CHECK(window.banner() == "Không rõ phiếu của số H001 có in ra không, nên chỉ gọi một lần.");
}

TEST_CASE("held with a reason and called again by its key") {
    Window window = serving();
    window.press("G");
    CHECK(window.page().dialog->items.size() == 2);
    CHECK(window.page().dialog->items[1].key == "2");
    window.keys({"Down", "Enter"});
    CHECK(window.last().hold().reason() == "copy");
    CHECK(window.last().hold().at().ticket() == window.id("H001"));
    REQUIRE(window.page().holds.size() == 1);
    CHECK(window.page().holds[0].number == "H001");
    CHECK(window.page().holds[0].detail == "Đi photo giấy tờ · dưới 1 phút");
    CHECK(window.page().holds[0].key == "1");
    window.press("1");
    CHECK(window.last().resume_hold().ticket() == window.id("H001"));
    CHECK(window.page().citizen.reason == "Theo thứ tự lấy số");
}

TEST_CASE("where a list has one choice or none nothing is asked") {
    Window window = open_with(3);
    window.office.file.mutable_hold_reasons()->DeleteSubrange(1, 1);
    window.office.file.clear_outcomes();
    window.office.file.clear_pause_reasons();
    window.desk->snapshot(window.office.snapshot(), window.now);
    window.keys({"Enter", "G"});
    CHECK(window.last().hold().reason() == "form");
    window.keys({"Enter", "Enter", "F"});
    CHECK(window.last().has_finish());
    CHECK(window.last().finish().outcome().empty());
    window.press("P");
    CHECK(window.last().has_pause_counter());
}

TEST_CASE("finished with an outcome and with or without the next one") {
    Window window = serving();
    window.keys({"F", "2"});
    CHECK(window.last().finish().outcome() == "rejected");
    CHECK(window.page().citizen.headline == "Chưa có ai");
    window.keys({"Enter", "Enter", "M"});
    window.press(key_of(window, "Ghi kết quả, gọi tiếp"));
    window.press("1");
    CHECK(window.last().call_next().outcome() == "accepted");
}

TEST_CASE("sent on to a field as the next step with a note for the next clerk") {
    Window window = serving();
    window.press("C");
    CHECK(window.dialog() == "Chuyển H001 đến");
    window.press(key_of(window, "Đất đai"));
    CHECK(window.dialog() == "Chuyển H001 đến Đất đai vì");
    window.press("1");
    CHECK(window.dialog() == "Kết quả của H001 tại đây");
    CHECK(window.page().dialog->items.front().label == "Không ghi");
    window.press("Enter");
    CHECK(window.page().dialog->kind == Dialog::Kind::text);
    CHECK(window.page().dialog->detail == "Bước tiếp theo");
    window.type("Thiếu bản sao sổ đỏ");
    window.press("Enter");
    CHECK(window.last().transfer().service() == "land");
    CHECK(window.last().transfer().to_counter() == 0);
    CHECK(window.last().transfer().kind() == v1::TRANSFER_KIND_NEXT_STEP);
    CHECK(window.says("Đã chuyển H001 đến Đất đai."));
    REQUIRE(window.notes.size() == 1);
    CHECK(window.notes[0].note.text() == "Thiếu bản sao sổ đỏ");
    CHECK(window.notes[0].note.clerk() == "an");
    CHECK(window.notes[0].note.ticket() == window.id("H001"));
    SUBCASE("which is told until it comes back") {
        window.pass(std::chrono::seconds(5));
        CHECK(window.notes.size() == 2);
        window.cut();
        window.pass(std::chrono::seconds(60));
        CHECK(window.notes.size() == 2);
        window.reconnect();
        window.pass(std::chrono::seconds(1));
        CHECK(window.notes.size() == 3);
        window.desk->note(window.notes[0].note, window.now);
        window.pass(std::chrono::seconds(60));
        CHECK(window.notes.size() == 3);
    }
    SUBCASE("and is read by whoever calls it") {
        v1::TicketNote note = window.notes[0].note;
        note.set_at_us(window.office.now_us);
        window.desk->note(note, window.now);
        window.office.next = window.id("H001");
        window.press("Enter");
        CHECK(window.page().citizen.note == "Quầy 3, 09:00: Thiếu bản sao sổ đỏ");
        CHECK(fake::text_of(window.page().citizen.facts.back()) == "Trước đó: Quầy 3, Hộ tịch · chờ dưới 1 phút");
    }
}

TEST_CASE("who is not served yet can only have come to the wrong field") {
    Window window = called();
    window.keys({"C", "1"});
    CHECK(window.page().dialog->detail == "Nhầm lĩnh vực, giữ chỗ cũ");
    window.press("Enter");
    CHECK(window.last().transfer().kind() == v1::TRANSFER_KIND_WRONG_FIELD);
    CHECK(window.notes.empty());
}

TEST_CASE("sent on to a counter where somebody works") {
    Window window = serving();
    window.office.counter(4).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(4).set_clerk("binh");
    window.push();
    window.press("C");
    CHECK(window.page().dialog->items.back().label == "Quầy 4");
    CHECK(window.page().dialog->items.back().detail == "Trần Thị Bình");
    window.press(key_of(window, "Quầy 4"));
    window.keys({"2", "Enter"});
    CHECK(window.last().transfer().to_counter() == 4);
    CHECK(window.last().transfer().service().empty());
    CHECK(window.last().transfer().kind() == v1::TRANSFER_KIND_WRONG_FIELD);
}

TEST_CASE("what is asked about somebody goes with them") {
    Window window = called();
    window.press("G");
    window.office.ticket("H001").set_state(v1::TICKET_STATE_NO_SHOW);
    window.office.counter(3).set_ticket(0);
    window.push({window.id("H001")});
    CHECK_FALSE(window.page().dialog);
    CHECK(window.banner() == "Số H001 không còn ở quầy nên việc đang làm dở đã bỏ.");
}

TEST_CASE("a no-show who came after all waits again") {
    Window window = called();
    window.press("V");
    CHECK(window.last().no_show().at().ticket() == window.id("H001"));
    window.press("M");
    window.press(key_of(window, "Cho số vắng mặt chờ lại"));
    REQUIRE(window.page().dialog->rows.size() == 1);
    CHECK(window.page().dialog->rows[0].detail == "Hộ tịch · vắng mặt lúc 09:00");
    window.press("Enter");
    CHECK(window.last().reinstate().ticket() == window.id("H001"));
    CHECK(window.banner() == "Số H001 đang chờ lại.");
}

TEST_CASE("cancelled because they left or void with a reason") {
    Window window = called(3);
    window.press("M");
    window.press(key_of(window, "Hủy số"));
    CHECK(window.dialog() == "Hủy H001");
    window.press("1");
    CHECK(window.last().cancel().ticket() != 0);
    CHECK_FALSE(window.last().cancel().voided());
    CHECK(window.banner() == "Đã ghi số H001 không chờ nữa.");
    window.press("M");
    window.press(key_of(window, "Hủy số"));
    window.keys({"3", "Enter", "2", "2"});
    CHECK(window.last().cancel().voided());
    CHECK(window.last().cancel().reason() == "duplicate");
    CHECK(window.banner() == "Đã hủy số H003.");
}

TEST_CASE("a number is given at the counter") {
    Window window = open_with(1);
    window.press("M");
    window.press(key_of(window, "Cấp số tại quầy"));
    window.keys({"2", "2"});
    CHECK(window.last().issue().service() == "certification");
    CHECK(window.last().issue().ticket_class() == "elderly");
    CHECK(window.last().issue().slip() == v1::SLIP_WISH_NONE);
    CHECK(window.says("Đã cấp số C001, Chứng thực."));
}

TEST_CASE("help is asked for and taken back and seen to be on the way") {
    Window window = called();
    window.press("H");
    CHECK(window.last().ask_for_help().on());
    CHECK(window.tile("help") == "Thôi gọi hỗ trợ on");
    CHECK(window.page().actions.back().detail == "vừa gọi");
    window.pass(std::chrono::minutes(2));
    CHECK(window.page().actions.back().detail == "đã gọi 2 phút");
    window.office.counter(3).set_help(v1::HELP_STATE_ANSWERED);
    window.push();
    CHECK(window.banner() == "Đã có người đến hỗ trợ quầy.");
    CHECK(window.page().actions.back().detail == "đang có người đến");
    window.press("H");
    CHECK_FALSE(window.last().ask_for_help().on());
    CHECK(window.tile("help") == "Gọi hỗ trợ");
}

TEST_CASE("the rest behind more") {
    Window window = open_with(1);
    window.press("M");
    for (int i = 0; i < 9; ++i) window.press("Down");
    CHECK(key_of(window, "Bật tự gọi số") == "1");
    window.press("Enter");
    CHECK(window.last().set_auto_call().on());
    window.press("M");
    CHECK(key_of(window, "Đóng quầy") == "9");
    CHECK(window.page().dialog->items[9].label == "Tắt tự gọi số");
    CHECK(window.page().dialog->items[9].key.empty());  // by the arrows
    window.press("Escape");
    CHECK_FALSE(window.page().dialog);
    window.keys({"Enter", "M"});
    window.press(key_of(window, "Xếp lại phía sau"));
    CHECK(window.last().has_requeue());
    window.press("M");
    window.press("9");
    CHECK(window.last().has_close_counter());
    CHECK(window.page().step.label == "Mở Quầy 3");
}

TEST_CASE("a held number is back") {
    Window window = called();
    window.keys({"G", "1", "M"});
    window.press(key_of(window, "Số tạm giữ đã quay lại"));
    window.press("1");
    CHECK(window.last().return_hold().ticket() == window.id("H001"));
    CHECK(window.page().holds[0].returned);
    CHECK(window.page().holds[0].detail == "đã quay lại · giữ dưới 1 phút");
    CHECK(window.page().step.label == "Gọi người đã quay lại");
}

TEST_CASE("handed over to a clerk who is at no counter") {
    Window window = serving();
    window.office.counter(2).set_state(v1::COUNTER_STATE_OPEN);
    window.office.counter(2).set_clerk("binh");
    window.push();
    window.press("M");
    window.press(key_of(window, "Bàn giao quầy"));
    CHECK(window.dialog() == "Bàn giao Quầy 3 cho");
    REQUIRE(window.page().dialog->items.size() == 2);
    CHECK(window.page().dialog->items[0].label == "Lê Thị Chi");
    window.press("1");
    CHECK(window.last().hand_over().to_clerk() == "chi");
    CHECK(window.page().screen == Screen::sign_in);
    CHECK(window.page().sign_in.error == "Đã bàn giao Quầy 3 cho Lê Thị Chi lúc 09:00.");
    CHECK(window.office.counter(3).ticket() == window.id("H001"));
}

TEST_CASE("a note on whoever is here") {
    Window window = called();
    window.press("M");
    window.press(key_of(window, "Ghi chú cho quầy sau"));
    window.desk->key({"G", false}, window.now);  // a letter is a letter here
    window.type("g");
    window.type("\xc3\x28");  // no keyboard writes so, and the server would hang up
    window.type("\n");
    window.press("1");
    window.press("Enter");
    REQUIRE(window.notes.size() == 1);
    CHECK(window.notes[0].note.text() == "g1");
    CHECK(window.page().citizen.number == "H001");
}

TEST_CASE("keys can be given otherwise") {
    DeskOptions options = fake::options_at(3, "an");
    options.keys.target_of = {{"Space", "step"}, {"Pad 5", "action:recall"}, {"X", "action:close"}};
    Window window(options);
    window.office.issue("civil-status");
    window.connect();
    CHECK(window.page().step.key == "Space");
    window.keys({"Space", "Enter", "Space"});
    CHECK(window.page().citizen.number == "H001");
    window.press("5", true);
    CHECK(window.last().has_recall());
    window.press("X");
    CHECK(window.banner() == "Quầy còn số H001. Hãy xử lý xong số này trước.");
}

}  // namespace luot::desk
