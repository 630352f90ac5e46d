#include "report/report.hpp"

#include "app/business_time.hpp"
#include "store/chain.hpp"
#include "store/load.hpp"
#include "store/report_reader.hpp"

namespace luot::report {
namespace {

using journal::Failure;

// A range of ten years and more is a slip of the keyboard.
constexpr std::int32_t days_max = 4000;

}  // namespace

journal::Result<OfficeReport> make_report(const std::filesystem::path& data_folder, const journal::Codec& codec, const std::string& from,
                                          const std::string& to) {
    const auto first = app::parse_date(from);
    const auto last = app::parse_date(to);
    if (!first) return Failure{"--from: no such date: " + from + " (write it as 2026-03-02)"};
    if (!last) return Failure{"--to: no such date: " + to + " (write it as 2026-03-02)"};
    if (*last < *first) return Failure{"--to is before --from"};
    if (last->days - first->days >= days_max) return Failure{"a report covers at most " + std::to_string(days_max) + " days"};

    auto reader = store::ReportReader::open(data_folder);
    if (!reader) return reader.error();
    auto loaded = store::load(data_folder, codec);
    if (!loaded) return loaded.error();
    const core::State& state = loaded->state;
    if (state.office_digest.empty()) return Failure{data_folder.string() + " has no office yet"};
    const auto time = app::BusinessTime::make(state.office.zone, state.office.boundary_minute);
    if (!time) return Failure{time.error().what};

    figures::Gathering gathering(state.office.targets_minutes, [&](core::TimeUs at_us) { return time->at(at_us).local_minute; });
    const auto visits = reader->for_each_visit(*first, *last, [&](const store::VisitRow& visit) {
        gathering.add(visit, state.at_us);
        return true;
    });
    if (!visits) return visits.error();
    const auto stretches = reader->for_each_stretch(*first, *last, [&](const core::CounterStretch& stretch) {
        gathering.add(stretch);
        return true;
    });
    if (!stretches) return stretches.error();

    // The open day: those who are still in the office, counters that are still at work.
    if (state.day_open && *first <= state.day && state.day <= *last) {
        for (const auto& [id, ticket] : state.tickets)
            if (core::is_open(ticket.state)) gathering.add(store::visit_row(ticket, state.day), state.at_us);
        for (const auto& [id, counter] : state.counters)
            if (counter.state != core::CounterState::closed)
                gathering.add({state.day, id, counter.clerk, counter.state, counter.pause_reason, counter.since_us, state.at_us});
    }

    OfficeReport report;
    report.office = state.office;
    report.from = from;
    report.to = to;
    for (core::BusinessDay day = *first; day <= *last; ++day.days) {
        const auto end = reader->day_end(day);
        if (!end) return end.error();
        if (*end) report.days.push_back({app::format_date(day), (*end)->last_seq, store::hexadecimal((*end)->link)});
    }
    report.figures = gathering.finish();
    return report;
}

}  // namespace luot::report
