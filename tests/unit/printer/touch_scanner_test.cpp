// Cards, slips and appointments before the scanner, as plain sequences.
#include "touch/touch_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "touch/limits.hpp"
#include "touch_office.hpp"

namespace luot::touch {

namespace {

using luot::testing::card_of_1961;
using luot::testing::issued_answer;
using luot::testing::Kiosk;
using luot::testing::monday;
using luot::testing::tile;
using luot::testing::touch_office;
using luot::testing::touch_snapshot;

constexpr const char* card_of_1990 = "001090054321|012345679|TRAN THI LAN|15081990|Nu|7 Nguyen Trai, Ha Noi|11052021";

v1::Snapshot with_cards(v1::CardUse use) {
    auto office = touch_office();
    office.mutable_kiosk()->set_card(use);
    return touch_snapshot(office);
}

}  // namespace

TEST_CASE("a card offers the class of its age and is forgotten with its holder") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::card);
    CHECK(kiosk.fsm.page().lines.front().value == "Người cao tuổi");
    kiosk.touch("go_on");
    CHECK(kiosk.screen() == Screen::home);
    CHECK(kiosk.fsm.page().banner == "Đã đọc căn cước · ưu tiên: Người cao tuổi");
    kiosk.touch("field:civil-status");
    CHECK(kiosk.fsm.page().tiles.front().target == "class:elderly");
    CHECK(kiosk.fsm.page().tiles.front().marked);
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->person == std::string(16, 'p'));
    kiosk.fsm.answered(issued_answer(wish->request), kiosk.now);
    kiosk.pass(limits::slip);
    CHECK(kiosk.screen() == Screen::home);
    CHECK_FALSE(kiosk.fsm.state().card);

    // Somebody younger is offered nothing.
    kiosk.scan(card_of_1990);
    CHECK(kiosk.fsm.page().detail == "Mời ông/bà chọn lĩnh vực.");
}

TEST_CASE("Done leaves nothing of its holder to the next person") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    for (const char* target : {"language:en", "help", "look:large", "home"}) kiosk.touch(target);
    kiosk.scan(card_of_1961);
    for (const char* target : {"go_on", "field:civil-status", "class:elderly", "take"}) kiosk.touch(target);
    kiosk.fsm.answered(issued_answer(kiosk.wants<TakeNumber>().value().request), kiosk.now);
    REQUIRE(kiosk.screen() == Screen::slip);
    kiosk.touch("home");
    CHECK(kiosk.screen() == Screen::home);
    CHECK_FALSE(kiosk.fsm.state().card);
    CHECK(kiosk.fsm.state().language.empty());
    CHECK(kiosk.fsm.page().look == Look{});
    CHECK(kiosk.fsm.page().banner.empty());

    Kiosk back(with_cards(v1::CARD_USE_OFFERED));
    back.scan(card_of_1961);
    back.scan("https://luot.example/t/3f9a1c55d0e24b77");
    spool::Answer answer;
    answer.request = back.wants<CheckIn>().value().request;
    answer.checked_in.emplace();
    back.fsm.answered(answer, back.now);
    REQUIRE(back.screen() == Screen::checked_in);
    back.touch("home");
    CHECK_FALSE(back.fsm.state().card);
}

TEST_CASE("nothing of a card but the age and a hash is kept said or shown") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.scan(card_of_1961);
    const auto says_nothing = [](const std::string& text) {
        for (const char* part : {"001061012345", "012345678", "NGUYEN", "SON", "02031961", "Pho Hue", "10052021", "1961"}) {
            CHECK(text.find(part) == std::string::npos);
        }
    };
    const Page page = kiosk.fsm.page();
    says_nothing(page.title + page.detail + page.banner + page.spoken + page.typed);
    for (const auto& line : page.lines) says_nothing(line.label + line.value);
    CHECK(kiosk.fsm.state().typed.empty());
    CHECK(kiosk.fsm.state().card->age == 65);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("where a card is required the field waits for it") {
    Kiosk kiosk(with_cards(v1::CARD_USE_REQUIRED));
    kiosk.touch("field:civil-status");
    CHECK(kiosk.screen() == Screen::card_needed);
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    CHECK(kiosk.screen() == Screen::card_needed);
    kiosk.scan(card_of_1990);
    CHECK(kiosk.screen() == Screen::classes);
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->person.size() == 16);
    CHECK(wish->wanted.service == "civil-status");
}

TEST_CASE("a card on the way to a number changes what is offered and not the field") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.touch("field:land");
    kiosk.touch("class:ordinary");
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::classes);
    CHECK(kiosk.fsm.page().tiles.front().target == "class:elderly");
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    CHECK(kiosk.wants<TakeNumber>()->wanted.service == "land");
}

TEST_CASE("an office without cards reads none") {
    bool asked = false;
    Kiosk kiosk(touch_snapshot(), {}, [&](std::string_view) {
        asked = true;
        return std::string(16, 'p');
    });
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::told);
    CHECK_FALSE(kiosk.fsm.state().card);
    CHECK_FALSE(asked);
}

TEST_CASE("a slip held to the scanner checks in from wherever somebody is") {
    Kiosk kiosk;
    kiosk.touch("search");
    kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");
    CHECK(kiosk.screen() == Screen::wait);
    const auto wish = kiosk.wants<CheckIn>();
    REQUIRE(wish);
    CHECK(wish->token == "3f9a1c55d0e24b77");
    kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");  // a hand that lingers
    CHECK(kiosk.action_count() == 0);

    v1::CheckedInResult result;
    result.set_number("H012");
    result.set_service("civil-status");
    for (const auto outcome : {v1::CHECK_IN_OUTCOME_WAITING, v1::CHECK_IN_OUTCOME_PRESENT, v1::CHECK_IN_OUTCOME_REINSTATED,
                               v1::CHECK_IN_OUTCOME_HOLD_RETURNED, v1::CHECK_IN_OUTCOME_CALLED, v1::CHECK_IN_OUTCOME_OVER}) {
        CAPTURE(outcome);
        Kiosk other;
        other.scan("https://luot.example/t/3f9a1c55d0e24b77");
        result.set_outcome(outcome);
        result.set_state(outcome == v1::CHECK_IN_OUTCOME_CALLED ? v1::TICKET_STATE_CALLED : v1::TICKET_STATE_WAITING);
        result.set_counter(outcome == v1::CHECK_IN_OUTCOME_CALLED || outcome == v1::CHECK_IN_OUTCOME_HOLD_RETURNED ? 2 : 0);
        result.set_ahead(3);
        spool::Answer answer;
        answer.request = 1;
        answer.checked_in = result;
        other.fsm.answered(answer, other.now);
        const Page page = other.fsm.page();
        CHECK(page.screen == Screen::checked_in);
        CHECK(page.number == "H012");
        CHECK(page.title.find('{') == std::string::npos);
        CHECK(page.detail.find('{') == std::string::npos);
        if (outcome == v1::CHECK_IN_OUTCOME_CALLED) CHECK(page.title == "Đã đến lượt, mời ông/bà đến Quầy 2");
    }

    Kiosk refused;
    refused.scan("https://luot.example/t/3f9a1c55d0e24b77");
    spool::Answer answer;
    answer.request = 1;
    answer.error = "unknown_ticket";
    refused.fsm.answered(answer, refused.now);
    CHECK(refused.fsm.page().title == "Không tìm thấy số này hôm nay");
}

TEST_CASE("an appointment is a number with its time and class today and only today") {
    Kiosk kiosk;
    kiosk.scan("luot:appointment/land/2026-03-02T10:30");
    CHECK(kiosk.screen() == Screen::confirm);
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->wanted.service == "land");
    CHECK(wish->wanted.ticket_class == "appointment");
    CHECK(wish->wanted.appointment == Local{monday, 630});

    // A card on the way to it takes neither the time nor the class away.
    Kiosk with_card(with_cards(v1::CARD_USE_OFFERED));
    with_card.scan("luot:appointment/land/2026-03-02T10:30");
    with_card.scan(card_of_1961);
    CHECK(with_card.screen() == Screen::confirm);
    with_card.touch("take");
    const auto wish_with_card = with_card.wants<TakeNumber>();
    REQUIRE(wish_with_card);
    CHECK(wish_with_card->wanted.ticket_class == "appointment");
    CHECK(wish_with_card->wanted.appointment == Local{monday, 630});
    CHECK(wish_with_card->person.size() == 16);

    Kiosk other;
    other.scan("luot:appointment/land/2026-03-03T10:30");
    CHECK(other.screen() == Screen::told);
    CHECK(other.fsm.page().detail.find("10:30, Thứ Ba, 03/03/2026") != std::string::npos);
    other.scan("luot:appointment/nowhere/2026-03-02T10:30");
    CHECK(other.fsm.page().title == "Máy không nhận ra mã này");
    // Nobody chooses that class by hand.
    other.touch("home");
    other.touch("field:land");
    CHECK(tile(other.fsm.page(), "class:appointment") == nullptr);
}

TEST_CASE("a busy kiosk types no piece of a card into the search") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.touch("search");
    const std::string_view card(card_of_1961);
    kiosk.fsm.typed(card.substr(0, 4), kiosk.now);
    kiosk.now += Instant{400};
    kiosk.fsm.typed(card.substr(4, 30), kiosk.now);
    kiosk.fsm.wake(kiosk.local(), kiosk.now);
    CHECK(kiosk.fsm.page().typed.empty());
    kiosk.now += Instant{400};
    kiosk.fsm.typed(card.substr(34), kiosk.now);
    kiosk.now += Instant{400};
    kiosk.fsm.key("enter", kiosk.now);
    CHECK(kiosk.screen() == Screen::card);
    CHECK(kiosk.fsm.state().typed.empty());
}

TEST_CASE("a code that is none of ours is told so and nothing else happens") {
    Kiosk kiosk;
    kiosk.scan("WIFI:S:hall;T:WPA;P:secret;;");
    CHECK(kiosk.screen() == Screen::told);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("who types on a keyboard searches a scanner in the middle does not disturb") {
    Kiosk kiosk;
    kiosk.type("dat");
    CHECK(kiosk.screen() == Screen::search);
    CHECK(kiosk.fsm.page().typed == "dat");
    kiosk.fsm.key("erase", kiosk.now);
    CHECK(kiosk.fsm.page().typed == "da");
    kiosk.scan("WIFI:S:hall;T:WPA;P:secret;;");
    CHECK(kiosk.screen() == Screen::told);
}

}  // namespace luot::touch
