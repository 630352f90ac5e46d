#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "reference_queue.hpp"
#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot::core;
using namespace luot::test;

namespace {

constexpr int counters = 6;

Office one_field_office(const Policy& policy, TimeUs head_start_us, std::uint32_t priority_rate_permille) {
    Office office = small_office();
    office.sessions.clear();
    office.services.resize(1);
    office.policy = policy;
    office.rules.longest_wait_us = 0;
    office.classes[1].head_start_us = head_start_us;
    office.classes[1].rate_permille = priority_rate_permille;
    office.counters.clear();
    for (std::uint64_t number = 1; number <= counters; ++number)
        office.counters.push_back({CounterId{number}, {}, {office.services[0].code}, {}});
    return office;
}

AtCounter at(std::uint64_t number) {
    return {CounterId{number}, ClerkCode("clerk-" + std::to_string(number))};
}

// Plays the customers through the core, a counter at work for each service, and returns their waits in the order of arrival.
std::vector<std::int64_t> core_waits(const std::vector<Customer>& customers, const Office& office) {
    OfficeDriver driver(office);
    driver.check_everything = false;
    const TimeUs start_us = monday_at(7, 1);
    driver.set_time(start_us);
    std::set<std::uint64_t> idle;
    for (std::uint64_t number = 1; number <= counters; ++number) {
        REQUIRE(driver.run(OpenCounter{at(number), false}));
        idle.insert(number);
    }
    std::map<TicketId, std::size_t> who;
    std::set<std::pair<TimeUs, std::uint64_t>> busy_until;
    std::vector<std::int64_t> waits(customers.size());

    const auto call = [&](std::uint64_t number) {
        const auto events = driver.run(CallNext{at(number), {}});
        REQUIRE(events);
        const auto* called = std::get_if<TicketCalled>(&events->back().body);
        if (!called) {
            idle.insert(number);
            return;
        }
        const std::size_t customer = who.at(called->ticket);
        waits[customer] = driver.now_us - start_us - customers[customer].arrival_us;
        REQUIRE(driver.run(Start{at(number)}));
        busy_until.emplace(driver.now_us + customers[customer].service_us, number);
        idle.erase(number);
    };
    const auto work_until = [&](TimeUs until_us) {
        while (!busy_until.empty() && busy_until.begin()->first <= until_us) {
            const auto [freed_us, number] = *busy_until.begin();
            busy_until.erase(busy_until.begin());
            driver.set_time(freed_us);
            call(number);
        }
    };
    for (std::size_t index = 0; index < customers.size(); ++index) {
        const TimeUs arrival_us = start_us + customers[index].arrival_us;
        work_until(arrival_us);
        driver.set_time(arrival_us);
        const auto issued = driver.run(
            Issue{office.services[0].code, office.classes[customers[index].priority ? 1 : 0].code, SlipWish::none, {}, false}, Role::kiosk);
        REQUIRE(issued);
        who[TicketId{issued->front().seq}] = index;
        if (!idle.empty()) call(*idle.begin());
    }
    work_until(start_us + day_us);
    REQUIRE(driver.state.day_open);  // all in one day, so that nobody expired
    return waits;
}

void check_equal(const Policy& policy, const ReferenceParameters& parameters, std::uint32_t priority_rate_permille) {
    const std::uint64_t seed = 20'260'302;
    CAPTURE(seed);
    // A minute of the model is a second here, so that 20,000 arrivals fit into a day.
    const auto customers = make_customers(seed, 20'000, 1e6, 24, 6, 10);
    const auto expected = reference_waits(customers, parameters);
    const auto waits = core_waits(customers, one_field_office(policy, parameters.head_start_us, priority_rate_permille));
    REQUIRE(waits.size() == expected.size());
    std::size_t different = 0;
    for (std::size_t index = 0; index < waits.size(); ++index) different += waits[index] != expected[index] ? 1 : 0;
    CHECK(different == 0);
    CHECK(*std::max_element(waits.begin(), waits.end()) > 10'000'000);  // there was a queue to be ordered
}

double percentile(const std::vector<double>& sorted, double p) {
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(sorted.size())));
    return sorted[rank - 1];
}

struct Figures {
    double mean = 0, p95 = 0, p99 = 0;
};

Figures figures_of(std::vector<double> waits) {
    std::sort(waits.begin(), waits.end());
    double sum = 0;
    for (const double wait : waits) sum += wait;
    return {sum / static_cast<double>(waits.size()), percentile(waits, 0.95), percentile(waits, 0.99)};
}

// Simulated waits, in minutes, for the oracle's office: six counters, service 10 min, 24 ordinary and 6 priority arrivals an hour.
void check_oracle(const ReferenceParameters& parameters, const Figures& ordinary, const Figures& priority) {
    const std::uint64_t seed = 7;
    CAPTURE(seed);
    const auto customers = make_customers(seed, 2'000'000, 60e6, 24, 6, 10);
    const auto waits = reference_waits(customers, parameters);
    std::vector<double> minutes[2];
    for (std::size_t index = 0; index < waits.size(); ++index)
        minutes[customers[index].priority ? 1 : 0].push_back(static_cast<double>(waits[index]) / 60e6);
    const Figures measured[2] = {figures_of(minutes[0]), figures_of(minutes[1])};
    const Figures expected[2] = {ordinary, priority};
    for (int index = 0; index < 2; ++index) {
        CAPTURE(index);
        CHECK(measured[index].mean == doctest::Approx(expected[index].mean).epsilon(0.04));
        CHECK(measured[index].p95 == doctest::Approx(expected[index].p95).epsilon(0.06));
        CHECK(measured[index].p99 == doctest::Approx(expected[index].p99).epsilon(0.06));
    }
}

constexpr TimeUs model_minute_us = second_us;

}  // namespace

TEST_CASE("head start gives the waits of the reference") {
    check_equal({PolicyKind::head_start, 3}, {.policy = ReferencePolicy::head_start, .head_start_us = 10 * model_minute_us}, 1000);
}

TEST_CASE("arrival order gives the waits of the reference") {
    check_equal({PolicyKind::head_start, 3}, {.policy = ReferencePolicy::fifo, .head_start_us = 0}, 1000);
}

TEST_CASE("strict order gives the waits of the reference") {
    check_equal({PolicyKind::strict, 3}, {.policy = ReferencePolicy::strict, .head_start_us = 0}, 1000);
}

TEST_CASE("N to one gives the waits of the reference") {
    check_equal({PolicyKind::n_to_one, 3}, {.policy = ReferencePolicy::n_to_one, .n = 3}, 1000);
}

TEST_CASE("accumulating priority gives the waits of the reference") {
    check_equal({PolicyKind::accumulating, 3}, {.policy = ReferencePolicy::accumulating, .rate_ratio = 0.5}, 2000);
}

TEST_CASE("the reference agrees with long simulations by others") {
    constexpr std::int64_t minute = 60'000'000;
    check_oracle({.policy = ReferencePolicy::fifo, .head_start_us = 0}, {5.88, 24.7, 40.8}, {5.89, 24.6, 40.8});
    check_oracle({.policy = ReferencePolicy::accumulating, .rate_ratio = 0.5}, {6.46, 27.3, 45.3}, {3.77, 14.9, 23.9});
    check_oracle({.policy = ReferencePolicy::head_start, .head_start_us = 5 * minute}, {6.29, 25.6, 41.8}, {4.32, 20.7, 36.9});
    check_oracle({.policy = ReferencePolicy::head_start, .head_start_us = 10 * minute}, {6.54, 26.7, 42.9}, {3.29, 16.8, 32.9});
    check_oracle({.policy = ReferencePolicy::head_start, .head_start_us = 20 * minute}, {6.84, 28.7, 44.6}, {2.11, 9.5, 24.5});
    check_oracle({.policy = ReferencePolicy::strict, .head_start_us = 0}, {7.07, 30.3, 50.6}, {1.18, 4.9, 8.2});
}
