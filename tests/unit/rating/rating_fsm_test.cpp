// What the screen before the citizen asks, when, of whom, and what becomes of the answer.
#include "rating/rating_fsm.hpp"

#include <doctest/doctest.h>

#include "rating_office.hpp"

namespace luot::rating {

namespace {

using luot::testing::a_moment;
using luot::testing::asked_tablet;
using luot::testing::noon_us;
using luot::testing::our_counter;
using luot::testing::rating_snapshot;
using luot::testing::Tablet;
using luot::testing::ticket_status;
using luot::testing::today;
using luot::testing::told;

}  // namespace

TEST_CASE("after a visit its citizen is asked and one tap is one opinion") {
    Tablet tablet;
    CHECK(tablet.screen() == Screen::idle);
    tablet.called(12, "H012");
    CHECK(tablet.fsm.page().number == "H012");
    tablet.started(12, "H012");
    CHECK(tablet.fsm.page().number == "H012");
    CHECK(tablet.fsm.page().ticket == 0);
    tablet.left(12, "H012", v1::TICKET_STATE_SERVED);
    tablet.pass(a_moment);
    const RatingPage page = tablet.fsm.page();
    CHECK(page.screen == Screen::ask);
    CHECK(page.ticket == 12);
    CHECK(page.number == "Số H012");
    CHECK(page.title == "Ông/bà có hài lòng với việc phục vụ không?");
    REQUIRE(page.grades.size() == 4);
    CHECK(page.grades[0].words == "Rất không hài lòng");
    CHECK(page.grades[3].words == "Rất hài lòng");

    CHECK(tablet.touch("grade:4"));
    CHECK(tablet.screen() == Screen::thanks);
    // A double tap, and a trembling one.
    CHECK_FALSE(tablet.touch("grade:4"));
    CHECK_FALSE(tablet.touch("grade:1"));
    REQUIRE(tablet.sent.size() == 1);
    CHECK(told(tablet, 0).ticket() == 12);
    CHECK(told(tablet, 0).grade() == 5);
    REQUIRE(tablet.disk.size() == 1);
    CHECK(tablet.disk[0] == KeptRating{{"thanh-xuan", 1, today}, 12, 5, "H012"});

    tablet.answer(0);
    CHECK(tablet.disk.empty());
    REQUIRE(tablet.settled.size() == 1);
    CHECK(tablet.settled[0].outcome == "accepted");
    tablet.pass(limits::thanks);
    CHECK(tablet.screen() == Screen::idle);
    CHECK(tablet.sent.size() == 1);
}

TEST_CASE("an office has its own question and its own five grades") {
    auto snapshot = rating_snapshot();
    auto& rules = *snapshot.mutable_office()->mutable_desk()->mutable_rating();
    luot::testing::add_text(*rules.mutable_question(), "vi", "Ông/bà thấy thế nào?");
    for (const char* words : {"Rất kém", "Kém", "Được", "Tốt", "Rất tốt"}) luot::testing::add_text(*rules.add_grades(), "vi", words);
    Tablet tablet(snapshot);
    tablet.served(12, "H012");
    tablet.pass(a_moment);
    CHECK(tablet.fsm.page().title == "Ông/bà thấy thế nào?");
    REQUIRE(tablet.fsm.page().grades.size() == 5);
    CHECK(tablet.fsm.page().grades[2].words == "Được");
    CHECK(tablet.touch("grade:3"));
    CHECK(told(tablet, 0).grade() == 3);
}

TEST_CASE("nobody is asked who was not served to the end at this counter") {
    Tablet tablet;
    for (const auto state : {v1::TICKET_STATE_NO_SHOW, v1::TICKET_STATE_CANCELLED, v1::TICKET_STATE_EXPIRED, v1::TICKET_STATE_HELD,
                             v1::TICKET_STATE_WAITING}) {  // waiting: sent on to another counter, which will ask
        tablet.called(12, "H012");
        tablet.started(12, "H012");
        tablet.left(12, "H012", state);
        CHECK(tablet.screen() == Screen::idle);
    }
    // Served at another counter, while somebody else is here.
    tablet.called(13, "H013");
    tablet.event({luot::testing::counter_status(4)}, {ticket_status(14, "H014", v1::TICKET_STATE_SERVED, tablet.office_us())});
    CHECK(tablet.screen() == Screen::idle);
    CHECK(tablet.sent.empty());
}

TEST_CASE("the question goes by itself after its time and says so before") {
    Tablet tablet = asked_tablet();
    tablet.pass(Instant{19'000});
    CHECK(tablet.fsm.page().countdown.empty());
    tablet.pass(Instant{500});
    CHECK(tablet.fsm.page().countdown == "Màn hình tự trở lại sau 10 giây");
    tablet.pass(Instant{1'000});
    CHECK(tablet.fsm.page().countdown == "Màn hình tự trở lại sau 9 giây");
    tablet.pass(Instant{8'999});
    CHECK(tablet.fsm.page().countdown == "Màn hình tự trở lại sau 1 giây");
    tablet.pass(Instant{1});
    CHECK(tablet.screen() == Screen::idle);
    CHECK_FALSE(tablet.touch("grade:1"));
    CHECK(tablet.sent.empty());
}

TEST_CASE("one key finishes and calls the next and the question stays until that one may be here") {
    Tablet tablet;
    tablet.served(12, "H012");
    tablet.called(13, "H013");
    tablet.pass(a_moment);
    CHECK(tablet.fsm.page().ticket == 12);
    tablet.pass(limits::asked_at_least - a_moment - Instant{1});
    CHECK(tablet.fsm.page().ticket == 12);
    tablet.pass(Instant{1});
    CHECK(tablet.screen() == Screen::idle);
    CHECK(tablet.fsm.page().number == "H013");
}

TEST_CASE("a call after that time and whoever sits down end the question at once") {
    Tablet tablet = asked_tablet();
    tablet.pass(limits::asked_at_least);
    CHECK(tablet.screen() == Screen::ask);
    tablet.called(13, "H013");
    CHECK(tablet.screen() == Screen::idle);

    Tablet other = asked_tablet();
    other.called(13, "H013");
    CHECK(other.screen() == Screen::ask);
    other.started(13, "H013");
    CHECK(other.screen() == Screen::idle);
    CHECK_FALSE(other.touch("grade:4"));
    CHECK(other.sent.empty());
}

TEST_CASE("thanks end where the next one sits down") {
    Tablet tablet = asked_tablet();
    tablet.touch("grade:3");
    tablet.called(13, "H013");
    CHECK(tablet.screen() == Screen::thanks);
    tablet.started(13, "H013");
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("a finger that came down for one citizen is no opinion of the next") {
    Tablet tablet;
    tablet.served(12, "H012");
    tablet.pass(a_moment);
    tablet.event({luot::testing::counter_status(our_counter, 13, "H013", v1::TICKET_STATE_SERVING)});
    tablet.left(13, "H013", v1::TICKET_STATE_SERVED);
    CHECK(tablet.fsm.page().ticket == 13);
    tablet.pass(limits::same_touch - Instant{1});
    CHECK_FALSE(tablet.touch("grade:1"));
    CHECK(tablet.sent.empty());
    tablet.pass(Instant{1});
    CHECK(tablet.touch("grade:4"));
    CHECK(told(tablet, 0).ticket() == 13);
}

TEST_CASE("nobody is asked twice about a ticket") {
    Tablet tablet = asked_tablet();
    tablet.pass(limits::asked);
    tablet.event({luot::testing::counter_status(our_counter, 12, "H012", v1::TICKET_STATE_SERVING)});
    tablet.left(12, "H012", v1::TICKET_STATE_SERVED);
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("what happened while the line was lost is asked only while its citizen may be here") {
    for (const bool old : {false, true}) {
        Tablet tablet;
        tablet.called(12, "H012");
        tablet.started(12, "H012");
        tablet.cut();
        tablet.pass(Instant{60'000});
        CHECK(tablet.screen() == Screen::away);
        tablet.welcome();
        const std::int64_t ended_us = tablet.office_us() - (old ? 28 : 20) * 1'000'000;
        tablet.left(12, "H012", v1::TICKET_STATE_SERVED, ended_us);
        CHECK(tablet.screen() == (old ? Screen::idle : Screen::ask));
        tablet.pass(Instant{9'999});
        CHECK(tablet.screen() == (old ? Screen::idle : Screen::ask));
        tablet.pass(Instant{1});
        CHECK(tablet.screen() == Screen::idle);
    }
}

TEST_CASE("an end that a clerk put right afterwards is asked of nobody any more") {
    Tablet tablet;
    tablet.called(12, "H012");
    tablet.started(12, "H012");
    tablet.pass(Instant{600'000});
    tablet.left(12, "H012", v1::TICKET_STATE_SERVED, tablet.office_us() - 300'000'000);
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("in an office whose time goes faster the question is there as long for people") {
    Tablet tablet;
    v1::Welcome welcome;
    welcome.set_office("thanh-xuan");
    welcome.set_epoch(1);
    welcome.set_at_us(noon_us);
    welcome.set_speed(60);
    tablet.fsm.welcome(welcome, tablet.now);
    tablet.event({luot::testing::counter_status(our_counter, 12, "H012", v1::TICKET_STATE_SERVING)}, {}, noon_us);
    // Ended 5 minutes of the office's ago: 5 seconds of ours.
    v1::TicketStatus ticket = ticket_status(12, "H012", v1::TICKET_STATE_SERVED, noon_us);
    tablet.event({luot::testing::counter_status(our_counter)}, {ticket}, noon_us + 300'000'000);
    CHECK(tablet.screen() == Screen::ask);
    tablet.pass(Instant{24'900});
    CHECK(tablet.screen() == Screen::ask);
    tablet.pass(Instant{200});
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("a snapshot after the line was lost asks nobody") {
    Tablet tablet;
    tablet.called(12, "H012");
    tablet.started(12, "H012");
    tablet.cut();
    tablet.connect(rating_snapshot());
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("a restored journal and a new day end the question") {
    Tablet tablet = asked_tablet();
    tablet.welcome("thanh-xuan", 2);
    CHECK(tablet.screen() == Screen::idle);
    Tablet other = asked_tablet();
    v1::Event event;
    event.set_seq(900);
    event.set_at_us(other.office_us());
    event.add_changes()->set_day_cleared(true);
    other.fsm.event(event, other.now);
    CHECK(other.screen() != Screen::ask);
    CHECK_FALSE(other.touch("grade:4"));
}

TEST_CASE("a language is chosen on the screen and the next person meets the first one") {
    Tablet tablet;
    REQUIRE(tablet.fsm.page().languages.size() == 1);
    CHECK(tablet.fsm.page().languages[0] == Button{"language:en", "EN"});
    CHECK(tablet.touch("language:en"));
    CHECK(tablet.fsm.page().title == "Welcome to counter");
    tablet.pass(limits::language);
    CHECK(tablet.fsm.page().title == "Kính chào ông/bà đến quầy số");
    // Of whoever is served it is theirs until they have gone.
    tablet.called(12, "H012");
    tablet.started(12, "H012");
    tablet.touch("language:en");
    tablet.pass(Instant{600'000});
    tablet.left(12, "H012", v1::TICKET_STATE_SERVED);
    tablet.pass(a_moment);
    CHECK(tablet.fsm.page().title == "Are you satisfied with how you were served?");
    tablet.touch("grade:4");
    CHECK(tablet.fsm.page().title == "Thank you!");
    tablet.pass(limits::thanks);
    CHECK(tablet.fsm.page().title == "Kính chào ông/bà đến quầy số");
}

TEST_CASE("an office that does not ask says so and still tells what was kept") {
    auto snapshot = rating_snapshot();
    snapshot.mutable_office()->mutable_desk()->mutable_rating()->set_on(false);
    Tablet tablet(snapshot, {{{"thanh-xuan", 1, today}, 12, 5, "H012"}});
    CHECK(tablet.sent.size() == 1);
    CHECK(tablet.screen() == Screen::off);
    tablet.served(13, "H013");
    CHECK(tablet.screen() == Screen::off);
}

TEST_CASE("rating that is turned off ends the question") {
    Tablet tablet = asked_tablet();
    v1::Event event;
    event.set_seq(900);
    event.set_at_us(tablet.office_us());
    const auto snapshot = rating_snapshot();
    *event.add_changes()->mutable_office() = snapshot.office();
    event.mutable_changes(0)->mutable_office()->mutable_desk()->mutable_rating()->set_on(false);
    for (const auto& counter : snapshot.counters()) *event.add_changes()->mutable_counter() = counter;
    tablet.fsm.event(event, tablet.now);
    CHECK(tablet.screen() == Screen::off);
    CHECK_FALSE(tablet.touch("grade:4"));
}

TEST_CASE("a counter that the office does not have is said to be so") {
    auto snapshot = rating_snapshot();
    snapshot.clear_counters();
    Tablet tablet(snapshot);
    CHECK(tablet.screen() == Screen::unknown);
}

TEST_CASE("a closed counter gets dark and a touch makes it light") {
    Tablet tablet;
    auto closed = luot::testing::counter_status(our_counter);
    closed.set_state(v1::COUNTER_STATE_CLOSED);
    tablet.event({closed});
    CHECK(tablet.screen() == Screen::closed);
    tablet.pass(limits::dark_after);
    CHECK(tablet.screen() == Screen::dark);
    CHECK(tablet.fsm.page() == [] {
        RatingPage page;
        page.screen = Screen::dark;
        return page;
    }());
    tablet.touch("");
    CHECK(tablet.screen() == Screen::closed);
    tablet.pass(limits::light);
    CHECK(tablet.screen() == Screen::dark);
    tablet.called(12, "H012");
    CHECK(tablet.screen() == Screen::idle);
}

TEST_CASE("before the office is known and while a line hiccups nothing is claimed") {
    RatingFsm fsm(our_counter, {}, luot::testing::shipped_words());
    CHECK(fsm.page().screen == Screen::connecting);
    CHECK_FALSE(fsm.touch("grade:1", Instant{5}));
    Tablet tablet;
    tablet.cut();
    tablet.pass(limits::away_after - Instant{1});
    CHECK(tablet.screen() == Screen::idle);
    tablet.pass(Instant{1});
    CHECK(tablet.screen() == Screen::away);
    tablet.welcome();
    CHECK(tablet.screen() == Screen::idle);
}

}  // namespace luot::rating
