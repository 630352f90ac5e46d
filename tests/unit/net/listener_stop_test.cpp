#include "hall_fixture.hpp"

using namespace luot;
using namespace std::chrono_literals;
using fakes::Device;
using fakes::Hall;
using fakes::HallSetup;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kiosk_hello = "hello 1 kiosk kiosk-1";

}  // namespace

TEST_CASE("a stop takes no new work - finishes what is in flight - says goodbye and closes") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    Device& board = hall.device("hello 1 board hall");
    hall.journal.hold();
    kiosk.say("ask 1 issue");
    hall.until([&] { return hall.listener->counters().requests == 1; });
    const std::uint16_t port = hall.listener->port();
    bool stopped = false;
    hall.listener->stop([&] { stopped = true; });
    kiosk.say("ask 2 issue");
    hall.until([&] { return kiosk.has_heard("reply 2 unavailable"); });
    CHECK(!stopped);
    CHECK(board.count("goodbye") == 0);
    hall.journal.let_go();
    hall.until([&] { return stopped && kiosk.ended() && board.ended(); });
    CHECK(kiosk.has_heard("reply 1 H001"));
    CHECK(kiosk.heard.back() == "goodbye shutting_down");
    CHECK(board.heard.back() == "goodbye shutting_down");
    CHECK(board.count("event") == 1);
    CHECK(hall.listener->counters().connections == 0);
    CHECK(hall.directory.size() == 0);
    boost::asio::ip::tcp::socket late(hall.context);
    boost::system::error_code error;
    late.connect({boost::asio::ip::address_v4::loopback(), port}, error);
    CHECK(error == boost::asio::error::connection_refused);

    bool service_stopped = false;
    hall.service->stop([&] { service_stopped = true; });
    hall.until([&] { return service_stopped; });
    CHECK(hall.journal.rows().size() == hall.service->told().seq);
}

TEST_CASE("a stop does not wait for a journal that hangs nor for who does not close") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.stop_wait = 50ms;
    setup.limits.linger = 50ms;
    Hall hall(setup);
    Device& kiosk = hall.device(kiosk_hello);
    hall.journal.hold();
    kiosk.say("ask 1 issue");
    hall.until([&] { return hall.listener->counters().requests == 1; });
    Device& deaf = hall.device("hello 1 board hall");
    hall.deaf = &deaf;
    bool stopped = false;
    hall.listener->stop([&] { stopped = true; });
    hall.until([&] { return stopped; });
    hall.until([&] { return kiosk.ended(); });
    CHECK(kiosk.heard.back() == "goodbye shutting_down");
    CHECK(kiosk.count("reply") == 0);
    CHECK(hall.listener->counters().connections == 0);
}

TEST_CASE("a stop with nobody there is over at once") {
    Hall hall;
    bool stopped = false;
    hall.listener->stop([&] { stopped = true; });
    hall.until([&] { return stopped; });
}

TEST_CASE("a listener may be destroyed with connections open and replies under way") {
    Hall hall;
    Device& kiosk = hall.device(kiosk_hello);
    hall.device("hello 1 board hall");
    hall.journal.hold();
    kiosk.say("ask 1 issue");
    hall.until([&] { return hall.listener->counters().requests == 1; });
    hall.listener.reset();
    hall.journal.let_go();
    hall.until([&] { return kiosk.ended() && hall.tickets() == 1; });
}
