// From roll-ups of days to the figures of a range of them: what a report and the history page show. Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "figures/figures.hpp"
#include "figures/times_sum.hpp"
#include "store/rollups/day_rollup.hpp"

namespace luot::figures {

// Feed each day of the range once, in any order, and finish.
class Reporting {
  public:
    // Minutes since 00:00 of this business day's date, on the office's clocks. Any instant of one quarter of an hour gives the same
    // quarter.
    using LocalMinute = std::function<std::int32_t(core::BusinessDay, core::TimeUs)>;

    // With a field, all figures but those of counters, clerks and priority are of that field alone.
    Reporting(std::vector<std::uint32_t> targets_minutes, LocalMinute local_minute, std::optional<core::ServiceCode> field = {});
    void add(const store::DayRollup& day);
    void add(const core::PriorityGiven& given);
    Report finish();

  private:
    struct Samples {
        TimesSum wait, left, waiting, walk, service, visit;
        void add(const Samples& other);
    };
    class DayClock;

    void add_field(const core::ServiceCode& service, const core::ClassCode& of_class, const store::FieldDay& day);
    void add_places(const core::ServiceCode& service, const core::ClassCode& of_class, const store::FieldDay& day, const DayClock& clock);
    void add_counter(CounterFigures& to, TimesSum& service, const store::CounterDay& day);
    void fill(Figures& to, const Samples& from) const;

    std::vector<std::uint32_t> targets_minutes_;
    LocalMinute local_minute_;
    std::optional<core::ServiceCode> only_;
    Report report_;
    std::map<core::ServiceCode, Samples> fields_;
    std::map<core::ClassCode, Samples> classes_;
    std::map<core::CounterId, TimesSum> counters_;
    std::map<core::ClerkCode, TimesSum> clerks_;
    std::map<HalfHour, std::int64_t> windows_us_;
};

}  // namespace luot::figures
