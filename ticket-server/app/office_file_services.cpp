// Fields with their numbers, and the counters that serve them.
#include <algorithm>
#include <map>
#include <set>

#include "app/office_file_ranges.hpp"
#include "app/office_file_sections.hpp"
#include "app/office_file_text.hpp"
#include "core/limits.hpp"

namespace luot::app {
namespace {

// The theme's colours for fields, in turn.
constexpr const char* field_colours[] = {"#0A4DB0", "#08603B", "#6A349C", "#8A3F06", "#0B5A70"};

bool is_prefix_letter(char32_t point) {
    static constexpr char32_t vietnamese[] = U"ĂÂĐÊÔƠƯ";
    if ((point >= U'A' && point <= U'Z') || (point >= U'0' && point <= U'9')) return true;
    return std::u32string_view(vietnamese).find(point) != std::u32string_view::npos;
}

std::string read_prefix(TableReader& entry) {
    if (!entry.has("prefix")) entry.missing("prefix", "\"H\", the letter before its numbers");
    const auto prefix = entry.text("prefix");
    if (!prefix) return {};
    const auto points = code_points(*prefix).value_or(U"?");
    if (points.size() > limits::prefix_letters || !std::all_of(points.begin(), points.end(), is_prefix_letter)) {
        entry.mistake(entry.at("prefix"), "prefix \"" + *prefix + "\" is not made of at most " + std::to_string(limits::prefix_letters) +
                                              " capital letters (A-Z, Ă Â Đ Ê Ô Ơ Ư) and digits; write prefix = \"H\"");
    }
    return *prefix;
}

core::NumberRange read_range(TableReader& entry) {
    core::NumberRange range;
    range.prefix = read_prefix(entry);
    const auto first = entry.integer("first_number", 0, limits::number), last = entry.integer("last_number", 0, limits::number);
    range.first = static_cast<std::uint32_t>(first.value_or(range.first));
    range.last = static_cast<std::uint32_t>(last.value_or(std::max<std::int64_t>(range.last, range.first)));
    range.width = static_cast<std::uint8_t>(entry.integer("digits", 1, limits::number_digits).value_or(range.width));
    if (const auto at_end = entry.one_of("at_end", {"widen", "refuse"}))
        range.at_end = *at_end == 0 ? core::AtEnd::widen : core::AtEnd::refuse;
    if (last && range.last < range.first) {
        entry.mistake(entry.at("last_number"),
                      "\"last_number\" is smaller than \"first_number\" (" + std::to_string(range.first) + "); turn them round?");
        range.last = range.first;
    }
    return range;
}

core::Procedure read_procedure(TableReader& entry, Codes& codes) {
    core::Procedure procedure;
    procedure.code = codes.read(entry, "\"birth\"");
    procedure.name = entry.texts("name").value_or(core::Texts{});
    if (!entry.has("name")) entry.missing("name", "{ " + entry.context().languages.front() + " = \"…\" }");
    procedure.open = entry.boolean("open").value_or(true);
    procedure.message = entry.texts("message").value_or(core::Texts{});
    procedure.calendar = read_calendar(entry, "calendar");
    if (!procedure.open && !entry.has("message")) {
        entry.mistake(entry.at(), "procedure \"" + procedure.code + "\" is closed without a word why; add message = { " +
                                      entry.context().languages.front() + " = \"…\" }");
    }
    return procedure;
}

void check_collisions(TableReader& office, const std::vector<Placed<core::Service>>& services) {
    for (std::size_t later = 1; later < services.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            const auto& [one, one_at] = services[earlier];
            const auto& [other, other_at] = services[later];
            const auto collision = find_collision(one.range, other.range);
            if (!collision) continue;
            const std::string names =
                "\"" + one.code.value + "\" (line " + std::to_string(one_at.line) + ") and \"" + other.code.value + '"';
            if (collision->marker != 0) {
                office.context().findings.warning(other_at, names + " could both print " + collision->number +
                                                                " on a day with a restore, when the letter " + collision->marker +
                                                                " goes behind prefixes; take a prefix that does not end in X Y Z W V U");
            } else if (one.range.prefix == other.range.prefix) {
                office.mistake(other_at, "duplicate prefix \"" + other.range.prefix + "\": " + names + " can both print " +
                                             collision->number + "; give each its own prefix, or ranges apart with at_end = \"refuse\"");
            } else {
                office.mistake(other_at, "overlapping ranges: " + names + " can both print " + collision->number +
                                             "; take a prefix that does not begin like the other's, or at_end = \"refuse\"");
            }
        }
    }
}

std::string service_names(const std::vector<core::Service>& services) {
    std::string names;
    for (const auto& service : services) names += (names.empty() ? "" : ", ") + service.code.value;
    return names;
}

std::vector<core::ServiceCode> read_fields(TableReader& entry, std::string_view key, const std::vector<core::Service>& services,
                                           std::set<core::ServiceCode>& of_counter) {
    std::vector<std::string> codes;
    for (const auto& service : services) codes.push_back(service.code.value);
    std::vector<core::ServiceCode> fields;
    for (const auto& [value, at] : entry.codes(key, core::limits::services)) {
        const core::ServiceCode code(value);
        if (std::find(codes.begin(), codes.end(), value) == codes.end()) {
            const auto meant = nearest(value, codes);
            entry.mistake(at, "there is no field \"" + value +
                                  (meant ? "\"; did you mean \"" + *meant + "\"?" : "\"; there are " + service_names(services)));
            continue;
        }
        if (std::find(fields.begin(), fields.end(), code) != fields.end()) continue;  // noted by codes()
        if (!of_counter.insert(code).second) {
            entry.mistake(at, "the counter both serves \"" + value + "\" first and helps it; keep it in \"serves\"");
            continue;
        }
        fields.push_back(code);
    }
    return fields;
}

}  // namespace

std::vector<core::Service> read_services(TableReader& office) {
    std::vector<Placed<core::Service>> placed;
    Codes codes;
    office.each("services", "a service", core::limits::services, [&](TableReader& entry) {
        core::Service service;
        service.code = core::ServiceCode(codes.read(entry, "\"civil-status\""));
        service.name = entry.texts("name").value_or(core::Texts{});
        if (!entry.has("name")) entry.missing("name", "{ " + entry.context().languages.front() + " = \"…\" }");
        service.colour = entry.colour("colour").value_or(field_colours[placed.size() % std::size(field_colours)]);
        service.range = read_range(entry);
        service.hours = read_hours(entry, "hours");
        if (const auto quota = entry.integer("daily_quota", 0, core::limits::tickets_a_day))
            service.daily_quota = static_cast<std::uint32_t>(*quota);
        service.calendar = read_calendar(entry, "calendar");
        Codes procedure_codes;
        entry.each("procedures", "a procedure", limits::procedures,
                   [&](TableReader& procedure) { service.procedures.push_back(read_procedure(procedure, procedure_codes)); });
        service.hint = entry.texts("hint").value_or(core::Texts{});
        placed.push_back({std::move(service), entry.at("prefix")});
    });
    if (placed.empty())
        office.mistake(office.at("services"), "an office without a service has no tickets to issue; begin one with a line [[services]]");
    check_collisions(office, placed);
    std::vector<core::Service> services;
    for (auto& [service, at] : placed) services.push_back(std::move(service));
    return services;
}

std::vector<core::CounterConfig> read_counters(TableReader& office, const std::vector<core::Service>& services) {
    std::vector<core::CounterConfig> counters;
    std::map<std::uint64_t, Position> numbers;
    std::set<core::ServiceCode> served;
    Findings& findings = office.context().findings;
    const std::size_t mistakes_before = findings.mistakes();
    office.each("counters", "a counter", core::limits::counters, [&](TableReader& entry) {
        core::CounterConfig counter;
        if (!entry.has("number")) entry.missing("number", "1, the number on the desk");
        const auto number = entry.integer("number", 1, static_cast<std::int64_t>(limits::counter_number));
        counter.id = core::CounterId(static_cast<std::uint64_t>(number.value_or(0)));
        if (number && !numbers.emplace(counter.id.value, entry.at("number")).second) {
            entry.mistake(entry.at("number"), "counter " + std::to_string(*number) + " stands on line " +
                                                  std::to_string(numbers[counter.id.value].line) +
                                                  " already; give this one another number");
        }
        counter.name = entry.texts("name").value_or(core::Texts{});
        std::set<core::ServiceCode> of_counter;
        const std::size_t mistakes = findings.mistakes();
        counter.serves = read_fields(entry, "serves", services, of_counter);
        counter.helps = read_fields(entry, "helps", services, of_counter);
        if (of_counter.empty() && findings.mistakes() == mistakes) {
            entry.mistake(entry.at(), "counter " + std::to_string(counter.id.value) + " has no fields; add serves = [\"" +
                                          (services.empty() ? "…" : services.front().code.value) + "\"]");
        }
        served.insert(of_counter.begin(), of_counter.end());
        counters.push_back(std::move(counter));
    });
    if (counters.empty())
        office.mistake(office.at("counters"), "an office without a counter can call nobody; begin one with a line [[counters]]");
    // Who serves what is not known before the counters are right.
    if (findings.mistakes() > mistakes_before) return counters;
    for (const auto& service : services) {
        if (served.contains(service.code)) continue;
        office.mistake(office.at("counters"), "no counter serves the field \"" + service.code.value +
                                                  "\", so its tickets would never be called; add it to a counter's \"serves\"");
    }
    return counters;
}

}  // namespace luot::app
