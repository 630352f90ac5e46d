// Kiosks that issue and clerks who call against each other, each as fast as the answers come: one request under way on each connection.
// Some counters have two connections, which press as if the other were not there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "bench/device.hpp"
#include "contention/history.hpp"

namespace luot::contention {

// Fields are "field-1" …, clerks "clerk-1" … at the counter of the same number, classes "ordinary" and "elderly".
struct Shape {
    std::uint16_t port = 0;
    std::size_t counters = 48;
    std::size_t pairs = 16;  // counters, the first ones, with two connections
    std::size_t fields = 6;
    std::size_t kiosks = 32;
    std::size_t tickets = 20'000;
    std::uint64_t seed = 1;
};

class Hall {
  public:
    // Connected, and every counter open. Throws Failure, as everything here does.
    Hall(const Shape& shape, History& history);
    // Until every ticket was issued, called and finished, and every request has its answer.
    void run();

    std::size_t connections() const { return devices_.size(); }

  private:
    enum class At { nobody, called, serving };
    struct Counter {
        At at = At::nobody;
        std::uint64_t seq = 0;  // of the answer that said so
    };
    struct Client {
        std::uint64_t counter = 0;  // 0: a kiosk
        std::optional<Asked> under_way;
        bool parked = false;  // was told that nobody waits, or that the hall is full
    };

    bool chance(unsigned percent);
    std::size_t below(std::size_t limit);
    void go_on(std::size_t client);
    void issue(std::size_t client);
    void press(std::size_t client);
    void ask(std::size_t client, const char* verb, const v1::Command& command, std::uint64_t chosen = 0);
    void hear(std::size_t client);
    void take(std::size_t client, const v1::Reply& reply, std::int64_t answered_ns);
    void take_accepted(const Asked& asked, const v1::Reply& reply);
    void wake(bool kiosks, std::size_t at_most);
    std::size_t waiting_at_most() const;
    std::uint64_t wanted_by_many(At at);

    Shape shape_;
    History& history_;
    std::mt19937_64 random_;
    std::vector<bench::Device> devices_;
    std::vector<Client> clients_;
    std::vector<Counter> counters_;
    std::size_t under_way_ = 0;
    std::size_t clerks_under_way_ = 0;
    std::size_t asked_for_ = 0;  // tickets
    std::size_t called_ = 0;
    std::size_t served_ = 0;
    std::uint64_t newest_ = 0;     // ticket
    std::uint64_t contested_ = 0;  // ticket that several are to choose
    std::size_t wishes_left_ = 0;
};

}  // namespace luot::contention
