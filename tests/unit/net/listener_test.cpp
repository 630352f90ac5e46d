#include "net/listener.hpp"

#include "hall_fixture.hpp"

using namespace luot;
using namespace std::chrono_literals;
using fakes::Device;
using fakes::Hall;
using fakes::HallSetup;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kiosk_hello = "hello 1 kiosk kiosk-1";
constexpr const char* board_hello = "hello 1 board hall";

std::string ask(int no) {
    return "ask " + std::to_string(no) + " issue";
}
std::string back(const std::string& hello, std::uint64_t session, std::uint64_t from = 0) {
    return hello + " session=" + std::to_string(session) + " from=" + std::to_string(from) + " epoch=1";
}

}  // namespace

TEST_CASE("a kiosk gets a session and its tickets and a board sees them") {
    Hall hall;
    Device& board = hall.device(board_hello);
    Device& kiosk = hall.device(kiosk_hello);
    CHECK(board.session() == 0);
    CHECK(kiosk.session() == hall.service->told().sessions.begin()->first.value);
    CHECK(hall.directory.size() == 1);
    kiosk.say({ask(1), ask(2)});
    hall.until([&] { return kiosk.has_heard("reply 2 H002"); });
    CHECK(kiosk.has_heard("reply 1 H001"));
    hall.until([&] { return board.count("event") == 3; });  // the session, and two tickets
    CHECK(board.heard.at(1).starts_with("snapshot"));
    board.say("ask 1 issue");
    hall.until([&] { return board.has_heard("reply 1 session_expired"); });
    kiosk.say("ping 5");
    hall.until([&] { return kiosk.has_heard("pong 5"); });
    CHECK(hall.listener->counters().connections == 2);
    CHECK(hall.listener->counters().requests == 2);
}

TEST_CASE("frames may be cut anywhere") {
    Hall hall;
    Device& kiosk = hall.device();
    std::string bytes;
    for (const std::string& text : {std::string(kiosk_hello)}) frame::append(bytes, text);
    for (const char byte : bytes) {
        kiosk.say_raw(std::string(1, byte));
        hall.context.poll();
    }
    hall.until([&] { return kiosk.count("welcome") == 1; });
    bytes.clear();
    for (int no = 1; no <= 3; ++no) frame::append(bytes, ask(no));
    for (const char byte : bytes) {
        kiosk.say_raw(std::string(1, byte));
        hall.context.poll();
    }
    hall.until([&] { return kiosk.has_heard("reply 3 H003"); });
}

TEST_CASE("who wants no pushes hears replies alone") {
    Hall hall;
    Device& script = hall.device(std::string(kiosk_hello) + " pushes=no");
    script.say(ask(1));
    hall.until([&] { return script.has_heard("reply 1 H001"); });
    CHECK(script.heard.size() == 2);
}

TEST_CASE("who comes back with its session goes on and repeats get their first answer") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    kiosk.say(ask(1));
    hall.until([&] { return kiosk.has_heard("reply 1 H001"); });
    kiosk.hang_up();
    hall.until([&] { return hall.directory.size() == 0; });
    Device& again = hall.device(back(kiosk_hello, kiosk.session()));
    CHECK(again.session() == kiosk.session());
    again.say({ask(1), ask(2)});
    hall.until([&] { return again.has_heard("reply 2 H002"); });
    CHECK(again.has_heard("reply 1 H001"));
    CHECK(hall.tickets() == 2);
}

TEST_CASE("an unknown session - another devices or another roles is expired") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    const std::uint64_t session = kiosk.session();
    for (const std::string& hello :
         {back(kiosk_hello, 999), back("hello 1 kiosk kiosk-2", session), back("hello 1 supervisor kiosk-1", session)}) {
        Device& stranger = hall.device();
        stranger.say({hello, ask(1)});
        hall.until([&] { return stranger.ended(); });
        CHECK(stranger.heard == Texts{"refused session_expired"});
    }
    CHECK(!kiosk.ended());
    CHECK(hall.tickets() == 0);
}

TEST_CASE("a new Hello ends the sessions old connection before its Welcome and nothing buffered there is decided") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.engine_limits.commands_in_batch = 1;
    Hall hall(setup);
    Device& old = hall.device(kiosk_hello);
    hall.journal.hold();
    Texts asked;
    for (int no = 1; no <= 20; ++no) asked.push_back(ask(no));
    old.say(asked);
    // One in flight, one forming; the rest waits in the connection's buffers, and the engine accepts nothing.
    hall.until([&] { return hall.listener->counters().requests == 2 && !hall.service->accepting(); });
    Device& young = hall.device(back(kiosk_hello, old.session()));
    hall.until([&] { return old.ended(); });
    CHECK(old.has_heard("goodbye replaced"));
    CHECK(old.count("reply") == 0);
    hall.journal.let_go();
    young.say({ask(1), ask(2)});  // as its client does: repeats what has no answer
    hall.until([&] { return young.has_heard("reply 2 H002"); });
    CHECK(young.has_heard("reply 1 H001"));
    CHECK(hall.tickets() == 2);
    CHECK(hall.listener->counters().requests == 4);
    CHECK(hall.listener->counters().replaced == 1);
}

TEST_CASE("a full batch pauses those who command and everybody is answered in the end") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.engine_limits.commands_in_batch = 2;
    Hall hall(setup);
    std::vector<Device*> kiosks;
    for (int i = 0; i < 5; ++i) kiosks.push_back(&hall.device("hello 1 kiosk kiosk-" + std::to_string(i)));
    Texts asked;
    for (int no = 1; no <= 60; ++no) asked.push_back(ask(no));
    for (Device* kiosk : kiosks) kiosk->say(asked);
    hall.until([&] { return std::all_of(kiosks.begin(), kiosks.end(), [](const Device* kiosk) { return kiosk->count("reply") == 60; }); });
    CHECK(hall.tickets() == 300);
    for (const Device* kiosk : kiosks) {
        for (const auto& text : kiosk->heard) CHECK(text.find("unavailable") == std::string::npos);
    }
}

TEST_CASE("a kiosk that comes while the batch is full is welcomed once there is room") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.engine_limits.commands_in_batch = 1;
    Hall hall(setup);
    Device& first = hall.device(kiosk_hello);
    hall.journal.hold();
    first.say({ask(1), ask(2), ask(3)});
    hall.until([&] { return hall.listener->counters().requests == 2 && !hall.service->accepting(); });
    Device& second = hall.device();
    second.say("hello 1 kiosk kiosk-2");
    Device& board = hall.device(board_hello);  // boards wait for nothing
    CHECK(board.count("welcome") == 1);
    CHECK(second.heard.empty());
    hall.journal.let_go();
    hall.until([&] { return second.count("welcome") == 1 && first.count("reply") == 3; });
}

TEST_CASE("a board that comes back gets what it missed and no snapshot") {
    Hall hall;
    Device& stays = hall.device(board_hello);
    Device& goes = hall.device("hello 1 board door");
    hall.until([&] { return goes.count("snapshot") == 1; });
    const core::Seq seen = hall.service->told().seq;
    goes.hang_up();
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    kiosk.say({ask(1), ask(2), ask(3)});
    hall.until([&] { return kiosk.has_heard("reply 3 H003"); });
    Device& again = hall.device("hello 1 board door from=" + std::to_string(seen) + " epoch=1");
    kiosk.say(ask(4));
    hall.until([&] { return again.count("event") == 5 && stays.count("event") == 5; });
    CHECK(again.count("snapshot") == 0);
    Texts missed(again.heard.begin() + 1, again.heard.end());
    Texts wanted;
    for (core::Seq seq = seen + 1; seq <= seen + 5; ++seq) wanted.push_back("event " + std::to_string(seq));
    CHECK(missed == wanted);
}

TEST_CASE("two hundred boards come back at once for one snapshot") {
    Hall hall;
    std::vector<Device*> boards;
    for (int i = 0; i < 200; ++i) {
        boards.push_back(&hall.device());
        boards.back()->say("hello 1 board board-" + std::to_string(i));
    }
    hall.until(
        [&] { return std::all_of(boards.begin(), boards.end(), [](const Device* board) { return board->count("snapshot") == 1; }); });
    CHECK(hall.words.snapshots == 1);
}

TEST_CASE("boards are all told also where showing rests after each piece - and the answers to a kiosk do not wait for it") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.showing_burst = 0ms;
    setup.limits.flushes_a_turn = 1;
    Hall hall(setup);
    std::vector<Device*> boards;
    for (int i = 0; i < 20; ++i) boards.push_back(&hall.device("hello 1 board hall-" + std::to_string(i)));
    Device& kiosk = hall.device(kiosk_hello);
    for (int no = 1; no <= 5; ++no) kiosk.say(ask(no));
    hall.until([&] { return kiosk.has_heard("reply 5 H005"); });
    hall.until([&] { return std::ranges::all_of(boards, [](Device* board) { return board->count("event") == 6; }); });
    CHECK(hall.listener->fan_out_counters().pushes_sent >= 120);
}

TEST_CASE("a device whose session is closed while it is connected hears so before it asks anything") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    Device& board = hall.device(board_hello);
    const std::uint64_t session = kiosk.session();
    hall.moments.now_us += 8 * core::day_us;  // a week of holidays, and everything stays switched on
    Device& early = hall.device("hello 1 kiosk kiosk-2");
    hall.until([&] { return kiosk.ended(); });
    CHECK(kiosk.heard.back() == "goodbye session_expired");
    CHECK(!early.ended());
    CHECK(!board.ended());
    Device& refused = hall.device();
    refused.say(back(kiosk_hello, session));
    hall.until([&] { return refused.ended(); });
    CHECK(refused.has_heard("refused session_expired"));
    Device& again = hall.device(kiosk_hello);
    CHECK(again.session() != session);
    again.say(ask(1));
    hall.until([&] { return again.count("reply 1 H") == 1; });
}

TEST_CASE("when all sessions are taken the longest unused one without a connection makes room") {
    Hall hall;
    Device& first = hall.device(kiosk_hello);
    const std::uint64_t oldest = first.session();
    std::size_t opened = 0, asked = 0;
    while (asked < core::limits::sessions - 1) {
        while (asked < core::limits::sessions - 1 && hall.service->accepting()) {
            ++asked;
            hall.service->submit(fakes::open_session(), core::Origin{}, [&](const engine::Reply&) { ++opened; });
        }
        hall.until([&] { return opened == asked; });
    }
    const auto& sessions = hall.service->told().sessions;
    CHECK(sessions.size() == core::limits::sessions);
    const core::SessionId next = std::next(sessions.begin())->first;
    Device& newcomer = hall.device("hello 1 kiosk kiosk-2");
    CHECK(sessions.size() == core::limits::sessions);
    CHECK(sessions.contains(core::SessionId{oldest}));  // it is connected
    CHECK(!sessions.contains(next));
    CHECK(sessions.contains(core::SessionId{newcomer.session()}));
}
