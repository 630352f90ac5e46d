// A waiting line in a few lines, sharing no code with the core: several counters, one field, two classes. Whoever is first within a class
// is first of the class under every policy, so only the two heads are compared.
#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <random>
#include <vector>

namespace luot::test {

struct Customer {
    std::int64_t arrival_us = 0;
    std::int64_t service_us = 0;
    bool priority = false;
};

enum class ReferencePolicy { fifo, head_start, strict, n_to_one, accumulating };

struct ReferenceParameters {
    ReferencePolicy policy = ReferencePolicy::fifo;
    std::int64_t head_start_us = 0;
    int n = 3;
    double rate_ratio = 1;  // of ordinary to priority
    int counters = 6;
};

// Poisson arrivals and exponential services; times are whole microseconds, so that two runs can be compared exactly.
inline std::vector<Customer> make_customers(std::uint64_t seed, std::size_t count, double minute_us, double ordinary_an_hour,
                                            double priority_an_hour, double service_minutes) {
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> gap((ordinary_an_hour + priority_an_hour) / 60);
    std::exponential_distribution<double> service(1 / service_minutes);
    std::bernoulli_distribution priority(priority_an_hour / (ordinary_an_hour + priority_an_hour));
    std::vector<Customer> customers;
    customers.reserve(count);
    double now_minutes = 0;
    for (std::size_t index = 0; index < count; ++index) {
        now_minutes += gap(random);
        const auto arrival_us = std::llround(now_minutes * minute_us);
        const auto service_us = std::llround(service(random) * minute_us);
        customers.push_back({arrival_us, service_us, priority(random)});
    }
    return customers;
}

// Each customer's wait, in the order of arrival. A counter that becomes free takes the next before anybody who arrives at the same instant.
inline std::vector<std::int64_t> reference_waits(const std::vector<Customer>& customers, const ReferenceParameters& parameters) {
    std::vector<std::int64_t> waits(customers.size());
    std::deque<std::size_t> ordinary, priority;
    std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> busy_until;
    int ordinary_in_a_row = 0;

    const auto priority_goes_first = [&](std::int64_t now_us) {
        if (priority.empty() || ordinary.empty()) return ordinary.empty();
        const std::int64_t arrived = customers[ordinary.front()].arrival_us;
        const std::int64_t arrived_priority = customers[priority.front()].arrival_us;
        switch (parameters.policy) {
            case ReferencePolicy::fifo:
                return arrived_priority < arrived;
            case ReferencePolicy::head_start:
                return arrived_priority - parameters.head_start_us < arrived;
            case ReferencePolicy::strict:
                return true;
            case ReferencePolicy::n_to_one:
                return ordinary_in_a_row >= parameters.n;
            case ReferencePolicy::accumulating:
                return static_cast<double>(now_us - arrived_priority) > parameters.rate_ratio * static_cast<double>(now_us - arrived);
        }
        return false;
    };
    const auto call_one = [&](std::int64_t now_us) {
        const bool first = priority_goes_first(now_us);
        std::deque<std::size_t>& line = first ? priority : ordinary;
        const std::size_t who = line.front();
        line.pop_front();
        ordinary_in_a_row = customers[who].priority ? 0 : ordinary_in_a_row + 1;
        waits[who] = now_us - customers[who].arrival_us;
        busy_until.push(now_us + customers[who].service_us);
    };
    const auto free_counters_until = [&](std::int64_t now_us) {
        while (!busy_until.empty() && busy_until.top() <= now_us) {
            const std::int64_t freed_us = busy_until.top();
            busy_until.pop();
            if (!ordinary.empty() || !priority.empty()) call_one(freed_us);
        }
    };

    for (std::size_t who = 0; who < customers.size(); ++who) {
        free_counters_until(customers[who].arrival_us);
        (customers[who].priority ? priority : ordinary).push_back(who);
        if (busy_until.size() < static_cast<std::size_t>(parameters.counters)) call_one(customers[who].arrival_us);
    }
    free_counters_until(INT64_MAX);
    return waits;
}

}  // namespace luot::test
