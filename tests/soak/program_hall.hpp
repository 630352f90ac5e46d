// The whole program, with its link, timers and threads, in front of a server that tells it of one day after the other, some ten thousand
// times as fast as they go by. Nothing waits longer than 20 s.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "soak/hall_days.hpp"

namespace luot::soak {

class ProgramHall {
  public:
    explicit ProgramHall(double speed);
    // Throws what the program threw.
    ~ProgramHall();
    ProgramHall(const ProgramHall&) = delete;
    ProgramHall& operator=(const ProgramHall&) = delete;

    // Tells all of it when its time has come, and what the night brings until `office_us`.
    void play(const std::vector<Happening>& day, std::int64_t office_us);
    // What the process holds, when the program has come to rest and keeps no drawn texts but always the same. Takes some seconds.
    std::size_t live_bytes();
    std::uint64_t reports() const;  // that the board sent
    std::uint64_t ended() const;    // calls that it said, merged or skipped

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::soak
