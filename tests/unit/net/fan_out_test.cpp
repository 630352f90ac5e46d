#include "net/fan_out.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "words_translator.hpp"

using namespace luot;
using core::Role;
using Texts = std::vector<std::string>;

namespace {

struct Peer final : net::Subscriber {
    void on_push(const net::Bytes& bytes) override {
        texts.push_back(*bytes);
        pushed.push_back(bytes);
    }
    void on_snapshot(const net::Bytes& bytes) override { texts.push_back(*bytes); }
    Texts taken() { return std::exchange(texts, {}); }
    Texts texts;
    std::vector<net::Bytes> pushed;
};

struct Hall {
    explicit Hall(net::Limits with = {}) : limits(with), fan_out(words, limits) {
        told.epoch = 1;
        told.seq = 100;
    }
    void happen(core::EventBody body = core::NoticeSet{"x"}) {
        core::Event event;
        event.seq = ++told.seq;
        event.body = std::move(body);
        fan_out.told(told, event);
        while (tells && fan_out.tell_next()) {}
    }
    void subscribe(Peer& peer, core::Seq from = 0, std::uint64_t epoch = 1, Role role = Role::board) {
        fan_out.subscribe(peer, role, from, epoch, told, now_us);
    }
    fakes::Words words;
    net::Limits limits;
    net::FanOut fan_out;
    core::State told;
    core::TimeUs now_us = 0;
    bool tells = true;
};

}  // namespace

TEST_CASE("a newcomer gets a snapshot and then every change - encoded once for its role") {
    Hall hall;
    std::vector<Peer> boards(50);
    for (Peer& board : boards) hall.subscribe(board);
    Peer kiosk;
    hall.subscribe(kiosk, 0, 1, Role::kiosk);
    hall.happen();
    hall.happen();
    for (Peer& board : boards) CHECK(board.texts == Texts{"snapshot 100", "event 101", "event 102"});
    CHECK(kiosk.texts == Texts{"snapshot 100", "event 101", "event 102"});
    CHECK(boards.front().pushed.front() == boards.back().pushed.front());  // the same bytes
    CHECK(hall.words.pushes == 4);
    CHECK(hall.words.snapshots == 2);
}

TEST_CASE("one after the other is told and what happens meanwhile goes along") {
    Hall hall;
    std::vector<Peer> boards(3);
    Peer kiosk;
    for (Peer& board : boards) hall.subscribe(board);
    hall.subscribe(kiosk, 0, 1, Role::kiosk);
    hall.tells = false;
    const auto told = [&] { return std::ranges::count_if(boards, [](const Peer& board) { return board.texts.size() > 1; }); };
    hall.happen();
    CHECK(told() == 0);
    CHECK(hall.fan_out.has_untold());
    CHECK(hall.fan_out.tell_next());
    CHECK(told() + static_cast<int>(kiosk.texts.size()) - 1 == 1);
    hall.happen();
    CHECK(hall.fan_out.tell(boards[2]));
    CHECK(boards[2].texts == Texts{"snapshot 100", "event 101", "event 102"});
    CHECK(!hall.fan_out.tell(boards[2]));
    Peer late, other;
    hall.subscribe(late);
    hall.subscribe(other);
    hall.fan_out.unsubscribe(boards[0]);
    hall.fan_out.unsubscribe(other);
    while (hall.fan_out.tell_next()) {}
    CHECK(!hall.fan_out.has_untold());
    CHECK(boards[0].texts.size() <= 2);
    for (const Peer* peer : {&boards[1], &boards[2], &late, &kiosk}) CHECK(peer->texts == Texts{"snapshot 100", "event 101", "event 102"});
    CHECK(!hall.fan_out.tell(boards[0]));
}

TEST_CASE("who is still to be told loses nothing when more is told than is kept") {
    net::Limits limits;
    limits.ring_pushes = 3;
    Hall hall(limits);
    Peer board;
    hall.subscribe(board);
    hall.tells = false;
    for (int event = 0; event < 10; ++event) hall.happen();
    hall.happen(core::EpochBegan{2, "B"});
    while (hall.fan_out.tell_next()) {}
    REQUIRE(board.texts.size() == 12);
    CHECK(board.texts[1] == "event 101");
    CHECK(board.texts.back() == "event 111");
}

TEST_CASE("also with as much kept as there may be nobody waits until all were told") {
    net::Limits limits;
    limits.ring_pushes = 3;
    Hall hall(limits);
    std::vector<Peer> boards(4);
    for (Peer& board : boards) hall.subscribe(board);
    for (int event = 0; event < 10; ++event) hall.happen();
    for (Peer& board : boards) board.taken();
    hall.tells = false;
    hall.happen();
    CHECK(std::ranges::all_of(boards, [](const Peer& board) { return board.texts.empty(); }));
    while (hall.fan_out.tell_next()) {}
    for (Peer& board : boards) CHECK(board.taken() == Texts{"event 111"});
}

TEST_CASE("a role is not shown what does not concern it and gaps in seq are no loss") {
    Hall hall;
    hall.words.boards_see_all = false;
    Peer board;
    hall.subscribe(board);
    hall.happen();
    hall.happen(core::TicketExpired{});
    hall.happen(core::TicketExpired{});
    hall.happen();
    CHECK(board.taken() == Texts{"snapshot 100", "event 101", "event 104"});
    hall.fan_out.unsubscribe(board);
    hall.happen(core::TicketExpired{});
    hall.subscribe(board, 104);
    CHECK(board.taken().empty());  // it has everything
    hall.happen();
    CHECK(board.taken() == Texts{"event 106"});
    CHECK(hall.words.snapshots == 1);
}

TEST_CASE("who comes back gets exactly what it missed") {
    Hall hall;
    Peer stays, goes;
    hall.subscribe(stays);
    hall.subscribe(goes);
    hall.happen();
    hall.fan_out.unsubscribe(goes);
    goes.taken();
    for (int i = 0; i < 3; ++i) hall.happen();
    hall.subscribe(goes, 101);
    CHECK(goes.taken() == Texts{"event 102", "event 103", "event 104"});
    hall.happen();
    CHECK(goes.taken() == Texts{"event 105"});
    CHECK(hall.fan_out.counters().resumed == 1);

    SUBCASE("also when nobody was there meanwhile") {
        hall.fan_out.unsubscribe(goes);
        hall.fan_out.unsubscribe(stays);
        hall.happen();
        hall.subscribe(goes, 105);
        CHECK(goes.taken() == Texts{"event 106"});
    }
}

TEST_CASE("a snapshot where what was missed is not known or not kept") {
    net::Limits limits;
    SUBCASE("compacted by count") {
        limits.ring_pushes = 3;
    }
    SUBCASE("compacted by bytes") {
        limits.ring_bytes = 3 * std::string("event 101").size();
    }
    SUBCASE("more than a peer may have waiting") {
        limits.outbox_pushes = 4;
    }
    limits.snapshot_good_for_us = 0;
    Hall hall(limits);
    Peer stays;
    hall.subscribe(stays);
    for (int i = 0; i < 5; ++i) hall.happen();  // 101 to 105
    hall.now_us += core::minute_us;
    Peer back;
    hall.subscribe(back, 100);
    CHECK(back.taken() == Texts{"snapshot 105"});
    Peer last;
    hall.subscribe(last, 102);
    if (limits.ring_pushes == 3 || limits.ring_bytes < 100) CHECK(last.taken() == Texts{"event 103", "event 104", "event 105"});
}

TEST_CASE("a snapshot for another epoch - a seq of the future and for who has nothing") {
    Hall hall;
    Peer stays;
    hall.subscribe(stays);
    hall.happen();
    Peer other_epoch, future, nothing;
    hall.subscribe(other_epoch, 101, 2);
    hall.subscribe(future, 999);
    hall.subscribe(nothing, 0);
    CHECK(other_epoch.texts.front() == "snapshot 100");
    CHECK(future.texts.front() == "snapshot 100");
    CHECK(nothing.texts == Texts{"snapshot 100", "event 101"});  // as good as one of 101
}

TEST_CASE("a new epoch forgets what was kept") {
    Hall hall;
    Peer stays;
    hall.subscribe(stays);
    hall.happen();
    hall.happen(core::EpochBegan{2, "B"});
    hall.told.epoch = 2;
    hall.happen();
    Peer back;
    hall.subscribe(back, 100, 2);
    CHECK(back.texts == Texts{"snapshot 103"});
    Peer recent;
    hall.subscribe(recent, 102, 2);
    CHECK(recent.texts == Texts{"event 103"});
}

TEST_CASE("a thousand boards that come back at once cost one snapshot") {
    Hall hall;
    std::vector<Peer> boards(1'000);
    for (std::size_t i = 0; i < boards.size(); ++i) {
        hall.subscribe(boards[i]);
        if (i % 50 == 0) hall.happen();  // things go on happening meanwhile
    }
    CHECK(hall.words.snapshots == 1);
    CHECK(hall.words.pushes == 20);
    for (const Peer& board : boards) {
        CHECK(board.texts.front() == "snapshot 100");
        CHECK(board.texts.size() == 21);
        CHECK(board.texts.back() == "event 120");
    }
}

TEST_CASE("a snapshot that says an old time or has much behind it - is made anew") {
    Hall hall;
    Peer first, second, third;
    hall.subscribe(first);
    hall.now_us += core::second_us;
    hall.subscribe(second);
    CHECK(hall.words.snapshots == 1);
    hall.now_us += 1;
    hall.subscribe(third);
    CHECK(hall.words.snapshots == 2);
    for (int i = 0; i < 65; ++i) hall.happen();
    Peer fourth;
    hall.subscribe(fourth);
    CHECK(hall.words.snapshots == 3);
    CHECK(fourth.texts == Texts{"snapshot 165"});
}

TEST_CASE("a snapshot never has more behind it than a peer may have waiting") {
    net::Limits limits;
    SUBCASE("by count") {
        limits.outbox_pushes = 2;
    }
    SUBCASE("by bytes") {
        limits.outbox_push_bytes = 2 * std::string("event 101").size();
    }
    Hall hall(limits);
    Peer first;
    hall.subscribe(first);
    for (int i = 0; i < 3; ++i) hall.happen();
    Peer second;
    hall.subscribe(second);
    CHECK(second.texts == Texts{"snapshot 103"});
}

TEST_CASE("who fell behind is brought up and goes on from there") {
    Hall hall;
    Peer board;
    hall.subscribe(board);
    for (int i = 0; i < 100; ++i) hall.happen();
    board.taken();
    hall.fan_out.bring_up(board, Role::board, hall.told, hall.now_us);
    hall.happen();
    CHECK(board.taken() == Texts{"snapshot 200", "event 201"});
}

TEST_CASE("what the clock has changed is shown to who has heard everything and takes no news away") {
    Hall hall;
    Peer board, other;
    hall.subscribe(board);
    hall.subscribe(other);
    const auto show_again = [&](Peer& peer) { return hall.fan_out.show_again(peer, Role::board, hall.told, hall.now_us); };
    hall.tells = false;
    hall.happen();
    CHECK_FALSE(show_again(board));
    CHECK(board.taken() == Texts{"snapshot 100", "event 101"});
    CHECK(show_again(board));
    CHECK(board.taken() == Texts{"snapshot 101"});
    hall.tells = true;
    hall.happen();
    CHECK(other.taken() == Texts{"snapshot 100", "event 101", "event 102"});
    CHECK(show_again(other));  // not the one of just now, and 102 once more
    CHECK(other.taken() == Texts{"snapshot 102"});
    CHECK(show_again(board));
    CHECK(board.taken() == Texts{"event 102", "snapshot 102"});
    CHECK(hall.words.snapshots == 3);
}

TEST_CASE("nothing is made for roles that nobody has listened to for long") {
    net::Limits limits;
    limits.events_unheard = 10;
    Hall hall(limits);
    hall.happen();
    CHECK(hall.words.pushes == 0);  // nobody ever came
    Peer board;
    hall.subscribe(board);
    hall.happen();
    hall.fan_out.unsubscribe(board);
    for (int i = 0; i < 100; ++i) hall.happen();
    CHECK(hall.words.pushes == 11);
    board.taken();
    hall.subscribe(board, 102);
    CHECK(board.taken() == Texts{"snapshot 202"});
    hall.happen();
    CHECK(board.taken() == Texts{"event 203"});
}
