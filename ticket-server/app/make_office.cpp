#include "app/make_office.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>

#include "app/make_office_plan.hpp"
#include "app/office_file.hpp"
#include "app/office_file_reader.hpp"

namespace luot::app {
namespace {

// Warsaw's offices speak Polish; the recorded names of queues are all that there is of other words.
const std::map<std::string, std::string>& class_names() {
    static const std::map<std::string, std::string> names{
        {"regular", "Zwykły"},          {"ordinary", "Zwykły"},          {"normal", "Zwykły"},
        {"elderly", "Osoba starsza"},   {"disabled", "Niepełnosprawny"}, {"pregnant", "Kobieta w ciąży"},
        {"small_child", "Z dzieckiem"}, {"merit", "Osoba zasłużona"},    {"appointment", "Umówiony"}};
    return names;
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') result.push_back('\\');
        result.push_back(letter);
    }
    return result + '"';
}

std::string in_polish(const std::string& text) {
    return "{ pl = " + quoted(text) + " }";
}

std::string office_name(const std::string& office) {
    std::string name = office;
    for (char& letter : name) letter = letter == '_' ? ' ' : letter;
    return name.starts_with("UD ") ? "Urząd Dzielnicy " + name.substr(3) : name;
}

std::string office_code(const std::string& office) {
    const std::string code = visits::service_code(office);
    return code.empty() ? "office" : code;
}

std::string listed_codes(const std::vector<PlannedField>& fields, const std::vector<std::size_t>& which) {
    std::string list;
    for (const std::size_t field : which) list += (list.empty() ? "" : ", ") + quoted(fields[field].code);
    return "[" + list + "]";
}

std::vector<std::size_t> all_but(std::size_t count, const std::vector<std::size_t>& some) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < count; ++i) {
        if (std::find(some.begin(), some.end(), i) == some.end()) rest.push_back(i);
    }
    return rest;
}

// "47.6"
std::string in_hours(std::int64_t seconds) {
    return std::to_string(seconds / 3600) + '.' + std::to_string(seconds % 3600 / 360);
}

void write_head(std::ostream& out, const visits::Day& day, const OfficePlan& plan) {
    const std::int64_t span_s = plan.last_arrival_s - plan.first_arrival_s;
    // Half an hour more than the last arrival: a replay on a fast clock comes a little late.
    const std::int32_t from_minute = plan.first_arrival_s / 3600 * 60;
    const std::int32_t until_minute = std::min((plan.last_arrival_s + 1800 + 3599) / 3600 * 60, 28 * 60);
    const std::int32_t begins = from_minute < 240 ? 0 : 240;
    out << "# The office of " << day.office << " on " << day.date << ", made from a recorded day: " << day.visits.size() << " visits, "
        << in_hours(plan.work_s) << " hours of work, arrivals over " << in_hours(span_s) << " hours.\n"
        << "# Counters: 1.2 x work / span, no fewer than half the fields: " << plan.counters.size()
        << ". Each serves one or two fields first, dealt out by the\n# fields' work, and helps all others.\n"
        << "code = " << quoted(office_code(day.office)) << "\nname = " << in_polish(office_name(day.office))
        << "\nzone = \"Europe/Warsaw\"\nday_begins = " << quoted(format_time_of_day(begins)) << "\nlanguages = [\"pl\"]\n\n"
        << "sessions = [{ code = \"day\", from = " << quoted(format_time_of_day(from_minute))
        << ", until = " << quoted(format_time_of_day(std::min(until_minute, begins + 24 * 60))) << " }]\n"
        << "outcomes = [{ code = \"done\", name = " << in_polish("Załatwione") << " }]\n\n"
        << "[reasons]\n"
        << "pause = [{ code = \"break\", name = " << in_polish("Przerwa") << " }]\n"
        << "hold = [{ code = \"form\", name = " << in_polish("Wypełnia wniosek") << " }]\n"
        << "cancel = [{ code = \"left\", name = " << in_polish("Odszedł") << " }]\n"
        << "choose = [{ code = \"other\", name = " << in_polish("Inny powód") << " }]\n"
        << "priority = [{ code = \"other\", name = " << in_polish("Inny powód") << " }]\n\n"
        << "[policy]\nkind = \"head_start\"\n\n[rules]\nlongest_wait = \"60 min\"\n";
}

void write_classes(std::ostream& out, const OfficePlan& plan) {
    for (const auto& code : plan.classes) {
        const auto known = class_names().find(code);
        out << "\n[[classes]]\ncode = " << quoted(code) << "\nname = " << in_polish(known == class_names().end() ? code : known->second)
            << '\n';
        if (!is_ordinary(code)) out << "priority = true\nhead_start = \"15 min\"\n";
    }
}

}  // namespace

boost::system::result<std::string, visits::Mistake> make_office(const visits::Day& day, const std::string& file) {
    const auto plan = plan_office(day, file);
    if (!plan) return plan.error();
    std::ostringstream out;
    out.imbue(std::locale::classic());
    write_head(out, day, *plan);
    write_classes(out, *plan);
    for (const auto& field : plan->fields) {
        out << "\n[[services]]  # " << field.visits << " visits\ncode = " << quoted(field.code) << "\nname = " << in_polish(field.name)
            << "\nprefix = " << quoted(field.prefix) << '\n';
    }
    std::size_t number = 0;
    for (const auto& serves : plan->counters) {
        out << "\n[[counters]]\nnumber = " << ++number << "\nserves = " << listed_codes(plan->fields, serves)
            << "\nhelps = " << listed_codes(plan->fields, all_but(plan->fields.size(), serves)) << '\n';
    }
    return {boost::system::in_place_value, out.str()};
}

int run_make_office(const std::string& visits_path, const std::optional<std::string>& out_path, std::ostream& out, std::ostream& err) {
    const auto day = visits::load(visits_path);
    if (!day) {
        err << visits::to_string(day.error()) << '\n';
        return 1;
    }
    const auto text = make_office(*day, visits_path);
    if (!text) {
        err << visits::to_string(text.error()) << '\n';
        return 1;
    }
    if (const auto office = parse_office_file(*text, "the office made of " + visits_path); !office) {
        err << to_string(office.error().mistakes.front()) << '\n';
        return 1;
    }
    if (!out_path) {
        out << *text;
        return 0;
    }
    std::ofstream file(*out_path, std::ios::binary | std::ios::trunc);
    file << *text;
    file.close();
    if (!file) {
        err << *out_path << ": cannot be written\n";
        return 1;
    }
    return 0;
}

}  // namespace luot::app
