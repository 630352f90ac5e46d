// The file `clock-anchor` of a data folder: which office time it was at which wall time, and how fast office time runs since.
#pragma once

#include <filesystem>
#include <optional>

#include "app/office_clock.hpp"

namespace luot::app {

struct ClockAnchor {
    core::TimeUs wall_us = 0;
    core::TimeUs office_us = 0;
    double speed = 1;
};

// Nothing if there is no such file; an error if it cannot be read or is not an anchor.
boost::system::result<std::optional<ClockAnchor>, ClockError> read_clock_anchor(const std::filesystem::path& data);

// Durable when it returns: a new file, synced, takes the old one's name.
boost::system::result<void, ClockError> write_clock_anchor(const std::filesystem::path& data, const ClockAnchor& anchor);

// The file's text. `parse` takes exactly what `format` makes.
std::string format_clock_anchor(const ClockAnchor& anchor);
std::optional<ClockAnchor> parse_clock_anchor(const std::string& text);

}  // namespace luot::app
