// The business day of an office: instants ⇄ the office's own dates and minutes. The only place that knows time zones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "core/moment.hpp"

namespace date {
class time_zone;
}

namespace luot::app {

struct TimeError {
    std::string what;
};
[[noreturn]] void throw_exception_from_error(const TimeError& error, const boost::source_location& location);

// Immutable; any thread.
class BusinessTime {
  public:
    // `zone` is a name of the system's tzdata ("Asia/Ho_Chi_Minh"); the day begins at `boundary_minute` past midnight, 0 to 1439.
    static boost::system::result<BusinessTime, TimeError> make(std::string_view zone, std::int32_t boundary_minute);

    // Days follow each other without gap or overlap, whatever the zone's clocks do: where a boundary falls into an hour that clocks skip,
    // the day begins when they skip it; where it comes twice, at the first time. local_minute is what clocks on the wall show, counted from
    // 00:00 of the business day's date.
    core::Moment at(core::TimeUs at_us) const;

    core::TimeUs day_begins_at(core::BusinessDay day) const;

    // "2026-03-02T07:00" or "2026-03-02T07:00:30" on the office's clocks. A time that clocks skip is when they skip it; one that comes
    // twice is the first. Nothing if it is no such time.
    std::optional<core::TimeUs> parse_local(std::string_view text) const;
    // "2026-03-02T07:00:30"
    std::string format_local(core::TimeUs at_us) const;

  private:
    BusinessTime(const date::time_zone& zone, std::int32_t boundary_minute);

    const date::time_zone* zone_;  // lives as long as the program
    std::int32_t boundary_minute_;
};

// "2026-03-02"; nothing if there is no such date. Years 1970 to 9999.
std::optional<core::BusinessDay> parse_date(std::string_view text);
std::string format_date(core::BusinessDay day);

// 0 Monday … 6 Sunday.
std::int32_t weekday_of(core::BusinessDay day);

// For "did you mean"; empty where the machine has no tzdata.
std::vector<std::string> zone_names();

}  // namespace luot::app
