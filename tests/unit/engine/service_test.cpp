#include "engine/service.hpp"

#include <doctest/doctest.h>
#include <boost/asio/io_context.hpp>

#include "engine_fakes/fakes.hpp"

using namespace luot;
using namespace std::chrono_literals;
using fakes::issue;
using fakes::origin;
using Step = fakes::Journal::Step;

namespace {

struct Heard final : engine::Listener {
    void on_told(const core::State& after, const core::Event& event) override {
        CHECK(after.seq == event.seq);
        seqs.push_back(event.seq);
    }
    void on_paused() override { ++paused; }
    void on_resumed() override { ++resumed; }
    void on_health(const engine::Health& health) override { states.push_back(health.state); }
    std::vector<core::Seq> seqs;
    std::vector<engine::Health::State> states;
    int paused = 0;
    int resumed = 0;
};

struct Bench {
    explicit Bench(engine::Limits limits = {}) : service(make(limits)) {
        service->subscribe(heard);
        core::Configure configure;
        configure.office = fakes::office();
        configure.digest = "one";
        ask(configure, core::Origin{});
        service->start();
        const auto opened = ask(fakes::open_session(), core::Origin{});
        session = std::get<core::Answer>(opened.outcome).session.value();
        until([&] { return service->told().day_open; });
    }
    std::unique_ptr<engine::Service> make(engine::Limits limits) {
        engine::ServiceOptions options;
        options.limits = limits;
        options.back_off = engine::BackOff{1ms, 4ms};
        return std::make_unique<engine::Service>(context.get_executor(), core::State{}, journal, codec, moments, entropy, options);
    }
    // Runs until `done`, at most 20 s.
    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(100ms);
        }
    }
    void submit(const core::Command& command, const core::Origin& from, std::vector<engine::Reply>& replies) {
        const std::size_t before = replies.size();
        service->submit(command, from, [&replies](const engine::Reply& reply) { replies.push_back(reply); });
        CHECK(replies.size() == before);  // never from within
    }
    engine::Reply ask(const core::Command& command, const core::Origin& from) {
        std::vector<engine::Reply> replies;
        submit(command, from, replies);
        until([&] { return !replies.empty(); });
        return replies.front();
    }
    static bool is_unavailable(const engine::Reply& reply) { return std::holds_alternative<engine::Unavailable>(reply.outcome); }
    static std::string number(const engine::Reply& reply) {
        const auto* answer = std::get_if<core::Answer>(&reply.outcome);
        return answer && answer->issued ? answer->issued->number : "";
    }

    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    fakes::Moments moments;
    fakes::Entropy entropy;
    Heard heard;
    std::unique_ptr<engine::Service> service;
    core::SessionId session;
};

}  // namespace

TEST_CASE("commands that come together are committed together - in two batches at most") {
    Bench bench;
    const int before = bench.journal.appends();
    std::vector<engine::Reply> replies;
    for (std::uint64_t no = 1; no <= 40; ++no) bench.submit(issue(), origin(bench.session, no), replies);
    bench.until([&] { return replies.size() == 40; });
    CHECK(bench.journal.appends() - before == 1);
    CHECK(Bench::number(replies.front()) == "H001");
    CHECK(Bench::number(replies.back()) == "H040");
    CHECK(bench.heard.seqs.back() == bench.service->told().seq);
    CHECK(bench.heard.seqs.size() == bench.service->told().seq);
    CHECK(bench.service->metrics().commits.count() == bench.service->metrics().batches);
    CHECK(bench.service->metrics().replies.count() == bench.service->metrics().commands);
    CHECK(bench.service->health().state == engine::Health::State::serving);
}

TEST_CASE("a journal that fails makes the service answer unavailable until it is well again") {
    Bench bench;
    bench.journal.script_reopens({Step::fail, Step::fail, Step::fail});
    bool kept = false;
    SUBCASE("the batch is lost") {
        bench.journal.script_appends({Step::fail});
    }
    SUBCASE("the batch is on disk all the same") {
        kept = true;
        bench.journal.script_appends({Step::fail_but_keep});
    }
    CHECK(Bench::is_unavailable(bench.ask(issue(), origin(bench.session, 1))));
    CHECK(bench.service->health().state == engine::Health::State::recovering);
    CHECK(!bench.service->health().reason.empty());
    CHECK(bench.service->health().disk_full);
    CHECK(bench.service->accepting());  // so that it can say so
    CHECK(bench.service->told().tickets.empty());

    bench.until([&] { return bench.service->health().state == engine::Health::State::serving; });
    CHECK(bench.service->told().tickets.size() == (kept ? 1 : 0));
    CHECK(Bench::number(bench.ask(issue(), origin(bench.session, 1))) == "H001");  // the same number again
    CHECK(Bench::number(bench.ask(issue(), origin(bench.session, 2))) == "H002");
    CHECK(bench.service->told().tickets.size() == 2);
    CHECK(bench.heard.seqs.size() == bench.service->told().seq);  // each told once, without a gap
    CHECK(bench.service->metrics().commit_failures == 1);
    CHECK(bench.service->metrics().recoveries == 1);
    const auto& states = bench.heard.states;
    REQUIRE(states.size() >= 2);
    CHECK(states.front() == engine::Health::State::recovering);
    CHECK(states.back() == engine::Health::State::serving);
}

TEST_CASE("while the journal recovers - commands are answered unavailable and nothing is decided") {
    Bench bench;
    bench.journal.script_appends({Step::fail});
    bench.journal.script_reopens(std::deque<Step>(1'000'000, Step::fail));
    CHECK(Bench::is_unavailable(bench.ask(issue(), origin(bench.session, 1))));
    const core::Seq seq = bench.service->told().seq;
    CHECK(Bench::is_unavailable(bench.ask(issue(), origin(bench.session, 2))));
    CHECK(bench.service->told().seq == seq);
    SUBCASE("and a stop does not wait for it") {
        bool stopped = false;
        bench.service->stop([&] { stopped = true; });
        bench.until([&] { return stopped; });
        CHECK(bench.service->health().state == engine::Health::State::stopped);
    }
}

TEST_CASE("a full batch pauses and a commit resumes") {
    engine::Limits limits;
    limits.commands_in_batch = 4;
    Bench bench(limits);
    bench.journal.hold();
    std::vector<engine::Reply> replies;
    std::uint64_t no = 0;
    // One batch in flight, held by the journal, and a full one behind it.
    const auto fill = [&] {
        while (bench.service->accepting()) bench.submit(issue(), origin(bench.session, ++no), replies);
    };
    fill();
    bench.until([&] { return bench.heard.resumed > 0; });  // the first batch was taken
    fill();
    CHECK(!bench.service->accepting());
    CHECK(bench.heard.paused == 2);
    CHECK(no == 8);
    bench.journal.let_go();
    bench.until([&] { return replies.size() == no; });
    CHECK(bench.service->accepting());
    CHECK(bench.heard.resumed == bench.heard.paused);
}

TEST_CASE("what falls due is decided by itself") {
    Bench bench;
    bench.moments.jump_until_us = fakes::morning_us + core::minute_us;
    bench.ask(issue(core::SlipWish::print), origin(bench.session, 1));
    // Nothing is asked any more: the kiosk stays silent for 30 s of office time.
    const auto& told = bench.service->told();
    bench.until([&] { return told.tickets.begin()->second.slip == core::SlipState::unknown; });
    CHECK(told.at_us == fakes::morning_us + 30 * core::second_us);
}

TEST_CASE("a stop commits what was decided and decides nothing more") {
    Bench bench;
    bench.journal.hold();
    std::vector<engine::Reply> replies;
    bench.submit(issue(), origin(bench.session, 1), replies);
    bool stopped = false;
    bench.service->stop([&] { stopped = true; });
    bench.submit(issue(), origin(bench.session, 2), replies);
    bench.until([&] { return replies.size() == 1; });
    CHECK(Bench::is_unavailable(replies.front()));
    CHECK(replies.front().no == 2);
    CHECK(!stopped);
    bench.journal.let_go();
    bench.until([&] { return stopped; });
    REQUIRE(replies.size() == 2);
    CHECK(Bench::number(replies.back()) == "H001");
    CHECK(bench.journal.rows().size() == bench.service->told().seq);
}

TEST_CASE("a stop leaves a checkpoint of all that was told so that the next start reads little") {
    Bench bench;
    bench.ask(issue(), origin(bench.session, 1));
    CHECK(bench.journal.checkpoints().empty());
    bool stopped = false;
    bench.service->stop([&] { stopped = true; });
    SUBCASE("written") {
        bench.until([&] { return stopped; });
        CHECK(bench.journal.checkpoints() == std::vector<core::Seq>{bench.service->told().seq});
        CHECK(bench.journal.rows().size() == bench.service->told().seq);
    }
    SUBCASE("a disk that fails holds up no stop") {
        bench.journal.script_appends({Step::fail});
        bench.until([&] { return stopped; });
        CHECK(bench.journal.checkpoints().empty());
        CHECK(bench.service->health().state == engine::Health::State::stopped);
    }
}

TEST_CASE("a stop with nothing new behind the last checkpoint writes nothing") {
    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    fakes::Moments moments;
    fakes::Entropy entropy;
    engine::Service service(context.get_executor(), core::State{}, journal, codec, moments, entropy);
    bool stopped = false;
    service.stop([&] { stopped = true; });
    context.run();
    CHECK(stopped);
    CHECK(journal.appends() == 0);
}

TEST_CASE("a listener may go while it is told of something else") {
    Bench bench;
    struct Leaves final : engine::Listener {
        explicit Leaves(engine::Service& from) : service(from) {}
        void on_health(const engine::Health&) override {
            ++heard;
            service.unsubscribe(*this);
        }
        engine::Service& service;
        int heard = 0;
    };
    Leaves first(*bench.service);
    Heard second;
    bench.service->subscribe(first);
    bench.service->subscribe(second);
    bool stopped = false;
    bench.service->stop([&] { stopped = true; });
    bench.until([&] { return stopped; });
    CHECK(first.heard == 1);
    CHECK(second.states.size() == 2);
}
