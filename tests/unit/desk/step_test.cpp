// The one next step, and that a press is one command.
#include "desk/limits.hpp"
#include "window.hpp"

namespace luot::desk {
namespace {

using fake::minute_us;
using fake::Window;
using std::chrono::milliseconds;
using std::chrono::seconds;

Window open_with(std::size_t people) {
    Window window;
    for (std::size_t i = 0; i < people; ++i) window.office.issue("civil-status", static_cast<std::int64_t>(people - i) * minute_us);
    window.open();
    return window;
}

}  // namespace

TEST_CASE("the next step by what is so at the counter") {
    Window window;
    window.connect();
    CHECK(window.page().screen == Screen::desk);
    CHECK(window.page().step.label == "Mở Quầy 3");
    CHECK(window.page().step.key == "Enter");
    CHECK(window.page().step.main);
    CHECK(window.page().citizen.headline == "Quầy đang đóng");
    window.press("Enter");
    CHECK(window.last().has_open_counter());
    CHECK(window.last().open_counter().at().clerk() == "an");
    CHECK_FALSE(window.last().open_counter().take_over());

    CHECK(window.page().step.label == "Gọi số tiếp theo");
    CHECK_FALSE(window.page().step.enabled);
    CHECK(window.page().step.detail == "chưa có ai chờ");
    window.press("Enter");
    CHECK(window.sent.size() == 1);  // nobody to call: it says so
    CHECK(window.banner() == "Hiện không có ai chờ quầy này.");

    window.push({window.office.issue("civil-status"), window.office.issue("civil-status")});
    CHECK(window.page().step.enabled);
    CHECK(window.page().step.detail == "2 người đang chờ");
    window.press("Enter", true);  // of the number pad
    CHECK(window.last().has_call_next());
    CHECK(window.page().citizen.number == "H001");
    CHECK(window.page().step.label == "Bắt đầu phục vụ");
    window.press("Enter");
    CHECK(window.last().has_start());
    CHECK(window.page().step.label == "Kết thúc, gọi số tiếp theo");
    CHECK(window.page().step.detail == "1 người đang chờ");
    window.press("Enter");
    CHECK(window.last().has_call_next());
    CHECK(window.page().citizen.number == "H002");

    window.keys({"V", "P", "2"});
    CHECK(window.last().pause_counter().reason() == "meeting");
    CHECK(window.page().step.label == "Làm việc trở lại");
    CHECK(window.page().citizen.headline == "Tạm nghỉ: Họp");
    window.press("Enter");
    CHECK(window.last().has_resume_counter());
}

TEST_CASE("who came back is called by the step without a promise of more") {
    Window window = open_with(2);
    window.keys({"Enter", "G", "1"});
    CHECK(window.last().hold().reason() == "form");
    CHECK(window.page().step.label == "Gọi số tiếp theo");
    window.office.ticket("H001").set_hold_returned(true);
    window.push({window.id("H001")});
    CHECK(window.page().step.label == "Gọi người đã quay lại");
    CHECK(window.page().step.detail == "H001");
    CHECK(window.says("Số H001 đã quay lại quầy."));
    CHECK(window.sounds.back() == Sound::arrival);
    window.press("Enter");
    CHECK(window.last().has_call_next());
    CHECK(window.page().citizen.number == "H001");
}

TEST_CASE("what is known of who is here") {
    Window window;
    const auto old = window.office.issue("civil-status", 16 * minute_us);
    const auto elder = window.office.issue("civil-status", 14 * minute_us, "elderly");
    window.office.tickets[elder].set_procedure("birth");
    window.office.next = elder;
    window.office.reason = v1::CALL_REASON_HEAD_START;
    window.open();
    window.press("Enter");
    REQUIRE(window.page().citizen.number == "H002");
    CHECK(window.page().citizen.reason == "Được gọi trước H001 vì ưu tiên tính như đến sớm 15 phút");
    window.press("Enter");
    window.pass(seconds(200));
    const Citizen citizen = window.page().citizen;
    REQUIRE(citizen.chips.size() == 2);
    CHECK(citizen.chips[0].text == "Hộ tịch");
    CHECK(citizen.chips[0].swatch.place == 0U);
    CHECK(citizen.chips[1].text == "Người cao tuổi");
    CHECK(fake::text_of(citizen.facts[0]) == "Đã chờ 14 phút · Đang phục vụ 03:20");
    CHECK(fake::text_of(citizen.facts[1]) == "Bước 1 · lấy số lúc 08:46 tại máy 1");
    CHECK(fake::text_of(citizen.facts[2]) == "Thủ tục Đăng ký khai sinh");
    // Whom it overtook stays said, also when they are called themselves.
    window.office.tickets[old].set_state(v1::TICKET_STATE_CALLED);
    window.push({old});
    CHECK(window.page().citizen.reason == "Được gọi trước H001 vì ưu tiên tính như đến sớm 15 phút");
}

TEST_CASE("every reason of a call is said in words in both languages") {
    for (const char* language : {"vi", "en"}) {
        Window window = open_with(2);
        window.press("Enter");
        while (window.page().language != language) window.press("F8");
        for (int value = v1::CALL_REASON_ARRIVAL; value <= v1::CALL_REASON_ONLY_DEFERRED; ++value) {
            for (const char* ticket_class : {"ordinary", "elderly"}) {
                CAPTURE(value);
                auto& ticket = window.office.ticket("H001");
                ticket.set_reason(static_cast<v1::CallReason>(value));
                ticket.set_ticket_class(ticket_class);
                ticket.set_reason_code("supervisor");
                window.push({ticket.ticket()});
                const std::string reason = window.page().citizen.reason;
                CHECK(reason.size() > 8);
                CHECK(reason.find('{') == std::string::npos);
            }
        }
    }
}

TEST_CASE("a press is one command however often the key goes down") {
    Window window = open_with(3);
    window.answers = false;
    window.press("Enter");
    CHECK(window.sent.size() == 2);  // the first opened the counter
    CHECK(window.page().busy);
    for (int i = 0; i < 5; ++i) window.press_again("Enter");
    window.desk->key({"Enter", false, false, false, true}, window.now);
    window.press("Enter");  // a second later, and there is no answer yet
    CHECK(window.sent.size() == 2);
    window.answer();
    CHECK_FALSE(window.page().busy);
    CHECK(window.page().citizen.number == "H001");
    // What the step asks for has only just changed: still the same press.
    window.press_again("Enter");
    window.pass(milliseconds(399));
    window.press_again("Enter");
    CHECK(window.sent.size() == 2);
    window.pass(milliseconds(401));
    window.press_again("Enter");
    CHECK(window.sent.size() == 3);
    CHECK(window.last().has_start());
}

TEST_CASE("a key that trembles or is held down is one press of any key") {
    Window window = open_with(2);
    window.press("Enter");
    const std::size_t before = window.sent.size();
    window.press("R");
    window.pass(milliseconds(300));
    window.press_again("R");  // answered already, and still the same press
    CHECK(window.sent.size() == before + 1);
    window.pass(seconds(2));
    window.desk->key({"R", false, false, false, true}, window.now);
    window.run();
    CHECK(window.sent.size() == before + 1);
    window.press("R");
    CHECK(window.sent.size() == before + 2);
}

TEST_CASE("a press is meant for what the step was when it was seen") {
    Window window = open_with(1);
    window.pass(seconds(10));
    // Called from elsewhere in the very moment in which the clerk wanted to call.
    auto& ticket = window.office.ticket("H001");
    ticket.set_state(v1::TICKET_STATE_CALLED);
    ticket.set_counter(3);
    window.office.counter(3).set_ticket(ticket.ticket());
    window.push({ticket.ticket()});
    const std::size_t before = window.sent.size();
    window.pass(milliseconds(200));
    window.press_again("Enter");
    CHECK(window.sent.size() == before);
    window.pass(milliseconds(500));
    window.press_again("Enter");
    CHECK(window.last().has_start());
}

TEST_CASE("a doubled click does not reach what comes up under the mouse") {
    Window window = open_with(1);
    CHECK(window.click("step"));
    CHECK(window.click("action:hold"));
    REQUIRE(window.dialog() == "Tạm giữ H001 vì");
    CHECK(window.desk->click("dialog:item:0", window.now + milliseconds(150)));
    CHECK(window.dialog() == "Tạm giữ H001 vì");
    CHECK_FALSE(window.click("action:hold"));  // it is under what is asked
    CHECK_FALSE(window.click("no such thing"));
    CHECK(window.click("dialog:item:1"));
    CHECK(window.last().hold().reason() == "copy");
}

TEST_CASE("a command says whom the clerk saw and until when it makes sense") {
    Window window = open_with(2);
    window.press("Enter");
    CHECK(window.last().call_next().at().has_ticket());
    CHECK(window.last().call_next().at().ticket() == 0);
    CHECK(window.sent.back().not_after_us == window.office.now_us + limits::command_lives_us);
    window.press("R");
    CHECK(window.last().recall().at().ticket() == window.id("H001"));
    CHECK(window.last().recall().at().counter() == 3);

    // Somebody else acts for the same clerk meanwhile: what was meant for one is not done to another.
    window.answers = false;
    window.press("R");
    window.office.ticket("H001").set_state(v1::TICKET_STATE_NO_SHOW);
    window.office.ticket("H002").set_state(v1::TICKET_STATE_CALLED);
    window.office.counter(3).set_ticket(window.id("H002"));
    window.answer();
    CHECK(window.banner() == "Quầy vừa đổi sang số H002 nên lệnh chưa được thực hiện. Xin xem lại rồi làm tiếp.");
    CHECK(window.sounds.back() == Sound::refusal);
}

TEST_CASE("while the server is away nothing is sent and what is known stays") {
    Window window = open_with(2);
    window.press("Enter");
    const std::size_t before = window.sent.size();
    window.cut();
    CHECK(window.page().stale);
    CHECK(window.page().citizen.number == "H001");
    CHECK(window.page().status == "Nguyễn Văn An · mất kết nối từ 09:00");
    CHECK(window.banner() == "Mất kết nối từ 09:00. Màn hình là của lúc đó; bấm phím sẽ không gửi gì.");
    CHECK_FALSE(window.page().step.enabled);
    CHECK(window.page().step.detail == "đang mất kết nối");
    window.keys({"Enter", "R", "G", "V", "F", "H", "P", "C", "S"});
    CHECK_FALSE(window.page().dialog);
    CHECK(window.says("Đang mất kết nối nên chưa gửi được. Có mạng lại xin bấm lại."));
    // Who waited then may have been called since: times stand still with the rest.
    const auto longest = window.page().my_fields[0].detail;
    window.pass(std::chrono::minutes(30));
    CHECK(window.page().my_fields[0].detail == longest);
    CHECK(window.page().status == "Nguyễn Văn An · mất kết nối từ 09:00");
    window.reconnect();
    CHECK(window.page().my_fields[0].detail != longest);
    CHECK(window.sent.size() == before);  // and nothing is sent late
    window.press("Enter");
    CHECK(window.sent.size() == before + 1);
}

TEST_CASE("a command under way when the line goes is answered when it is back") {
    Window window = open_with(2);
    window.answers = false;
    window.press("Enter");
    window.cut();
    CHECK(window.banner().find("đang chờ máy chủ trả lời") != std::string::npos);
    window.pass(seconds(30));
    window.reconnect();
    CHECK(window.page().busy);
    window.press("Enter");
    CHECK(window.waiting.size() == 1);
    window.answer();  // by then it makes no sense any more
    CHECK(window.banner() == "Lệnh đến máy chủ quá muộn nên không được thực hiện. Xin xem lại quầy rồi làm lại nếu cần.");
    CHECK_FALSE(window.page().busy);
    CHECK(window.page().citizen.number.empty());
}

TEST_CASE("a command that the line did not take is not on its way") {
    Window window = open_with(1);
    window.answers = false;
    window.press("Enter");
    window.desk->not_sent(window.waiting.front().request, window.now);
    CHECK_FALSE(window.page().busy);
    CHECK(window.banner() == "Đang mất kết nối nên chưa gửi được. Có mạng lại xin bấm lại.");
}

TEST_CASE("an answer that comes before what it brings about is waited for") {
    Window window = open_with(2);
    window.answers = false;
    window.press("Enter");
    const auto decided = window.office.decide(window.waiting.front().command);
    window.desk->answered(window.waiting.front().request, decided.reply, window.now);
    CHECK(window.page().busy);
    window.press("Enter");
    CHECK(window.sent.size() == 2);
    window.push(*decided.event);
    CHECK_FALSE(window.page().busy);
    CHECK(window.page().citizen.number == "H001");
}

TEST_CASE("refusals are said in the words of clerks") {
    Window window = open_with(3);
    window.keys({"S", "2"});  // types: H002
    REQUIRE(window.page().dialog->rows.size() == 1);
    window.answers = false;
    window.keys({"Enter", "1"});
    window.refuse(fake::refusal("taken_by_counter", {{"number", "H002"}, {"counter", "2"}}));
    CHECK(window.banner() == "Số H002 vừa được Quầy 2 gọi. Mời gọi số khác.");
    CHECK(window.page().banners.front().tone == Tone::warn);
    CHECK(window.sounds.back() == Sound::refusal);
    window.pass(limits::banner_stays);
    CHECK(window.banner().empty());
}

TEST_CASE("a server whose data was restored is said") {
    Window window = open_with(1);
    window.cut();
    window.office.epoch = 2;
    window.reconnect();
    CHECK(window.page().stale);  // what is known is of another time
    window.press("Enter");
    CHECK(window.sent.size() == 1);
    window.desk->snapshot(window.office.snapshot(), window.now);
    CHECK_FALSE(window.page().stale);
    CHECK(window.says("Máy chủ vừa được khôi phục dữ liệu. Xin xem lại quầy trước khi làm tiếp."));
    window.press("Enter");
    CHECK(window.sent.size() == 2);
}

TEST_CASE("nothing is told to a clerk of what they did themselves") {
    for (const bool answers_first : {false, true}) {
        CAPTURE(answers_first);
        Window window;
        window.answers_first = answers_first;
        window.open();
        CHECK(window.banner().empty());
        window.keys({"M", "9"});
        CHECK(window.last().has_close_counter());
        CHECK(window.banner().empty());
        CHECK(window.page().step.label == "Mở Quầy 3");
    }
}

}  // namespace luot::desk
