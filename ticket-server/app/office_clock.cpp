#include "app/office_clock.hpp"

#include <chrono>
#include <cmath>
#include <stdexcept>

#include <boost/throw_exception.hpp>

#include "app/office_clock_anchor.hpp"

namespace luot::app {
namespace {

// A wall clock that lies by decades, times the highest speed, still has to be a time.
constexpr double elapsed_us_max = 2.5e17;  // 7,900 years

core::TimeUs scaled(core::TimeUs real_us, double speed) {
    return static_cast<core::TimeUs>(std::floor(std::clamp(static_cast<double>(real_us) * speed, -elapsed_us_max, elapsed_us_max)));
}

bool is_suspect(core::TimeUs clock_us, core::TimeUs last_event_us) {
    if (last_event_us == 0) return false;
    return clock_us < last_event_us - clock_behind_suspect_us || clock_us > last_event_us + clock_ahead_suspect_us;
}

}  // namespace

void throw_exception_from_error(const ClockError& error, const boost::source_location& location) {
    boost::throw_exception(std::runtime_error(error.what), location);
}

ClockSources system_clocks() {
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    return {[] { return core::TimeUs{duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()}; },
            [] { return core::TimeUs{duration_cast<microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()}; }};
}

boost::system::result<OfficeClock, ClockError> OfficeClock::open(const std::filesystem::path& data, const ClockOptions& options,
                                                                 core::TimeUs last_event_us, ClockSources sources) {
    if (options.speed && !(*options.speed >= clock_speed_min && *options.speed <= clock_speed_max)) {
        return ClockError{"a speed is between 0.01 and 10000 times real time"};
    }
    const auto kept = read_clock_anchor(data);
    if (!kept) return kept.error();

    OfficeClock clock;
    clock.sources_ = std::move(sources);
    clock.steady_start_us_ = clock.sources_.steady_us();
    const core::TimeUs wall_us = clock.sources_.wall_us();
    core::TimeUs clock_us = wall_us;
    if (*kept) {
        // Made-up time: only the machine's pace is taken from its clock, and the speed explains any distance.
        clock_us = (*kept)->office_us + scaled(wall_us - (*kept)->wall_us, (*kept)->speed);
        clock.speed_ = options.speed.value_or((*kept)->speed);
    } else {
        clock_us = options.start_us.value_or(wall_us);
        clock.speed_ = options.speed.value_or(1);
        if (is_suspect(clock_us, last_event_us)) clock.suspicion_ = ClockSuspicion{last_event_us, clock_us};
    }
    clock.office_start_us_ = clock.suspicion_ ? last_event_us : std::max(clock_us, last_event_us);

    // Not while the start is suspect: the next start has to be asked about as well.
    const bool made_up = !*kept && (options.speed || options.start_us) && !clock.suspicion_;
    const bool changed = *kept && clock.speed_ != (*kept)->speed;
    if (made_up || changed) {
        const auto written = write_clock_anchor(data, ClockAnchor{wall_us, clock_us, clock.speed_});
        if (!written) return written.error();
    }
    return clock;
}

core::TimeUs OfficeClock::now_us() const {
    return office_start_us_ + scaled(sources_.steady_us() - steady_start_us_, speed_);
}

core::TimeUs OfficeClock::real_until(core::TimeUs office_us) const {
    const core::TimeUs ahead_us = office_us - now_us();
    if (ahead_us <= 0) return 0;
    return static_cast<core::TimeUs>(std::ceil(static_cast<double>(ahead_us) / speed_));
}

void OfficeClock::confirm() {
    if (!suspicion_) return;
    office_start_us_ = std::max(office_start_us_, suspicion_->clock_us);
    suspicion_.reset();
}

}  // namespace luot::app
