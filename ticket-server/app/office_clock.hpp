// Office time: the wall clock at start plus the steady clock, at the speed asked for, and never before the last event. What the machine's
// clock does while the server runs changes nothing.
//
// A start more than 12 h behind the last event, or more than 30 days ahead of it, is suspect: until an administrator says that the clock is
// right, office time goes on from the last event, so that a machine that woke up in the wrong year writes no event into that year. A start
// behind the last event, suspect or not, goes on from it at the usual pace: office time that stood still would measure no waits.
//
// With a speed or a start of its own, the pair (wall, office) is kept in the data folder and a restart goes on from there: such a folder's
// time is made up for good.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "core/moment.hpp"

namespace luot::app {

constexpr double clock_speed_min = 0.01;
constexpr double clock_speed_max = 10'000;  // a day in nine seconds
constexpr core::TimeUs clock_behind_suspect_us = 12 * core::hour_us;
constexpr core::TimeUs clock_ahead_suspect_us = 30 * core::day_us;

// Both in microseconds; steady never goes back and counts from anywhere.
struct ClockSources {
    std::function<core::TimeUs()> wall_us;
    std::function<core::TimeUs()> steady_us;
};
ClockSources system_clocks();

struct ClockOptions {
    std::optional<double> speed;           // --speed
    std::optional<core::TimeUs> start_us;  // --start; where a data folder has an anchor already, that goes before
};

struct ClockError {
    std::string what;
};
[[noreturn]] void throw_exception_from_error(const ClockError& error, const boost::source_location& location);

// What core::SuspectClock wants to know.
struct ClockSuspicion {
    core::TimeUs last_event_us = 0;
    core::TimeUs clock_us = 0;  // what the clock said at start
};

// One thread.
class OfficeClock {
  public:
    // Reads and keeps `data`/clock-anchor. `last_event_us` is 0 where there is no event yet.
    static boost::system::result<OfficeClock, ClockError> open(const std::filesystem::path& data, const ClockOptions& options,
                                                               core::TimeUs last_event_us, ClockSources sources);

    core::TimeUs now_us() const;
    double speed() const { return speed_; }

    // Real microseconds until office time is `office_us`, rounded up; 0 if it is already.
    core::TimeUs real_until(core::TimeUs office_us) const;

    std::optional<ClockSuspicion> suspicion() const { return suspicion_; }

    // The administrator says that the clock is right (told core::ClockConfirmed): office time becomes what the clock says, unless that
    // would be going back. No-op when nothing is suspected.
    void confirm();

  private:
    OfficeClock() = default;

    ClockSources sources_;
    double speed_ = 1;
    core::TimeUs steady_start_us_ = 0;
    core::TimeUs office_start_us_ = 0;
    std::optional<ClockSuspicion> suspicion_;
};

}  // namespace luot::app
