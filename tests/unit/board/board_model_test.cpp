#include "board/board_model.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "board_office.hpp"

namespace luot::board {
namespace {

// Lines as people read them.
std::vector<std::string> lines_of(const Picture& picture) {
    std::vector<std::string> lines;
    for (const CallLine& line : picture.last_calls) lines.push_back(line.number + " " + std::to_string(line.counter));
    return lines;
}

std::vector<std::uint64_t> speak_all(BoardModel& model) {
    std::vector<std::uint64_t> spoken;
    while (auto next = model.announcements().next()) {
        spoken.push_back(next->seq);
        model.announcements().finished();
    }
    return spoken;
}

}  // namespace

TEST_CASE("before the first snapshot the board says that it is connecting") {
    BoardModel model;
    model.on_link(false, 0);
    CHECK(model.picture(at(9, 0), 0, words()).phase == Phase::connecting);
    CHECK(model.picture(at(9, 0), 0, words()).detail == "Xin ông/bà chờ trong giây lát.");
    CHECK(model.picture(at(9, 0), 20 * second_us, words()).detail == "Bảng chưa hoạt động, mời ông/bà nghe cán bộ gọi tại quầy.");
}

TEST_CASE("a snapshot fills the board and speaks its young calls once") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    v1::Snapshot office = snapshot(100, noon_us);
    *office.add_calls() = made(50, noon_us - 5 * minute_us, "H001", 1);
    *office.add_calls() = made(90, noon_us - 30 * second_us, "H002", 2);
    *office.add_calls() = made(95, noon_us - 10 * second_us, "H003", 3);
    model.on_snapshot(office, 0);
    const Picture picture = model.picture(at(9, 42), 0, words());
    CHECK(picture.phase == Phase::calling);
    CHECK(picture.office == "UBND phường Thử");
    CHECK(picture.clock == "09:42");
    CHECK(picture.date == "Thứ Hai, 02/03/2026");
    CHECK(picture.session == "Buổi sáng");
    REQUIRE(picture.current);
    CHECK(picture.current->number == "H003");
    CHECK(picture.current->field == "Hộ tịch");
    CHECK(lines_of(picture) == std::vector<std::string>{"H002 2", "H001 1"});
    REQUIRE(picture.fields.size() == 1);
    CHECK(picture.fields[0].waiting == 7);
    CHECK(picture.fields[0].wait_words == "khoảng 12–18 phút");

    CHECK(speak_all(model) == std::vector<std::uint64_t>{90, 95});
    CHECK(model.take_seen().size() == 3);
    model.on_snapshot(office, second_us);
    CHECK(speak_all(model).empty());
    CHECK(model.take_seen().empty());
}

TEST_CASE("the board is in the offices first language") {
    BoardModel model;
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_office()->add_languages("en");
    office.mutable_office()->add_languages("vi");
    auto* name = office.mutable_office()->mutable_services(0)->mutable_name()->add_texts();
    name->set_language("en");
    name->set_text("Civil status");
    *office.add_calls() = made(95, noon_us - 10 * second_us, "H003", 3);
    model.on_snapshot(office, 0);
    const Picture picture = model.picture(at(9, 42), 0, words());
    CHECK(picture.labels.go == "GO TO COUNTER");
    CHECK(picture.date == "Monday 2 March 2026");
    CHECK(picture.session == "Morning");
    CHECK(picture.current->field == "Civil status");
    CHECK(picture.fields[0].name == "Civil status");
    CHECK(picture.fields[0].wait_words == "about 12–18 minutes");
    CHECK(picture.office == "UBND phường Thử");  // there is no other name
}

TEST_CASE("the large panel follows the voice and no call is invisible meanwhile") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    CHECK(model.picture(at(9, 0), 0, words()).phase == Phase::empty);
    model.on_event(call_event(made(101, noon_us, "H001", 1)), 0);
    model.on_event(call_event(made(102, noon_us, "H002", 2)), 0);
    CHECK(model.announcements().next()->number == "H001");
    Picture picture = model.picture(at(9, 0), 0, words());
    CHECK(picture.current->number == "H001");
    CHECK(lines_of(picture) == std::vector<std::string>{"H002 2"});
    model.announcements().finished();
    CHECK(model.announcements().next()->number == "H002");
    picture = model.picture(at(9, 0), 0, words());
    CHECK(picture.current->number == "H002");
    CHECK(lines_of(picture) == std::vector<std::string>{"H001 1"});
}

TEST_CASE("a recall moves its line up and stays one line") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    model.on_event(call_event(made(101, noon_us, "H001", 1, 7)), 0);
    model.on_event(call_event(made(102, noon_us, "H002", 2, 8)), 0);
    model.on_event(call_event(made(103, noon_us, "H001", 1, 7)), 0);
    const Picture picture = model.picture(at(9, 0), 0, words());
    CHECK(picture.current->number == "H001");
    CHECK(lines_of(picture) == std::vector<std::string>{"H002 2"});
    CHECK(picture.fields[0].last_called == "H001");
    CHECK(speak_all(model) == std::vector<std::uint64_t>{101, 102, 103});
    SUBCASE("a ticket that is spoken while its recall is shown is not in the list beside") {
        model.on_event(call_event(made(104, noon_us, "H003", 3, 9)), 0);
        model.announcements().next();
        model.on_event(call_event(made(105, noon_us, "H003", 3, 9)), 0);
        const Picture now = model.picture(at(9, 0), 0, words());
        CHECK(now.current->number == "H003");
        CHECK(lines_of(now) == std::vector<std::string>{"H001 1", "H002 2"});
    }
}

TEST_CASE("the list of last calls is bounded") {
    BoardModel model;
    model.on_welcome(welcome(0, noon_us), 0);
    model.on_snapshot(snapshot(0, noon_us), 0);
    for (std::uint64_t seq = 1; seq <= 1'000; ++seq) model.on_event(call_event(made(seq, noon_us, "H" + std::to_string(seq), 1)), 0);
    CHECK(model.calls().size() == limits::calls_kept);
    CHECK(model.picture(at(9, 0), 0, words()).last_calls.size() == limits::last_calls);
    CHECK(model.announcements().waiting() == 1'000);
}

TEST_CASE("a reconnect in the middle of a burst loses none and repeats none") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    for (std::uint64_t seq = 101; seq <= 110; ++seq) model.on_event(call_event(made(seq, noon_us, "H" + std::to_string(seq), 1)), 0);
    CHECK(model.announcements().next()->seq == 101);
    const std::int64_t later = 20 * second_us;
    SUBCASE("by the events that were missed") {
        model.on_welcome(welcome(113, noon_us + 90 * second_us), later);
        for (std::uint64_t seq = 108; seq <= 111; ++seq) {  // the server may begin earlier than it needs to
            model.on_event(call_event(made(seq, noon_us, "H" + std::to_string(seq), 1)), later);
        }
        model.on_event(call_event(made(112, noon_us + 80 * second_us, "H112", 1)), later);
        model.on_event(call_event(made(113, noon_us + 85 * second_us, "H113", 1)), later);
        model.on_event(call_event(made(114, noon_us + 90 * second_us, "H114", 1)), later);
    }
    SUBCASE("by a snapshot") {
        model.on_welcome(welcome(114, noon_us + 90 * second_us), later);
        v1::Snapshot office = snapshot(114, noon_us + 90 * second_us);
        for (std::uint64_t seq = 108; seq <= 111; ++seq) *office.add_calls() = made(seq, noon_us, "H" + std::to_string(seq), 1);
        *office.add_calls() = made(112, noon_us + 80 * second_us, "H112", 1);
        *office.add_calls() = made(113, noon_us + 85 * second_us, "H113", 1);
        *office.add_calls() = made(114, noon_us + 90 * second_us, "H114", 1);
        model.on_snapshot(office, later);
    }
    CHECK(model.announcements().speaking()->seq == 101);  // goes on undisturbed
    CHECK(model.picture(at(9, 0), later, words()).current->number == "H101");
    model.announcements().finished();
    // 111 happened while away and is 90 s old: shown, never spoken.
    CHECK(speak_all(model) == std::vector<std::uint64_t>{102, 103, 104, 105, 106, 107, 108, 109, 110, 112, 113, 114});
    CHECK(model.calls().front().number == "H114");
}

TEST_CASE("visitors hear of a lost link within 15 seconds and how long it lasts") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    model.on_link(true, 0);
    CHECK(model.picture(at(9, 0), 100 * second_us, words()).stale.empty());
    model.on_link(false, 100 * second_us);
    model.on_link(false, 110 * second_us);
    CHECK(model.picture(at(9, 0), 114 * second_us - 1, words()).stale.empty());
    CHECK(model.picture(at(9, 0), 114 * second_us, words()).stale ==
          "Bảng vừa mất kết nối. Các số trên bảng có thể đã cũ, mời ông/bà nghe cán bộ gọi tại quầy.");
    CHECK(model.picture(at(9, 0), 225 * second_us, words()).stale.starts_with("Bảng mất kết nối đã 2 phút."));
    model.on_link(true, 226 * second_us);
    CHECK(model.picture(at(9, 0), 226 * second_us, words()).stale.empty());
}

TEST_CASE("office time goes at the offices speed and never falls behind what happened") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us, 60), 5 * second_us);
    CHECK(model.clock().now_us(5 * second_us) == noon_us);
    CHECK(model.clock().now_us(6 * second_us) == noon_us + minute_us);
    model.on_snapshot(snapshot(100, noon_us), 6 * second_us);
    CHECK(model.clock().now_us(6 * second_us) == noon_us + minute_us);
    v1::Event event;
    event.set_seq(101);
    event.set_at_us(noon_us + 2 * minute_us);
    model.on_event(event, 6 * second_us);
    CHECK(model.clock().now_us(7 * second_us) == noon_us + 3 * minute_us);
}

TEST_CASE("outside the hours with nobody waiting the board says so") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    v1::Snapshot office = snapshot(100, noon_us);
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(17, 30), 0, words()).phase == Phase::empty);  // who still waits is called, whatever the hour
    office.mutable_fields(0)->set_waiting(0);
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(7, 0), 0, words()).title == "Chưa đến giờ làm việc");
    CHECK(model.picture(at(7, 0), 0, words()).detail == "Buổi sáng bắt đầu lúc 07:30.");
    CHECK(model.picture(at(7, 0), 0, words()).fields.empty());
    CHECK(model.picture(at(9, 0), 0, words()).phase == Phase::empty);
    CHECK(model.picture(at(9, 0), 0, words()).fields.size() == 1);
    CHECK(model.picture(at(12, 0), 0, words()).title == "Đang nghỉ giữa hai buổi");
    CHECK(model.picture(at(17, 0), 0, words()).title == "Đã hết giờ làm việc hôm nay");
    CHECK(model.picture({monday + 1, 60}, 0, words()).title == "Đã hết giờ làm việc hôm nay");  // 01:00 is still Monday's business day
    SUBCASE("the last call stays for ten minutes") {
        model.on_event(call_event(made(101, noon_us, "H001", 1)), 0);
        speak_all(model);
        CHECK(model.picture(at(17, 0), 10 * minute_us, words()).phase == Phase::calling);
        CHECK(model.picture(at(17, 0), 10 * minute_us + 1, words()).phase == Phase::closed);
    }
}

TEST_CASE("a new day forgets yesterdays calls") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    model.on_event(call_event(made(101, noon_us, "H001", 1)), 0);
    v1::Event cleared;
    cleared.set_seq(102);
    cleared.add_changes()->set_day_cleared(true);
    model.on_event(cleared, 0);
    CHECK(model.calls().empty());
    CHECK(model.announcements().waiting() == 0);
    CHECK(model.picture(at(9, 0), 0, words()).phase == Phase::empty);
}

TEST_CASE("a data folder made anew under the same name is followed from its beginning") {
    BoardModel model;
    model.on_welcome(welcome(500, noon_us), 0);
    model.on_snapshot(snapshot(500, noon_us), 0);
    model.on_welcome(welcome(20, noon_us), second_us);
    v1::Snapshot office = snapshot(20, noon_us);
    *office.add_calls() = made(18, noon_us, "H001", 1);
    model.on_snapshot(office, second_us);
    model.on_event(call_event(made(21, noon_us, "H002", 1)), second_us);
    CHECK(speak_all(model) == std::vector<std::uint64_t>{18, 21});
    CHECK(model.journal() == 2);
}

TEST_CASE("another journal is known from its Welcome and a restart is none") {
    BoardModel model;
    model.on_welcome(welcome(500, noon_us), 0);
    CHECK_FALSE(model.told_since_welcome());
    model.on_snapshot(snapshot(500, noon_us), 0);
    model.on_event(call_event(made(501, noon_us, "H001", 1)), 0);
    speak_all(model);
    CHECK(model.announcements().said_through() == 501);
    SUBCASE("it goes on") {
        model.on_welcome(welcome(501, noon_us), second_us);
        CHECK(model.journal() == 1);
        CHECK(model.announcements().said_through() == 501);
        CHECK_FALSE(model.told_since_welcome());
        model.on_event(call_event(made(502, noon_us, "H002", 1)), second_us);
        CHECK(model.told_since_welcome());
    }
    SUBCASE("it counts from less") {
        model.on_welcome(welcome(20, noon_us), second_us);
        CHECK(model.journal() == 2);
        CHECK(model.announcements().said_through() == 0);
    }
}

TEST_CASE("a snapshot that is older than what is known takes nothing back") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(snapshot(100, noon_us), 0);
    v1::Event called = call_event(made(101, noon_us, "H001", 1));
    auto* field = called.add_changes()->mutable_field();
    field->set_service("civil-status");
    field->set_waiting(6);
    const v1::Event again = call_event(made(102, noon_us, "H002", 2));
    model.on_event(called, 0);
    CHECK(model.announcements().next()->seq == 101);
    model.on_event(again, 0);

    v1::Snapshot office = snapshot(100, noon_us);  // sent once more, for what the clock has changed
    office.mutable_fields(0)->set_past_closing(true);
    model.on_snapshot(office, second_us);
    CHECK(model.seq() == 102);
    CHECK(model.shown().fields.at("civil-status").waiting() == 6);
    CHECK_FALSE(model.shown().fields.at("civil-status").past_closing());
    model.on_event(called, second_us);
    model.on_event(again, second_us);
    CHECK(model.calls().size() == 2);
    CHECK(model.shown().fields.at("civil-status").waiting() == 6);
    model.announcements().finished();
    CHECK(model.announcements().said_through() == 101);
    CHECK(speak_all(model) == std::vector<std::uint64_t>{102});
    CHECK(model.announcements().said_through() == 102);
    CHECK(model.take_seen().size() == 2);
    CHECK(model.journal() == 1);

    SUBCASE("with nothing of its own behind it the next push brings it up") {
        model.on_snapshot(office, second_us);
        model.on_event(call_event(made(103, noon_us, "H003", 3)), second_us);
        CHECK(model.calls().front().number == "H003");
        CHECK(model.shown().fields.at("civil-status").past_closing());
    }
}

TEST_CASE("what has no room at once takes turns") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    v1::Snapshot office = snapshot(100, noon_us);
    add_text(office.mutable_office()->add_running_text(), "Một");
    add_text(office.mutable_office()->add_running_text(), "Hai");
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(9, 0), 12 * second_us, words()).turn == 0);  // the running line shows all of it: the picture stays the same
    for (std::size_t i = 1; i <= fields_at_once; ++i) {
        const std::string code = "field-" + std::to_string(i);
        office.mutable_office()->add_services()->set_code(code);
        office.add_fields()->set_service(code);
    }
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(9, 0), 0, words()).turn == 0);
    CHECK(model.picture(at(9, 0), 12 * second_us, words()).turn == 1);
    CHECK(model.picture(at(9, 0), 24 * second_us, words()).turn == 2);
}

}  // namespace luot::board
