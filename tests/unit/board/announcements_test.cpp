#include "board/announcements.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace luot::board {
namespace {

constexpr std::int64_t second_us = 1'000'000;

Call call(std::uint64_t seq, std::int64_t at_us, std::uint32_t calls = 1) {
    Call made;
    made.seq = seq;
    made.at_us = at_us;
    made.ticket = 1000 + seq;
    made.number = "H" + std::to_string(seq);
    made.counter = 3;
    made.calls = calls;
    return made;
}

std::vector<std::uint64_t> speak_all(Announcements& queue) {
    std::vector<std::uint64_t> spoken;
    while (auto next = queue.next()) {
        spoken.push_back(next->seq);
        queue.finished();
    }
    return spoken;
}

std::optional<Skip> all_stand(const Call&) {
    return std::nullopt;
}

Call call_of_ticket(std::uint64_t seq, std::uint64_t ticket, std::uint64_t counter, std::uint32_t calls = 1) {
    Call made = call(seq, 0, calls);
    made.ticket = ticket;
    made.counter = counter;
    return made;
}

std::vector<std::uint64_t> seqs(const std::vector<Call>& calls) {
    std::vector<std::uint64_t> found;
    for (const Call& each : calls) found.push_back(each.seq);
    return found;
}

using Seqs = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a burst of 50 calls is spoken one by one and whole") {
    Announcements queue;
    std::vector<std::uint64_t> expected;
    for (std::uint64_t seq = 1; seq <= 50; ++seq) {
        CHECK(queue.offer(call(seq, 0), true, 0) == Announcements::Heard::queued);
        expected.push_back(seq);
    }
    const auto first = queue.next();
    REQUIRE(first);
    CHECK(first->seq == 1);
    CHECK_FALSE(queue.next());  // never two at once
    CHECK(queue.speaking()->seq == 1);
    queue.finished();
    auto spoken = speak_all(queue);
    spoken.insert(spoken.begin(), first->seq);
    CHECK(spoken == expected);
    CHECK(queue.take_skipped().empty());
}

TEST_CASE("a call that waits long in the queue is spoken all the same") {
    Announcements queue;
    queue.offer(call(1, 0), true, 0);
    queue.offer(call(2, 0), true, 0);
    CHECK(queue.next()->seq == 1);
    queue.finished();
    queue.offer(call(3, 300 * second_us), true, 300 * second_us);
    CHECK(speak_all(queue) == std::vector<std::uint64_t>{2, 3});
}

TEST_CASE("what is heard of late is spoken while younger than a minute and never later") {
    Announcements queue;
    const std::int64_t now = 1000 * second_us;
    CHECK(queue.offer(call(1, now - 61 * second_us), false, now) == Announcements::Heard::stale);
    CHECK(queue.offer(call(2, now - 60 * second_us), false, now) == Announcements::Heard::stale);
    CHECK(queue.offer(call(3, now - 60 * second_us + 1), false, now) == Announcements::Heard::queued);
    CHECK(queue.offer(call(1, now - 61 * second_us), false, now) == Announcements::Heard::duplicate);
    CHECK(speak_all(queue) == std::vector<std::uint64_t>{3});
}

TEST_CASE("a seq comes once however often it is told") {
    Announcements queue;
    queue.offer(call(5, 0), true, 0);
    CHECK(queue.offer(call(5, 0), true, 0) == Announcements::Heard::duplicate);
    CHECK(queue.next()->seq == 5);
    CHECK(queue.offer(call(5, 0), false, 0) == Announcements::Heard::duplicate);  // a snapshot in the middle of speaking it
    CHECK(queue.speaking()->seq == 5);
    queue.finished();
    CHECK(queue.offer(call(5, 0), false, 0) == Announcements::Heard::duplicate);
    queue.heard_through(9);
    CHECK(queue.offer(call(8, 0), true, 0) == Announcements::Heard::duplicate);
    CHECK(speak_all(queue).empty());
}

TEST_CASE("one by one a recall is spoken too") {
    Announcements queue;
    queue.offer(call(1, 0), true, 0);
    Call first = call(2, 0);
    Call again = first;
    again.seq = 4;
    again.calls = 2;
    queue.offer(first, true, 0);
    queue.offer(call(3, 0), true, 0);
    queue.offer(again, true, 0);
    CHECK(speak_all(queue) == std::vector<std::uint64_t>{1, 2, 3, 4});
}

TEST_CASE("when full the oldest that is past its minute goes and none younger") {
    Announcements queue(3);
    const std::int64_t late = 100 * second_us;
    queue.offer(call(1, 0), true, 0);
    queue.offer(call(2, 0), true, 0);
    queue.offer(call(3, 80 * second_us), true, 80 * second_us);
    queue.offer(call(4, late), true, late);
    queue.offer(call(5, late), true, late);
    const auto dropped = queue.take_skipped();
    REQUIRE(dropped.size() == 2);
    CHECK(dropped[0].call.seq == 1);
    CHECK(dropped[1].call.seq == 2);
    CHECK(dropped[1].why == Skip::queue_full);
    CHECK(queue.waiting() == 3);
    SUBCASE("with none past its minute the oldest goes") {
        queue.offer(call(6, late), true, late);
        REQUIRE(queue.take_skipped().size() == 1);
        CHECK(speak_all(queue) == std::vector<std::uint64_t>{4, 5, 6});
    }
    SUBCASE("else all that is left is spoken") {
        CHECK(speak_all(queue) == std::vector<std::uint64_t>{3, 4, 5});
    }
}

TEST_CASE("the real bound holds more than the server ever carries") {
    Announcements queue;
    for (std::uint64_t seq = 1; seq <= 512; ++seq) queue.offer(call(seq, 0), false, 0);
    CHECK(queue.waiting() == 512);
    CHECK(queue.take_skipped().empty());
}

TEST_CASE("after a restore seqs begin anew and nothing heard is heard again") {
    Announcements queue;
    queue.offer(call(10, 0), true, 0);
    queue.offer(call(11, 0), true, 0);
    CHECK(speak_all(queue) == std::vector<std::uint64_t>{10, 11});
    queue.new_epoch();
    CHECK(queue.offer(call(10, 0), false, 0) == Announcements::Heard::duplicate);
    Call other = call(11, 5 * second_us);
    other.number = "C001";
    CHECK(queue.offer(other, true, 5 * second_us) == Announcements::Heard::queued);
    CHECK(speak_all(queue) == std::vector<std::uint64_t>{11});
}

TEST_CASE("a new day forgets what waits and lets the present one end") {
    Announcements queue;
    queue.offer(call(1, 0), true, 0);
    queue.offer(call(2, 0), true, 0);
    queue.next();
    queue.clear_waiting();
    CHECK(queue.speaking()->seq == 1);
    queue.finished();
    CHECK_FALSE(queue.next());
}

TEST_CASE("two that wait are said one by one and a burst by threes") {
    Announcements queue;
    for (std::uint64_t seq = 1; seq <= 2; ++seq) queue.offer(call(seq, 0), true, 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{1});
    CHECK(queue.last_seq() == 1);
    CHECK_FALSE(queue.begin(0, all_stand));  // never two at once
    for (std::uint64_t seq = 3; seq <= 6; ++seq) queue.offer(call(seq, 0), true, 0);
    CHECK(queue.said_through() == 0);
    queue.finished();
    CHECK(queue.said_through() == 1);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{2, 3, 4});
    CHECK(queue.speaking()->seq == 2);
    queue.saying(2);
    CHECK(queue.speaking()->seq == 4);
    queue.saying(3);  // there is none
    CHECK(queue.speaking()->seq == 4);
    CHECK(queue.said_through() == 3);
    queue.saying(0);  // in the next language
    CHECK(queue.speaking()->seq == 2);
    CHECK(queue.said_through() == 3);
    queue.finished();
    CHECK(queue.said_through() == 4);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{5});
    queue.finished();
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{6});
    queue.finished();
    CHECK_FALSE(queue.begin(0, all_stand));
    CHECK(queue.said_through() == 6);
}

TEST_CASE("a recall of a call that waits is answered for in its place") {
    Announcements queue;
    queue.offer(call_of_ticket(1, 100, 3), true, 0);
    queue.offer(call_of_ticket(2, 200, 4), true, 0);
    queue.offer(call_of_ticket(3, 100, 3, 2), true, 0);
    auto said = queue.begin(0, all_stand);
    CHECK(seqs(said->calls) == Seqs{1});  // two errands wait: no burst
    CHECK(seqs(said->recalls) == Seqs{3});
    queue.offer(call_of_ticket(4, 100, 3, 3), true, 0);
    queue.finished();
    CHECK(queue.said_through() == 1);  // 2 still waits
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{2});
    queue.finished();
    CHECK(queue.said_through() == 3);
    said = queue.begin(0, all_stand);
    CHECK(seqs(said->calls) == Seqs{4});  // it came while the first was being said: a call of its own
    queue.finished();
    CHECK(queue.said_through() == 4);
}

TEST_CASE("a call that no longer stands when its turn comes is skipped with its reason") {
    v1::CounterStatus counter;
    counter.set_counter(3);
    counter.set_ticket(100);
    const Call made = call_of_ticket(1, 100, 3);
    CHECK_FALSE(reason_to_skip(made, nullptr));
    counter.set_ticket_state(v1::TICKET_STATE_CALLED);
    CHECK_FALSE(reason_to_skip(made, &counter));
    counter.set_ticket_state(v1::TICKET_STATE_SERVING);
    CHECK(reason_to_skip(made, &counter) == Skip::being_served);
    counter.set_ticket_state(v1::TICKET_STATE_HELD);
    CHECK(reason_to_skip(made, &counter) == Skip::held);
    counter.set_ticket(101);
    counter.set_ticket_state(v1::TICKET_STATE_CALLED);
    CHECK(reason_to_skip(made, &counter) == Skip::not_called);
    counter.set_ticket(0);
    CHECK(reason_to_skip(made, &counter) == Skip::not_called);

    Announcements queue;
    for (std::uint64_t seq = 1; seq <= 5; ++seq) queue.offer(call(seq, 0), true, 0);
    const auto odd_ones = [](const Call& each) { return each.seq % 2 == 1 ? std::optional(Skip::being_served) : std::nullopt; };
    CHECK(seqs(queue.begin(0, odd_ones)->calls) == Seqs{2});  // two errands are left: no burst
    queue.finished();
    CHECK(queue.said_through() == 2);
    CHECK(seqs(queue.begin(0, odd_ones)->calls) == Seqs{4});
    queue.finished();
    CHECK_FALSE(queue.begin(0, odd_ones));
    CHECK(queue.said_through() == 5);
    const auto skipped = queue.take_skipped();
    REQUIRE(skipped.size() == 3);
    CHECK(skipped[0].call.seq == 1);
    CHECK(skipped[2].call.seq == 5);
    CHECK(std::string(to_string(skipped[2].why)) == "being_served");
}

TEST_CASE("what others have said is dropped and what is old is forgotten - and that is not said to be said") {
    Announcements queue;
    for (std::uint64_t seq = 1; seq <= 4; ++seq) queue.offer(call(seq, static_cast<std::int64_t>(seq) * second_us), true, 0);
    queue.others_said(2, 0);
    CHECK(queue.said_through() == 2);
    CHECK(queue.waiting() == 2);
    queue.forget_old(63 * second_us);
    CHECK(queue.waiting() == 1);
    CHECK(queue.said_through() == 2);
    const auto skipped = queue.take_skipped();
    REQUIRE(skipped.size() == 3);
    CHECK(skipped[1].why == Skip::said_by_another);
    CHECK(skipped[2].why == Skip::old);
    CHECK(seqs(queue.begin(63 * second_us, all_stand)->calls) == Seqs{4});
    queue.others_said(4, 0);  // in the middle of it
    CHECK(queue.speaking()->seq == 4);
}

TEST_CASE("an urgent notice goes before the calls that wait and never into one") {
    Announcements queue;
    queue.offer(call(1, 0), true, 0);
    queue.offer(call(2, 0), true, 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{1});
    const Notice fire{7, 0, "Fire drill"};
    queue.offer_notice(fire, 0);
    queue.offer_notice(fire, 0);
    CHECK(queue.speaking()->seq == 1);
    queue.finished();
    const auto said = queue.begin(0, all_stand);
    REQUIRE(said->notice);
    CHECK(*said->notice == fire);
    CHECK(said->calls.empty());
    CHECK_FALSE(queue.speaking());
    CHECK(queue.said_notice() == 0);
    queue.finished();
    CHECK(queue.said_notice() == 7);
    CHECK(queue.said_through() == 1);
    queue.offer_notice(fire, 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{2});
    queue.finished();
    SUBCASE("an old one is not said") {
        queue.offer_notice(Notice{8, 0, "Late"}, 60 * second_us);
        CHECK_FALSE(queue.begin(60 * second_us, all_stand));
    }
    SUBCASE("nor one that grew old while it waited or was taken back") {
        queue.offer_notice(Notice{8, 0, "Late"}, 0);
        SUBCASE("old") {
            CHECK_FALSE(queue.begin(60 * second_us, all_stand));
        }
        SUBCASE("taken back") {
            queue.offer_notice(std::nullopt, 0);
            CHECK_FALSE(queue.begin(0, all_stand));
        }
        SUBCASE("said by another") {
            queue.others_said(0, 8);
            CHECK_FALSE(queue.begin(0, all_stand));
            CHECK(queue.said_notice() == 8);
        }
    }
    SUBCASE("nor the same one again from a restored server") {
        queue.new_epoch();
        queue.offer_notice(Notice{3, 0, "Fire drill"}, 0);
        CHECK_FALSE(queue.begin(0, all_stand));
        queue.offer_notice(Notice{4, 0, "Another"}, 0);
        CHECK(queue.begin(0, all_stand)->notice->text == "Another");
    }
}

TEST_CASE("a zone speaks for its counters alone") {
    Announcements queue;
    queue.offer(call_of_ticket(1, 100, 3), true, 0);
    queue.offer(call_of_ticket(2, 200, 4), true, 0);
    queue.speak_for({4});
    CHECK(queue.offer(call_of_ticket(3, 300, 3), true, 0) == Announcements::Heard::elsewhere);
    CHECK(queue.offer(call_of_ticket(4, 400, 4), true, 0) == Announcements::Heard::queued);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{2});
    queue.finished();
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{4});
}

TEST_CASE("what broke off is at the head of the queue again") {
    Announcements queue;
    queue.offer(call_of_ticket(1, 100, 3), true, 0);
    queue.offer(call_of_ticket(2, 200, 4), true, 0);
    queue.offer(call_of_ticket(3, 100, 3, 2), true, 0);
    queue.begin(0, all_stand);
    queue.interrupted();
    CHECK_FALSE(queue.announcement());
    CHECK(queue.said_through() == 0);
    const auto again = queue.begin(0, all_stand);
    CHECK(seqs(again->calls) == Seqs{1});
    CHECK(seqs(again->recalls) == Seqs{3});
    queue.finished();
    queue.offer_notice(Notice{9, 0, "Notice"}, 0);
    queue.begin(0, all_stand);
    queue.interrupted();
    CHECK(queue.begin(0, all_stand)->notice->seq == 9);
}

TEST_CASE("where several calls break off those that were said are not said again") {
    Announcements queue;
    queue.offer(call_of_ticket(1, 100, 3), true, 0);
    queue.offer(call_of_ticket(2, 200, 4), true, 0);
    queue.offer(call_of_ticket(3, 300, 5), true, 0);
    queue.offer(call_of_ticket(4, 100, 3, 2), true, 0);
    queue.offer(call_of_ticket(5, 200, 4, 2), true, 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{1, 2, 3});
    queue.saying(1);
    CHECK(queue.said_through() == 1);  // 4 is answered for, but 2 and 3 are not said
    queue.interrupted();
    CHECK(queue.said_through() == 1);
    const auto again = queue.begin(0, all_stand);
    CHECK(seqs(again->calls) == Seqs{2});
    CHECK(seqs(again->recalls) == Seqs{5});
    queue.finished();
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{3});
    queue.finished();
    CHECK(queue.said_through() == 5);
    CHECK_FALSE(queue.begin(0, all_stand));
}

TEST_CASE("what waits for a journal that is no more is said first and says nothing of the new one") {
    Announcements queue;
    queue.offer(call(10, 0), true, 0);
    queue.offer(call(11, 0), true, 0);
    queue.new_epoch();
    queue.offer(call(10, 0), false, 0);  // the new journal has it too
    queue.offer(call(20, 0), true, 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{11});
    CHECK(queue.last_seq() == 0);
    queue.finished();
    CHECK(queue.said_through() == 0);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{10});
    queue.finished();
    CHECK(queue.said_through() == 10);
    CHECK(seqs(queue.begin(0, all_stand)->calls) == Seqs{20});
}

TEST_CASE("whatever comes every call is said once - merged - or skipped and never two announcements overlap") {
    const char* given = std::getenv("LUOT_SEED");
    const auto seed = static_cast<std::uint32_t>(given != nullptr ? std::strtoul(given, nullptr, 10) : 20'260'302UL);
    MESSAGE("seed " << seed);
    std::mt19937 dice(seed);
    const auto roll = [&dice](unsigned below) { return static_cast<std::uint64_t>(dice() % below); };
    for (int round = 0; round < 40; ++round) {
        Announcements queue;
        std::map<std::uint64_t, int> ends;  // by seq
        std::set<std::uint64_t> offered;
        std::map<std::uint64_t, std::uint64_t> called;  // ticket by counter
        std::uint64_t seq = 0;
        std::uint64_t last_said = 0;
        std::uint64_t through = 0;
        const auto stands = [&called](const Call& each) {
            const auto at = called.find(each.counter);
            return at != called.end() && at->second == each.ticket ? std::nullopt : std::optional(Skip::not_called);
        };
        const auto note = [&] {
            for (const Skipped& skipped : queue.take_skipped()) ++ends[skipped.call.seq];
            CHECK(queue.said_through() >= through);
            through = queue.said_through();
            for (const std::uint64_t one : offered) CHECK((one > through || ends[one] == 1));
        };
        const auto begin = [&] {
            const bool busy = queue.announcement().has_value();
            const auto said = queue.begin(0, stands);
            CHECK_FALSE((busy && said));
            if (!said) return;
            CHECK(said->calls.front().seq > last_said);
            last_said = said->calls.back().seq;
            CHECK(said->calls.size() <= limits::merged_max);
        };
        const auto finish = [&] {
            if (!queue.announcement()) return;
            for (const Call& each : queue.announcement()->calls) ++ends[each.seq];
            for (const Call& each : queue.announcement()->recalls) ++ends[each.seq];
            queue.finished();
        };
        for (int step = 0; step < 300; ++step) {
            const std::uint64_t counter = 1 + roll(6);
            switch (roll(5)) {
                case 0:
                case 1: {
                    const bool again = called.contains(counter) && roll(3) == 0;
                    const std::uint64_t ticket = again ? called[counter] : 1000 + seq;
                    called[counter] = ticket;
                    queue.offer(call_of_ticket(++seq, ticket, counter, again ? 2 : 1), true, 0);
                    offered.insert(seq);
                    break;
                }
                case 2:
                    called.erase(counter);
                    break;
                case 3:
                    begin();
                    break;
                default:
                    finish();
            }
            note();
        }
        while (queue.waiting() != 0 || queue.announcement()) {
            finish();
            begin();
            note();
        }
        CHECK(queue.said_through() == seq);
        for (const std::uint64_t one : offered) CHECK(ends[one] == 1);
    }
}

}  // namespace luot::board
