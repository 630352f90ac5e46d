#include "web/phone/visit_view.hpp"

#include "hall.hpp"

using namespace luot;
using namespace luot::web::phone;
using core::TicketState;
using test::Hall;

TEST_CASE("phone view who waits is told the place in line that the core counts") {
    Hall hall;
    const std::string first = hall.issue();
    const std::string second = hall.issue();
    const std::string elder = hall.issue("civil-status", "elderly");
    CHECK(hall.view(first).ahead == 1U);  // the elder's head start is 15 minutes
    CHECK(hall.view(second).ahead == 2U);
    CHECK(hall.view(elder).ahead == 0U);
    CHECK(hall.view(first).state == TicketState::waiting);
    CHECK(hall.view(first).ticket_class.empty());
    CHECK(hall.view(elder).ticket_class.value == "elderly");
    CHECK(hall.view(first).service_name.at("vi") == "Hộ tịch");
    CHECK_FALSE(hall.view(first).expected.has_value());
    CHECK(hall.view(first).can_cancel);
    CHECK_FALSE(hall.view(first).can_rate);
    hall.call();
    CHECK(hall.view(first).ahead == 0U);
}

TEST_CASE("phone view the range is what is left of it in minutes that hold it and on the hall clock") {
    Hall hall;
    hall.make_expectations();  // 68 minutes: 09:08
    const std::string number = hall.issue();
    const auto expected = hall.view(number).expected;
    REQUIRE(expected.has_value());
    CHECK(expected->low_minutes == 5);
    CHECK(expected->high_minutes == 12);
    CHECK(expected->from_minute == 9 * 60 + 13);
    CHECK(expected->until_minute == 9 * 60 + 20);

    hall.driver.pass(2 * core::minute_us + 30 * core::second_us);
    const auto later = hall.view(number).expected;
    REQUIRE(later.has_value());
    CHECK(later->low_minutes == 2);    // 2:30 is no less than 2
    CHECK(later->high_minutes == 10);  // 9:30 is no more than 10
    CHECK(later->from_minute == expected->from_minute);
    CHECK(later->until_minute == expected->until_minute);
    hall.driver.pass(20 * core::second_us);
    CHECK(hall.view(number).expected == later);  // the same until the minute is over

    hall.driver.pass(5 * core::minute_us + 40 * core::second_us);
    CHECK(hall.view(number).expected.value().low_minutes == 0);
    hall.driver.pass(4 * core::minute_us);
    CHECK_FALSE(hall.view(number).expected.has_value());  // longer than nearly everybody: nothing is known
}

TEST_CASE("phone view without an open counter nothing is foreseen") {
    Hall hall;
    hall.make_expectations();
    const std::string number = hall.issue();
    CHECK_FALSE(hall.view(number).nobody_calls);
    hall.must(core::PauseCounter{Hall::at(1), core::ReasonCode("break")});
    CHECK(hall.view(number).nobody_calls);
    CHECK_FALSE(hall.view(number).expected.has_value());
    CHECK(hall.view(number).ahead == 0U);
    hall.open(2);  // it serves the field too
    CHECK_FALSE(hall.view(number).nobody_calls);
}

TEST_CASE("phone view a call says where and since when and a recall how often") {
    Hall hall;
    const std::string number = hall.issue();
    hall.driver.pass(3 * core::minute_us);
    hall.call();
    auto view = hall.view(number);
    CHECK(view.state == TicketState::called);
    CHECK(view.counter.value == 1);
    CHECK(view.counter_name.at("vi") == "Quầy 1 – Hộ tịch");
    CHECK(view.since.minute == 8 * 60 + 3);
    CHECK(view.recalls == 0);
    CHECK_FALSE(view.ahead.has_value());
    CHECK(view.can_cancel);
    hall.driver.pass(core::minute_us);
    hall.must(core::Recall{Hall::at(1)});
    view = hall.view(number);
    CHECK(view.recalls == 1);
    CHECK(view.since.minute == 8 * 60 + 4);
    hall.start();
    view = hall.view(number);
    CHECK(view.state == TicketState::serving);
    CHECK_FALSE(view.can_cancel);
}

TEST_CASE("phone view a hold is kept at its counter and its citizen may say that they are back") {
    Hall hall;
    const std::string number = hall.issue();
    hall.call();
    hall.start();
    hall.must(core::Hold{Hall::at(1), core::ReasonCode("filling-form")});
    CHECK(hall.view(number).state == TicketState::held);
    CHECK(hall.view(number).counter.value == 1);
    CHECK(hall.view(number).can_return);
    CHECK(hall.view(number).can_cancel);
    hall.must(core::ReturnHold{hall.driver.id(number)}, core::Role::phone);
    CHECK(hall.view(number).hold_returned);
    CHECK_FALSE(hall.view(number).can_return);
    // The counter closes: the head of its field.
    hall.must(core::CloseCounter{Hall::at(1)});
    CHECK(hall.view(number).state == TicketState::waiting);
    CHECK(hall.view(number).interrupted);
    CHECK(hall.view(number).nobody_calls);
}

TEST_CASE("phone view who was interrupted and then missed waits behind others and not before them") {
    Hall hall;
    const std::string number = hall.issue();
    hall.call();
    hall.start();
    hall.must(core::Hold{Hall::at(1), core::ReasonCode("filling-form")});
    for (int other = 0; other < 4; ++other) hall.issue();
    hall.must(core::ResumeHold{Hall::at(1), hall.driver.id(number)});
    hall.must(core::Requeue{Hall::at(1)});
    auto view = hall.view(number);
    REQUIRE(view.state == TicketState::waiting);
    CHECK(view.sent_back);
    CHECK_FALSE(view.interrupted);
    while (hall.driver.ticket(number).after > 0) hall.serve();
    view = hall.view(number);
    CHECK_FALSE(view.sent_back);
    CHECK(view.interrupted);
    CHECK(view.ahead == 0U);
}

TEST_CASE("phone view who is sent on keeps the number and waits in the new field or for the counter") {
    Hall hall;
    const std::string number = hall.issue();
    hall.call();
    hall.start();
    hall.must(core::Transfer{Hall::at(1), core::ServiceCode("land"), {}, core::TransferKind::next_step, {}});
    auto view = hall.view(number);
    CHECK(view.state == TicketState::waiting);
    CHECK(view.transferred);
    CHECK(view.number == number);
    CHECK(view.service.value == "land");
    CHECK(view.counter.value == 0);

    hall.open(3);
    hall.call(3);
    hall.start(3);
    hall.must(core::Transfer{Hall::at(3), {}, core::CounterId(1), core::TransferKind::next_step, {}});
    view = hall.view(number);
    CHECK(view.counter.value == 1);
    CHECK(view.ahead == 0U);
    CHECK_FALSE(view.nobody_calls);
}

TEST_CASE("phone view a missed turn says how long it may come back") {
    Hall hall;
    const std::string number = hall.issue();
    hall.call();
    hall.must(core::Requeue{Hall::at(1)});
    CHECK(hall.view(number).sent_back);
    CHECK(hall.view(number).ahead == 0U);
    hall.call();
    hall.must(core::NoShow{Hall::at(1)});
    auto view = hall.view(number);
    CHECK(view.state == TicketState::no_show);
    CHECK(view.counter.value == 1);
    REQUIRE(view.reinstate_until.has_value());
    CHECK(view.reinstate_until->minute == 9 * 60);
    CHECK_FALSE(view.can_cancel);
    hall.driver.set_time(view.reinstate_until->at_us);
    CHECK(hall.view(number).reinstate_until.has_value());
    hall.driver.pass(1);
    CHECK_FALSE(hall.view(number).reinstate_until.has_value());
}

TEST_CASE("phone view ends that are cancelled say by whom") {
    Hall hall;
    const std::string walks_out = hall.issue();
    hall.must(core::Cancel{hall.driver.id(walks_out), false, {}}, core::Role::phone);
    CHECK(hall.view(walks_out).cancel_kind == core::CancelKind::walk_out);
    const std::string mistake = hall.issue();
    hall.must(core::Cancel{hall.driver.id(mistake), true, core::ReasonCode("issued-by-mistake")}, core::Role::supervisor);
    CHECK(hall.view(mistake).cancel_kind == core::CancelKind::voided);
    CHECK(hall.view(mistake).state == TicketState::cancelled);
}

TEST_CASE("phone view an opinion is asked for once and only where the office asks") {
    Hall hall;
    const std::string number = hall.issue();
    hall.serve();
    auto view = hall.view(number);
    CHECK(view.state == TicketState::served);
    CHECK(view.counter.value == 1);
    CHECK(view.can_rate);
    CHECK(view.grade_count == 4);
    hall.must(core::Rate{hall.driver.id(number), 5}, core::Role::phone);
    view = hall.view(number);
    CHECK(view.rated);
    CHECK_FALSE(view.can_rate);

    core::Office office = test::phone_office();
    office.desk.rating.on = false;
    Hall silent(office);
    const std::string other = silent.issue();
    silent.serve();
    CHECK_FALSE(silent.view(other).can_rate);

    office.desk.rating.on = true;
    office.desk.rating.question = {{"vi", "Thế nào?"}};
    office.desk.rating.grades.assign(5, {{"vi", "điểm"}});
    Hall own(office);
    const std::string third = own.issue();
    own.serve();
    CHECK(own.view(third).grade_count == 5);
    CHECK(own.view(third).question.at("vi") == "Thế nào?");
}

TEST_CASE("phone view of four faces the middle grade is missing") {
    CHECK(grade_of_place(1, 4) == 1);
    CHECK(grade_of_place(2, 4) == 2);
    CHECK(grade_of_place(3, 4) == 4);
    CHECK(grade_of_place(4, 4) == 5);
    CHECK_FALSE(grade_of_place(5, 4).has_value());
    CHECK(grade_of_place(3, 5) == 3);
    CHECK_FALSE(grade_of_place(0, 5).has_value());
    CHECK_FALSE(grade_of_place(6, 5).has_value());
}

TEST_CASE("phone view a token that nobody has today leads nowhere") {
    Hall hall;
    const std::string number = hall.issue();
    const std::string token = hall.token(number);
    REQUIRE(visit_view(hall.driver.state, token, hall.now()).has_value());
    CHECK(ticket_of(hall.driver.state, token) == hall.driver.id(number));
    for (const std::string& forged :
         {std::string(), std::string("x"), token + "0", token.substr(1), std::string(10'000, 'a'), std::string("../") + token, number,
          std::string("\0\0", 2), std::to_string(hall.driver.id(number).value), std::string(32, '-'), token + "/"}) {
        CAPTURE(forged.substr(0, 40));
        CHECK_FALSE(visit_view(hall.driver.state, forged, hall.now()).has_value());
        CHECK_FALSE(ticket_of(hall.driver.state, forged));
    }
    // The day is over.
    hall.driver.set_time(test::monday_at(8, 0) + core::day_us);
    CHECK_FALSE(visit_view(hall.driver.state, token, hall.now()).has_value());
}

TEST_CASE("phone view the hall clock goes over midnight") {
    core::Moment now = test::moment_of(test::monday_at(23, 50, 30));
    CHECK(clock_minute(now, now.at_us) == 23 * 60 + 50);
    CHECK(clock_minute(now, now.at_us + 10 * core::minute_us) == 0);
    CHECK(clock_minute(now, now.at_us - 31 * core::second_us) == 23 * 60 + 49);
    now = test::moment_of(test::monday_at(23, 50) + 20 * core::minute_us);  // past midnight of a business day that goes on
    CHECK(clock_minute(now, now.at_us) == 10);
    CHECK(clock_minute(now, now.at_us - 11 * core::minute_us) == 23 * 60 + 59);
}
