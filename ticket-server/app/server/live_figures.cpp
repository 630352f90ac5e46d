#include "server/live_figures.hpp"

#include <algorithm>

#include "core/nearest_rank.hpp"
#include "figures/reporting.hpp"
#include "store/report_reader.hpp"
#include "store/rollups/day_rollup.hpp"

namespace luot::server {
namespace {

namespace live = web::live;

core::TimeUs midnight_of(core::BusinessDay day, const app::BusinessTime& time) {
    const auto midnight = time.parse_local(app::format_date(day) + "T00:00");
    return midnight ? *midnight : time.day_begins_at(day);
}

live::Wait wait_of(const figures::Times& times) {
    return {times.count, times.p50_s, times.p90_s};
}

// What the figures leave out of the averages is not in the curve either.
bool counts(const store::VisitRow& visit) {
    const bool is_void = visit.state == core::TicketState::cancelled && visit.cancel_kind != core::CancelKind::walk_out;
    return !visit.test && !is_void && visit.state != core::TicketState::expired;
}

// Where the curves begin: the first opening, or the day itself where it is always open.
std::int32_t opens_minute(const core::Office& office) {
    if (office.sessions.empty()) return office.boundary_minute;
    const auto first =
        std::min_element(office.sessions.begin(), office.sessions.end(),
                         [](const core::Hours& one, const core::Hours& other) { return one.from_minute < other.from_minute; });
    return first->from_minute - office.issue_early_minutes;
}

// Of one past day.
struct PastDay {
    live::WaitingCurve waiting;
    bool anybody = false;
};

using Pauses = std::map<core::ReasonCode, std::vector<core::TimeUs>>;

journal::Result<PastDay> read_day(store::ReportReader& reader, core::BusinessDay day, const core::Office& office,
                                  const app::BusinessTime& time) {
    PastDay past;
    live::Curve curve(midnight_of(day, time));
    const auto read = reader.for_each_visit(day, day, [&](const store::VisitRow& visit) {
        if (!counts(visit)) return true;
        past.anybody = true;
        for (const core::Leg& leg : visit.legs) curve.add(leg, visit.ended_us);
        return true;
    });
    if (!read) return read.error();
    past.waiting = curve.points(opens_minute(office), live::curve_last_minute);
    while (!past.waiting.empty() && past.waiting.back().waiting == 0) past.waiting.pop_back();
    return past;
}

journal::Result<void> read_pauses(store::ReportReader& reader, core::BusinessDay day, Pauses& pauses) {
    return reader.for_each_stretch(day, day, [&](const core::CounterStretch& stretch) {
        if (stretch.state == core::CounterState::paused) pauses[stretch.reason].push_back(stretch.until_us - stretch.from_us);
        return true;
    });
}

}  // namespace

live::Today today_of(const core::State& told, const core::Moment& now, const app::BusinessTime& time) {
    store::DayRoller roller(told.day);
    // A day that nobody has closed yet ends all the same: what comes after belongs to no curve of it.
    const core::TimeUs until_us = store::open_until(told, now.at_us), midnight_us = midnight_of(told.day, time);
    live::Curve curve(midnight_us);
    for (const auto& [id, ticket] : told.tickets) {
        const store::VisitRow visit = store::visit_row(ticket, told.day);
        roller.add(visit, until_us);
        if (!counts(visit)) continue;
        for (const core::Leg& leg : visit.legs) curve.add(leg, until_us);
    }
    figures::Reporting reporting(told.office.targets_minutes,
                                 [&time](core::BusinessDay, core::TimeUs at_us) { return time.at(at_us).local_minute; });
    reporting.add(roller.finish());
    const figures::Report report = reporting.finish();
    live::Today today;
    today.wait = wait_of(report.all.wait);
    for (const figures::ServiceLevel& level : report.all.levels) today.levels.push_back({level.target_minutes, level.share()});
    today.issued = report.all.issued;
    today.served = report.all.served;
    today.walk_out = report.all.walk_out;
    today.no_show = report.all.no_show;
    for (const auto& [code, field] : report.fields)
        today.fields[code] = {wait_of(field.wait), field.issued, field.rating.count(), field.rating.satisfied()};
    for (const auto& [id, counter] : report.counters) today.counters[id] = {counter.served, counter.service.count, counter.service.p50_s};
    const auto until_minute = static_cast<std::int32_t>((until_us - midnight_us) / core::minute_us);
    if (told.day_open) today.waiting = curve.points(opens_minute(told.office), until_minute);
    return today;
}

journal::Result<live::Usual> usual_before(const std::filesystem::path& data, core::BusinessDay day, const core::Office& office,
                                          const app::BusinessTime& time) {
    auto reader = store::ReportReader::open(data);
    if (!reader) return reader.error();
    std::vector<live::WaitingCurve> curves;
    Pauses pauses;
    for (std::int32_t weeks = 1; weeks <= usual_weeks_back && curves.size() < usual_days; ++weeks) {
        const core::BusinessDay past_day{day.days - 7 * weeks};
        auto past = read_day(*reader, past_day, office, time);
        if (!past) return past.error();
        if (!past->anybody) continue;  // a holiday
        curves.push_back(std::move(past->waiting));
        if (const auto read = read_pauses(*reader, past_day, pauses); !read) return read.error();
    }
    live::Usual usual;
    usual.days = static_cast<std::uint32_t>(curves.size());
    usual.waiting = live::median_curve(curves);
    for (auto& [reason, lengths] : pauses) {
        if (lengths.size() < usual_pauses_needed) continue;
        std::sort(lengths.begin(), lengths.end());
        usual.pauses[reason] = core::nearest_rank(lengths, 90);
    }
    return usual;
}

}  // namespace luot::server
