// Who has the turn, said by hand: each rule of net/voice_zones.hpp once. tests/unit/voice_zones plays it with boards over a bad network.
#include "net/voice_zones.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace luot;
using net::VoiceZones;
using Ending = VoiceZones::Ending;

namespace {

struct Board final : net::VoiceMember {
    int woken = 0;
    void on_voice_turn() override { ++woken; }
};

struct Hall {
    net::VoiceLimits limits;
    core::Office office;
    VoiceZones zones{limits};
    std::map<std::string, Board> boards;
    std::int64_t now_ms = 1'000'000;
    core::Seq seq = 1'000;

    // Of connections "board-1", "board-1/2": what stands before the slash is the device's name.
    void join(const std::string& name) { zones.joined(boards[name], core::DeviceCode(name.substr(0, name.find('/')))); }
    void report(const std::string& name, bool able = true, std::uint32_t ends_within_ms = 0, core::Seq said = 0,
                const std::string& zone = "hall") {
        const core::Seq speaking = ends_within_ms == 0 ? 0 : said + 1;
        zones.reported(boards[name], {zone, able, speaking, ends_within_ms, said, 0}, office, seq, now_ms);
    }
    void come(const std::string& name) {
        join(name);
        report(name);
    }
    void leave(const std::string& name, Ending ending, std::int64_t silent_ms = 0) {
        zones.left(boards[name], ending, now_ms - silent_ms, now_ms);
        boards.erase(name);
    }
    // "yours 7", "others 7", with " ping" behind it; empty: nothing new.
    std::string word(const std::string& name) {
        const auto word = zones.take_word(boards[name]);
        if (!word) return "";
        if (word->ping) last_ping = *word->ping;
        return (word->turn.yours ? "yours " : "others ") + std::to_string(word->turn.said_through) + (word->ping ? " ping" : "");
    }
    void pass(std::int64_t ms) {
        now_ms += ms;
        zones.time(now_ms);
    }
    std::uint64_t last_ping = 0;
};

}  // namespace

TEST_CASE("voice - the first board that is able has the turn and keeps it") {
    Hall hall;
    hall.join("board-1");
    CHECK(hall.word("board-1") == "");
    hall.report("board-1", false);
    CHECK(hall.word("board-1") == "others 0");
    hall.come("board-2");
    CHECK(hall.boards["board-2"].woken == 1);
    CHECK(hall.word("board-2") == "yours 0");
    hall.report("board-1", true);
    CHECK(hall.word("board-1") == "");  // it knows already
    hall.report("board-2", true, 4'000, 6);
    CHECK(hall.word("board-1") == "others 6");
    hall.report("board-2", true, 0, 7);
    hall.report("board-2", true, 0, 5);  // what was said stays said
    CHECK(hall.word("board-1") == "others 7");
    CHECK(hall.word("board-2") == "yours 7");
    CHECK(hall.word("board-2") == "");
    CHECK_FALSE(hall.zones.deadline());
}

TEST_CASE("voice - when the process of a speaker dies the next one waits for the end of what was being said") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    hall.word("board-2");
    hall.report("board-1", true, 6'000, 4);
    hall.pass(2'000);
    hall.leave("board-1", Ending::closed_by_itself, 1'999);
    CHECK(hall.word("board-2") == "others 4");
    REQUIRE(hall.zones.deadline() == hall.now_ms + 4'000);
    hall.pass(3'999);
    CHECK(hall.word("board-2") == "");
    hall.pass(1);
    CHECK(hall.word("board-2") == "yours 4");
    CHECK_FALSE(hall.zones.deadline());
}

TEST_CASE("voice - a speaker that is idle and dies hands over at once") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    hall.leave("board-1", Ending::closed_by_itself);
    CHECK(hall.word("board-2") == "yours 0");
}

TEST_CASE("voice - a speaker lost in silence may have begun one that nobody heard of") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    hall.word("board-2");
    hall.leave("board-1", Ending::lost, 12'000);
    REQUIRE(hall.zones.deadline() == hall.now_ms - 12'000 + 8'500 + 15'000);
    hall.pass(11'499);
    CHECK(hall.word("board-2") == "");
    hall.pass(1);
    CHECK(hall.word("board-2") == "yours 0");

    SUBCASE("as long as the longest of its zone") {
        hall.report("board-2", true, 30'000, 0);
        hall.report("board-2", true, 0, 1);
        hall.come("board-3");
        hall.leave("board-2", Ending::lost, 12'000);
        CHECK(hall.zones.deadline() == hall.now_ms - 12'000 + 8'500 + 30'000);
    }
    SUBCASE("but never so long that calls grow old meanwhile") {
        hall.report("board-2", true, 80'000, 0);
        hall.report("board-2", true, 0, 1);
        hall.come("board-3");
        hall.leave("board-2", Ending::lost, 12'000);
        CHECK(hall.zones.deadline() == hall.now_ms - 12'000 + 56'500);
    }
    SUBCASE("unless it comes back and says how it is") {
        hall.come("board-3");
        hall.leave("board-2", Ending::lost, 12'000);
        hall.pass(500);
        hall.come("board-2");
        CHECK(hall.word("board-2") == "yours 0");
        CHECK(hall.word("board-3") == "others 0");
    }
    SUBCASE("and who had no turn began none") {
        hall.come("board-3");
        hall.leave("board-3", Ending::lost, 12'000);
        hall.leave("board-2", Ending::closed_by_itself);
        hall.come("board-4");
        CHECK(hall.word("board-4") == "yours 0");
    }
}

TEST_CASE("voice - a speaker whose sound fails gives the turn up and is believed when it has said that it knows") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    CHECK(hall.word("board-1") == "yours 0");
    hall.word("board-2");
    hall.report("board-1", false);
    CHECK(hall.word("board-1") == "others 0 ping");
    CHECK(hall.word("board-2") == "");
    hall.pass(5'000);
    CHECK(hall.word("board-2") == "");
    hall.zones.ponged(hall.boards["board-1"], 17, hall.now_ms);  // another ping's
    CHECK(hall.word("board-2") == "");

    SUBCASE("it answers") {
        hall.zones.ponged(hall.boards["board-1"], hall.last_ping, hall.now_ms);
        CHECK(hall.word("board-2") == "yours 0");
    }
    SUBCASE("it began one before it knew") {
        hall.report("board-1", true, 3'000, 0);
        CHECK(hall.word("board-1") == "yours 0");  // it is heard, so nobody else can be
        CHECK(hall.word("board-2") == "");
    }
    SUBCASE("it is lost before it answers") {
        hall.leave("board-1", Ending::lost, 5'000);
        CHECK(hall.zones.deadline() == hall.now_ms - 5'000 + 23'500);
    }
    SUBCASE("what it still says is waited for too") {
        hall.report("board-1", false, 4'000, 0);  // its device says that it is broken, and plays
        hall.zones.ponged(hall.boards["board-1"], hall.last_ping, hall.now_ms);
        hall.pass(3'999);
        CHECK(hall.word("board-2") == "");
        hall.pass(1);
        CHECK(hall.word("board-2") == "yours 0");
    }
    SUBCASE("it never knew of the turn") {
        hall.zones.ponged(hall.boards["board-1"], hall.last_ping, hall.now_ms);
        hall.report("board-2", false);  // before the word was taken
        hall.report("board-1", true);
        CHECK(hall.word("board-1") == "yours 0");
    }
}

TEST_CASE("voice - nobody able is nobody with the turn and the first who is gets it") {
    Hall hall;
    hall.join("board-1");
    hall.report("board-1", false);
    hall.join("board-2");
    hall.report("board-2", false);
    CHECK(hall.zones.counts(hall.office).without_able == 1);
    hall.pass(60'000);
    CHECK(hall.word("board-1") == "others 0");
    hall.report("board-1", true);
    CHECK(hall.word("board-1") == "yours 0");
    CHECK(hall.zones.counts(hall.office).without_able == 0);
}

TEST_CASE("voice - after a start nobody speaks before those of before are back") {
    Hall hall;
    hall.zones.others_may_speak_until(hall.now_ms + 13'000);

    SUBCASE("or have had the time") {
        hall.come("board-1");
        CHECK(hall.word("board-1") == "others 0");
        hall.pass(12'999);
        hall.join("board-2");
        hall.report("board-2", true, 0, 9);  // what was said is learnt meanwhile
        CHECK(hall.word("board-1") == "others 9");
        CHECK(hall.word("board-2") == "others 9");
        hall.pass(1);
        CHECK(hall.word("board-1") == "yours 9");
    }
    SUBCASE("or one says that it is speaking") {
        hall.come("board-1");
        hall.join("board-2");
        hall.report("board-2", true, 6'000, 9);
        CHECK(hall.word("board-2") == "yours 9");
        CHECK(hall.word("board-1") == "others 9");
    }
    SUBCASE("though all that the office lists are here for one that it does not list may be speaking") {
        hall.office.boards = {{"board-1", "", "", "hall", "", {}, {}}};
        hall.come("board-1");
        CHECK(hall.word("board-1") == "others 0");
        hall.join("board-2");
        hall.report("board-2", true, 6'000, 9);
        CHECK(hall.word("board-1") == "others 9");
        CHECK(hall.word("board-2") == "yours 9");
    }
}

TEST_CASE("voice - two connections of one board are one board and the newer counts") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    CHECK(hall.word("board-1") == "yours 0");
    hall.word("board-2");
    hall.join("board-1/2");
    hall.report("board-1/2", true, 5'000, 3);  // it goes on with what it was saying
    CHECK(hall.word("board-1/2") == "yours 3");
    CHECK(hall.boards["board-1"].woken == 3);
    CHECK(hall.word("board-1") == "others 0");
    CHECK(hall.word("board-2") == "others 3");
    hall.report("board-1", true, 0, 4);  // the older one is heard no more
    CHECK(hall.word("board-2") == "");
    hall.leave("board-1", Ending::lost, 12'000);
    CHECK(hall.word("board-2") == "");
    hall.report("board-1/2", true, 0, 4);
    CHECK(hall.word("board-1/2") == "yours 4");
    CHECK(hall.zones.counts(hall.office).ignored == 1);
}

TEST_CASE("voice - of two machines of one name the newer waits for what the older is saying") {
    Hall hall;
    hall.come("board-1");
    CHECK(hall.word("board-1") == "yours 0");
    hall.report("board-1", true, 6'000, 3);
    hall.come("board-1/2");
    CHECK(hall.word("board-1") == "others 3");
    CHECK(hall.word("board-1/2") == "others 3");
    hall.report("board-1/2");  // says again how it is
    SUBCASE("to its end") {
        hall.pass(5'999);
        CHECK(hall.word("board-1/2") == "");
        hall.pass(1);
        CHECK(hall.word("board-1/2") == "yours 3");
    }
    SUBCASE("and for what it began before it knew") {
        hall.pass(2'000);
        hall.report("board-1", true, 9'000, 3);
        hall.pass(8'999);
        CHECK(hall.word("board-1/2") == "");
        hall.pass(1);
        CHECK(hall.word("board-1/2") == "yours 3");
    }
    SUBCASE("also when the older has gone") {
        hall.leave("board-1", Ending::closed_by_itself);
        hall.report("board-1/2");
        hall.pass(5'999);
        CHECK(hall.word("board-1/2") == "");
        hall.pass(1);
        CHECK(hall.word("board-1/2") == "yours 3");
    }
}

TEST_CASE("voice - when the newer of two connections of one name has gone the older goes on") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-1/2");
    hall.come("board-1/3");
    CHECK(hall.word("board-1/3") == "yours 0");
    CHECK(hall.word("board-1/2") == "others 0");
    CHECK(hall.word("board-1") == "others 0");
    hall.report("board-1/2", false);  // while it does not count
    hall.report("board-1/3", true, 4'000, 7);
    hall.leave("board-1/3", Ending::closed_by_itself);
    CHECK(hall.word("board-1/2") == "others 7");  // the newest of those who are left, as it said last
    CHECK(hall.word("board-1") == "");
    hall.report("board-1/2", true);
    hall.pass(3'999);
    CHECK(hall.word("board-1/2") == "");  // its word does not end what the other was saying
    hall.pass(1);
    CHECK(hall.word("board-1/2") == "yours 7");
    hall.leave("board-1/2", Ending::closed_by_itself);
    CHECK(hall.word("board-1") == "yours 7");
}

TEST_CASE("voice - a board without a zone has left the one in which it stood") {
    Hall hall;
    hall.come("board-1");
    hall.come("board-2");
    hall.word("board-2");
    hall.report("board-1", false, 4'000, 6, "");
    hall.pass(3'999);
    CHECK(hall.word("board-2") == "");
    hall.pass(1);
    CHECK(hall.word("board-2") == "yours 0");
    CHECK(hall.zones.counts(hall.office).ignored == 0);
}

TEST_CASE("voice - zones do not hear each other and a board that moves leaves its turn behind") {
    Hall hall;
    hall.office.voice.zones = {{"ground", {}, {}}, {"upper", {}, {}}};
    hall.join("board-1");
    hall.join("board-2");
    hall.join("board-3");
    hall.report("board-1", true, 0, 0, "ground");
    hall.report("board-2", true, 0, 0, "upper");
    hall.report("board-3", true, 0, 0, "ground");
    CHECK(hall.word("board-1") == "yours 0");
    CHECK(hall.word("board-2") == "yours 0");
    CHECK(hall.word("board-3") == "others 0");
    hall.report("board-1", true, 4'000, 5, "upper");  // still saying something
    CHECK(hall.word("board-1") == "others 5");
    CHECK(hall.word("board-2") == "yours 5");
    CHECK(hall.word("board-3") == "");
    hall.pass(4'000);
    CHECK(hall.word("board-3") == "yours 0");
}

TEST_CASE("voice - a board that comes back to its zone has forgotten the turn and is told anew") {
    Hall hall;
    hall.come("board-1");
    CHECK(hall.word("board-1") == "yours 0");
    SUBCASE("from no zone") {
        hall.report("board-1", false, 0, 0, "");
        CHECK(hall.boards["board-1"].woken == 1);
        hall.report("board-1");
        CHECK(hall.boards["board-1"].woken == 2);
    }
    SUBCASE("from another") {
        hall.office.voice.zones = {{"hall", {}, {}}, {"upper", {}, {}}};
        hall.report("board-1", true, 0, 0, "upper");
        hall.report("board-1");  // before it is told of that one
    }
    SUBCASE("while a newer connection of its name counts") {
        hall.come("board-1/2");
        hall.report("board-1", false, 0, 0, "");
        hall.report("board-1");
        hall.leave("board-1/2", Ending::closed_by_itself);
    }
    CHECK(hall.word("board-1") == "yours 0");
    CHECK(hall.word("board-1") == "");
}

TEST_CASE("voice - what cannot be is ignored and does no harm") {
    Hall hall;
    hall.come("board-1");
    hall.word("board-1");
    hall.report("board-1", true, 0, hall.seq + 1);  // of an event that is to come
    CHECK(hall.word("board-1") == "");
    hall.report("board-1", true, 0, 5, "roof");  // it leaves the hall with it
    hall.come("board-2");
    CHECK(hall.word("board-2") == "yours 0");
    CHECK(hall.zones.counts(hall.office).ignored == 2);
    hall.report("board-2", true, 4'000'000'000U, 0);  // seven weeks
    hall.leave("board-2", Ending::closed_by_itself);
    hall.come("board-3");
    CHECK(hall.zones.deadline() == hall.now_ms + 90'000);
    hall.report("board-9", true);  // never joined
    hall.zones.ponged(hall.boards["board-9"], 1, hall.now_ms);
    hall.leave("board-9", Ending::lost);
    CHECK_FALSE(hall.zones.take_word(hall.boards["board-9"]));
}

TEST_CASE("voice - members and those who are gone are bounded") {
    Hall hall;
    hall.limits.members = 3;
    hall.limits.gone = 2;
    for (int i = 1; i <= 4; ++i) hall.come("board-" + std::to_string(i));
    CHECK(hall.word("board-3") == "others 0");
    CHECK(hall.word("board-4") == "");
    hall.come("board-3/2");  // in its own place
    CHECK(hall.word("board-3/2") == "others 0");
    CHECK(hall.zones.counts(hall.office).ignored == 1);
    for (const char* name : {"board-1", "board-2", "board-3/2"}) hall.report(name, true, 10'000, 1);
    hall.report("board-2", true, 20'000, 1);
    for (const char* name : {"board-3", "board-1", "board-2", "board-3/2"}) hall.leave(name, Ending::closed_by_itself);
    hall.report("board-4");
    hall.word("board-4");
    hall.pass(19'999);
    CHECK(hall.word("board-4") == "");
    hall.pass(1);
    CHECK(hall.word("board-4") == "yours 1");
}

TEST_CASE("voice - zones of office files of before make room") {
    Hall hall;
    hall.limits.zones = 2;
    for (const char* code : {"a", "b", "c"}) {
        hall.office.voice.zones = {{code, {}, {}}};
        const std::string name = std::string("board-") + code;
        hall.join(name);
        hall.report(name, true, 0, 0, code);
        CHECK(hall.word(name) == "yours 0");
        hall.leave(name, Ending::closed_by_itself);
        CHECK(hall.zones.counts(hall.office).zones == 1);
        CHECK(hall.zones.counts(hall.office).without_able == 1);
    }
}
