// The same conversation again and again, with a failure at each of its steps.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "fake_office.hpp"
#include "wire/client_fsm.hpp"

using namespace luot;
using test::FakeOffice;
using wire::Instant;

namespace {

enum class Failure { connection_lost, connection_lost_after_delivery, sessions_forgotten, not_decided };

// A client and an office with a network between them that fails at chosen steps. A step is bytes arriving at one end.
class World {
  public:
    World(std::vector<int> fail_at, Failure failure) : fail_at_(std::move(fail_at)), failure_(failure) {
        office.limits.set_unacknowledged(4);
    }

    // Sends all commands, in three bursts, and goes on until everything is answered.
    void run() {
        fsm_.start(now_);
        for (int burst = 0; burst < 3; ++burst) {
            for (int i = 0; i < 4; ++i) {
                const auto token = static_cast<wire::Token>(burst * 4 + i + 1);
                REQUIRE(fsm_.submit(test::issue("s" + std::to_string(token)), token) == wire::ClientFsm::Submitted::queued);
            }
            for (int rounds = 0; replies.size() < static_cast<std::size_t>(burst + 1) * 4; ++rounds) {
                REQUIRE_MESSAGE(rounds < 10'000, "no end in sight");
                advance();
            }
        }
    }

    FakeOffice office;
    std::map<wire::Token, std::vector<v1::Reply>> replies;
    std::vector<std::uint64_t> events;
    int steps = 0;

  private:
    void advance() {
        if (auto action = fsm_.next()) return std::visit([this](auto& what) { take(what); }, *action);
        if (!to_client_.empty()) return deliver_to_client();
        if (connected_ && line_.hung_up) return cut();
        REQUIRE(timer_);
        now_ = std::max(now_, *timer_);
        fsm_.wake(now_);
    }

    void take(wire::Connect&) {
        line_ = FakeOffice::Line{};
        to_client_.clear();
        connected_ = true;
        fsm_.connected(now_);
    }
    void take(wire::Close&) { connected_ = false; }
    void take(wire::PongCame&) {}
    void take(wire::PersonKeyCame&) {}
    void take(wire::DeviceStatusCame&) {}
    void take(wire::VoiceTurnCame&) {}
    void take(wire::SignedInCame&) {}
    void take(wire::StaffCame&) {}
    void take(wire::TicketNoteCame&) {}
    void take(wire::Send& send) {
        if (!connected_) return;
        const bool fails = step();
        if (fails && failure_ == Failure::connection_lost) return cut();
        if (fails && failure_ == Failure::sessions_forgotten) office.forget_sessions();
        if (fails && failure_ == Failure::not_decided) office.unavailable = 1;
        to_client_ += office.receive(line_, send.bytes);
        if (fails && failure_ == Failure::connection_lost_after_delivery) cut();
    }
    void take(wire::ArmTimer& arm) { timer_ = arm.at; }
    void take(wire::WelcomeCame&) {}
    void take(wire::SnapshotCame& came) {
        for (auto seq = events.empty() ? 1 : events.back() + 1; seq <= came.snapshot.seq(); ++seq) events.push_back(seq);
    }
    void take(wire::EventCame& came) { events.push_back(came.event.seq()); }
    void take(wire::ReplyCame& came) { replies[came.token].push_back(came.reply); }
    void take(wire::StateChanged&) {}

    // In pieces of 7 bytes, so that the loss falls into the middle of frames too.
    void deliver_to_client() {
        if (step()) {
            if (failure_ == Failure::connection_lost || failure_ == Failure::connection_lost_after_delivery) return cut();
            if (failure_ == Failure::sessions_forgotten) office.forget_sessions();
            if (failure_ == Failure::not_decided) office.unavailable = 1;
        }
        const auto piece = to_client_.substr(0, 7);
        to_client_.erase(0, piece.size());
        fsm_.received(piece, now_);
    }

    void cut() {
        connected_ = false;
        to_client_.clear();
        fsm_.disconnected(now_, "cut");
    }

    bool step() {
        const bool fails = std::find(fail_at_.begin(), fail_at_.end(), steps) != fail_at_.end();
        ++steps;
        return fails;
    }

    std::vector<int> fail_at_;
    Failure failure_;
    wire::ClientFsm fsm_{wire::Identity{v1::ROLE_KIOSK, "kiosk-1", {}}, 11};
    FakeOffice::Line line_;
    Instant now_{0};
    std::optional<Instant> timer_;
    std::string to_client_;
    bool connected_ = false;
};

constexpr std::size_t commands = 12;

void check_common(const World& world) {
    CHECK(world.office.problems == std::vector<std::string>{});
    CHECK(world.replies.size() == commands);
    for (const auto& reply : world.replies) {  // no structured bindings: clang 14 cannot capture one
        CAPTURE(reply.first);
        CHECK(reply.second.size() == 1);
    }
    for (const auto& execution : world.office.executed) {
        CAPTURE(execution.first);
        CHECK(execution.second == 1);
    }
    // No event is missed, none comes twice, none out of order; the last ones may still be on their way.
    for (std::size_t i = 0; i < world.events.size(); ++i) CHECK(world.events[i] == i + 1);
}

void check_all_done(const World& world) {
    check_common(world);
    CHECK(world.office.executed.size() == commands);
    for (const auto& [token, replies] : world.replies) CHECK(replies.at(0).result().issued().number() == "s" + std::to_string(token));
}

int steps_without_failure() {
    World world({}, Failure::connection_lost);
    world.run();
    check_all_done(world);
    CHECK(world.office.hellos.size() == 1);
    return world.steps;
}

}  // namespace

TEST_CASE("client fsm failures - the connection is lost at each step") {
    const int steps = steps_without_failure();
    REQUIRE(steps > 50);
    for (const auto failure : {Failure::connection_lost, Failure::connection_lost_after_delivery}) {
        for (int at = 0; at < steps; ++at) {
            CAPTURE(at);
            World world({at}, failure);
            world.run();
            check_all_done(world);
            CHECK(world.office.hellos.size() >= (at == 0 && failure == Failure::connection_lost ? 1u : 2u));
        }
    }
}

TEST_CASE("client fsm failures - the connection is lost twice at each two steps") {
    const int steps = steps_without_failure();
    for (int first = 0; first < steps; first += 3) {
        for (int second = first + 1; second < steps; second += 2) {
            CAPTURE(first);
            CAPTURE(second);
            World world({first, second}, Failure::connection_lost_after_delivery);
            world.run();
            check_all_done(world);
        }
    }
}

TEST_CASE("client fsm failures - a command is not decided at each step") {
    const int steps = steps_without_failure();
    for (int at = 0; at < steps; ++at) {
        CAPTURE(at);
        World world({at, at + 2, at + 9}, Failure::not_decided);
        world.run();
        check_all_done(world);
    }
}

TEST_CASE("client fsm failures - sessions are forgotten at each step") {
    const int steps = steps_without_failure();
    int unknown = 0;
    for (int at = 0; at < steps; ++at) {
        CAPTURE(at);
        World world({at}, Failure::sessions_forgotten);
        world.run();
        check_common(world);
        for (const auto& answered : world.replies) {
            CAPTURE(answered.first);
            const auto& reply = answered.second.at(0);
            if (reply.has_result()) {
                CHECK(world.office.executed.at("s" + std::to_string(answered.first)) == 1);
                continue;
            }
            CHECK(reply.error().code() == "session_expired");
            ++unknown;
        }
    }
    CHECK(unknown > 0);
}
