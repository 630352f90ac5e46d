#include <doctest/doctest.h>
#include <netinet/in.h>

#include <functional>

#include "fake_queue.hpp"
#include "printing.hpp"

namespace luot::transport {

namespace {

using namespace std::chrono_literals;
using namespace luot::testing;

Options patient() {
    auto options = quick();
    options.limits.connect = 5s;
    options.limits.late = 300ms;
    return options;
}

std::unique_ptr<Printer> printer_on(boost::asio::io_context& io, const FakeQueue& queue, bool done_says = false) {
    const std::string address = "cups://127.0.0.1:" + queue.port() + "/slips" + (done_says ? "?done=printed" : "");
    return create_printer(io.get_executor(), parse_address(address).value(), patient());
}

struct Played {
    Outcome said;
    std::size_t documents = 0;
    int cancelled = 0;
};

Played play(const FakeQueue::Behaviour& behaviour, bool done_says = false) {
    boost::asio::io_context io;
    FakeQueue queue(behaviour);
    const auto printer = printer_on(io, queue, done_says);
    const auto said = print(io, *printer, {"H001-20260302", striped(576, 300)});
    REQUIRE(said);
    return {*said, queue.documents().size(), queue.cancelled()};
}

}  // namespace

TEST_CASE("a queue of CUPS gets a slip as a raw job") {
    boost::asio::io_context io;
    FakeQueue queue({.job_states = {IPP_JSTATE_PENDING, IPP_JSTATE_PROCESSING, IPP_JSTATE_COMPLETED}});
    const auto printer = printer_on(io, queue, true);
    for (int slip = 1; slip <= 2; ++slip) {
        const auto said = print(io, *printer, {"H001-20260302", striped(576, 300, slip)});
        REQUIRE(said);
        CAPTURE(said->detail);
        CHECK(said->result == Result::printed);
        REQUIRE(queue.documents().size() == static_cast<std::size_t>(slip));
        Paper paper;
        const auto document = queue.documents().back();
        for (const auto byte : document) paper.feed(byte);
        REQUIRE(paper.slips().size() == 1);
        CHECK(is_alone(paper.slips().front(), striped(576, 300, slip)));
        CHECK(queue.formats().back() == "application/vnd.cups-raw");
    }
    CHECK(queue.cancelled() == 0);
}

TEST_CASE("what has left for the printer is not what was printed unless the queue is known to wait") {
    const auto said = play({}).said;
    CHECK(said.result == Result::unknown);
    CHECK(said.trouble == Trouble::silent);
    CHECK(play({}, true).said.result == Result::printed);
}

TEST_CASE("what becomes of a job in a queue is what is said") {
    struct Case {
        std::vector<ipp_jstate_t> states;
        Result result;
        int cancelled;
    };
    for (const auto& [states, result, cancelled] :
         {Case{{IPP_JSTATE_ABORTED}, Result::failed, 0}, Case{{IPP_JSTATE_PENDING, IPP_JSTATE_CANCELED}, Result::failed, 0},
          Case{{IPP_JSTATE_PROCESSING, IPP_JSTATE_CANCELED}, Result::unknown, 0},
          // It never gets its turn, and must not come out when nobody waits any more.
          Case{{IPP_JSTATE_PENDING}, Result::failed, 1}, Case{{IPP_JSTATE_PROCESSING}, Result::unknown, 1}}) {
        CAPTURE(states.size());
        const auto played = play({.job_states = states}, true);
        CHECK(played.said.result == result);
        CHECK_FALSE(played.said.detail.empty());
        CHECK(played.cancelled == cancelled);
        CHECK(played.documents == 1);
    }
}

TEST_CASE("a queue that says it cannot print is sent nothing") {
    struct Case {
        FakeQueue::Behaviour behaviour;
        Trouble trouble;
    };
    for (const auto& [behaviour, trouble] :
         {Case{{.reason = "media-empty-error"}, Trouble::paper_end}, Case{{.reason = "cover-open"}, Trouble::cover_open},
          Case{{.reason = "offline-report"}, Trouble::unreachable}, Case{{.state = IPP_PSTATE_STOPPED}, Trouble::printer_error},
          Case{{.accepts = false}, Trouble::printer_error}}) {
        const auto played = play(behaviour);
        CHECK(played.said.result == Result::failed);
        CHECK(played.said.trouble == trouble);
        CHECK(played.documents == 0);
    }
    CHECK(play({.takes_jobs = false}).said.result == Result::failed);
    const auto half = play({.takes_documents = false});
    CHECK(half.said.result == Result::failed);
    CHECK(half.cancelled == 1);
}

TEST_CASE("a queue is watched and stopping waits for nothing") {
    boost::asio::io_context io;
    FakeQueue queue({});
    const auto printer = printer_on(io, queue);
    std::vector<State> said;
    printer->watch([&](const State& is) { said.push_back(is); });
    const auto until = [&](Condition condition) {
        return run_until(io, [&] { return !said.empty() && said.back().condition == condition; });
    };
    REQUIRE(until(Condition::silent));
    queue.change([](FakeQueue::Behaviour& is) { is.reason = "media-empty-error"; });
    REQUIRE(until(Condition::paper_end));
    queue.change([](FakeQueue::Behaviour& is) { is.reason = "media-low-warning"; });
    REQUIRE(until(Condition::paper_low));

    queue.change([](FakeQueue::Behaviour& is) { is.job_states = {IPP_JSTATE_PROCESSING}; });
    std::optional<Outcome> outcome;
    printer->print({"H001", striped(576, 300)}, [&](const Outcome& done) { outcome = done; });
    REQUIRE(run_until(io, [&] { return !queue.documents().empty(); }));
    printer->stop();
    REQUIRE(run_until(io, [&] { return outcome.has_value(); }));
    CHECK(outcome->result == Result::unknown);
    CHECK(outcome->trouble == Trouble::stopped);
}

TEST_CASE("where no CUPS is the slip fails and the state says so") {
    boost::asio::io_context io;
    std::string port;
    {
        const FakeQueue gone({});
        port = gone.port();
    }
    const auto printer = create_printer(io.get_executor(), parse_address("cups://127.0.0.1:" + port + "/slips").value(), patient());
    const auto said = print(io, *printer, {"H001", striped(576, 300)});
    REQUIRE(said);
    CHECK(said->result == Result::failed);
    CHECK(said->trouble == Trouble::unreachable);
    CHECK(printer->state()->condition == Condition::unreachable);
}

}  // namespace luot::transport
