// The office's time at a client: its clock, as the server says it, and its zone, from the system's tzdata. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "counter/resolve.hpp"
#include "luot/v1/envelope.pb.h"
#include "shown/office_clock.hpp"

namespace luot::counter_app {

class OfficeTime {
  public:
    void welcome(const v1::Welcome& welcome);
    void snapshot(const v1::Snapshot& snapshot);
    void event(const v1::Event& event);

    // 0 before the first Welcome.
    std::int64_t now_us() const;
    // Of the office's zone from UTC, now. In a zone that this system does not know, 0; a log says so once.
    std::int64_t zone_offset_us() const;
    counter::Moment moment() const { return {now_us(), zone_offset_us()}; }
    // The office's time when so much real time has passed; 0 before the first Welcome.
    std::int64_t after(std::chrono::milliseconds real) const;

  private:
    void take(const v1::Office& office) { zone_ = office.zone(); }

    shown::OfficeClock clock_;
    std::string zone_;
};

}  // namespace luot::counter_app
