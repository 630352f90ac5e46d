// One clerk at one counter: calls, starts, serves, holds, transfers, finishes, as the visit at the counter has been planned.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "replay/hall.hpp"

namespace luot::replay {

class Clerk : private wire::LinkHandler {
  public:
    // `which` of the office's clerks; of one that names none, anybody.
    Clerk(Hall& hall, const v1::CounterConfig& counter, std::size_t which);
    ~Clerk() override;

    void start();
    bool is_idle() const { return state_ == State::idle; }
    bool takes(const std::string& service) const;
    bool serves(const std::string& service) const;
    std::uint64_t counter() const { return counter_; }
    bool has_returned_hold() const { return returned_holds_ > 0; }
    void hold_returned() { ++returned_holds_; }

    void call_next();  // only while idle
    void close_when_idle();
    void stop();

  private:
    enum class State : std::uint8_t { closed, idle, asking, working };

    // Kiosks, the hall's eyes, hear nothing of clerks; counters do.
    void on_snapshot(const v1::Snapshot& snapshot) override;
    void open();
    v1::AtCounter at() const;
    void send(const v1::Command& command, std::function<void(const v1::Reply&)> on_result);
    void become_idle();
    void called(const v1::CalledResult& called, const v1::Reply& reply);
    void wait_in_vain(std::size_t visit, std::uint64_t ticket);
    void start_service(std::size_t visit, std::uint64_t ticket);
    void hold(std::size_t visit, std::uint64_t ticket);
    void finish(std::size_t visit, std::uint64_t ticket);
    void finish_and_call(std::size_t visit, std::uint64_t ticket);
    void finish_afterwards(std::size_t visit, std::uint64_t ticket, std::int64_t ended_us);
    void transfer(std::size_t visit, std::uint64_t ticket);
    void close();

    Hall& hall_;
    std::uint64_t counter_;
    std::size_t which_;
    std::string clerk_;  // empty: has not heard yet who it is
    std::vector<std::string> serves_, helps_;
    State state_ = State::closed;
    std::size_t returned_holds_ = 0;
    bool closing_ = false;
    wire::ClientLink link_;
};

}  // namespace luot::replay
