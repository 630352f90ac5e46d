// The voice at work, from the server's pushes to the samples that a loudspeaker gets.
#include "board_app/speaking.hpp"

#include <doctest/doctest.h>

#include "board_app/two_clocks.hpp"
#include "hall.hpp"
#include "sound/clip_file.hpp"
#include "support/folder.hpp"
#include "tones.hpp"

namespace luot::board_app {

TEST_CASE("one call is said at once as the plan says and reported from its beginning to its end") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    REQUIRE(hall.reports.size() == 1);
    CHECK(hall.reports[0].zone() == "hall");
    CHECK(hall.reports[0].able());
    CHECK(hall.speaking.has_turn());
    CHECK(hall.studio.expected() >= 10 + 1 + 9);  // digits, the letter, counters
    const auto seq = hall.call("H012", 3);
    const auto called_us = hall.now_us;
    hall.pass(20 * second_us);
    REQUIRE(ear.began.size() == 1);
    CHECK(ear.began[0] - called_us < 300 * ms_us);
    REQUIRE(hall.lines.size() == 1);
    const auto& line = hall.lines[0];
    CHECK(line.at("announce") == "Mời công dân có số H không một hai đến quầy số ba.");
    CHECK(line.at("seq").to_number<std::uint64_t>() == seq);
    CHECK(line.at("number") == "H012");
    CHECK(line.at("counter") == 3);
    CHECK(line.at("calls") == 1);
    CHECK(line.at("phrases").as_array().size() == 1);
    CHECK(line.at("duration_ms").to_number<std::int64_t>() == voice::ms_of_samples(ear.heard[0].size()));
    REQUIRE(hall.reports.size() == 3);
    CHECK(hall.reports[1].speaking() == seq);
    CHECK(hall.reports[1].ends_within_ms() >= voice::ms_of_samples(ear.heard[0].size()));
    CHECK(hall.reports[1].said_through() < seq);
    CHECK(hall.reports[2].speaking() == 0);
    CHECK(hall.reports[2].said_through() == seq);
    CHECK(hall.speaking.troubles().empty());
}

TEST_CASE("what is recalled or served or finished while it waits") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.call("H003", 3);
    hall.call("H004", 4);
    hall.call("H002", 2, 2);                                // recalled
    hall.counter_has(3, "H003", v1::TICKET_STATE_SERVING);  // came before it was said
    hall.counter_has(4, "", v1::TICKET_STATE_UNSPECIFIED);  // missed
    CHECK(hall.model.announcements().speaking()->number == "H001");
    hall.pass(30 * second_us);
    CHECK(hall.all("announce") == "H001 H002");
    CHECK(hall.all("merged") == "H002");
    CHECK(hall.all("skipped") == "H003 H004");
    CHECK(hall.of("skipped")[0].at("reason") == "being_served");
    CHECK(hall.of("skipped")[1].at("reason") == "not_called");
    CHECK(hall.of("merged")[0].at("into") == hall.of("announce")[1].at("seq"));
    CHECK(hall.reports.back().said_through() == 15);
}

TEST_CASE("the picture can follow the voice through several calls in one announcement") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    for (std::uint64_t i = 1; i <= 4; ++i) hall.call("H00" + std::to_string(i), i);
    std::vector<std::string> spoken;
    for (int i = 0; i < 3'000; ++i) {
        hall.pass(10 * ms_us);
        const auto& call = hall.model.announcements().speaking();
        const std::string number = call ? call->number : "";
        if (spoken.empty() || spoken.back() != number) spoken.push_back(number);
    }
    CHECK(spoken == std::vector<std::string>{"H001", "", "H002", "H003", "H004", ""});
}

TEST_CASE("of several calls in one announcement only the one that broke off is said again") {
    Ear ear;
    Hall hall(ear);
    hall.snapshot.mutable_office()->mutable_voice()->add_languages("vi");
    hall.snapshot.mutable_office()->mutable_voice()->add_languages("en");
    hall.connect();
    for (std::uint64_t i = 1; i <= 4; ++i) hall.call("H00" + std::to_string(i), i);
    std::vector<std::uint64_t> told;
    while (hall.now_us < began_us + 60 * second_us) {
        hall.pass(10 * ms_us);
        if (told.empty() || told.back() != hall.reports.back().said_through()) told.push_back(hall.reports.back().said_through());
        const auto& call = hall.model.announcements().speaking();
        if (call && call->number == "H004" && ear.is_able && hall.lines.size() == 4) {
            hall.pass(second_us);
            ear.is_able = false;
            hall.pass(3 * second_us);
            ear.is_able = true;
        }
    }
    CHECK(told == std::vector<std::uint64_t>{0, 11, 12, 13, 14});
    CHECK(hall.all("announce") == "H001 H002 H004");
    CHECK(hall.all("merged") == "H003 H004");
    CHECK(hall.of("interrupted").size() == 1);
}

TEST_CASE("an urgent notice is said before the calls that wait and an ordinary one is not") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.notice("Ordinary", false);
    hall.pass(ms_us);
    hall.notice("Urgent", true);
    hall.pass(30 * second_us);
    REQUIRE(hall.lines.size() == 3);
    CHECK(hall.lines[0].at("number") == "H001");
    CHECK(hall.lines[1].at("notice") == "Urgent");
    CHECK(hall.lines[2].at("number") == "H002");
    CHECK(hall.reports.back().said_notice() == 14);
}

TEST_CASE("a device that goes away in the middle is said to be gone and the call is said again when it is back") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    const auto seq = hall.call("H001", 1);
    hall.pass(second_us);
    ear.is_able = false;
    hall.pass(second_us);
    CHECK_FALSE(hall.reports.back().able());
    CHECK(hall.reports.back().speaking() == 0);
    CHECK(hall.reports.back().said_through() < seq);
    CHECK_FALSE(hall.speaking.has_turn());
    REQUIRE(hall.speaking.troubles().size() == 1);
    CHECK(hall.of("interrupted").size() == 1);
    SUBCASE("back within a minute") {
        hall.pass(20 * second_us);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001 H001");
        CHECK(hall.reports.back().said_through() == seq);
    }
    SUBCASE("another board has said it meanwhile") {
        hall.said_through = seq;
        hall.say_turn(false);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001");
        CHECK(hall.of("skipped")[0].at("reason") == "said_by_another");
    }
    SUBCASE("back too late") {
        hall.pass(70 * second_us);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001");
        CHECK(hall.of("skipped")[0].at("reason") == "old");
    }
}

TEST_CASE("without the turn nothing is said and what others said is not said again") {
    Ear ear;
    Hall hall(ear);
    hall.gives_turn = false;
    hall.connect();
    const auto first = hall.call("H001", 1);
    hall.call("H002", 2);
    hall.pass(10 * second_us);
    CHECK(ear.heard.empty());
    CHECK(hall.reports.size() == 1);
    hall.said_through = first;
    hall.say_turn(true);
    hall.pass(10 * second_us);
    CHECK(hall.all("announce") == "H002");
    CHECK(hall.all("skipped") == "H001");
}

TEST_CASE("nothing begins on a line that may be dead and what is old by then is not said") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.pass(second_us);
    hall.pass(9 * second_us, false);
    hall.call("H001", 1);
    hall.pass(5 * second_us, false);
    CHECK(ear.heard.empty());
    SUBCASE("heard again in time") {
        hall.pass(10 * second_us);
        CHECK(hall.all("announce") == "H001");
    }
    SUBCASE("heard again after a minute") {
        hall.pass(60 * second_us, false);
        hall.pass(10 * second_us);
        CHECK(ear.heard.empty());
        CHECK(hall.of("skipped")[0].at("reason") == "old");
    }
}

TEST_CASE("a zone speaks for its counters and a board without a zone says nothing") {
    Ear ear;
    Hall hall(ear);
    auto& zone = *hall.snapshot.mutable_office()->mutable_voice()->add_zones();
    zone.set_code("yard");
    zone.add_counters(2);
    hall.gives_turn = false;
    SUBCASE("its counters") {
        hall.connect();
        CHECK(hall.reports[0].zone() == "yard");
        hall.say_turn(true, "yard");
        hall.call("H001", 1);
        hall.call("H002", 2);
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H002");
        CHECK(hall.lines.size() == 1);
    }
    SUBCASE("no zone") {
        hall.snapshot.mutable_office()->add_boards()->set_name("board-1");
        hall.connect();
        hall.say_turn(true, "");
        hall.call("H002", 2);
        hall.pass(70 * second_us);
        CHECK(hall.reports.empty());
        CHECK(ear.heard.empty());
        CHECK(hall.speaking.troubles().empty());
    }
}

TEST_CASE("an accelerated office passes the time that speaking takes and nothing is heard") {
    Ear ear;
    Hall hall(ear, {}, 60);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.pass(second_us);
    CHECK(ear.heard.empty());
    const auto said = hall.of("announce");
    REQUIRE(said.size() == 2);
    const auto began = [&said](std::size_t i) { return said[i].at("spoken_at_us").to_number<std::int64_t>(); };
    const auto lasts_us = (said[0].at("duration_ms").to_number<std::int64_t>() + 600) * ms_us;
    CHECK(began(1) - began(0) >= lasts_us);
    CHECK(began(1) - began(0) < lasts_us + 2 * second_us);
}

TEST_CASE("a studio that does not answer is asked again and told of") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.studio.silent = true;
    hall.call("H001", 1);
    hall.pass(15 * second_us);
    CHECK(hall.speaking.troubles().size() == 1);
    hall.studio.silent = false;
    hall.pass(15 * second_us);
    CHECK(hall.all("announce") == "H001");
    CHECK(hall.speaking.troubles().empty());
}

TEST_CASE("a board that only shows leaves the zone to others and claims nothing that they say") {
    const auto nowhere = make_no_speaker();
    Hall hall(*nowhere);
    hall.connect();
    REQUIRE(hall.reports.size() == 1);
    CHECK_FALSE(hall.reports[0].able());
    hall.said_through = hall.call("H001", 1);
    hall.say_turn(false);
    hall.call("H002", 2);
    hall.pass(120 * second_us);
    CHECK(hall.of("announce").empty());
    REQUIRE(hall.of("skipped").size() == 2);
    CHECK(hall.of("skipped")[0].at("reason") == "said_by_another");
    CHECK(hall.of("skipped")[1].at("reason") == "old");
    CHECK(hall.reports.size() == 1);
    CHECK(hall.speaking.troubles().empty());
}

TEST_CASE("what is not over when others were promised that it is breaks off") {
    Ear ear;
    ear.trickles = true;
    Hall hall(ear);
    hall.connect();
    const auto seq = hall.call("H001", 1);
    hall.pass(second_us);
    REQUIRE(hall.reports.back().speaking() == seq);
    const auto promised_us = ear.began[0] + hall.reports.back().ends_within_ms() * ms_us;
    ear.trickles = true;
    hall.gives_turn = false;
    hall.say_turn(false);
    hall.pass(promised_us + 50 * ms_us - hall.now_us);
    CHECK(ear.stopped == 1);
    CHECK(hall.of("interrupted").size() == 1);
    CHECK(hall.reports.back().speaking() == 0);
    CHECK(hall.reports.back().said_through() < seq);
}

TEST_CASE("a board whose voice lacks a call leaves it to others until it can say it") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.studio.voiceless = "vi";
    const auto seq = hall.call("H001", 1);
    hall.pass(15 * second_us);
    CHECK(ear.heard.empty());
    CHECK_FALSE(hall.reports.back().able());
    CHECK(hall.reports.back().said_through() < seq);
    hall.studio.voiceless.clear();
    hall.pass(20 * second_us);
    CHECK(hall.reports.back().able());
    CHECK(hall.all("announce") == "H001");
}

TEST_CASE("a further language that lacks something is left out and the first is said") {
    Ear ear;
    Hall both(ear);
    const auto languages = [](Hall& hall) {
        hall.snapshot.mutable_office()->mutable_voice()->add_languages("vi");
        hall.snapshot.mutable_office()->mutable_voice()->add_languages("en");
        hall.connect();
        hall.call("H001", 1);
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001");
        CHECK(hall.reports.back().able());
    };
    languages(both);
    Ear one;
    Hall first(one);
    first.studio.voiceless = "en";
    languages(first);
    REQUIRE(ear.heard.size() == 1);
    REQUIRE(one.heard.size() == 1);
    CHECK(one.heard[0].size() < ear.heard[0].size() * 3 / 4);
    CHECK(one.heard[0].size() > ear.heard[0].size() / 3);
}

TEST_CASE("slow recordings never make an announcement longer than the zone waits for") {
    const testing::Folder folder;
    std::filesystem::create_directories(folder.path / "vi");
    for (const char* name :
         {"call.before", "next.before", "letter.H", "digit.0", "digit.1", "counter.1", "counter.2", "counter.3", "counter.4"})
        REQUIRE(sound::write_wav(folder.path / "vi" / (std::string(name) + ".wav"), voice::testing::tone(440, 6'000)).has_value());
    Ear ear;
    Hall hall(ear, folder.path);
    hall.connect();
    hall.call("H0010010010010", 1);
    for (std::uint64_t counter = 2; counter <= 4; ++counter) hall.call("H001", counter);
    while (hall.now_us < began_us + 300 * second_us) {
        hall.pass(second_us);
        CHECK(hall.reports.back().ends_within_ms() < 80'000);
    }
    CHECK(hall.all("announce") == "H0010010010010 H001 H001 H001");
    CHECK(hall.of("merged").empty());
    CHECK(hall.of("announce")[0].at("duration_ms") == 75'000);
    CHECK(hall.speaking.troubles().size() == 1);
}

TEST_CASE("after a suspension nothing goes on and nothing begins before the server was heard again") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.call("H001", 1);
    hall.pass(second_us);
    REQUIRE(ear.heard.size() == 1);
    hall.speaking.stood_still(hall.now_us);
    CHECK(ear.stopped == 1);
    CHECK(hall.of("interrupted").size() == 1);
    hall.pass(5 * second_us, false);
    CHECK(ear.heard.size() == 1);
    hall.pass(second_us);
    CHECK(ear.heard.size() == 2);
}

TEST_CASE("a suspension is told from the clocks") {
    TwoClocks clocks;
    CHECK_FALSE(clocks.parted(5 * second_us, 1'700'000'000 * second_us));
    CHECK_FALSE(clocks.parted(600 * second_us, 1'700'000'596 * second_us));
    CHECK(clocks.parted(601 * second_us, 1'700'000'600 * second_us));
    CHECK_FALSE(clocks.parted(602 * second_us, 1'700'000'601 * second_us));
    CHECK(clocks.parted(603 * second_us, 1'700'000'000 * second_us));
}

}  // namespace luot::board_app
