// decide and apply of CallNext with thousands waiting, against a handful: choosing compares heads, so both cost the same.
#include <chrono>

#include "bench/benches.hpp"
#include "bench/core_office.hpp"
#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "bench/report.hpp"
#include "support/office_driver.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t many = 10'000;
constexpr std::size_t few = 10;
constexpr std::size_t calls_a_round = 4'000;
constexpr std::uint64_t counter = 1;

CoreOffice office_with_waiting(std::size_t waiting) {
    CoreOffice office(test::monday_at(8, 0));
    office.run(core::OpenCounter{at_counter(counter)});
    for (std::size_t visit = 0; visit < waiting; ++visit) {
        // A second apart: nobody's place is a tie, and the queues have an order to keep.
        office.set_time(test::monday_at(8, 0) + static_cast<core::TimeUs>(visit + 1) * core::second_us);
        office.run(issue(visit));
    }
    return office;
}

struct Calls {
    Rounds p50_ns, p99_ns, mean_ns;
};

// The one who was called is served and another takes a number, so that as many wait before every call.
void measure(const CoreOffice& prepared, std::size_t waiting, Calls& calls) {
    CoreOffice office = prepared;
    core::TimeUs now_us = test::monday_at(12, 0);
    std::vector<double> took_ns;
    took_ns.reserve(calls_a_round);
    double all_ns = 0;
    for (std::size_t call = 0; call < calls_a_round; ++call) {
        now_us += core::second_us;
        office.set_time(now_us);
        const core::Moment moment = office.moment();
        const core::Entropy entropy = office.entropy();
        const core::Command call_next = core::CallNext{at_counter(counter), {}};
        const auto begun = Clock::now();
        const auto events = core::decide(office.state(), call_next, {}, moment, entropy);
        if (!events) throw Failure(std::string("the core refused a call: ") + core::to_string(events.error().code));
        for (const core::Event& event : *events) core::apply(office.state(), event);
        const double ns = std::chrono::duration<double, std::nano>(Clock::now() - begun).count();
        took_ns.push_back(ns);
        all_ns += ns;
        office.run(core::Start{at_counter(counter)});
        office.run(core::Finish{at_counter(counter), core::OutcomeCode("accepted")});
        office.run(issue(waiting + call));
    }
    calls.p50_ns.add(percentile(took_ns, 0.5));
    calls.p99_ns.add(percentile(took_ns, 0.99));
    calls.mean_ns.add(all_ns / static_cast<double>(calls_a_round));
}

boost::json::object json_of(const Calls& calls, std::size_t waiting) {
    return {{"waiting", waiting},
            {"p50_ns", bench::json_of(calls.p50_ns)},
            {"p99_ns", bench::json_of(calls.p99_ns)},
            {"mean_ns", bench::json_of(calls.mean_ns)}};
}

}  // namespace

boost::json::object call_in_core(const Options& options) {
    const CoreOffice crowded = office_with_waiting(many);
    const CoreOffice quiet = office_with_waiting(few);
    Calls with_many, with_few;
    alternate(
        options.rounds, [&](std::size_t) { measure(crowded, many, with_many); }, [&](std::size_t) { measure(quiet, few, with_few); });
    boost::json::object out{{"bench", "call"},
                            {"mode", "core"},
                            {"fields", fields},
                            {"calls_a_round", calls_a_round},
                            {"many", json_of(with_many, many)},
                            {"floor", json_of(with_few, few)}};
    put_verdict(out, judge(with_many.p50_ns, with_few.p50_ns, {Target::Kind::at_most, 1.2}));
    out["ratio_of_means"] = rounded(judge(with_many.mean_ns, with_few.mean_ns, {}).ratio);
    return out;
}

}  // namespace luot::bench
