// Who uses the office's devices: they ask without end, several things at a time, mostly what makes sense.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "hall.hpp"

namespace luot::crash {

class Person {
  public:
    Person(boost::asio::io_context& context, const Door& door, const std::string& device, v1::Role role, Hall& hall, std::uint64_t seed);
    virtual ~Person() = default;
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;

    void start();
    // Asks nothing new; what is under way is still answered.
    void rest();

    Client client;

  protected:
    // Asks one thing, or nothing.
    virtual void act() {}

    Hall& hall_;
    Random random_;

  private:
    void act_soon();
    boost::asio::steady_timer timer_;
    bool resting_ = false;
};

// Two kiosks, four counters of which the first has two connections, a supervisor, a board.
std::vector<std::unique_ptr<Person>> everybody(boost::asio::io_context& context, const Door& door, Hall& hall, std::uint64_t seed);

}  // namespace luot::crash
