// What one board of the office shows: its own part, in its language, what is fresh, over counters, and how bright it is.
#include <doctest/doctest.h>

#include <vector>

#include "board/screen_hours.hpp"
#include "board_office.hpp"

namespace luot::board {
namespace {

v1::BoardConfig* add_board(v1::Snapshot& office, const std::string& name) {
    auto* board = office.mutable_office()->add_boards();
    board->set_name(name);
    return board;
}

void add_field(v1::Snapshot& office, const std::string& code, const std::string& name) {
    auto* service = office.mutable_office()->add_services();
    service->set_code(code);
    add_text(service->mutable_name(), name);
    office.add_fields()->set_service(code);
}

v1::CounterStatus* add_counter(v1::Snapshot& office, std::uint64_t id, v1::CounterState state) {
    office.mutable_office()->add_counters()->set_id(id);
    auto* status = office.add_counters();
    status->set_counter(id);
    status->set_state(state);
    return status;
}

}  // namespace

TEST_CASE("a board that the office does not list shows everything in the hall") {
    v1::Office office;
    CHECK(config_of(office, "board-1").layout() == "hall");
    CHECK(config_of(office, "board-1").zone() == "hall");
    office.add_languages("vi");
    office.mutable_voice()->add_zones()->set_code("ground-floor");
    CHECK(config_of(office, "board-1").zone() == "ground-floor");
    CHECK(config_of(office, "board-1").language() == "vi");
    auto* listed = office.add_boards();
    listed->set_name("board-1");
    CHECK(config_of(office, "board-1").zone().empty());  // it has no loudspeaker
    CHECK(config_of(office, "board-1").layout() == "hall");
    listed->set_layout("counter");
    listed->set_language("en");
    CHECK(config_of(office, "board-1").layout() == "counter");
    CHECK(config_of(office, "board-1").language() == "en");
    CHECK(config_of(office, "board-2").zone() == "ground-floor");
}

TEST_CASE("a board shows the fields and the counters that it is for and nothing of the others") {
    v1::Snapshot office = snapshot(100, noon_us);
    add_field(office, "land", "Đất đai");
    *office.add_calls() = made(90, noon_us - 30 * second_us, "H001", 1);
    *office.add_calls() = made(91, noon_us - 20 * second_us, "H002", 2);
    *office.add_calls() = made(92, noon_us - 10 * second_us, "H003", 3);
    auto* by_counter = add_board(office, "by-counter");
    by_counter->add_counters(1);
    by_counter->add_counters(2);
    add_board(office, "by-field")->add_services("land");
    SUBCASE("counters") {
        BoardModel model("by-counter");
        model.on_snapshot(office, 0);
        Picture picture = model.picture(at(9, 0), 0, words());
        CHECK(picture.current->number == "H002");
        REQUIRE(picture.last_calls.size() == 1);
        CHECK(picture.last_calls[0].number == "H001");
        CHECK(picture.fields.size() == 2);
        // What the voice says elsewhere does not take its panel.
        while (model.announcements().next()) {
            if (model.announcements().speaking()->number == "H003") break;
            model.announcements().finished();
        }
        picture = model.picture(at(9, 0), 0, words());
        CHECK(picture.current->number == "H002");
        CHECK_FALSE(picture.current->fresh);
    }
    SUBCASE("fields") {
        BoardModel model("by-field");
        model.on_snapshot(office, 0);
        const Picture picture = model.picture(at(9, 0), 0, words());
        CHECK(picture.phase == Phase::empty);
        REQUIRE(picture.fields.size() == 1);
        CHECK(picture.fields[0].name == "Đất đai");
    }
    SUBCASE("a board of one counter finds its own among hundreds of the others") {
        BoardModel model("by-counter");
        model.on_snapshot(office, 0);
        for (std::uint64_t seq = 101; seq < 400; ++seq) model.on_event(call_event(made(seq, noon_us, "X" + std::to_string(seq), 9)), 0);
        CHECK(model.picture(at(9, 0), 0, words()).current->number == "H002");
    }
}

TEST_CASE("a board speaks its own language") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_office()->add_languages("vi");
    add_board(office, "for-guests")->set_language("en");
    BoardModel guests("for-guests");
    BoardModel hall("hall");
    guests.on_snapshot(office, 0);
    hall.on_snapshot(office, 0);
    CHECK(guests.picture(at(9, 0), 0, words()).labels.go == "GO TO COUNTER");
    CHECK(hall.picture(at(9, 0), 0, words()).labels.go == "ĐẾN QUẦY");
    SUBCASE("also the office's own words where there are none of ours in it") {
        auto* name = office.mutable_office()->mutable_name()->add_texts();
        name->set_language("tay");
        name->set_text("Ủy ban pài Thử");
        office.mutable_office()->mutable_boards(0)->set_language("tay");
        guests.on_snapshot(office, 0);
        CHECK(guests.picture(at(9, 0), 0, words()).office == "Ủy ban pài Thử");
        CHECK(guests.picture(at(9, 0), 0, words()).labels.go == "ĐẾN QUẦY");
    }
}

TEST_CASE("what comes as news is fresh for some seconds and what a reconnect brings is not") {
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    v1::Snapshot office = snapshot(100, noon_us);
    *office.add_calls() = made(95, noon_us - 10 * second_us, "H003", 3);
    model.on_snapshot(office, 0);
    CHECK_FALSE(model.picture(at(9, 0), 0, words()).current->fresh);
    model.on_event(call_event(made(101, noon_us, "H004", 1)), second_us);
    model.on_event(call_event(made(102, noon_us, "H005", 2)), second_us);
    Picture picture = model.picture(at(9, 0), second_us, words());
    CHECK(picture.current->number == "H005");
    CHECK(picture.current->fresh);
    CHECK(picture.current->seq == 102);
    CHECK(picture.last_calls[0].fresh);  // in a burst none goes by unseen
    CHECK_FALSE(picture.last_calls[1].fresh);
    const std::int64_t over = second_us + limits::fresh_for_us;
    CHECK(model.picture(at(9, 0), over - 1, words()).current->fresh);
    CHECK_FALSE(model.picture(at(9, 0), over, words()).current->fresh);
    SUBCASE("as long as the voice speaks it") {
        CHECK(model.announcements().next()->number == "H003");
        picture = model.picture(at(9, 0), over, words());
        CHECK(picture.current->number == "H003");
        CHECK(picture.current->fresh);
        model.announcements().finished();
        CHECK_FALSE(model.picture(at(9, 0), over, words()).current->fresh);
    }
    SUBCASE("a snapshot in between takes none of it away") {
        office.set_seq(102);
        *office.add_calls() = made(101, noon_us, "H004", 1);
        *office.add_calls() = made(102, noon_us, "H005", 2);
        model.on_snapshot(office, 2 * second_us);
        CHECK(model.picture(at(9, 0), over - 1, words()).current->fresh);
        CHECK(model.picture(at(9, 0), over - 1, words()).last_calls[0].fresh);
        CHECK_FALSE(model.picture(at(9, 0), over - 1, words()).last_calls[1].fresh);
        CHECK_FALSE(model.picture(at(9, 0), over, words()).current->fresh);
    }
    SUBCASE("a snapshot replays nothing") {
        model.on_welcome(welcome(103, noon_us), 2 * second_us);
        office.set_seq(103);
        *office.add_calls() = made(103, noon_us, "H006", 1);
        model.on_snapshot(office, 2 * second_us);
        picture = model.picture(at(9, 0), 2 * second_us, words());
        CHECK(picture.current->number == "H006");
        CHECK_FALSE(picture.current->fresh);
    }
}

TEST_CASE("over each counter stands what is going on there") {
    v1::Snapshot office = snapshot(100, noon_us);
    add_counter(office, 1, v1::COUNTER_STATE_CLOSED);
    add_counter(office, 2, v1::COUNTER_STATE_PAUSED);
    add_counter(office, 3, v1::COUNTER_STATE_OPEN);
    auto* serving = add_counter(office, 4, v1::COUNTER_STATE_OPEN);
    serving->set_ticket(7);
    serving->set_number("H007");
    serving->set_ticket_state(v1::TICKET_STATE_SERVING);
    auto* calling = add_counter(office, 5, v1::COUNTER_STATE_OPEN);
    calling->set_ticket(101);
    calling->set_number("H008");
    calling->set_ticket_state(v1::TICKET_STATE_CALLED);
    office.mutable_office()->add_counters()->set_id(6);  // of which nothing is known
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(office, 0);
    model.on_event(call_event(made(101, noon_us, "H008", 5)), 0);
    const auto cards = model.picture(at(9, 0), 0, words()).counters;
    REQUIRE(cards.size() == 6);
    CHECK(cards[0].phase == CounterPhase::closed);
    CHECK(cards[1].phase == CounterPhase::paused);
    CHECK(cards[1].words == "Quầy tạm nghỉ");
    CHECK(cards[2].phase == CounterPhase::idle);
    CHECK(cards[3].phase == CounterPhase::serving);
    CHECK(cards[3].number == "H007");
    CHECK_FALSE(cards[3].fresh);
    CHECK(cards[4].phase == CounterPhase::calling);
    CHECK(cards[4].call == 101);
    CHECK(cards[4].fresh);
    CHECK(cards[5].phase == CounterPhase::closed);
    add_board(office, "over-4")->add_counters(4);
    BoardModel over("over-4");
    over.on_snapshot(office, 0);
    REQUIRE(over.picture(at(9, 0), 0, words()).counters.size() == 1);
}

TEST_CASE("who is at a counter is shown by their badge where the office shows badges") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_office()->mutable_desk()->set_show_badges(true);
    add_counter(office, 1, v1::COUNTER_STATE_OPEN)->set_clerk("cb-01");
    add_counter(office, 2, v1::COUNTER_STATE_PAUSED)->set_clerk("cb-02");
    add_counter(office, 3, v1::COUNTER_STATE_OPEN)->set_clerk("cb-09");
    add_counter(office, 4, v1::COUNTER_STATE_CLOSED);
    v1::Staff staff;
    const auto add_clerk = [&staff](const char* code, const char* badge) {
        staff.add_clerks()->set_clerk(code);
        staff.mutable_clerks()->rbegin()->set_badge(badge);
    };
    add_clerk("cb-01", "Thu Hà");
    add_clerk("cb-02", "");
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_staff(staff);
    model.on_snapshot(office, 0);
    const auto badges = [&] {
        std::vector<std::string> shown;
        for (const auto& card : model.picture(at(9, 0), 0, words()).counters) shown.push_back(card.badge);
        return shown;
    };
    CHECK(badges() == std::vector<std::string>{"Thu Hà", "", "", ""});
    // The last word counts, and the counter's next clerk.
    staff.mutable_clerks(1)->set_badge("Văn Minh");
    model.on_staff(staff);
    CHECK(badges() == std::vector<std::string>{"Thu Hà", "Văn Minh", "", ""});
    v1::Event event;
    event.set_seq(101);
    event.set_at_us(noon_us);
    auto* counter = event.add_changes()->mutable_counter();
    counter->set_counter(1);
    counter->set_state(v1::COUNTER_STATE_OPEN);
    counter->set_clerk("cb-02");
    model.on_event(event, 0);
    CHECK(badges() == std::vector<std::string>{"Văn Minh", "Văn Minh", "", ""});
    office.mutable_office()->mutable_desk()->set_show_badges(false);
    office.set_seq(102);
    model.on_snapshot(office, 0);
    CHECK(badges() == std::vector<std::string>{"", "", "", ""});
}

TEST_CASE("a notice says what it is") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_day()->set_notice("Mất điện đến 10 giờ.");
    BoardModel model;
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(9, 0), 0, words()).notice_title == "Thông báo");
    CHECK_FALSE(model.picture(at(9, 0), 0, words()).notice_urgent);
    office.mutable_day()->set_notice_urgent(true);
    model.on_snapshot(office, 0);
    CHECK(model.picture(at(9, 0), 0, words()).notice_title == "Thông báo khẩn");
    CHECK(model.picture(at(9, 0), 0, words()).notice_urgent);
}

TEST_CASE("screens are dimmed at night also past midnight") {
    v1::ScreenRules rules;
    CHECK(brightness_at(rules, 0) == 100);
    rules.set_night_percent(40);
    rules.set_night_from_minute(18 * 60);
    rules.set_night_until_minute(6 * 60);
    CHECK(brightness_at(rules, 18 * 60 - 1) == 100);
    CHECK(brightness_at(rules, 18 * 60) == 40);
    CHECK(brightness_at(rules, 0) == 40);
    CHECK(brightness_at(rules, 6 * 60 - 1) == 40);
    CHECK(brightness_at(rules, 6 * 60) == 100);
    rules.set_night_from_minute(60);
    CHECK(brightness_at(rules, 0) == 100);
    CHECK(brightness_at(rules, 60) == 40);
    rules.set_night_percent(1);
    CHECK(brightness_at(rules, 60) == limits::brightness_min);
}

TEST_CASE("screens are off outside the hours and never while anybody is there") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_fields(0)->set_waiting(0);
    auto* rules = office.mutable_office()->mutable_screens();
    rules->set_off_outside_hours(true);
    rules->set_on_before_minutes(30);
    rules->set_off_after_minutes(45);
    BoardModel model;
    model.on_welcome(welcome(100, noon_us), 0);
    model.on_snapshot(office, 0);
    const auto dark = [&model](int hour, int minute, std::int64_t steady_us = 0) {
        return model.picture(at(hour, minute), steady_us, words()).dark;
    };
    CHECK(dark(6, 59));
    CHECK_FALSE(dark(7, 0));
    CHECK_FALSE(dark(12, 30));  // between two sessions
    CHECK_FALSE(dark(17, 44));
    CHECK(dark(17, 45));
    CHECK(dark(23, 59));
    CHECK(model.picture({monday + 5, 9 * 60}, 0, words()).dark);  // Saturday
    CHECK(dark(20, 0));
    SUBCASE("somebody waits") {
        office.mutable_fields(0)->set_waiting(1);
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(20, 0));
        office.mutable_fields(0)->set_waiting(0);
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(20, 0));
        CHECK_FALSE(dark(20, 44, 45 * minute_us - 1));  // and for a while after the last one
        CHECK(dark(20, 45, 45 * minute_us));
    }
    SUBCASE("somebody is served") {
        auto* counter = add_counter(office, 1, v1::COUNTER_STATE_OPEN);
        counter->set_ticket(7);
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(20, 0));
    }
    SUBCASE("a call is fresh") {
        model.on_event(call_event(made(101, noon_us, "H001", 1)), 0);
        CHECK_FALSE(dark(20, 0));
        while (model.announcements().next()) model.announcements().finished();
        CHECK_FALSE(dark(20, 9, 9 * minute_us));
        CHECK(dark(20, 11, 11 * minute_us));
    }
    SUBCASE("a supervisor says something") {
        office.mutable_day()->set_notice("Sảnh đóng cửa sớm.");
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(20, 0));
    }
    SUBCASE("the office does not ask for it or is always open") {
        rules->set_off_outside_hours(false);
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(20, 0));
        rules->set_off_outside_hours(true);
        office.mutable_office()->clear_sessions();
        model.on_snapshot(office, 0);
        CHECK_FALSE(dark(3, 0));
    }
    SUBCASE("a board that lost its server overnight wakes by the clock") {
        model.on_link(false, 0);
        CHECK(model.picture({monday + 1, 5 * 60}, 11 * 60 * minute_us, words()).dark);
        CHECK_FALSE(model.picture({monday + 1, 9 * 60}, 15 * 60 * minute_us, words()).dark);
    }
}

TEST_CASE("a field that works an hour longer keeps the board awake and the others say that they are closed") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_fields(0)->set_waiting(0);
    office.mutable_fields(0)->mutable_expected()->set_low_us(0);
    office.mutable_fields(0)->mutable_expected()->set_high_us(0);
    add_field(office, "land", "Đất đai");
    *office.mutable_fields(1) = office.fields(0);
    office.mutable_fields(1)->set_service("land");
    auto* ninth = office.mutable_office()->mutable_services(0)->add_hours();
    ninth->set_weekdays(1);
    ninth->set_from_minute(17 * 60);
    ninth->set_until_minute(18 * 60);
    office.mutable_office()->mutable_screens()->set_off_outside_hours(true);
    office.mutable_office()->mutable_screens()->set_off_after_minutes(30);
    BoardModel model;
    model.on_snapshot(office, 0);
    const Picture picture = model.picture(at(17, 40), 0, words());
    CHECK(picture.phase == Phase::empty);
    CHECK_FALSE(picture.dark);
    REQUIRE(picture.fields.size() == 2);
    CHECK(picture.fields[0].wait_words == "mời vào ngay");
    CHECK(picture.fields[1].wait_words == "đã hết giờ nhận");
    CHECK(model.picture(at(18, 0), 0, words()).phase == Phase::closed);
    CHECK_FALSE(model.picture(at(18, 29), 0, words()).dark);
    CHECK(model.picture(at(18, 30), 0, words()).dark);
    CHECK(model.picture({monday + 1, 17 * 60 + 40}, 0, words()).phase == Phase::closed);
}

TEST_CASE("nobody is asked straight in who cannot get a number") {
    v1::Snapshot office = snapshot(100, noon_us);
    office.mutable_fields(0)->set_waiting(0);
    office.mutable_fields(0)->mutable_expected()->set_low_us(0);
    office.mutable_fields(0)->mutable_expected()->set_high_us(0);
    const auto told = [&office] {
        BoardModel model;
        model.on_snapshot(office, 0);
        return model.picture(at(9, 0), 0, words()).fields.at(0).wait_words;
    };
    CHECK(told() == "mời vào ngay");
    office.mutable_fields(0)->set_places_left(0);
    CHECK(told() == "đã hết số hôm nay");
    office.mutable_day()->set_issuing_ended(true);
    CHECK(told() == "đã ngừng phát số");
    office.mutable_fields(0)->set_waiting(1);
    CHECK(told() == "đã ngừng phát số");
    office.mutable_fields(0)->mutable_expected()->set_high_us(4 * minute_us);
    CHECK(told() == "dưới 5 phút");
}

}  // namespace luot::board
