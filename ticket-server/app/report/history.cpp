#include "report/history.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "report/row_writer.hpp"

namespace luot::report {
namespace {

using figures::CounterFigures;
using figures::Figures;
using figures::Times;
using Describe = std::function<void(RowWriter&)>;

struct Table {
    Describe example;  // a row that gives the names where there is none
    std::vector<Describe> rows{};
};

// The office's first language, or whichever there is.
std::string name_of(const core::Office& office, const core::Texts& name) {
    for (const std::string& language : office.languages) {
        const auto found = name.find(language);
        if (found != name.end()) return found->second;
    }
    return name.empty() ? std::string() : name.begin()->second;
}

std::string name_of(const core::Office& office, const core::ServiceCode& code) {
    const core::Service* service = core::find_service(office, code);
    return service != nullptr ? name_of(office, service->name) : code.value;
}

std::string name_of(const core::Office& office, const core::ClassCode& code) {
    const core::PriorityClass* of_class = core::find_class(office, code);
    return of_class != nullptr ? name_of(office, of_class->name) : code.value;
}

// Two columns: the name stands beside the code, which is the name of whoever is not of the staff any more.
void describe_clerk(RowWriter& row, const OfficeReport& report, const core::ClerkCode& clerk) {
    const auto found = report.clerk_names.find(clerk);
    row.text("clerk", clerk.value);
    row.text("name", found != report.clerk_names.end() && !found->second.empty() ? found->second : clerk.value);
}

const char* name_of(core::CallReason reason) {
    switch (reason) {
        case core::CallReason::unspecified:
            break;
        case core::CallReason::arrival:
            return "arrival";
        case core::CallReason::head_start:
            return "head_start";
        case core::CallReason::class_order:
            return "class_order";
        case core::CallReason::n_to_one:
            return "n_to_one";
        case core::CallReason::accumulated:
            return "accumulated";
        case core::CallReason::longest_wait:
            return "longest_wait";
        case core::CallReason::urgent:
            return "urgent";
        case core::CallReason::returned_hold:
            return "returned_hold";
        case core::CallReason::resumed_hold:
            return "resumed_hold";
        case core::CallReason::chosen:
            return "chosen";
        case core::CallReason::served_first:
            return "served_first";
        case core::CallReason::only_deferred:
            return "only_deferred";
    }
    return "unspecified";
}

std::int64_t seconds(std::int64_t us) {
    return us / core::second_us;
}

void describe(RowWriter& row, const char* name, const Times& times) {
    row.open(name);
    row.count("count", times.count);
    row.integer("mean_s", times.mean_s);
    row.integer("p50_s", times.p50_s);
    row.integer("p90_s", times.p90_s);
    row.integer("p95_s", times.p95_s);
    row.integer("max_s", times.max_s);
    row.close();
}

void describe(RowWriter& row, const figures::Rating& rating) {
    row.open("rating");
    row.count("count", rating.count());
    row.count("satisfied", rating.satisfied());
    row.number("share", rating.share());
    for (std::size_t grade = 0; grade < rating.by_grade.size(); ++grade)
        row.count("grade_" + std::to_string(grade + 1), rating.by_grade.at(grade));
    row.close();
}

void describe(RowWriter& row, const figures::ServiceLevel& level) {
    row.open_item(level.target_minutes);
    row.count("target_minutes", level.target_minutes);
    row.count("called_within", level.called_within);
    row.count("called", level.called);
    row.count("left_beyond", level.left_beyond);
    row.count("left_within", level.left_within);
    row.count("waiting_beyond", level.waiting_beyond);
    row.count("waiting_within", level.waiting_within);
    row.number("share", level.share());
    row.close();
}

void describe(RowWriter& row, const Figures& of, const figures::Report& in) {
    row.count("issued", of.issued);
    row.count("served", of.served);
    row.count("no_show", of.no_show);
    row.count("walk_out", of.walk_out);
    row.count("left_after_call", of.left_after_call);
    row.count("expired", of.expired);
    row.count("open", of.open);
    row.count("voided", of.voided);
    row.count("unclaimed", of.unclaimed);
    row.count("test", of.test);
    row.count("called_once", of.called_once);
    row.count("legs", of.legs);
    row.count("corrected", of.corrected);
    row.integer("unaccounted_s", seconds(of.unaccounted_us));
    describe(row, "wait", of.wait);
    describe(row, "walk", of.walk);
    describe(row, "service_time", of.service);
    describe(row, "visit", of.visit);
    row.open_list("levels");
    for (const figures::ServiceLevel& level : of.levels) describe(row, level);
    row.close_list();
    row.number("no_show_rate", of.no_show_rate());
    row.number("walk_out_rate", of.walk_out_rate());
    row.integer("waited_us", of.waited_us);
    row.number("queue_length", in.queue_length(of));
    describe(row, of.rating);
}

void describe(RowWriter& row, const CounterFigures& of) {
    std::int64_t paused_us = 0;
    for (const auto& [reason, us] : of.paused_us) paused_us += us;
    row.count("served", of.served);
    row.count("corrected", of.corrected);
    row.count("calls", of.calls);
    row.count("no_show", of.no_show);
    row.count("out_of_order", of.out_of_order);
    describe(row, "service_time", of.service);
    row.integer("open_s", seconds(of.open_us));
    row.integer("idle_s", seconds(of.idle_us));
    row.integer("paused_s", seconds(paused_us));
    row.integer("unaccounted_s", seconds(of.unaccounted_us));
    describe(row, of.rating);
}

void describe_excluded(RowWriter& row, const Figures& all) {
    row.count("expired", all.expired);
    row.count("voided", all.voided);
    row.count("unclaimed", all.unclaimed);
    row.count("test", all.test);
}

// A table whose rows are the entries of a container; `row` describes one of them, and `like` stands for a row where there is none.
template <class Entries, class Like, class Row>
Table made_of(const Entries& entries, const Like& like, const Row& row) {
    Table table{[row, like](RowWriter& writer) { row(writer, like); }};
    for (const auto& entry : entries) table.rows.emplace_back([row, &entry](RowWriter& writer) { row(writer, entry); });
    return table;
}

Table days_of(const OfficeReport& report) {
    return made_of(report.days, ReportedDay{}, [](RowWriter& row, const ReportedDay& day) {
        row.text("date", day.date);
        row.count("last_seq", day.last_seq);
        row.text("link", day.link);
        row.count("issued", day.issued);
    });
}

Table all_of(const OfficeReport& report) {
    const Describe one = [&](RowWriter& row) { describe(row, report.figures.all, report.figures); };
    return Table{one, {one}};
}

// Fields and classes.
template <class Code>
Table figures_of(const OfficeReport& report, const char* what, const std::map<Code, Figures>& entries) {
    return made_of(entries, std::pair<const Code, Figures>(Code(), report.figures.all), [&report, what](RowWriter& row, const auto& entry) {
        row.text(what, entry.first.value);
        row.text("name", name_of(report.office, entry.first));
        describe(row, entry.second, report.figures);
    });
}

Table counters_of(const OfficeReport& report) {
    return made_of(report.figures.counters, std::pair<const core::CounterId, CounterFigures>(), [](RowWriter& row, const auto& entry) {
        row.count("counter", entry.first.value);
        describe(row, entry.second);
    });
}

Table clerks_of(const OfficeReport& report) {
    return made_of(report.figures.clerks, std::pair<const core::ClerkCode, CounterFigures>(), [&report](RowWriter& row, const auto& entry) {
        describe_clerk(row, report, entry.first);
        describe(row, entry.second);
    });
}

Table arrivals_of(const OfficeReport& report) {
    using Entry = std::pair<const std::pair<std::int32_t, figures::HalfHour>, std::uint64_t>;
    return made_of(report.figures.arrivals, Entry(), [&report](RowWriter& row, const Entry& entry) {
        row.integer("weekday", entry.first.first);
        row.integer("half_hour", entry.first.second);
        row.count("count", entry.second);
        row.count("days", report.figures.days.at(static_cast<std::size_t>(entry.first.first)));
    });
}

void describe_queue(RowWriter& row, figures::HalfHour half_hour, const core::ServiceCode* service, const figures::QueueAt& queue) {
    row.integer("half_hour", half_hour);
    service != nullptr ? row.text("service", service->value) : row.none("service");
    row.number("mean", queue.mean());
    row.integer("area_us", queue.area_us);
    row.integer("window_us", queue.window_us);
}

Table queue_of(const OfficeReport& report) {
    Table table{[](RowWriter& row) { describe_queue(row, 0, nullptr, {}); }};
    for (const auto& [half_hour, queue] : report.figures.queue)
        table.rows.emplace_back(
            [half_hour = half_hour, &queue = queue](RowWriter& row) { describe_queue(row, half_hour, nullptr, queue); });
    for (const auto& [at, queue] : report.figures.field_queues)
        table.rows.emplace_back([&at = at, &queue = queue](RowWriter& row) { describe_queue(row, at.second, &at.first, queue); });
    return table;
}

Table waits_of(const OfficeReport& report) {
    return made_of(report.figures.waits_by_minute, std::pair<const std::int64_t, std::uint64_t>(), [](RowWriter& row, const auto& entry) {
        row.integer("minute", entry.first);
        row.count("count", entry.second);
    });
}

Table kaplan_meier_of(const OfficeReport& report) {
    const auto point = [](RowWriter& row, std::int64_t minute, double share) {
        row.integer("minute", minute);
        row.number("share_still_waiting", share);
    };
    Table table{[point](RowWriter& row) { point(row, 0, 1); }};
    const std::vector<double>& curve = report.figures.kaplan_meier.still_waiting;
    for (std::size_t minute = 0; minute < curve.size(); ++minute)
        table.rows.emplace_back(
            [point, minute, share = curve[minute]](RowWriter& row) { point(row, static_cast<std::int64_t>(minute), share); });
    return table;
}

Table out_of_order_of(const OfficeReport& report) {
    return made_of(report.figures.out_of_order, std::pair<const figures::OutOfOrder, std::uint64_t>(),
                   [&report](RowWriter& row, const auto& entry) {
                       row.count("counter", entry.first.counter.value);
                       describe_clerk(row, report, entry.first.clerk);
                       row.text("reason", name_of(entry.first.reason));
                       row.text("code", entry.first.code.value);
                       row.count("count", entry.second);
                   });
}

Table pauses_of(const OfficeReport& report) {
    return made_of(report.figures.pauses, std::pair<const figures::PausedFor, std::int64_t>(),
                   [&report](RowWriter& row, const auto& entry) {
                       row.count("counter", entry.first.counter.value);
                       describe_clerk(row, report, entry.first.clerk);
                       row.text("reason", entry.first.reason.value);
                       row.integer("paused_s", seconds(entry.second));
                   });
}

Table priority_of(const OfficeReport& report) {
    using Entry = std::pair<const std::pair<core::DeviceCode, core::ReasonCode>, std::uint64_t>;
    return made_of(report.figures.priority, Entry(), [](RowWriter& row, const Entry& entry) {
        row.text("by", entry.first.first.value);
        row.text("reason", entry.first.second.value);
        row.count("count", entry.second);
    });
}

Table excluded_of(const OfficeReport& report) {
    const Describe one = [&](RowWriter& row) { describe_excluded(row, report.figures.all); };
    return Table{one, {one}};
}

struct Named {
    std::string_view name;
    Table (*table)(const OfficeReport&);
};

// In the order of the document. `all` and `excluded` have one row and are objects in it.
constexpr std::array tables{
    Named{"days", days_of},
    Named{"all", all_of},
    Named{"fields", [](const OfficeReport& report) { return figures_of(report, "service", report.figures.fields); }},
    Named{"classes", [](const OfficeReport& report) { return figures_of(report, "class", report.figures.classes); }},
    Named{"counters", counters_of},
    Named{"clerks", clerks_of},
    Named{"arrivals", arrivals_of},
    Named{"queue", queue_of},
    Named{"waits_histogram", waits_of},
    Named{"kaplan_meier", kaplan_meier_of},
    Named{"out_of_order", out_of_order_of},
    Named{"pauses", pauses_of},
    Named{"priority", priority_of},
    Named{"excluded", excluded_of},
};

void put_row(std::string& out, const Describe& describe_row) {
    JsonRow row(out);
    describe_row(row);
    row.finish();
}

void put_rows(std::string& out, const Table& table) {
    out += '[';
    for (const Describe& describe_row : table.rows) {
        if (&describe_row != &table.rows.front()) out += ',';
        put_row(out, describe_row);
    }
    out += ']';
}

std::string csv_of(const Table& table) {
    std::string out = "\xEF\xBB\xBF";
    CsvRow names;
    table.example(names);
    out += names.names();
    for (const Describe& describe_row : table.rows) {
        CsvRow row;
        describe_row(row);
        out += row.cells();
    }
    return out;
}

}  // namespace

const std::vector<std::string_view>& history_tables() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const Named& named : tables) all.push_back(named.name);
        return all;
    }();
    return names;
}

std::string history_document(const OfficeReport& report, const std::optional<core::ServiceCode>& field) {
    std::string out;
    JsonRow document(out);
    document.text("from", report.from);
    document.text("to", report.to);
    field ? document.text("service", field->value) : document.none("service");
    document.integer("at_us", report.at_us);
    document.boolean("day_open", report.day_open);
    document.integer("window_us", report.figures.window_us);
    const std::optional<std::int64_t>& median_s = report.figures.kaplan_meier.median_s;
    median_s ? document.integer("kaplan_meier_median_s", *median_s) : document.none("kaplan_meier_median_s");
    for (const Named& named : tables) {
        const Table table = named.table(report);
        out += ",\"" + std::string(named.name) + "\":";
        const bool is_one = named.name == "all" || named.name == "excluded";
        is_one ? put_row(out, table.rows.front()) : put_rows(out, table);
    }
    document.finish();
    return out;
}

std::string history_table(const OfficeReport& report, std::string_view table, TableFormat format) {
    const auto named = std::find_if(tables.begin(), tables.end(), [&](const Named& one) { return one.name == table; });
    if (named == tables.end()) throw std::invalid_argument("no such table");  // a bug: the name was to be checked
    const Table made = named->table(report);
    if (format == TableFormat::csv) return csv_of(made);
    std::string out;
    put_rows(out, made);
    return out;
}

}  // namespace luot::report
