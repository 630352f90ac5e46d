// What becomes of an opinion until the server has settled it.
#include "rating/rating_outbox.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "rating_office.hpp"

namespace luot::rating {

namespace {

using luot::testing::asked_tablet;
using luot::testing::rating_snapshot;
using luot::testing::Tablet;
using luot::testing::today;
using luot::testing::told;

}  // namespace

TEST_CASE("four faces are told as grades of five so that the best two are satisfied") {
    CHECK(grade_told(1, 4) == 1);
    CHECK(grade_told(2, 4) == 2);
    CHECK(grade_told(3, 4) == 4);
    CHECK(grade_told(4, 4) == 5);
    for (unsigned place = 1; place <= 5; ++place) CHECK(grade_told(place, 5) == place);
}

TEST_CASE("while the server is away an opinion is kept and told when it is back") {
    Tablet tablet = asked_tablet();
    tablet.cut();
    CHECK(tablet.touch("grade:1"));
    CHECK(tablet.fsm.page().detail == "Ý kiến của ông/bà đã được lưu tại đây và sẽ được gửi khi có kết nối.");
    CHECK(tablet.sent.empty());
    CHECK(tablet.disk.size() == 1);
    tablet.pass(limits::thanks);
    CHECK(tablet.screen() == Screen::away);
    CHECK(tablet.fsm.page().note == "1 ý kiến đang chờ gửi");
    tablet.welcome();
    tablet.act();
    REQUIRE(tablet.sent.size() == 1);
    CHECK(told(tablet, 0).ticket() == 12);
    tablet.answer(0);
    CHECK(tablet.disk.empty());
}

TEST_CASE("what was kept is told by the program that comes after") {
    Tablet before = asked_tablet();
    before.cut();
    before.touch("grade:3");
    Tablet after(rating_snapshot(), *read_ratings(text_of(before.disk)));
    REQUIRE(after.sent.size() == 1);
    CHECK(told(after, 0).ticket() == 12);
    CHECK(told(after, 0).grade() == 4);
    after.answer(0, "already_rated");  // the one before had told it, and died before it heard
    CHECK(after.disk.empty());
    CHECK(after.settled.at(0).outcome == "already_rated");
    CHECK(after.settled.at(0).sent_before);
}

TEST_CASE("what the server has already may be this very opinion where it was told before and no other where it was not") {
    Tablet another = asked_tablet();
    another.touch("grade:3");
    another.answer(0, "already_rated");
    CHECK_FALSE(another.settled.at(0).sent_before);

    Tablet itself = asked_tablet();
    itself.touch("grade:3");
    itself.answer(0, "session_expired");
    itself.pass(limits::again_first);
    itself.answer(1, "already_rated");
    CHECK(itself.settled.at(0).sent_before);

    Tablet not_sent = asked_tablet();
    not_sent.touch("grade:3");
    not_sent.fsm.not_sent(not_sent.sent.at(0).request, not_sent.now);
    not_sent.pass(limits::again_first);
    not_sent.answer(1, "already_rated");
    CHECK_FALSE(not_sent.settled.at(0).sent_before);
}

TEST_CASE("what could not be kept is said to be so and is kept as soon as it can be") {
    Tablet tablet = asked_tablet();
    tablet.cut();
    tablet.disk_full = true;
    CHECK(tablet.touch("grade:1"));
    CHECK(tablet.disk.empty());
    CHECK(tablet.fsm.page().title == "Xin cảm ơn ông/bà!");
    CHECK_FALSE(tablet.fsm.page().tick);
    CHECK(tablet.fsm.page().detail == "Máy chưa lưu được ý kiến của ông/bà và đang thử lại. Mong ông/bà thông cảm.");
    CHECK(tablet.fsm.page().note == "Cán bộ: máy này chưa lưu được ý kiến vào ổ đĩa, đang thử lại. Xin báo kỹ thuật.");
    CHECK(tablet.writes == 1);
    tablet.pass(limits::keep_again_first - Instant{1});
    CHECK(tablet.writes == 1);
    tablet.pass(Instant{1});
    CHECK(tablet.writes == 2);
    tablet.pass(limits::keep_again_first * 2 - Instant{1});
    CHECK(tablet.writes == 2);
    tablet.disk_full = false;
    tablet.pass(Instant{1});
    CHECK(tablet.writes == 3);
    CHECK(tablet.disk.size() == 1);
    CHECK(tablet.screen() == Screen::thanks);
    CHECK(tablet.fsm.page().tick);
    CHECK(tablet.fsm.page().detail == "Ý kiến của ông/bà đã được lưu tại đây và sẽ được gửi khi có kết nối.");
    CHECK(tablet.fsm.page().note.empty());
    tablet.pass(Instant{600'000});
    CHECK(tablet.writes == 3);
}

TEST_CASE("a disk that stays full is tried once a minute and its clerk reads so until it is not") {
    Tablet tablet = asked_tablet();
    tablet.cut();
    tablet.disk_full = true;
    tablet.touch("grade:1");
    tablet.pass(Instant{3'600'000});
    CHECK(tablet.writes >= 60);
    CHECK(tablet.writes <= 67);
    CHECK(tablet.screen() == Screen::away);
    CHECK(tablet.fsm.page().note == "Cán bộ: máy này chưa lưu được ý kiến vào ổ đĩa, đang thử lại. Xin báo kỹ thuật.");
    // It is told all the same; what it left on the disk, nothing here, is still to be put right.
    tablet.welcome();
    tablet.act();
    tablet.answer(0);
    CHECK(tablet.settled.at(0).outcome == "accepted");
    CHECK_FALSE(tablet.fsm.page().note.empty());
    tablet.disk_full = false;
    tablet.pass(limits::keep_again_longest);
    CHECK(tablet.fsm.page().note.empty());
    CHECK(tablet.disk.empty());
}

TEST_CASE("where the disk is full and the server is there nothing is claimed before it has answered") {
    Tablet tablet = asked_tablet();
    tablet.disk_full = true;
    tablet.touch("grade:4");
    CHECK(tablet.sent.size() == 1);
    CHECK(tablet.fsm.page().detail.empty());
    SUBCASE("it answers") {
        tablet.answer(0);
        CHECK(tablet.fsm.page().detail == "Ý kiến của ông/bà giúp chúng tôi phục vụ tốt hơn.");
        tablet.cut();
        CHECK(tablet.fsm.page().detail == "Ý kiến của ông/bà giúp chúng tôi phục vụ tốt hơn.");
    }
    SUBCASE("it goes") {
        tablet.cut();
        CHECK(tablet.fsm.page().detail == "Máy chưa lưu được ý kiến của ông/bà và đang thử lại. Mong ông/bà thông cảm.");
    }
}

TEST_CASE("before it is on the disk nobody reads that it is") {
    Tablet tablet = asked_tablet();
    tablet.cut();
    CHECK(tablet.fsm.touch("grade:4", tablet.now));
    CHECK(tablet.fsm.page().detail != "Ý kiến của ông/bà đã được lưu tại đây và sẽ được gửi khi có kết nối.");
    tablet.act();
    CHECK(tablet.fsm.page().detail == "Ý kiến của ông/bà đã được lưu tại đây và sẽ được gửi khi có kết nối.");
}

TEST_CASE("what is settled nowhere is told again and not at once") {
    Tablet tablet = asked_tablet();
    tablet.touch("grade:3");
    tablet.answer(0, "session_expired");
    CHECK(tablet.disk.size() == 1);
    CHECK(tablet.sent.size() == 1);
    tablet.pass(limits::again_first - Instant{1});
    CHECK(tablet.sent.size() == 1);
    tablet.pass(Instant{1});
    REQUIRE(tablet.sent.size() == 2);
    tablet.fsm.not_sent(tablet.sent[1].request, tablet.now);
    tablet.pass(limits::again_first);
    CHECK(tablet.sent.size() == 2);
    tablet.pass(limits::again_first);
    REQUIRE(tablet.sent.size() == 3);
    tablet.answer(2, "unknown_ticket");
    CHECK(tablet.disk.empty());
    CHECK(tablet.settled.at(0).outcome == "unknown_ticket");
}

TEST_CASE("an opinion of a day that is over is told to nobody and is on record") {
    const KeptRating here{{"thanh-xuan", 1, today}, 12, 5, "H012"};
    KeptRating day = here, both = here;
    day.place.business_day = today - 1;
    both.place = {"thanh-xuan", 2, today - 1};
    Tablet tablet(rating_snapshot(), {day, here, both});
    REQUIRE(tablet.sent.size() == 1);
    CHECK(tablet.disk == std::vector<KeptRating>{here});
    REQUIRE(tablet.settled.size() == 2);
    CHECK(tablet.settled[0].outcome == "day_over");
    CHECK(tablet.settled[1].outcome == "other_journal");
}

TEST_CASE("another office or another journal is told nothing and what was kept waits for its own") {
    const KeptRating ours{{"thanh-xuan", 1, today}, 12, 5, "H012"};
    auto elsewhere = rating_snapshot();
    elsewhere.mutable_office()->set_code("cau-giay");
    elsewhere.mutable_day()->set_business_day(today + 400);  // a test server lives in any day
    Tablet tablet(elsewhere, {ours});
    tablet.cut();
    tablet.pass(limits::away_after);
    CHECK(tablet.fsm.page().note.empty());  // for this office nothing waits
    tablet.welcome("cau-giay", 7);
    tablet.fsm.snapshot(elsewhere, tablet.now);
    tablet.act();
    CHECK(tablet.sent.empty());
    CHECK(tablet.settled.empty());
    CHECK(tablet.disk == std::vector<KeptRating>{ours});
    tablet.cut();
    tablet.connect(rating_snapshot());
    REQUIRE(tablet.sent.size() == 1);
    CHECK(told(tablet, 0).ticket() == 12);
}

TEST_CASE("a server that was restored meanwhile is told nothing of the journal before") {
    Tablet tablet = asked_tablet();
    tablet.cut();
    tablet.touch("grade:2");
    tablet.welcome("thanh-xuan", 2);
    tablet.act();
    CHECK(tablet.sent.empty());  // not before it is known where this is
    tablet.fsm.snapshot(rating_snapshot(), tablet.now);
    tablet.act();
    CHECK(tablet.sent.empty());
    CHECK(tablet.disk.size() == 1);
    auto tomorrow = rating_snapshot();
    tomorrow.mutable_day()->set_business_day(today + 1);
    tablet.fsm.snapshot(tomorrow, tablet.now);
    tablet.act();
    CHECK(tablet.sent.empty());
    CHECK(tablet.disk.empty());
    CHECK(tablet.settled.at(0).outcome == "other_journal");
}

TEST_CASE("the oldest gives way where too many wait and few are told at once") {
    std::vector<KeptRating> kept;
    for (std::uint64_t ticket = 1; ticket <= limits::kept_max; ++ticket) kept.push_back({{"thanh-xuan", 1, today}, ticket, 3, "H"});
    Tablet tablet(rating_snapshot(), kept);
    CHECK(tablet.sent.size() == limits::under_way_max);
    tablet.answer(0);
    CHECK(tablet.sent.size() == limits::under_way_max + 1);
    tablet.cut();
    Tablet full(rating_snapshot(), kept);
    full.served(9'000, "H900");
    full.pass(luot::testing::a_moment);
    full.touch("grade:4");
    CHECK(full.disk.size() == limits::kept_max);
    CHECK(full.disk.back().ticket == 9'000);
    CHECK(full.settled.at(0).outcome == "no_room");
    CHECK(full.settled.at(0).rating.ticket == 1);
}

TEST_CASE("the file of what is kept is read whole or not at all") {
    const std::vector<KeptRating> kept{{{"thanh-xuan", 3, today}, 12, 5, "Đ012"}, {{"thanh-xuan", 3, -1}, 13, 1, ""}};
    const std::string text = text_of(kept);
    CHECK(read_ratings(text) == kept);
    CHECK(read_ratings(text_of({})) == std::vector<KeptRating>{});
    for (std::size_t length = 0; length < text.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(read_ratings(text.substr(0, length)).has_value());
    }
    CHECK_FALSE(read_ratings(text + "x").has_value());
    CHECK_FALSE(read_ratings("luot ratings 1\nx\t1\t1\t1\t6\tH\nend 1\n").has_value());
    CHECK_FALSE(read_ratings("luot ratings 1\nx\t1\t1\t0\t5\tH\nend 1\n").has_value());
    CHECK_FALSE(read_ratings("luot ratings 2\nend 0\n").has_value());
    CHECK_FALSE(read_ratings(std::string(limits::file_bytes_max + 1, 'x')).has_value());
}

TEST_CASE("a garbled file of what is kept is none of ours or holds what it says") {
    const char* given = std::getenv("LUOT_SEED");
    const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
    MESSAGE("LUOT_SEED=" << seed);
    std::mt19937_64 random(seed);
    const std::string whole = text_of(
        std::vector<KeptRating>{{{"thanh-xuan", 3, today}, 12, 5, "Đ012"}, {{"cau-giay", 1, -7}, 13, 1, "H013"}, {{"", 0, 0}, 1, 3, ""}});
    const std::string_view letters = "\t\n0159-endluot ";
    std::size_t read = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = whole;
        for (auto changes = random() % 3 + 1; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            const char letter = random() % 4 == 0 ? static_cast<char>(random()) : letters[random() % letters.size()];
            const auto how = random() % 3;
            if (how == 0) text[at] = letter;
            if (how == 1) text.insert(at, 1, letter);
            if (how == 2) text.erase(at, random() % 12 + 1);
            if (text.empty()) text = "x";
        }
        const auto ratings = read_ratings(text);
        if (!ratings) continue;
        ++read;
        CAPTURE(text);
        CHECK(read_ratings(text_of(*ratings)) == ratings);
        CHECK(ratings->size() + 2 == static_cast<std::size_t>(std::ranges::count(text, '\n')));
        for (const KeptRating& rating : *ratings) CHECK((rating.ticket != 0 && rating.grade >= 1 && rating.grade <= 5));
    }
    CHECK(read > 0);
}

}  // namespace luot::rating
