// Bad input, slow peers, silence, failures of the journal and of the system: what listener_test.cpp leaves out.
#include <deque>

#include <sys/resource.h>
#include <unistd.h>

#include "hall_fixture.hpp"

using namespace luot;
using namespace std::chrono_literals;
using fakes::Device;
using fakes::Hall;
using fakes::HallSetup;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kiosk_hello = "hello 1 kiosk kiosk-1";

std::string ask(int no) {
    return "ask " + std::to_string(no) + " issue";
}

// One at a time: the one before is acknowledged.
std::string ask_next(int no) {
    return ask(no) + " " + std::to_string(no - 1);
}

// While it lives, no file can be opened by this process.
class NoDescriptorsLeft {
  public:
    NoDescriptorsLeft() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const int next = ::dup(0);
        ::close(next);
        rlimit now = before_;
        now.rlim_cur = static_cast<rlim_t>(next);
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoDescriptorsLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    NoDescriptorsLeft(const NoDescriptorsLeft&) = delete;
    NoDescriptorsLeft& operator=(const NoDescriptorsLeft&) = delete;

  private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("bad first frames get one clear word and the end") {
    Hall hall;
    std::string too_long("\xff\xff\xff\xff", 4), empty(4, '\0'), garbled, version, credential, early;
    frame::append(garbled, "\x01\x02 what");
    frame::append(version, "hello 9 kiosk kiosk-1");
    frame::append(credential, "hello 1 kiosk kiosk-1 credential=secret");
    frame::append(early, "ask 1 issue");
    const std::vector<std::pair<std::string, std::string>> cases{
        {too_long, "refused bad_hello"},       {empty, "refused bad_hello"},         {garbled, "refused bad_hello"},
        {version, "refused protocol_version"}, {credential, "refused not_enrolled"}, {early, "refused bad_hello"}};
    for (const auto& [bytes, word] : cases) {
        Device& stranger = hall.device();
        stranger.say_raw(bytes);
        hall.until([&] { return stranger.ended(); });
        CHECK(stranger.heard == Texts{word});
    }
    CHECK(hall.listener->counters().refused == cases.size());
    hall.until([&] { return hall.listener->counters().connections == 0; });
}

TEST_CASE("a frame too long in the middle of a session ends it and disturbs nobody") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    Device& other = hall.device("hello 1 kiosk kiosk-2");
    std::string bytes;
    frame::append(bytes, ask(1));
    bytes += std::string("\x00\x04\x00\x01", 4);  // 256 KiB and one byte
    kiosk.say_raw(bytes);
    hall.until([&] { return kiosk.ended(); });
    CHECK(kiosk.has_heard("goodbye bad_frame"));
    other.say(ask(1));
    hall.until([&] { return other.count("reply 1 H") == 1; });
    CHECK(hall.listener->counters().bad_frames == 1);
}

TEST_CASE("a connection cut at every byte of what it says leaves nothing behind") {
    Hall hall;
    std::string bytes;
    frame::append(bytes, kiosk_hello);
    frame::append(bytes, ask(1));
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        Device& device = hall.device();
        device.say_raw(bytes.substr(0, cut));
        device.hang_up();
    }
    hall.until([&] { return hall.listener->counters().accepted == bytes.size() && hall.listener->counters().connections == 0; });
    CHECK(hall.directory.size() == 0);
    CHECK(hall.tickets() == 0);
}

TEST_CASE("silence ends a connection and saying nothing at first does") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.ping = 500ms;
    setup.limits.dead = 8s;  // a machine that stands still for some seconds does not silence who speaks
    setup.limits.hello = 4s;
    Hall hall(setup);
    Device& speaks = hall.device(kiosk_hello);
    Device& silent = hall.device("hello 1 kiosk kiosk-2");
    silent.answers_pings = false;
    Device& mute = hall.device();
    hall.until([&] { return silent.ended() && mute.ended(); });
    CHECK(silent.has_heard("goodbye silent"));
    CHECK(mute.heard == Texts{"refused unavailable"});
    CHECK(!speaks.ended());
    CHECK(hall.listener->counters().silent == 1);
}

TEST_CASE("deadlines of all lines are kept where one is looked at in a turn") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.looks_a_turn = 1;
    setup.limits.ping = 20ms;
    setup.limits.dead = 100ms;
    Hall hall(setup);
    constexpr std::size_t boards = 30;
    for (std::size_t index = 0; index < boards; ++index) hall.device("hello 1 board board-" + std::to_string(index)).answers_pings = false;
    hall.until([&] { return hall.listener->counters().silent == boards && hall.listener->counters().connections == 0; });
    for (const auto& device : hall.devices) CHECK(device->has_heard("goodbye silent"));
}

TEST_CASE("beyond the limit of connections newcomers are turned away and welcome when there is room") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.connections = 1;
    Hall hall(setup);
    Device& first = hall.device(kiosk_hello);
    Device& second = hall.device();
    hall.until([&] { return second.ended(); });
    CHECK(second.heard == Texts{"refused busy"});
    CHECK(hall.listener->counters().turned_away == 1);
    first.hang_up();
    hall.until([&] { return hall.listener->counters().connections == 0; });
    hall.device("hello 1 kiosk kiosk-2");
}

TEST_CASE("of an address that fills all connections with silence the oldest gives way to a kiosk from another") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.connections = 3;
    setup.limits.hello = 60s;
    Hall hall(setup);
    std::deque<boost::asio::ip::tcp::socket> flood;
    const boost::asio::ip::tcp::endpoint server(boost::asio::ip::address_v4::loopback(), hall.listener->port());
    for (int line = 0; line < 3; ++line) {
        flood.emplace_back(hall.context, boost::asio::ip::tcp::endpoint(boost::asio::ip::make_address_v4("127.0.0.2"), 0));
        flood.back().connect(server);
    }
    hall.until([&] { return hall.listener->counters().connections == 3; });
    hall.device(kiosk_hello);  // and is welcomed
    CHECK(hall.listener->counters().turned_away == 1);
    CHECK(hall.listener->counters().connections == 3);
    boost::system::error_code error;
    char byte = 0;
    flood.front().read_some(boost::asio::buffer(&byte, 1), error);
    CHECK(error == boost::asio::error::eof);
    // Who is in stays, and who is silent too gives way to whoever comes.
    hall.device("hello 1 kiosk kiosk-2");
    hall.device("hello 1 kiosk kiosk-3");
    Device& fourth = hall.device();
    hall.until([&] { return fourth.ended(); });
    CHECK(fourth.heard == Texts{"refused busy"});
}

TEST_CASE("a device that is answered unavailable asks again on the same connection") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    Device& board = hall.device("hello 1 board hall");
    hall.journal.script_appends({fakes::Journal::Step::fail_but_keep});
    hall.journal.script_reopens({fakes::Journal::Step::fail, fakes::Journal::Step::fail});
    kiosk.say(ask(1));
    hall.until([&] { return kiosk.count("reply 1 unavailable") == 1; });
    board.say("ping 7");  // boards go on meanwhile
    hall.until([&] { return board.has_heard("pong 7"); });
    hall.until([&] { return hall.service->health().state == engine::Health::State::serving; });
    kiosk.say(ask(1));
    hall.until([&] { return kiosk.has_heard("reply 1 H001"); });
    hall.until([&] { return board.count("event") == 1; });
    CHECK(hall.tickets() == 1);
}

TEST_CASE("a newcomer is refused while the journal cannot be written and may come again") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    hall.journal.script_appends({fakes::Journal::Step::fail});
    hall.journal.script_reopens(std::deque<fakes::Journal::Step>(200, fakes::Journal::Step::fail));
    kiosk.say(ask(1));
    hall.until([&] { return kiosk.count("reply 1 unavailable") == 1; });
    Device& newcomer = hall.device();
    newcomer.say("hello 1 kiosk kiosk-2");
    hall.until([&] { return newcomer.ended(); });
    CHECK(newcomer.heard == Texts{"refused unavailable"});
    hall.until([&] { return hall.service->health().state == engine::Health::State::serving; });
    hall.device("hello 1 kiosk kiosk-2");
}

TEST_CASE("more requests than may be under way are refused and the others answered") {
    HallSetup setup{fakes::quick_limits(), {}};
    Hall hall(setup);
    Device& kiosk = hall.device(kiosk_hello);
    hall.journal.hold();
    Texts asked;
    for (int no = 1; no <= 66; ++no) asked.push_back(ask(no));
    kiosk.say(asked);
    hall.until([&] { return kiosk.has_heard("reply 66 too_many_unacknowledged"); });
    CHECK(kiosk.has_heard("reply 65 too_many_unacknowledged"));
    hall.journal.let_go();
    hall.until([&] { return kiosk.has_heard("reply 64 H064"); });
    CHECK(hall.tickets() == 64);
}

TEST_CASE("a slow board holds up nobody and is brought up by a snapshot once it reads") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.outbox_pushes = 8;
    setup.limits.outbox_push_bytes = 1U << 20U;
    setup.limits.write_stalled = 60s;
    setup.limits.dead = 60s;
    Hall hall(setup);
    hall.words.pad = 64U << 10U;
    Device& slow = hall.device("hello 1 board slow");
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    hall.until([&] { return slow.count("snapshot") == 1; });
    hall.deaf = &slow;
    for (int no = 1; no <= 300; ++no) {
        kiosk.say(ask_next(no));
        hall.until([&] { return kiosk.count("reply") == static_cast<std::size_t>(no); });
    }
    CHECK(hall.tickets() == 300);
    CHECK(hall.listener->counters().brought_up == 0);
    hall.deaf = nullptr;
    hall.until(
        [&] { return hall.listener->counters().brought_up > 0 && !slow.heard.empty() && slow.heard.back().starts_with("snapshot"); });
    CHECK(slow.heard.back() == "snapshot " + std::to_string(hall.service->told().seq));
    kiosk.say(ask_next(301));
    const std::string last = "event " + std::to_string(hall.service->told().seq + 1);
    hall.until([&] { return slow.has_heard(last); });
    // What it was shown only ever went forward, and not all of it was sent.
    core::Seq seen = 0;
    for (std::size_t i = 1; i < slow.heard.size(); ++i) {
        const core::Seq seq = std::stoull(slow.heard[i].substr(slow.heard[i].find(' ')));
        CHECK(seq > seen);
        seen = seq;
    }
    CHECK(slow.count("event") < 300);
    CHECK(hall.listener->counters().too_slow == 0);
}

TEST_CASE("a board that reads nothing at all is cut off") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.write_stalled = 100ms;
    Hall hall(setup);
    hall.words.pad = 64U << 10U;
    Device& stuck = hall.device("hello 1 board stuck");
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    hall.deaf = &stuck;
    int no = 0;
    const auto give_up = std::chrono::steady_clock::now() + 180s;
    while (hall.listener->counters().too_slow == 0) {
        REQUIRE(std::chrono::steady_clock::now() < give_up);
        kiosk.say(ask_next(++no));
        hall.until([&] { return kiosk.count("reply") == static_cast<std::size_t>(no); });
    }
    CHECK(hall.listener->counters().connections == 1);
}

TEST_CASE("a board that reads slowly is left to read for as long as it goes on") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.write_stalled = 8s;  // longer than a busy machine stands still; the sips below take longer together
    setup.limits.dead = 60s;
    Hall hall(setup);
    hall.words.pad = 48U << 20U;  // more than the system takes in for both ends
    Device& slow = hall.device();
    hall.deaf = &slow;
    slow.say("hello 1 board slow");
    const auto begun = std::chrono::steady_clock::now();
    auto next_sip = begun;
    hall.until([&] {
        const auto now = std::chrono::steady_clock::now();
        if (now >= next_sip && !slow.ended()) {
            slow.sip();
            next_sip = now + 12ms;
        }
        return slow.count("snapshot") == 1 || slow.ended();
    });
    CHECK(std::chrono::steady_clock::now() - begun > setup.limits.write_stalled);
    CHECK(slow.count("snapshot") == 1);
    CHECK(hall.listener->counters().too_slow == 0);
}

TEST_CASE("a device that asks without reading is cut off") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.outbox_controls = 4;
    Hall hall(setup);
    Device& kiosk = hall.device(kiosk_hello);
    kiosk.say({"ping 1", "ping 2", "ping 3", "ping 4", "ping 5", "ping 6"});
    hall.until([&] { return hall.listener->counters().too_slow == 1; });
    hall.until([&] { return kiosk.ended(); });
}

TEST_CASE("without descriptors accepting waits and goes on") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.accept_pause_first = 10ms;
    setup.limits.accept_pause_last = 20ms;
    Hall hall(setup);
    boost::asio::ip::tcp::socket socket(hall.context);
    socket.open(boost::asio::ip::tcp::v4());
    {
        const NoDescriptorsLeft none;
        socket.connect({boost::asio::ip::address_v4::loopback(), hall.listener->port()});
        hall.until([&] { return hall.listener->counters().accept_errors >= 3; });
        CHECK(hall.listener->counters().accepted == 0);
    }
    hall.until([&] { return hall.listener->counters().accepted == 1; });
}

TEST_CASE("an address that is taken is an error and nothing more") {
    Hall hall;
    net::Listener second(hall.context.get_executor(), *hall.service, hall.words, hall.admission, hall.directory);
    const auto error = second.open({boost::asio::ip::address_v4::loopback(), hall.listener->port()});
    CHECK(error == boost::system::errc::address_in_use);
    CHECK(second.port() == 0);
}
