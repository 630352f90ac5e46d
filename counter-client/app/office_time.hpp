// The office's time at a client: its clock, as the server says it, and its zone, from the system's tzdata. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "counter/resolve.hpp"
#include "luot/v1/envelope.pb.h"
#include "shown/office_clock.hpp"

namespace date {
class time_zone;
}

namespace luot::counter_app {

class OfficeTime {
  public:
    void welcome(const v1::Welcome& welcome);
    void snapshot(const v1::Snapshot& snapshot);
    void event(const v1::Event& event);

    // 0 before the first Welcome.
    std::int64_t now_us() const;
    // Of the office's zone from UTC, now. In a zone that this system does not know, 0; a log says so when the office comes.
    std::int64_t zone_offset_us() const;
    counter::Moment moment() const { return {now_us(), zone_offset_us()}; }
    // The office's time when so much real time has passed; 0 before the first Welcome.
    std::int64_t after(std::chrono::milliseconds real) const;

  private:
    void take(const v1::Office& office);

    shown::OfficeClock clock_;
    std::string zone_name_;
    const date::time_zone* zone_ = nullptr;  // the system's, for as long as the program runs; none: it does not know such a one
};

}  // namespace luot::counter_app
