#include "wire/client_link.hpp"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tiny_server.hpp"

using namespace luot;
using namespace std::chrono_literals;
using wire::LinkState;

namespace {

struct Screen : wire::LinkHandler {
    std::vector<std::uint64_t> snapshots, events;
    std::vector<LinkState> states;
    std::string why;
    int welcomes = 0;

    void on_welcome(const v1::Welcome&) override { ++welcomes; }
    void on_snapshot(const v1::Snapshot& snapshot) override { snapshots.push_back(snapshot.seq()); }
    void on_event(const v1::Event& event) override { events.push_back(event.seq()); }
    void on_state(LinkState state, const std::string& reason) override {
        states.push_back(state);
        why = reason;
    }
};

struct Hall {
    boost::asio::io_context context{1};
    std::unique_ptr<test::TinyServer> server = std::make_unique<test::TinyServer>(context);
    Screen screen;
    std::map<std::string, std::vector<v1::Reply>> replies;

    wire::LinkOptions options() const {
        wire::LinkOptions out;
        out.host = "127.0.0.1";
        out.port = server->port();
        out.role = v1::ROLE_KIOSK;
        out.device = "kiosk-1";
        out.jitter_seed = 3;
        return out;
    }
    void send(wire::ClientLink& link, const std::string& service) {
        REQUIRE(link.send(test::issue(service), [this, service](const v1::Reply& reply) { replies[service].push_back(reply); }));
    }
    template <class Until>
    void run_until(Until until) {
        const auto deadline = std::chrono::steady_clock::now() + 180s;
        while (!until()) {
            if (std::chrono::steady_clock::now() > deadline) FAIL("waited in vain");
            context.run_one_for(100ms);
            context.restart();
        }
    }
    // Nothing of the link is left behind: the context runs out of work by itself, and not after four seconds of waiting for a timer. They
    // are counted in pieces: while the machine stands still nothing is waited for.
    void run_out() {
        server->close();
        context.restart();
        for (int waits = 0; waits < 200 && !context.stopped();) waits += context.run_one_for(20ms) == 0 ? 1 : 0;
        CHECK(context.stopped());
    }
};

}  // namespace

TEST_CASE("client link - connects and commands and hears events") {
    Hall hall;
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    hall.send(link, "before the start");
    link.start();
    CHECK(hall.screen.states.empty());  // nobody is called from within
    hall.run_until([&] { return hall.replies.size() == 1; });
    CHECK(link.state() == LinkState::live);
    CHECK(link.session() != 0);
    for (int i = 0; i < 200; ++i) hall.send(link, "s" + std::to_string(i));
    CHECK(hall.replies.size() == 1);
    hall.run_until([&] { return hall.screen.events.size() == 201; });
    CHECK(hall.replies.size() == 201);
    CHECK(hall.replies["s17"].at(0).result().issued().number() == "s17");
    CHECK(hall.screen.snapshots.size() == 1);
    CHECK(hall.server->office.problems.empty());
    link.stop();
    hall.run_out();
}

TEST_CASE("client link - refused is said and final") {
    Hall hall;
    hall.server->office.refusal.emplace().set_code("not_enrolled");
    hall.server->office.refusal->set_message("no such device");
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    hall.send(link, "a");
    link.start();
    hall.run_until([&] { return link.state() == LinkState::refused && !hall.replies.empty() && hall.screen.states.size() > 1; });
    CHECK(hall.screen.states.back() == LinkState::refused);
    CHECK(hall.screen.why == "refused: not_enrolled: no such device");
    CHECK(hall.replies["a"].at(0).error().code() == "refused");
    CHECK_FALSE(link.send(test::issue("b"), [](const v1::Reply&) { FAIL("not accepted, so not answered"); }));
    hall.run_out();
    CHECK(hall.server->accepted == 1);
}

TEST_CASE("client link - comes back with session and last seq and repeats what is unanswered") {
    Hall hall;
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    link.start();
    hall.send(link, "first");
    hall.run_until([&] { return hall.screen.events.size() == 1; });

    hall.server->office.mute = true;  // takes commands and says nothing
    const auto requests = hall.server->office.requests;
    hall.send(link, "second");
    hall.send(link, "third");
    hall.run_until([&] { return hall.context.poll() == 0; });
    hall.server->office.mute = false;
    hall.server->close();
    hall.run_until([&] { return link.state() == LinkState::lost; });
    hall.send(link, "fourth");
    hall.server->open_again();
    hall.run_until([&] { return hall.screen.events.size() == 4; });

    const auto& hellos = hall.server->office.hellos;
    REQUIRE(hellos.size() >= 2);
    CHECK(hellos.back().session() == link.session());
    CHECK(hellos.back().resume_from() == 1);
    CHECK(hellos.back().epoch() == 1);
    CHECK(hall.screen.snapshots.size() == 1);  // resumed
    CHECK(hall.screen.events == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(hall.server->office.requests == requests + 3);
    CHECK(hall.server->office.problems.empty());
    for (const auto& [service, replies] : hall.replies) CHECK(replies.size() == 1);
    CHECK(hall.replies.size() == 4);
    link.stop();
    hall.run_out();
}

TEST_CASE("client link - a server that is not there yet is found when it comes") {
    Hall hall;
    hall.server->close();
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    link.start();
    hall.run_until([&] { return hall.screen.states.size() >= 2; });
    CHECK(hall.screen.states.back() == LinkState::connecting);
    CHECK(hall.screen.why == "cannot connect to 127.0.0.1:" + hall.server->port() + ": Connection refused");
    hall.server->open_again();
    hall.run_until([&] { return link.state() == LinkState::live; });
    link.stop();
    hall.run_out();
}

TEST_CASE("client link - a server that falls silent is found dead and left") {
    Hall hall;
    hall.server->office.limits.set_ping_ms(100);
    hall.server->office.limits.set_dead_ms(8'000);  // longer than a busy machine stands still
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    link.start();
    hall.run_until([&] { return link.state() == LinkState::live; });
    const auto live = std::chrono::steady_clock::now();
    hall.run_until([&] { return std::chrono::steady_clock::now() > live + 9'000ms; });
    CHECK(link.state() == LinkState::live);  // pings are answered
    hall.server->office.mute = true;
    hall.run_until([&] { return link.state() == LinkState::lost; });
    CHECK(hall.screen.why == "nothing heard for 8 s");
    hall.server->office.mute = false;
    hall.run_until([&] { return link.state() == LinkState::live; });
    CHECK(hall.server->accepted == 2);
    link.stop();
    hall.run_out();
}

TEST_CASE("client link - an expired session is replaced by a new one") {
    Hall hall;
    wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
    link.start();
    hall.run_until([&] { return link.state() == LinkState::live; });
    const auto session = link.session();
    hall.server->office.forget_sessions();
    hall.send(link, "lost");
    hall.run_until([&] { return !hall.replies.empty(); });
    CHECK(hall.replies["lost"].at(0).error().code() == "session_expired");
    hall.send(link, "goes on");
    hall.run_until([&] { return hall.replies.size() == 2; });
    CHECK(link.session() != session);
    CHECK(hall.replies["goes on"].at(0).has_result());
    CHECK(hall.server->office.executed.size() == 1);
    link.stop();
    hall.run_out();
}

TEST_CASE("client link - stop at every moment of a start leaves nothing behind") {
    for (int moment = 0; moment < 40; ++moment) {
        CAPTURE(moment);
        Hall hall;
        wire::ClientLink link(hall.context.get_executor(), hall.options(), hall.screen);
        hall.send(link, "a");
        link.start();
        for (int i = 0; i < moment; ++i) hall.context.run_one_for(1ms);
        link.stop();
        link.stop();
        REQUIRE(hall.replies["a"].size() == 1);
        const auto& reply = hall.replies["a"].at(0);
        CHECK((reply.has_result() || reply.error().code() == "stopped"));
        const auto states = hall.screen.states.size();
        hall.run_out();
        CHECK(hall.screen.states.size() == states);
        CHECK(hall.replies["a"].size() == 1);
    }
}

TEST_CASE("client link - stop while a connection hangs") {
    Hall hall;
    auto options = hall.options();
    // A listener whose queue is full takes no connection and refuses none.
    boost::asio::ip::tcp::acceptor full(hall.context, {boost::asio::ip::address_v4::loopback(), 0});
    full.listen(0);
    options.port = std::to_string(full.local_endpoint().port());
    std::vector<boost::asio::ip::tcp::socket> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.emplace_back(hall.context).async_connect(full.local_endpoint(), [](boost::system::error_code) {});
    }
    wire::ClientLink link(hall.context.get_executor(), options, hall.screen);
    hall.send(link, "a");
    link.start();
    hall.context.run_for(50ms);
    CHECK(link.state() == LinkState::connecting);
    link.stop();
    CHECK(hall.replies["a"].at(0).error().code() == "stopped");
    waiting.clear();
    full.close();
    hall.run_out();
}

TEST_CASE("client link - callbacks may stop and destroy the link") {
    Hall hall;
    auto link = std::make_unique<wire::ClientLink>(hall.context.get_executor(), hall.options(), hall.screen);
    int answers = 0;
    link->start();
    for (int i = 0; i < 3; ++i) {
        link->send(test::issue("s" + std::to_string(i)), [&](const v1::Reply&) {
            if (++answers > 1) return;
            link->stop();
            link.reset();
        });
    }
    hall.run_until([&] { return !link; });
    CHECK(answers >= 1);
    hall.run_out();
    CHECK(answers <= 3);
}

TEST_CASE("client link - destroying a link that was not stopped calls nobody") {
    Hall hall;
    auto link = std::make_unique<wire::ClientLink>(hall.context.get_executor(), hall.options(), hall.screen);
    link->start();
    hall.run_until([&] { return link->state() == LinkState::live; });
    hall.server->office.mute = true;
    hall.send(*link, "a");
    const auto states = hall.screen.states.size();
    link.reset();
    hall.run_out();
    CHECK(hall.replies.empty());
    CHECK(hall.screen.states.size() == states);
}
