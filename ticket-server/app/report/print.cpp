#include <iomanip>
#include <ostream>
#include <sstream>

#include <boost/json.hpp>

#include "report/report.hpp"

namespace luot::report {
namespace {

namespace json = boost::json;
using figures::Figures;
using figures::Times;

std::string name_of(const core::Office& office, const core::ServiceCode& code) {
    const core::Service* service = core::find_service(office, code);
    if (!service) return code.value;
    for (const char* language : {"vi", "en"}) {
        const auto found = service->name.find(language);
        if (found != service->name.end()) return found->second;
    }
    return service->name.empty() ? code.value : service->name.begin()->second;
}

json::object to_json(const Times& times) {
    return {{"count", times.count}, {"mean_s", times.mean_s}, {"p50_s", times.p50_s},
            {"p90_s", times.p90_s}, {"p95_s", times.p95_s},   {"max_s", times.max_s}};
}

json::value to_json(const std::optional<double>& share) {
    return share ? json::value(*share) : json::value(nullptr);
}

std::string half_hour_text(std::int32_t half_hour) {
    std::ostringstream text;
    text << std::setfill('0') << std::setw(2) << half_hour / 2 << ':' << (half_hour % 2 == 0 ? "00" : "30");
    return text.str();
}

json::object to_json(const figures::Rating& rating) {
    json::array grades;
    for (const std::uint64_t grade : rating.by_grade) grades.push_back(grade);
    return {{"grades", std::move(grades)}, {"count", rating.count()}, {"satisfied", rating.satisfied()}};
}

json::object to_json(const Figures& of, const figures::Report& report) {
    json::array levels;
    for (const figures::ServiceLevel& level : of.levels) {
        levels.push_back(json::object{{"target_minutes", level.target_minutes},
                                      {"called_within", level.called_within},
                                      {"called", level.called},
                                      {"left_beyond", level.left_beyond},
                                      {"left_within", level.left_within},
                                      {"waiting_beyond", level.waiting_beyond},
                                      {"waiting_within", level.waiting_within},
                                      {"share", to_json(level.share())}});
    }
    json::object arrivals;
    for (const auto& [half_hour, count] : of.arrivals_by_half_hour) arrivals[half_hour_text(half_hour)] = count;
    return {{"issued", of.issued},
            {"served", of.served},
            {"no_show", of.no_show},
            {"walk_out", of.walk_out},
            {"left_after_call", of.left_after_call},
            {"expired", of.expired},
            {"open", of.open},
            {"voided", of.voided},
            {"unclaimed", of.unclaimed},
            {"test", of.test},
            {"called_once", of.called_once},
            {"legs", of.legs},
            {"corrected", of.corrected},
            {"unaccounted_s", of.unaccounted_us / core::second_us},
            {"wait", to_json(of.wait)},
            {"walk", to_json(of.walk)},
            {"service", to_json(of.service)},
            {"visit", to_json(of.visit)},
            {"service_level", std::move(levels)},
            {"no_show_rate", to_json(of.no_show_rate())},
            {"walk_out_rate", to_json(of.walk_out_rate())},
            {"waited_us", of.waited_us},
            {"queue_length", report.queue_length(of)},
            {"arrivals", std::move(arrivals)},
            {"rating", to_json(of.rating)}};
}

json::object to_json(const figures::CounterFigures& counter) {
    json::object paused;
    for (const auto& [reason, us] : counter.paused_us) paused[reason] = us / core::second_us;
    return {{"counter", counter.counter.value},
            {"served", counter.served},
            {"corrected", counter.corrected},
            {"calls", counter.calls},
            {"no_show", counter.no_show},
            {"out_of_order", counter.out_of_order},
            {"service", to_json(counter.service)},
            {"open_s", counter.open_us / core::second_us},
            {"idle_s", counter.idle_us / core::second_us},
            {"unaccounted_s", counter.unaccounted_us / core::second_us},
            {"paused_s", std::move(paused)},
            {"rating", to_json(counter.rating)}};
}

json::object to_json(const OfficeReport& report) {
    json::array days, fields, counters;
    for (const ReportedDay& day : report.days)
        days.push_back(json::object{{"date", day.date}, {"last_seq", day.last_seq}, {"link", day.link}, {"issued", day.issued}});
    for (const auto& [code, of] : report.figures.fields) {
        json::object field = to_json(of, report.figures);
        field["field"] = code.value;
        field["name"] = name_of(report.office, code);
        fields.push_back(std::move(field));
    }
    for (const auto& [id, counter] : report.figures.counters) counters.push_back(to_json(counter));
    return {{"office", report.office.code},
            {"from", report.from},
            {"to", report.to},
            {"days", std::move(days)},
            {"window_us", report.figures.window_us},
            {"all", to_json(report.figures.all, report.figures)},
            {"fields", std::move(fields)},
            {"counters", std::move(counters)}};
}

std::string minutes_seconds(std::int64_t seconds) {
    std::ostringstream text;
    text << seconds / 60 << ':' << std::setfill('0') << std::setw(2) << seconds % 60;
    return text.str();
}

std::string percent(const std::optional<double>& share) {
    if (!share) return "-";
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << *share * 100 << '%';
    return text.str();
}

std::string satisfied(const figures::Rating& rating) {
    if (rating.count() == 0) return "-";
    return std::to_string(rating.satisfied()) + " of " + std::to_string(rating.count());
}

// Pads to so many letters as people see them: a byte of UTF-8 that continues a letter takes no place.
std::string padded(const std::string& text, std::size_t width) {
    std::size_t letters = 0;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (begins && letters == width) break;
        letters += begins ? 1U : 0U;
    }
    return text.substr(0, end) + std::string(width - letters, ' ');
}

void print_row(std::ostream& out, const std::string& name, const Figures& of, const figures::Report& report) {
    out << "  " << padded(name, 34) << std::right << std::setw(7) << of.issued << std::setw(7) << of.served << std::setw(9) << of.no_show
        << std::setw(7) << of.walk_out << std::setw(8) << minutes_seconds(of.wait.p50_s) << std::setw(8) << minutes_seconds(of.wait.p90_s)
        << std::setw(8) << minutes_seconds(of.wait.p95_s);
    for (const figures::ServiceLevel& level : of.levels) out << std::setw(9) << percent(level.share());
    out << std::setw(8) << std::fixed << std::setprecision(2) << report.queue_length(of) << '\n';
}

void print_text(std::ostream& out, const OfficeReport& report) {
    const figures::Report& figures = report.figures;
    const Figures& all = figures.all;
    out << report.office.code << ", " << report.from;
    if (report.to != report.from) out << " to " << report.to;
    out << "\n\n  " << padded("field", 34) << " issued served no-shows   left wait50 wait90 wait95";
    for (const figures::ServiceLevel& level : all.levels) out << "   in " << level.target_minutes << "m";
    out << "   queue\n";
    for (const auto& [code, of] : figures.fields) print_row(out, name_of(report.office, code), of, figures);
    print_row(out, "all", all, figures);
    out << "\n  waits and times in minutes:seconds; in 15m: called within the target, of all called or left or waiting beyond it\n";
    out << "  no-show rate " << percent(all.no_show_rate()) << ", walk-out rate " << percent(all.walk_out_rate()) << ", service P50 "
        << minutes_seconds(all.service.p50_s) << " P90 " << minutes_seconds(all.service.p90_s) << ", walking P50 "
        << minutes_seconds(all.walk.p50_s) << ", visit P50 " << minutes_seconds(all.visit.p50_s) << '\n';
    out << "  service times whose end was put right afterwards: " << all.corrected << " of " << all.service.count;
    if (all.corrected > 0)
        out << "; unaccounted for from there until it was said: " << minutes_seconds(all.unaccounted_us / core::second_us);
    out << '\n';
    if (all.rating.count() > 0) out << "  satisfied " << all.rating.satisfied() << " of " << all.rating.count() << " ratings\n";
    out << "  in no average: " << all.expired << " closed by day close, " << all.voided << " void, " << all.unclaimed << " unclaimed, "
        << all.test << " test; still in the office: " << all.open
        << "\n\n  counter   served  corrected  calls  no-shows  out of order  service50  service90     open     idle   paused  "
           "unaccounted  satisfied\n";
    for (const auto& [id, counter] : figures.counters) {
        std::int64_t paused_us = 0;
        for (const auto& [reason, us] : counter.paused_us) paused_us += us;
        out << std::right << std::setw(9) << id.value << std::setw(9) << counter.served << std::setw(11) << counter.corrected
            << std::setw(7) << counter.calls << std::setw(10) << counter.no_show << std::setw(14) << counter.out_of_order << std::setw(11)
            << minutes_seconds(counter.service.p50_s) << std::setw(11) << minutes_seconds(counter.service.p90_s) << std::setw(9)
            << minutes_seconds(counter.open_us / core::second_us) << std::setw(9) << minutes_seconds(counter.idle_us / core::second_us)
            << std::setw(9) << minutes_seconds(paused_us / core::second_us) << std::setw(13)
            << minutes_seconds(counter.unaccounted_us / core::second_us) << std::setw(11) << satisfied(counter.rating) << '\n';
    }
    out << '\n';
    for (const ReportedDay& day : report.days) out << "  " << day.date << "  last event " << day.last_seq << "  link " << day.link << '\n';
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string doubled = "\"";
    for (const char letter : text) doubled += letter == '"' ? "\"\"" : std::string(1, letter);
    return doubled + '"';
}

void print_csv(std::ostream& out, const OfficeReport& report) {
    out << "from,to,service,name,issued,served,no_show,walk_out,left_after_call,expired,open,voided,unclaimed,test,legs,wait_mean_s,wait_"
           "p50_s,wait_"
           "p90_s,wait_p95_s,"
           "service_p50_s,service_p90_s,visit_p50_s,queue_length,corrected,unaccounted_s";
    for (const figures::ServiceLevel& level : report.figures.all.levels) out << ",level_" << level.target_minutes;
    out << '\n';
    const auto row = [&](const std::string& service, const std::string& name, const Figures& of) {
        out << report.from << ',' << report.to << ',' << quoted(service) << ',' << quoted(name) << ',' << of.issued << ',' << of.served
            << ',' << of.no_show << ',' << of.walk_out << ',' << of.left_after_call << ',' << of.expired << ',' << of.open << ','
            << of.voided << ',' << of.unclaimed << ',' << of.test << ',' << of.legs << ',' << of.wait.mean_s << ',' << of.wait.p50_s << ','
            << of.wait.p90_s << ',' << of.wait.p95_s << ',' << of.service.p50_s << ',' << of.service.p90_s << ',' << of.visit.p50_s << ','
            << std::fixed << std::setprecision(4) << report.figures.queue_length(of) << ',' << of.corrected << ','
            << of.unaccounted_us / core::second_us;
        for (const figures::ServiceLevel& level : of.levels) {
            out << ',';
            if (level.share()) out << *level.share();
        }
        out << '\n';
    };
    for (const auto& [code, of] : report.figures.fields) row(code.value, name_of(report.office, code), of);
    row("", "all", report.figures.all);
}

}  // namespace

void print(std::ostream& out, const OfficeReport& report, Format format) {
    switch (format) {
        case Format::text:
            return print_text(out, report);
        case Format::json:
            out << to_json(report) << '\n';
            return;
        case Format::csv:
            return print_csv(out, report);
    }
}

}  // namespace luot::report
