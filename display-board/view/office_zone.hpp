// The office's zone, from the system's tzdata.
#pragma once

#include <cstdint>
#include <string>

#include "board/local_time.hpp"

namespace date {
class time_zone;
}

namespace luot::board_view {

class OfficeZone {
  public:
    // Throws std::runtime_error where the system does not know the zone.
    explicit OfficeZone(const std::string& name);

    const std::string& name() const { return name_; }
    board::LocalTime at(std::int64_t office_us) const;

  private:
    std::string name_;
    const date::time_zone* zone_;
};

}  // namespace luot::board_view
