// How many waited, over a day: the visits' legs that had arrived and were not yet first called, which is L of the figures. Test tickets,
// voids and visits that the day's end closed are left to the caller to leave out. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/moment.hpp"
#include "core/state.hpp"

namespace luot::web::live {

// A point every so many minutes, from 00:00 of the business day's date. Its boundary is before 24:00, so the day ends before 48:00.
constexpr std::int32_t curve_step_minutes = 5;
constexpr std::int32_t curve_last_minute = 48 * 60;
constexpr std::size_t curve_points = curve_last_minute / curve_step_minutes + 1;

struct CurvePoint {
    std::int32_t minute = 0;
    std::uint32_t waiting = 0;
    bool operator==(const CurvePoint&) const = default;
};
using WaitingCurve = std::vector<CurvePoint>;

class Curve {
  public:
    // The instant of 00:00 of the business day's date, on the office's clocks as they go now.
    explicit Curve(core::TimeUs midnight_us) : midnight_us_(midnight_us) {}

    // One leg; gone or called, or waiting until `now_us`.
    void add(const core::Leg& leg, core::TimeUs now_us);

    // From the first step at which anybody waited, or `from_minute` where that is earlier, through `until_minute`, not after it.
    WaitingCurve points(std::int32_t from_minute, std::int32_t until_minute) const;

  private:
    core::TimeUs midnight_us_;
    std::array<std::int32_t, curve_points + 1> change_{};  // of how many wait, at each step
};

// At each step that any of the days has, the median of how many waited, by nearest rank; a day without the step had nobody.
WaitingCurve median_curve(const std::vector<WaitingCurve>& days);

// At the last step that is not after the minute; before the curve and after its last step nobody waits.
std::uint32_t waiting_at(const WaitingCurve& curve, std::int32_t minute);

}  // namespace luot::web::live
