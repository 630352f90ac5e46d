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
// Calls in an office come seconds apart, and the processor's own caches have forgotten it by then: so many are measured that way too.
constexpr std::size_t cold_calls_a_round = 300;
constexpr std::size_t own_cache_bytes = std::size_t{16} * 1024 * 1024;
constexpr std::uint64_t counter = 1;

void serve_one(CoreOffice& office) {
    office.run(core::CallNext{at_counter(counter), {}});
    office.run(core::Start{at_counter(counter)});
    office.run(core::Finish{at_counter(counter), core::OutcomeCode("accepted")});
}

// So many tickets were issued today, and so many of them still wait.
CoreOffice office_with_waiting(std::size_t issued, std::size_t waiting) {
    CoreOffice office(test::monday_at(8, 0));
    office.run(core::OpenCounter{at_counter(counter)});
    for (std::size_t visit = 0; visit < issued; ++visit) {
        // A second apart: nobody's place is a tie, and the queues have an order to keep.
        office.set_time(test::monday_at(8, 0) + static_cast<core::TimeUs>(visit + 1) * core::second_us);
        office.run(issue(visit));
        if (visit >= waiting) serve_one(office);
    }
    return office;
}

struct Calls {
    Rounds p50_ns, p99_ns, mean_ns;
};

enum class Caches { warm, cold };

// Reads more than the processor's own caches hold.
class Forgetting {
  public:
    void forget() {
        for (std::size_t at = 0; at < memory_.size(); at += 64) sum_ = sum_ + static_cast<unsigned char>(++memory_[at]);
    }

  private:
    std::vector<char> memory_ = std::vector<char>(own_cache_bytes);
    volatile std::uint64_t sum_ = 0;
};

// The one who was called is served and another takes a number, so that as many wait before every call.
void measure(const CoreOffice& prepared, std::size_t waiting, Caches caches, Calls& calls) {
    CoreOffice office = prepared;
    Forgetting caches_of_processor;
    const std::size_t count = caches == Caches::warm ? calls_a_round : cold_calls_a_round;
    core::TimeUs now_us = test::monday_at(12, 0);
    std::vector<double> took_ns;
    took_ns.reserve(count);
    double all_ns = 0;
    for (std::size_t call = 0; call < count; ++call) {
        now_us += core::second_us;
        office.set_time(now_us);
        const core::Moment moment = office.moment();
        const core::Entropy entropy = office.entropy();
        const core::Command call_next = core::CallNext{at_counter(counter), {}};
        if (caches == Caches::cold) caches_of_processor.forget();
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
    calls.mean_ns.add(all_ns / static_cast<double>(count));
}

boost::json::object json_of(const Calls& calls, std::size_t waiting) {
    return {{"waiting", waiting},
            {"p50_ns", bench::json_of(calls.p50_ns)},
            {"p99_ns", bench::json_of(calls.p99_ns)},
            {"mean_ns", bench::json_of(calls.mean_ns)}};
}

}  // namespace

boost::json::object call_in_core(const Options& options) {
    const CoreOffice crowded = office_with_waiting(many, many);
    const CoreOffice quiet = office_with_waiting(few, few);
    const CoreOffice late = office_with_waiting(many, few);
    Calls with_many, with_few, with_few_late, cold_many, cold_few;
    alternate(
        options.rounds,
        [&](std::size_t) {
            measure(crowded, many, Caches::warm, with_many);
            measure(crowded, many, Caches::cold, cold_many);
        },
        [&](std::size_t) {
            measure(quiet, few, Caches::warm, with_few);
            measure(late, many, Caches::warm, with_few_late);
            measure(quiet, few, Caches::cold, cold_few);
        });
    boost::json::object out{{"bench", "call"},
                            {"mode", "core"},
                            {"fields", fields},
                            {"calls_a_round", calls_a_round},
                            {"many", json_of(with_many, many)},
                            {"floor", json_of(with_few, few)},
                            {"few_after_as_many_served", json_of(with_few_late, few)},
                            {"many_cold", json_of(cold_many, many)},
                            {"floor_cold", json_of(cold_few, few)}};
    put_verdict(out, judge(with_many.p50_ns, with_few.p50_ns, {Target::Kind::at_most, 1.2}));
    out["ratio_of_means"] = rounded(judge(with_many.mean_ns, with_few.mean_ns, {}).ratio);
    // What is left of it when both days are as long: the number of those who wait, and nothing else.
    out["ratio_in_a_day_as_long"] = rounded(judge(with_many.p50_ns, with_few_late.p50_ns, {}).ratio);
    out["ratio_with_cold_caches"] = rounded(judge(cold_many.p50_ns, cold_few.p50_ns, {}).ratio);
    return out;
}

}  // namespace luot::bench
