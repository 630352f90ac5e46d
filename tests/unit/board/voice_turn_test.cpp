#include "board/voice_turn.hpp"

#include <doctest/doctest.h>

#include "board/limits.hpp"

namespace luot::board {
namespace {

constexpr std::int64_t second_us = 1'000'000;

v1::VoiceTurn turn(const std::string& zone, bool yours, std::uint64_t said_through = 0, std::uint64_t said_notice = 0) {
    v1::VoiceTurn told;
    told.set_zone(zone);
    told.set_yours(yours);
    told.set_said_through(said_through);
    told.set_said_notice(said_notice);
    return told;
}

// In the zone "hall", able, connected at second 1, its turn.
VoiceTurn speaker() {
    VoiceTurn voice;
    voice.stand_in("hall");
    voice.set_able(true);
    voice.connected(1, second_us);
    voice.caught_up();
    voice.told(turn("hall", true));
    return voice;
}

}  // namespace

TEST_CASE("a board says how its voice is after each Welcome and at each change and no more often") {
    VoiceTurn voice;
    voice.stand_in("hall");
    CHECK_FALSE(voice.take_report(0, 0, 0));  // nobody to say it to
    voice.connected(1, 0);
    voice.caught_up();
    auto report = voice.take_report(0, 0, 0);
    REQUIRE(report);
    CHECK(report->zone() == "hall");
    CHECK_FALSE(report->able());
    CHECK(report->speaking() == 0);
    CHECK(report->ends_within_ms() == 0);
    CHECK_FALSE(voice.take_report(0, 0, 0));
    voice.set_able(true);
    CHECK(voice.take_report(0, 0, 0)->able());
    voice.set_able(true);
    CHECK_FALSE(voice.take_report(0, 0, 0));

    voice.told(turn("hall", true));
    CHECK_FALSE(voice.take_report(0, 0, 0));  // the server's word is no news to it
    voice.began(12, 7'000'500, second_us);
    report = voice.take_report(0, 0, second_us);
    CHECK(report->speaking() == 12);
    CHECK(report->ends_within_ms() == 7'001);
    CHECK_FALSE(voice.take_report(0, 0, 3 * second_us));  // that time passes is no change
    voice.connected(1, 3 * second_us);                    // again, in the middle of it
    voice.caught_up();
    report = voice.take_report(0, 0, 3 * second_us);
    CHECK(report->speaking() == 12);
    CHECK(report->ends_within_ms() == 5'001);
    voice.ended();
    report = voice.take_report(12, 0, 8 * second_us);
    CHECK(report->speaking() == 0);
    CHECK(report->ends_within_ms() == 0);
    CHECK(report->said_through() == 12);
    voice.told(turn("hall", true, 12));
    CHECK_FALSE(voice.take_report(12, 0, 8 * second_us));
    CHECK(voice.take_report(12, 4, 8 * second_us)->said_notice() == 4);
    voice.told(turn("hall", true, 20, 4));
    CHECK_FALSE(voice.take_report(20, 4, 8 * second_us));  // heard from the server and not to be told back
    voice.disconnected();
    voice.set_able(false);
    CHECK_FALSE(voice.take_report(20, 4, 8 * second_us));
    voice.connected(1, 9 * second_us);
    voice.caught_up();
    CHECK(voice.take_report(20, 4, 9 * second_us)->said_through() == 20);
}

TEST_CASE("without a zone there is nothing to say") {
    VoiceTurn voice;
    voice.set_able(true);
    voice.connected(1, second_us);
    voice.caught_up();
    voice.told(turn("", true));
    CHECK_FALSE(voice.may_begin(second_us));
    CHECK_FALSE(voice.take_report(0, 0, second_us));
}

TEST_CASE("after a Welcome nothing is said of a zone that may be one of before") {
    VoiceTurn voice = speaker();
    voice.disconnected();
    voice.caught_up();  // of the connection that is gone
    voice.connected(1, 9 * second_us);
    CHECK_FALSE(voice.take_report(0, 0, 9 * second_us));
    voice.stand_in("");  // as the snapshot says
    voice.caught_up();
    CHECK_FALSE(voice.take_report(0, 0, 9 * second_us));
    voice.stand_in("hall");
    CHECK(voice.take_report(0, 0, 9 * second_us)->zone() == "hall");
}

TEST_CASE("calls past their time are forgotten where another may have had the time to say them") {
    constexpr std::int64_t patience_us = 30 * second_us;
    VoiceTurn voice = speaker();
    CHECK_FALSE(voice.forgets(second_us, patience_us));
    voice.disconnected();
    CHECK_FALSE(voice.forgets(31 * second_us - 1, patience_us));
    CHECK(voice.forgets(31 * second_us, patience_us));
    voice.connected(1, 32 * second_us);
    voice.told(turn("hall", true));
    CHECK_FALSE(voice.forgets(32 * second_us, patience_us));
    voice.began(5, 10 * second_us, 32 * second_us);
    CHECK_FALSE(voice.forgets(90 * second_us, patience_us));  // it takes as long as it takes
    voice.ended();
    voice.told(turn("hall", false, 4));
    CHECK_FALSE(voice.forgets(120 * second_us - 1, patience_us));
    CHECK(voice.forgets(120 * second_us, patience_us));
    VoiceTurn newcomer;
    CHECK(newcomer.forgets(second_us, patience_us));
}

TEST_CASE("an announcement that takes longer than it should is still being said") {
    VoiceTurn voice = speaker();
    voice.began(0, second_us, second_us);
    voice.connected(1, 30 * second_us);
    voice.caught_up();
    CHECK(voice.take_report(0, 0, 30 * second_us)->ends_within_ms() == 1);
}

TEST_CASE("it begins only with the turn and a voice and a server that was heard lately") {
    VoiceTurn voice = speaker();
    CHECK(voice.has_turn());
    CHECK(voice.may_begin(second_us));
    CHECK(voice.may_begin(second_us + limits::server_heard_within_us - 1));
    CHECK_FALSE(voice.may_begin(second_us + limits::server_heard_within_us));
    voice.heard(10 * second_us);
    CHECK(voice.may_begin(10 * second_us));
    SUBCASE("not twice") {
        voice.began(3, second_us, 10 * second_us);
        CHECK_FALSE(voice.may_begin(10 * second_us));
        voice.ended();
        CHECK(voice.may_begin(10 * second_us));
    }
    SUBCASE("not without sound") {
        voice.set_able(false);
        CHECK_FALSE(voice.may_begin(10 * second_us));
    }
    SUBCASE("not when it is another's") {
        voice.told(turn("hall", false, 5));
        CHECK_FALSE(voice.may_begin(10 * second_us));
        CHECK(voice.told_through() == 5);
    }
    SUBCASE("what is said of another zone says nothing") {
        voice.told(turn("yard", false, 5));
        CHECK(voice.may_begin(10 * second_us));
        CHECK(voice.told_through() == 0);
    }
    SUBCASE("a lost connection loses the turn until the server says it again") {
        voice.disconnected();
        CHECK_FALSE(voice.may_begin(10 * second_us));
        voice.told(turn("hall", true));  // late, of the connection that is gone
        CHECK_FALSE(voice.may_begin(10 * second_us));
        voice.connected(1, 11 * second_us);
        voice.caught_up();
        CHECK_FALSE(voice.may_begin(11 * second_us));
        voice.told(turn("hall", true));
        CHECK(voice.may_begin(11 * second_us));
    }
    SUBCASE("another zone is another turn") {
        voice.take_report(0, 0, 10 * second_us);
        voice.stand_in("yard");
        CHECK_FALSE(voice.may_begin(10 * second_us));
        CHECK(voice.take_report(0, 0, 10 * second_us)->zone() == "yard");
    }
    SUBCASE("one that loses its zone says so once") {
        voice.take_report(7, 0, 10 * second_us);
        voice.began(8, 5 * second_us, 10 * second_us);
        voice.stand_in("");
        voice.told(turn("", true));
        CHECK_FALSE(voice.may_begin(10 * second_us));
        const auto report = voice.take_report(7, 0, 10 * second_us);
        REQUIRE(report);
        CHECK(report->zone() == "");
        CHECK_FALSE(report->able());
        CHECK(report->speaking() == 8);
        CHECK(report->ends_within_ms() == 5'000);
        voice.ended();
        voice.set_able(false);
        CHECK_FALSE(voice.take_report(8, 0, 12 * second_us));
        voice.set_able(true);
        voice.stand_in("hall");
        CHECK(voice.take_report(8, 0, 12 * second_us)->able());
    }
}

TEST_CASE("what is being said of a journal that is no more has no seq in the new one") {
    VoiceTurn voice = speaker();
    voice.began(900, 5 * second_us, second_us);
    voice.connected(2, 2 * second_us);
    voice.caught_up();
    const auto report = voice.take_report(0, 0, 2 * second_us);
    CHECK(report->speaking() == 0);
    CHECK(report->ends_within_ms() == 4'000);
}

}  // namespace luot::board
