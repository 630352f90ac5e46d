#include "board/announcements.hpp"

#include <doctest/doctest.h>

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
    CHECK(queue.take_dropped().empty());
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

TEST_CASE("a recall is spoken too - after the first call that still waits") {
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
    const auto dropped = queue.take_dropped();
    REQUIRE(dropped.size() == 2);
    CHECK(dropped[0].seq == 1);
    CHECK(dropped[1].seq == 2);
    CHECK(queue.waiting() == 3);
    SUBCASE("with none past its minute the oldest goes") {
        queue.offer(call(6, late), true, late);
        REQUIRE(queue.take_dropped().size() == 1);
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
    CHECK(queue.take_dropped().empty());
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

}  // namespace luot::board
