// What the people in the hall know, from what they were told: the tickets that a verb could be about. Old knowledge stays in it, as it does
// with people: some of what they ask is refused.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <string>

#include "luot/v1/envelope.pb.h"

namespace luot::crash {

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t bound) {
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(random);
}

// Some tickets, the latest ones.
class Tickets {
  public:
    void add(std::uint64_t ticket) {
        tickets_.push_back(ticket);
        if (tickets_.size() > remembered) tickets_.pop_front();
    }
    bool none() const { return tickets_.empty(); }
    std::uint64_t any(Random& random) const { return tickets_[below(random, tickets_.size())]; }
    // Once: forgotten then.
    std::uint64_t take(Random& random) {
        const auto at = tickets_.begin() + static_cast<std::ptrdiff_t>(below(random, tickets_.size()));
        const std::uint64_t ticket = *at;
        tickets_.erase(at);
        return ticket;
    }

  private:
    static constexpr std::size_t remembered = 40;
    std::deque<std::uint64_t> tickets_;
};

// The clock on the wall.
struct HallClock {
    void set(std::int64_t at_us, double speed) {
        base = std::chrono::steady_clock::now();
        base_us = at_us;
        times_real = speed;
    }
    // Real time until the business day ends; negative: it is over, or nobody knows.
    std::chrono::microseconds until_day_ends() const {
        if (base_us == 0 || day_ends_us == 0) return std::chrono::microseconds(-1);
        const double office_us = static_cast<double>(day_ends_us - base_us);
        const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - base);
        return std::chrono::microseconds(static_cast<std::int64_t>(office_us / times_real)) - passed;
    }

    std::chrono::steady_clock::time_point base;
    std::int64_t base_us = 0;
    double times_real = 1;
    std::int64_t day_ends_us = 0;
};

struct Hall {
    HallClock clock;
    Tickets issued, held, absent, served;
    std::map<std::string, std::uint32_t> waiting;  // by field, as a screen shows it

    std::uint32_t people() const {
        std::uint32_t sum = 0;
        for (const auto& [service, count] : waiting) sum += count;
        return sum;
    }
};

// The office that they are in, as its file says, and what they need to know of it.
std::string office_text();
constexpr std::uint64_t counters = 4;
const std::string& any_service(Random& random);

}  // namespace luot::crash
