#include "report/report.hpp"

#include <algorithm>

#include "app/business_time.hpp"
#include "figures/reporting.hpp"
#include "store/chain.hpp"
#include "store/report_reader.hpp"

namespace luot::report {
namespace {

using journal::Failure;
using journal::Result;

// The present state, where the range reaches into the present day or nobody knows the office.
Result<std::optional<core::State>> state_of(store::ReportReader& reader, const journal::Codec& codec, const Range& range,
                                            bool office_known) {
    const auto tail = reader.tail();
    if (!tail) return tail.error();
    if (office_known && range.last < tail->day) return std::optional<core::State>();
    auto state = reader.state(codec);
    if (!state) return state.error();
    return std::optional(std::move(*state));
}

Result<figures::Report> figures_of(store::ReportReader& reader, const core::Office& office, const core::State* state, core::TimeUs now_us,
                                   const Range& range) {
    const auto time = app::BusinessTime::make(office.zone, office.boundary_minute);
    if (!time) return Failure{time.error().what};
    figures::Reporting reporting(
        office.targets_minutes,
        [&](core::BusinessDay day, core::TimeUs at_us) {
            // What is left of a wait when the day's boundary has passed still belongs to its day.
            const core::Moment moment = time->at(at_us);
            return moment.local_minute + 24 * 60 * (moment.business_day.days - day.days);
        },
        range.field);
    const auto days = reader.for_each_day(range.first, range.last, state, now_us, [&](const store::DayRollup& day) { reporting.add(day); });
    if (!days) return days.error();
    const auto priority =
        reader.for_each_priority(range.first, range.last, [&](const core::PriorityGiven& given) { reporting.add(given); });
    if (!priority) return priority.error();
    return reporting.finish();
}

}  // namespace

Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const Range& range,
                                 const Present* present) {
    auto reader = store::ReportReader::open(data_folder);
    if (!reader) return reader.error();
    const auto state = state_of(*reader, codec, range, present != nullptr);
    if (!state) return state.error();
    if (*state && (*state)->office_digest.empty()) return Failure{data_folder.string() + " has no office yet"};

    OfficeReport report;
    report.office = *state ? (*state)->office : present->office;
    if (present != nullptr) report.clerk_names = present->clerk_names;
    report.at_us = std::max(present != nullptr ? present->now_us : 0, *state ? (*state)->at_us : 0);
    report.day_open = *state && (*state)->day_open && range.first <= (*state)->day && (*state)->day <= range.last;
    report.from = app::format_date(range.first);
    report.to = app::format_date(range.last);
    const auto ends = reader->day_ends(range.first, range.last);
    if (!ends) return ends.error();
    auto figures = figures_of(*reader, report.office, *state ? &**state : nullptr, report.at_us, range);
    if (!figures) return figures.error();
    report.figures = std::move(*figures);
    for (const store::DayEnd& end : *ends) {
        const auto issued = report.figures.issued_by_day.find(end.day);
        report.days.push_back({app::format_date(end.day), end.last_seq, store::hexadecimal(end.link),
                               issued != report.figures.issued_by_day.end() ? issued->second : 0});
    }
    return report;
}

Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const std::string& from,
                                 const std::string& to) {
    const auto first = app::parse_date(from);
    const auto last = app::parse_date(to);
    if (!first) return Failure{"--from: no such date: " + from + " (write it as 2026-03-02)"};
    if (!last) return Failure{"--to: no such date: " + to + " (write it as 2026-03-02)"};
    if (*last < *first) return Failure{"--to is before --from"};
    if (last->days - first->days >= days_max) return Failure{"a report covers at most " + std::to_string(days_max) + " days"};
    return make_report(data_folder, codec, Range{*first, *last});
}

}  // namespace luot::report
