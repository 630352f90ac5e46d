#include "web/live/waiting_curve.hpp"

#include <algorithm>
#include <map>

namespace luot::web::live {
namespace {

constexpr core::TimeUs step_us = curve_step_minutes * core::minute_us;

// The first step at or after the instant: there, what happened at it is seen.
std::size_t step_of(core::TimeUs since_midnight_us) {
    if (since_midnight_us <= 0) return 0;
    const auto step = static_cast<std::size_t>((since_midnight_us + step_us - 1) / step_us);
    return std::min(step, curve_points);
}

}  // namespace

void Curve::add(const core::Leg& leg, core::TimeUs now_us) {
    const bool over = leg.called_first_us != 0 || leg.ended_us != 0;
    const core::TimeUs until_us = leg.called_first_us != 0 ? leg.called_first_us : leg.ended_us;
    const std::size_t from = step_of(leg.arrived_us - midnight_us_);
    // Who waits still is there at the step that is now.
    const std::size_t until = over ? step_of(until_us - midnight_us_) : step_of(now_us - midnight_us_ + 1);
    if (from >= until) return;
    ++change_[from];
    --change_[until];
}

WaitingCurve Curve::points(std::int32_t from_minute, std::int32_t until_minute) const {
    WaitingCurve points;
    std::int32_t waiting = 0;
    for (std::size_t step = 0; step < curve_points; ++step) {
        const auto minute = static_cast<std::int32_t>(step) * curve_step_minutes;
        waiting += change_[step];
        if (minute > until_minute) break;
        if (points.empty() && waiting == 0 && minute < from_minute) continue;
        points.push_back({minute, static_cast<std::uint32_t>(waiting)});
    }
    return points;
}

WaitingCurve median_curve(const std::vector<WaitingCurve>& days) {
    std::map<std::int32_t, std::vector<std::uint32_t>> at;
    for (const WaitingCurve& day : days)
        for (const CurvePoint& point : day) at[point.minute].push_back(point.waiting);
    WaitingCurve median;
    for (auto& [minute, waiting] : at) {
        waiting.resize(days.size(), 0);
        std::sort(waiting.begin(), waiting.end());
        median.push_back({minute, waiting[(waiting.size() - 1) / 2]});
    }
    return median;
}

std::uint32_t waiting_at(const WaitingCurve& curve, std::int32_t minute) {
    const auto after = std::upper_bound(curve.begin(), curve.end(), minute,
                                        [](std::int32_t wanted, const CurvePoint& point) { return wanted < point.minute; });
    if (after == curve.begin() || minute >= curve.back().minute + curve_step_minutes) return 0;
    return std::prev(after)->waiting;
}

}  // namespace luot::web::live
