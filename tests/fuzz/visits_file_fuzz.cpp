// A visits file: any text is a day of visits or one mistake with its line; a day written out again is the same day, and an office file made
// of a day is a good one.
#include <algorithm>
#include <string>

#include "app/make_office.hpp"
#include "app/office_file.hpp"
#include "fuzz.hpp"
#include "visits/visits_file.hpp"

using namespace luot;

namespace {

void write_field(std::string& out, const std::string& field) {
    out += '"';
    for (const char letter : field) out.append(letter == '"' ? 2 : 1, letter);
    out += '"';
}

std::string written(const visits::Day& day) {
    std::string out = "date,office,queue,service,arrive_s,class,service_s\r\n";
    for (const auto& visit : day.visits) {
        for (const auto& field : {day.date, day.office, visit.queue, visit.service, std::to_string(visit.arrive_s), visit.visit_class,
                                  std::to_string(visit.service_s)}) {
            write_field(out, field);
            out += ',';
        }
        out.back() = '\n';
    }
    return out;
}

void check_visit(const visits::Visit& visit) {
    fuzz::require(visit.arrive_s >= 0 && visit.arrive_s < visits::arrive_s_max, "arrives within a day");
    fuzz::require(visit.service_s >= 1 && visit.service_s <= visits::service_s_max, "is served for some time");
    fuzz::require(!visit.queue.empty() && !visit.service.empty() && !visit.visit_class.empty(), "nothing is left out");
    const auto code = visits::service_code(visit.queue);
    fuzz::require(
        !code.empty() && code.size() <= 64 && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos,
        "a queue has a code");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    const auto day = visits::parse(input, "day.csv");
    if (day.has_error()) {
        const auto lines = static_cast<std::uint32_t>(std::count(input.begin(), input.end(), '\n')) + 1;
        require(!day.error().what.empty() && day.error().line <= lines, "a mistake is told and has a line of the file");
        return;
    }
    require(!day->visits.empty() && day->visits.size() <= visits::visits_max, "a day has visits, and not too many");
    for (const auto& visit : day->visits) check_visit(visit);
    const bool in_order = std::is_sorted(day->visits.begin(), day->visits.end(),
                                         [](const auto& left, const auto& right) { return left.arrive_s < right.arrive_s; });
    require(in_order, "visits come in the order of their arrivals");

    auto again = visits::parse(written(*day), "again.csv");
    require(again.has_value() && again->visits.size() == day->visits.size(), "a day that is written out is a day");
    for (std::size_t i = 0; i < day->visits.size(); ++i) again->visits[i].line = day->visits[i].line;
    require(*again == *day, "a day that is written out is the same day");

    const auto text = app::make_office(*day, "day.csv");
    if (text.has_error()) {
        require(!text.error().what.empty(), "a day that no office can be made of is told why");
        return;
    }
    const auto office = app::parse_office_file(*text, "made.toml");
    require(office.has_value(),
            office.has_value() ? "" : "an office file made of a day is good: " + app::to_string(office.error().mistakes.front()));
}
