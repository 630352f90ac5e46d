// What is around the clerk, what is brought to mind, and honest timing.
#include "window.hpp"

namespace luot::desk {
namespace {

using fake::minute_us;
using fake::Window;
using std::chrono::minutes;
using std::chrono::seconds;

Window serving(std::int64_t usual_minutes = 12) {
    Window window;
    window.office.fields["civil-status"].set_service_p95_us(usual_minutes * minute_us);
    window.office.issue("civil-status", 5 * minute_us);
    window.office.issue("civil-status", 4 * minute_us);
    window.open();
    window.keys({"Enter", "Enter"});
    REQUIRE(window.page().step.label == "Kết thúc, gọi số tiếp theo");
    return window;
}

}  // namespace

TEST_CASE("my fields with who waits longest against the target") {
    Window window;
    window.office.issue("civil-status", 22 * minute_us);
    window.office.issue("certification", 13 * minute_us);
    window.office.issue("land", 6 * minute_us);
    window.open();
    auto rows = window.page().my_fields;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == "Hộ tịch");
    CHECK(rows[0].waiting == 1);
    CHECK(rows[0].detail == "lâu nhất 22 phút, quá mục tiêu 15");
    CHECK(rows[0].tone == Tone::bad);
    CHECK(rows[1].detail == "lâu nhất 13 phút, gần mục tiêu 15");
    CHECK(rows[1].tone == Tone::warn);
    CHECK(rows[2].detail == "hỗ trợ · lâu nhất 6 phút");
    CHECK(rows[2].helps);
    // Sent to this counter alone.
    const auto bound = window.office.issue("land", minute_us);
    window.office.tickets[bound].set_counter(3);
    window.push({bound});
    CHECK(window.page().my_fields[0].name == "Chuyển riêng đến quầy này");
    CHECK(window.says("Số Đ002 vừa được chuyển riêng đến quầy này."));
    CHECK(window.page().badge == "Quầy 3");
    CHECK(window.page().fields == "Hộ tịch, Chứng thực");
    CHECK(window.page().status == "Nguyễn Văn An · 09:00 · đã kết nối");
}

TEST_CASE("the other counters with what they do") {
    Window window;
    auto& two = window.office.counter(2);
    const auto ticket = window.office.issue("civil-status", 20 * minute_us);
    window.office.tickets[ticket].set_state(v1::TICKET_STATE_SERVING);
    window.office.tickets[ticket].set_started_us(window.office.now_us - 370 * fake::second_us);
    two.set_state(v1::COUNTER_STATE_OPEN);
    two.set_clerk("binh");
    two.set_ticket(ticket);
    auto& four = window.office.counter(4);
    four.set_state(v1::COUNTER_STATE_PAUSED);
    four.set_pause_reason("meeting");
    window.connect();
    auto rows = window.page().others;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == "Quầy 2 · H001");
    CHECK(rows[0].detail == "đang phục vụ 06:10");
    CHECK(rows[0].light == CounterRow::Light::serving);
    CHECK(rows[1].detail == "tạm nghỉ: Họp · dưới 1 phút");
    CHECK(rows[2].name == "Quầy 5");
    CHECK(rows[2].light == CounterRow::Light::closed);
    two.set_help(v1::HELP_STATE_ASKED);
    window.push();
    CHECK(window.page().others[0].detail == "cần hỗ trợ · đang phục vụ 06:10");
    CHECK(window.page().others[0].light == CounterRow::Light::help);
}

TEST_CASE("my day") {
    Window window;
    auto& day = window.office.clerk_days["an"];
    day.set_clerk("an");
    day.set_served(18);
    day.set_service_p50_us(460 * fake::second_us);
    day.set_paused_us(10 * minute_us);
    window.open();
    CHECK(fake::text_of(window.page().day) == "Hôm nay18 lượtThời gian phục vụ trung vị7:40Nghỉ10 phút");
    window.keys({"P", "1"});
    window.pass(minutes(2));
    CHECK(fake::text_of(window.page().day) == "Hôm nay18 lượtThời gian phục vụ trung vị7:40Nghỉ12 phút");
    day.set_corrected(2);
    window.push();
    CHECK(window.page().day.back().text == "2 lượt");
    CHECK(window.page().day.back().tone == Tone::warn);
}

TEST_CASE("the page of who waits has numbers and no names") {
    Window window = serving();
    window.keys({"F", "1", "S"});
    const Page page = window.page();
    REQUIRE(page.dialog->rows.size() == 1);
    CHECK(page.dialog->rows[0].number == "H002");
}

TEST_CASE("held numbers are brought to mind after the time of the office and again") {
    Window window = serving();
    window.keys({"G", "1"});
    window.sounds.clear();
    window.pass(minutes(9));
    CHECK(window.page().holds[0].tone == Tone::calm);
    CHECK(window.sounds.empty());
    REQUIRE(window.desk->deadline());
    window.pass(*window.desk->deadline() - window.now);
    CHECK(window.page().holds[0].tone == Tone::warn);
    CHECK(window.page().holds[0].detail == "Điền tờ khai · 10 phút, đã lâu");
    CHECK(window.banner() == "Số H001 đã tạm giữ 10 phút: Điền tờ khai.");
    REQUIRE(window.sounds.size() == 1);
    CHECK(window.sounds[0] == Sound::reminder);
    REQUIRE(window.page().banners[0].button);
    CHECK(window.page().banners[0].button->label == "Gọi H001");
    window.pass(minutes(9));
    CHECK(window.sounds.size() == 1);
    window.pass(minutes(1));
    CHECK(window.sounds.size() == 2);
    CHECK(window.click(window.page().banners[0].button->target));
    CHECK(window.last().has_resume_hold());

    Window never = serving();
    never.office.file.mutable_desk()->set_hold_reminder_us(0);
    never.desk->snapshot(never.office.snapshot(), never.now);
    never.keys({"G", "1"});
    never.pass(minutes(60));
    CHECK(never.banner().empty());
}

TEST_CASE("a service longer than nearly all is asked about and not guessed") {
    Window window = serving();
    window.pass(minutes(11));
    CHECK_FALSE(window.page().dialog);
    REQUIRE(window.desk->deadline());
    CHECK(*window.desk->deadline() - window.now == minutes(1));
    window.pass(minutes(1));
    REQUIRE(window.dialog() == "Số H001 còn đang làm?");
    CHECK(window.page().dialog->detail == "Đã phục vụ 12 phút, chưa có thao tác nào ở quầy. Hầu hết các lượt xong trong 12 phút.");
    CHECK(window.sounds.back() == Sound::reminder);
    std::string offered;
    const Page page = window.page();
    for (const auto& item : page.dialog->items) offered += item.key + " " + item.label + " " + item.detail + "; ";
    CHECK(offered ==
          "1 Còn đang làm ; 2 Vừa xong ; 3 Xong khoảng 09:10 2 phút trước; 4 Xong khoảng 09:07 5 phút trước; 5 Xong khoảng 09:02 10 phút "
          "trước; ");
    const std::size_t before = window.sent.size();
    SUBCASE("a key that was meant for what was there before does nothing") {
        window.press_again("Enter");
        CHECK(window.page().dialog);
        CHECK(window.sent.size() == before);
    }
    SUBCASE("still here - asked again after as long") {
        window.press("Enter");
        CHECK_FALSE(window.page().dialog);
        CHECK(window.sent.size() == before);
        window.pass(minutes(11));
        CHECK_FALSE(window.page().dialog);
        window.pass(minutes(1));
        CHECK(window.page().dialog);
    }
    SUBCASE("finished now") {
        window.press("2");
        CHECK(window.last().finish().ended_us() == 0);
        CHECK(window.page().citizen.headline == "Chưa có ai");
    }
    SUBCASE("finished some time ago - sent as it was offered and said so") {
        // An hour later the moments are those of then.
        window.pass(minutes(60));
        CHECK(window.page().dialog->items.back().detail == "1 giờ trước");
        window.press_again("4");  // for what stood there until now
        REQUIRE(window.page().dialog);
        window.pass(seconds(1));
        const Page present = window.page();
        CHECK(present.dialog->items[2].detail == "2 phút trước");
        const std::int64_t ended_us = window.office.now_us - seconds(1).count() * fake::second_us - 2 * minute_us;
        // From the first input on they stay, and grow old visibly.
        window.press_again("Down");
        window.pass(minutes(3));
        CHECK(window.page().dialog->items[2].label == present.dialog->items[2].label);
        CHECK(window.page().dialog->items[2].detail == "5 phút trước");
        window.press_again("3");
        CHECK(window.last().finish().ended_us() == ended_us);
        CHECK(window.page().day.back().text == "1 lượt");
        CHECK(window.banner().starts_with("Đã ghi số H001 xong lúc 10:"));
    }
    SUBCASE("it goes with whom it was about") {
        window.office.ticket("H001").set_state(v1::TICKET_STATE_SERVED);
        window.office.counter(3).set_ticket(0);
        window.push({window.id("H001")});
        CHECK_FALSE(window.page().dialog);
        CHECK(window.banner().empty());
    }
}

TEST_CASE("nothing is asked where it is not known how long services take") {
    Window window = serving(0);
    window.pass(minutes(200));
    CHECK_FALSE(window.page().dialog);
}

TEST_CASE("whoever works at the window is not asked") {
    Window window = serving();
    for (int i = 0; i < 10; ++i) {
        window.pass(minutes(6));
        window.press("Escape");
    }
    CHECK_FALSE(window.page().dialog);
    window.pass(minutes(12));
    CHECK(window.page().dialog);
}

TEST_CASE("while the server is away nothing is asked that cannot be told") {
    Window window = serving();
    window.cut();
    window.pass(minutes(30));
    CHECK_FALSE(window.page().dialog);
    window.reconnect();
    window.pass(seconds(1));
    CHECK(window.dialog() == "Số H001 còn đang làm?");
    CHECK(window.page().dialog->items.size() == 7);
}

TEST_CASE("somebody comes to an empty field while the clerk is free") {
    Window window;
    window.open();
    window.sounds.clear();
    window.push({window.office.issue("land")});  // only helped
    CHECK(window.sounds.empty());
    window.push({window.office.issue("civil-status")});
    REQUIRE(window.sounds.size() == 1);
    CHECK(window.sounds[0] == Sound::arrival);
    CHECK(window.page().arrivals == 1);
    window.push({window.office.issue("civil-status")});  // somebody waits already
    CHECK(window.sounds.size() == 1);
    SUBCASE("but not while they serve") {
        window.press("Enter");
        window.push({window.office.issue("certification")});
        CHECK(window.sounds.size() == 1);
    }
    SUBCASE("nor long past") {
        auto late = window.office.changed({window.office.issue("certification")});
        window.pass(minutes(5));
        window.push(late);
        CHECK(window.sounds.size() == 1);
    }
    SUBCASE("nor with the sound off though it is seen") {
        window.press("F9");
        CHECK(window.remembered.back().sound == false);
        window.push({window.office.issue("certification")});
        CHECK(window.sounds.size() == 1);
        CHECK(window.page().arrivals == 2);
    }
}

TEST_CASE("an urgent number that waits for me is said") {
    Window window = serving();
    auto& ticket = window.office.ticket("H002");
    ticket.set_urgent(true);
    window.push({ticket.ticket()});
    CHECK(window.banner() == "Số H002 (Hộ tịch) được ưu tiên gấp, đang chờ quầy này.");
    CHECK(window.page().step.detail == "1 người đang chờ, ưu tiên gấp: H002");
    CHECK(window.page().arrivals == 1);
    window.pass(seconds(31));
    window.push({ticket.ticket()});
    CHECK(window.banner().empty());
}

TEST_CASE("the day closes while somebody works") {
    Window window = serving();
    window.office.day.set_business_day(20'515);
    for (auto& [id, counter] : window.office.counters) {
        counter.set_state(v1::COUNTER_STATE_CLOSED);
        counter.set_ticket(0);
        counter.clear_clerk();
    }
    window.office.tickets.clear();
    v1::Event event;
    event.set_seq(++window.office.seq);
    event.set_at_us(window.office.now_us);
    *event.add_changes()->mutable_day() = window.office.day;
    event.add_changes()->set_day_cleared(true);
    for (const auto& [id, counter] : window.office.counters) *event.add_changes()->mutable_counter() = counter;
    window.push(event);
    CHECK(window.page().step.label == "Mở Quầy 3");
    CHECK(window.banner() == "Ngày làm việc đã đóng lúc 09:00. Các số chưa xong đã hết hạn.");
    CHECK(fake::text_of(window.page().day) == "Hôm nay0 lượt");
}

TEST_CASE("the office file changes") {
    Window window = serving();
    SUBCASE("other fields") {
        window.office.counter(3).clear_serves();
        window.office.counter(3).add_serves("land");
        window.push();
        CHECK(window.banner() == "Lĩnh vực của quầy vừa đổi: Đất đai.");
        CHECK(window.page().fields == "Đất đai");
        CHECK(window.page().citizen.number == "H001");
    }
    SUBCASE("no such counter any more") {
        window.office.counters.erase(3);
        v1::Event event;
        event.set_seq(++window.office.seq);
        event.set_at_us(window.office.now_us);
        *event.add_changes()->mutable_office() = window.office.file;
        for (const auto& [id, counter] : window.office.counters) *event.add_changes()->mutable_counter() = counter;
        window.push(event);
        CHECK(window.page().screen == Screen::sign_in);
        CHECK(window.page().sign_in.error == "Cơ quan không còn Quầy 3. Xin chọn quầy khác.");
    }
}

TEST_CASE("switches in the footer are remembered") {
    Window window = serving();
    CHECK(window.page().footer.size() == 4);
    window.press("F6");
    CHECK(window.page().mode == Mode::strip);
    window.press("F6");
    CHECK(window.page().mode == Mode::keypad);
    window.press("F6");
    CHECK(window.page().mode == Mode::window);
    for (const int scale : {125, 150, 175, 200, 250, 100}) {
        CHECK(window.click("footer:size"));
        CHECK(window.remembered.back().scale_percent == scale);
    }
    window.press("F8");
    CHECK(window.page().language == "en");
    CHECK(window.page().step.label == "Finish and call next");
    CHECK(window.remembered.back().language == "en");
    window.press("F8");
    CHECK(window.page().language == "vi");
}

}  // namespace luot::desk
