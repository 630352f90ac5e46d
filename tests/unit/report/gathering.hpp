// The figures counted over the visits themselves, with every time in microseconds: what a report from roll-ups must equal to the last
// digit. Shares its definitions with nothing: they are written out here once more.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "figures/figures.hpp"
#include "store/report_tables.hpp"

namespace luot::test {

// Feed every visit, stretch and idle time of the range once, in any order; open visits as they are `now`.
class Gathering {
  public:
    // Minutes since 00:00 of the business day's date, of an instant in the office's zone.
    using LocalMinute = std::function<std::int32_t(core::TimeUs)>;

    Gathering(std::vector<std::uint32_t> targets_minutes, LocalMinute local_minute);
    void add(const store::VisitRow& visit, core::TimeUs now_us);
    void add(const core::CounterStretch& stretch);
    void add(const core::CounterIdle& idle);
    figures::Report finish();

  private:
    struct Sample {
        std::vector<core::TimeUs> wait, walk, service, visit;
    };
    struct Span {
        core::TimeUs first_us = 0, last_us = 0;
    };

    void add_leg(const store::VisitRow& visit, std::size_t index, core::TimeUs now_us);
    void add_outcome(figures::Figures& to, const store::VisitRow& visit) const;
    void add_at_counter(const core::Leg& leg, const store::VisitRow& visit, bool is_last);
    figures::Figures& field(const core::ServiceCode& code);

    std::vector<std::uint32_t> targets_minutes_;
    LocalMinute local_minute_;
    figures::Report report_;
    Sample all_;
    std::map<core::ServiceCode, Sample> fields_;
    std::map<core::CounterId, std::vector<core::TimeUs>> counter_service_;
    std::map<core::BusinessDay, Span> spans_;
};

}  // namespace luot::test
