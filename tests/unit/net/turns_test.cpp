// Who floods and who does not: whose turn it is.
#include "net/turns.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include <boost/asio/post.hpp>

#include "hall_fixture.hpp"

using namespace luot;
using namespace std::chrono_literals;
using fakes::Device;
using fakes::Hall;
using fakes::HallSetup;

namespace {

constexpr const char* kiosk_hello = "hello 1 kiosk kiosk-1";

std::vector<std::string> pings(int first, int last) {
    std::vector<std::string> texts;
    for (int stamp = first; stamp <= last; ++stamp) texts.push_back("ping " + std::to_string(stamp));
    return texts;
}

}  // namespace

TEST_CASE("who reads its answers has them all however many it asked for at once") {
    Hall hall;
    Device& device = hall.device(std::string(kiosk_hello) + " pushes=no");
    device.say(pings(1, 5'000));
    hall.until([&] { return device.count("pong") == 5'000; });
    CHECK(!device.ended());
    CHECK(hall.listener->counters().too_slow == 0);
}

TEST_CASE("an answer does not wait until everybody was shown what it led to") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.flushes_a_turn = 8;
    Hall hall(setup);
    constexpr std::size_t boards = 100;
    for (std::size_t index = 0; index < boards; ++index) hall.device("hello 1 board board-" + std::to_string(index));
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    hall.until([&] { return hall.devices.front()->count("event") == 1; });  // the kiosk's session
    const std::uint64_t before = hall.listener->counters().frames_out;
    kiosk.say("ask 1 issue");
    const auto give_up = std::chrono::steady_clock::now() + 180s;
    while (kiosk.count("reply") == 0) {
        REQUIRE(std::chrono::steady_clock::now() < give_up);
        hall.context.restart();
        hall.context.run_one_for(5ms);
        kiosk.poll();
    }
    CHECK(hall.listener->counters().frames_out - before < boards / 2);
    hall.until([&] {
        return std::all_of(hall.devices.begin(), hall.devices.end(),
                           [&](const auto& device) { return device.get() == &kiosk || device->count("event") == 2; });
    });
}

TEST_CASE("what was told before a Ping stands before its Pong") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.flushes_a_turn = 1;
    Hall hall(setup);
    for (int index = 0; index < 100; ++index) hall.device("hello 1 board board-" + std::to_string(index));
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    const auto told = [&](const auto& device) { return device.get() == &kiosk || device->count("event") == 1; };
    hall.until([&] { return std::all_of(hall.devices.begin(), hall.devices.end(), told); });  // of the kiosk's session
    kiosk.say("ask 1 issue");
    const auto give_up = std::chrono::steady_clock::now() + 180s;
    while (kiosk.count("reply") == 0) {
        REQUIRE(std::chrono::steady_clock::now() < give_up);
        hall.context.restart();
        hall.context.run_one_for(5ms);
        kiosk.poll();
    }
    for (const auto& device : hall.devices) device->poll();
    const auto late =
        std::find_if(hall.devices.begin(), hall.devices.end(), [&](const auto& device) { return device.get() != &kiosk && told(device); });
    REQUIRE(late != hall.devices.end());
    Device& board = **late;
    board.say("ping 7");
    hall.until([&] { return board.count("pong") == 1; });
    CHECK(board.heard.back() == "pong 7");
    CHECK(board.count("event") == 2);
}

TEST_CASE("when many come at once those who are in are answered before all are let in") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.limits.accepts_in_a_row = 3;
    setup.limits.accept_breather = 1h;
    Hall hall(setup);
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    std::vector<Device*> boards;
    for (int index = 0; index < 10; ++index) {
        boards.push_back(&hall.device());
        boards.back()->say("hello 1 board board-" + std::to_string(index));
    }
    hall.until([&] { return hall.listener->counters().accepted == 3; });
    kiosk.say("ask 1 issue");
    hall.until([&] { return kiosk.count("reply") == 1; });
    CHECK(hall.listener->counters().accepted == 3);
    CHECK(std::count_if(boards.begin(), boards.end(), [](const Device* board) { return board->count("welcome") == 1; }) <= 2);
}

TEST_CASE("of many who ask without end each gets its share of the batches") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.engine_limits.commands_in_batch = 4;
    setup.limits.under_way = 4;  // one of them fills a batch
    Hall hall(setup);
    constexpr std::size_t many = 12;
    std::vector<Device*> askers;
    for (std::size_t index = 0; index < many; ++index)
        askers.push_back(&hall.device("hello 1 kiosk asker-" + std::to_string(index) + " pushes=no"));
    std::vector<int> asked(many, 0);
    std::vector<std::size_t> answered(many, 0);
    const auto go_on = [&] {
        for (std::size_t index = 0; index < many; ++index) {
            answered[index] = askers[index]->count("reply");
            std::vector<std::string> texts;
            while (static_cast<std::size_t>(asked[index]) < answered[index] + setup.limits.under_way)
                texts.push_back("ask " + std::to_string(++asked[index]) + " issue " + std::to_string(answered[index]));
            if (!texts.empty()) askers[index]->say(texts);
        }
        return std::accumulate(answered.begin(), answered.end(), std::size_t{0});
    };
    hall.until([&] { return go_on() >= 40 * many; });
    for (const std::size_t count : answered) CHECK(count >= 20);
}

namespace {

struct Taker : net::TurnTaker {
    void take_turn() override { ++turns; }
    int turns = 0;
};

}  // namespace

TEST_CASE("a turn that nobody is there for any more is passed over") {
    Hall hall;
    const auto turns = std::make_shared<net::Turns>(hall.context.get_executor(), *hall.service);
    auto gone = std::make_shared<Taker>();
    const auto first = std::make_shared<Taker>();
    const auto second = std::make_shared<Taker>();
    for (const auto& taker : {first, gone, second}) turns->wait(taker, net::Turns::Kind::commands);
    gone.reset();
    CHECK(first->turns == 0);
    hall.until([&] { return second->turns == 1; });
    CHECK(first->turns == 1);
}

TEST_CASE("between two turns everybody else has one") {
    Hall hall;
    const auto turns = std::make_shared<net::Turns>(hall.context.get_executor(), *hall.service);
    int others = 0;
    struct Observer : net::TurnTaker {
        explicit Observer(int& the_others) : others(the_others) {}
        void take_turn() override { seen = others; }
        int& others;
        int seen = -1;
    };
    std::vector<std::shared_ptr<Observer>> observers;
    for (int i = 0; i < 10; ++i) {
        observers.push_back(std::make_shared<Observer>(others));
        turns->wait(observers.back(), i % 2 == 0 ? net::Turns::Kind::commands : net::Turns::Kind::words);
    }
    std::function<void()> somebody_else = [&] {
        ++others;
        if (observers.back()->seen < 0) boost::asio::post(hall.context, somebody_else);
    };
    boost::asio::post(hall.context, somebody_else);
    hall.until([&] { return observers.back()->seen >= 0; });
    for (int i = 1; i < 10; ++i) CHECK(observers[static_cast<std::size_t>(i)]->seen > observers[static_cast<std::size_t>(i - 1)]->seen);
}

TEST_CASE("of all kinds that wait each has one turn after the other and within a kind who came first") {
    Hall hall;
    const auto turns = std::make_shared<net::Turns>(hall.context.get_executor(), *hall.service);
    using Kind = net::Turns::Kind;
    struct Writer : net::TurnTaker {
        Writer(std::vector<int>& the_written, int the_number) : written(the_written), number(the_number) {}
        void take_turn() override { written.push_back(number); }
        std::vector<int>& written;
        int number;
    };
    std::vector<int> written;
    std::vector<std::shared_ptr<Writer>> writers;
    const auto wait = [&](Kind kind, int number) {
        writers.push_back(std::make_shared<Writer>(written, number));
        turns->wait(writers.back(), kind);
    };
    for (int number = 20; number < 24; ++number) wait(Kind::words, number);
    for (int number = 10; number < 12; ++number) wait(Kind::commands, number);
    for (int number = 50; number < 52; ++number) wait(Kind::clock, number);
    wait(Kind::showing, 40);
    for (int number = 30; number < 33; ++number) wait(Kind::newcomer, number);
    CHECK(written.empty());
    hall.until([&] { return written.size() == writers.size(); });
    CHECK(written == std::vector<int>{10, 20, 30, 40, 50, 11, 21, 31, 51, 22, 32, 23});
}

TEST_CASE("while the engine does not accept newcomers have their turns and who brings commands waits") {
    HallSetup setup{fakes::quick_limits(), {}};
    setup.engine_limits.commands_in_batch = 1;
    Hall hall(setup);
    Device& kiosk = hall.device(std::string(kiosk_hello) + " pushes=no");
    hall.journal.hold();
    kiosk.say({"ask 1 issue", "ask 2 issue", "ask 3 issue"});
    hall.until([&] { return !hall.service->accepting(); });
    const auto turns = std::make_shared<net::Turns>(hall.context.get_executor(), *hall.service);
    const auto commander = std::make_shared<Taker>();
    const auto newcomer = std::make_shared<Taker>();
    turns->wait(commander, net::Turns::Kind::commands);
    turns->wait(newcomer, net::Turns::Kind::words);
    hall.until([&] { return newcomer->turns == 1; });
    CHECK(commander->turns == 0);
    hall.device("hello 1 board late");
    hall.journal.let_go();
    hall.until([&] { return kiosk.count("reply") == 3; });
    hall.until([&] {
        turns->go_on();
        return commander->turns == 1;
    });
}
