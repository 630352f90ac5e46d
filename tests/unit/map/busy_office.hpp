// Days of an office in which everything happens: random verbs of kiosks, clerks and supervisors, from a seed.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "core/decide.hpp"
#include "support/office_driver.hpp"

namespace luot::test {

// The test's own seed, or LUOT_SEED's.
inline std::uint64_t seed_or(std::uint64_t seed) {
    const char* given = std::getenv("LUOT_SEED");
    return given == nullptr ? seed : std::strtoull(given, nullptr, 10);
}

class BusyOffice {
  public:
    BusyOffice(std::uint64_t seed, int steps);

    const std::vector<core::Event>& journal() const { return office_.journal; }
    const core::State& state() const { return office_.state; }

  private:
    void step(int of_day);
    void kiosk(unsigned what);
    void clerk(unsigned what);
    void supervisor(unsigned what, bool near_the_end);
    core::Counter counter_of(const core::AtCounter& at) const;
    void hand_over(const core::AtCounter& at);
    void finish_afterwards(const core::AtCounter& at);

    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    core::TicketId some_ticket();
    core::ServiceCode some_service();
    core::ClassCode some_class();
    core::AtCounter some_counter();
    void run(const core::Command& command, core::Role role, const std::string& device);

    std::mt19937_64 random_;
    OfficeDriver office_;
    std::uint64_t no_ = 0;
    core::SessionId session_;
};

}  // namespace luot::test
