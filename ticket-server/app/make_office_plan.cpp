#include "app/make_office_plan.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "app/office_file_limits.hpp"
#include "app/office_file_text.hpp"
#include "core/limits.hpp"

namespace luot::app {
namespace {

using visits::Mistake;

// As long as an office file takes it, with room for a word in front.
constexpr std::size_t name_bytes = limits::text_bytes - 60;
const std::string not_plain = " is not plain text in UTF-8 of at most " + std::to_string(name_bytes) + " bytes";

std::optional<std::string> plain_name(const std::string& text) {
    auto name = composed(text);
    if (name && (has_control_character(*name) || name->size() > name_bytes)) name.reset();
    return name;
}

// 202 before 1001, and both before words.
bool comes_before(const PlannedField& left, const PlannedField& right) {
    const auto number = [](const std::string& queue) { return queue.find_first_not_of("0123456789") == std::string::npos; };
    if (number(left.queue) != number(right.queue)) return number(left.queue);
    if (number(left.queue) && left.queue.size() != right.queue.size()) return left.queue.size() < right.queue.size();
    return left.queue < right.queue;
}

// "R: REJESTRACJA" → "R"; empty if the name does not begin so.
std::string leading_letter(const std::string& name) {
    const bool leads = name.size() > 3 && name[0] >= 'A' && name[0] <= 'Z' && name[1] == ':' && name[2] == ' ';
    return leads ? name.substr(0, 1) : std::string();
}

// The letters A to Z in the order in which to try them for this name.
std::string letters_to_try(const std::string& name) {
    std::string letters;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z') letters.push_back(letter);
        if (letter >= 'a' && letter <= 'z') letters.push_back(static_cast<char>(letter - 'a' + 'A'));
    }
    return letters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
}

// When the alphabet is used up. Second letters stop at T: the six at the end mark numbers after a restore.
std::string next_pair(const std::set<std::string>& taken) {
    std::string pair = "AA";
    while (taken.contains(pair)) {
        const bool row_full = pair[1] == 'T';
        pair = row_full ? std::string{static_cast<char>(pair[0] + 1), 'A'} : std::string{pair[0], static_cast<char>(pair[1] + 1)};
    }
    return pair;
}

void give_prefixes(std::vector<PlannedField>& fields) {
    std::map<std::string, int> leading;
    for (const auto& field : fields) ++leading[leading_letter(field.name)];
    std::set<std::string> taken;
    for (auto& field : fields) {
        const std::string letter = leading_letter(field.name);
        if (letter.empty() || leading[letter] > 1) continue;
        field.prefix = letter;
        field.name.erase(0, 3);
        taken.insert(letter);
    }
    for (auto& field : fields) {
        if (!field.prefix.empty()) continue;
        const std::string letters = letters_to_try(field.name);
        const auto free =
            std::find_if(letters.begin(), letters.end(), [&](char letter) { return !taken.contains(std::string(1, letter)); });
        field.prefix = free == letters.end() ? next_pair(taken) : std::string(1, *free);
        taken.insert(field.prefix);
    }
}

boost::system::result<std::vector<PlannedField>, Mistake> collect_fields(const visits::Day& day, const std::string& file) {
    std::vector<PlannedField> fields;
    for (const auto& visit : day.visits) {
        auto found = std::find_if(fields.begin(), fields.end(), [&](const PlannedField& field) { return field.queue == visit.queue; });
        const auto name = plain_name(visit.service);
        if (!name) return Mistake{file, visit.line, "the name of the service" + not_plain};
        if (found == fields.end()) {
            PlannedField field;
            field.queue = visit.queue;
            field.code = visits::service_code(visit.queue);
            field.name = *name;
            field.line = visit.line;
            const auto same =
                std::find_if(fields.begin(), fields.end(), [&](const PlannedField& other) { return other.code == field.code; });
            if (same != fields.end()) {
                return Mistake{file, visit.line,
                               "queues \"" + same->queue + "\" and \"" + field.queue + "\" would have the same code, " + field.code};
            }
            if (fields.size() == core::limits::services) return Mistake{file, visit.line, "more than 200 queues"};
            found = fields.insert(fields.end(), std::move(field));
        }
        if (found->name != *name) {
            return Mistake{
                file, visit.line,
                "queue " + visit.queue + " is \"" + *name + "\" here and \"" + found->name + "\" on line " + std::to_string(found->line)};
        }
        ++found->visits;
        found->work_s += visit.service_s;
    }
    std::sort(fields.begin(), fields.end(), comes_before);
    return fields;
}

boost::system::result<std::vector<std::string>, Mistake> collect_classes(const visits::Day& day, const std::string& file) {
    std::set<std::string> priority;
    std::string ordinary;
    for (const auto& visit : day.visits) {
        if (!is_code(visit.visit_class) || visit.visit_class.size() > core::limits::code_bytes) {
            return Mistake{file, visit.line,
                           "class \"" + visit.visit_class + "\" is no code; write letters a-z, digits, hyphens and underscores"};
        }
        if (!is_ordinary(visit.visit_class)) priority.insert(visit.visit_class);
        if (is_ordinary(visit.visit_class) && ordinary.empty()) ordinary = visit.visit_class;
        if (is_ordinary(visit.visit_class) && visit.visit_class != ordinary) {
            return Mistake{file, visit.line,
                           "\"" + ordinary + "\" and \"" + visit.visit_class + "\" in one file; those without priority are one class"};
        }
        if (priority.size() >= core::limits::classes) return Mistake{file, visit.line, "more than 31 classes with priority"};
    }
    std::vector<std::string> classes{ordinary.empty() ? "regular" : ordinary};
    classes.insert(classes.end(), priority.begin(), priority.end());
    return classes;
}

// Each field's places at counters: one, and then whoever has most work to a place gets the next.
std::vector<std::size_t> deal_places(const std::vector<PlannedField>& fields, std::size_t counters) {
    std::vector<std::size_t> places(fields.size(), 1);
    for (std::size_t given = fields.size(); given < 2 * counters; ++given) {
        std::size_t next = 0;
        for (std::size_t field = 1; field < fields.size(); ++field) {
            const auto left = fields[field].work_s * static_cast<std::int64_t>(places[next]);
            const auto right = fields[next].work_s * static_cast<std::int64_t>(places[field]);
            if (left > right) next = field;
        }
        ++places[next];
    }
    return places;
}

std::vector<std::vector<std::size_t>> lay_out_counters(const std::vector<PlannedField>& fields, std::size_t counters) {
    const auto places = deal_places(fields, counters);
    std::vector<std::vector<std::size_t>> serves(counters);
    std::size_t place = 0;
    for (std::size_t field = 0; field < fields.size(); ++field) {
        for (std::size_t i = 0; i < places[field]; ++i, ++place) {
            auto& at = serves[place % counters];
            if (at.empty() || at.front() != field) at.push_back(field);
        }
    }
    return serves;
}

}  // namespace

bool is_ordinary(const std::string& visit_class) {
    return visit_class == "regular" || visit_class == "ordinary" || visit_class == "normal";
}

boost::system::result<OfficePlan, Mistake> plan_office(const visits::Day& day, const std::string& file) {
    if (!plain_name(day.office)) return Mistake{file, day.visits.front().line, "the name of the office" + not_plain};
    auto fields = collect_fields(day, file);
    if (!fields) return fields.error();
    auto classes = collect_classes(day, file);
    if (!classes) return classes.error();
    OfficePlan plan;
    plan.fields = std::move(*fields);
    plan.classes = std::move(*classes);
    give_prefixes(plan.fields);
    for (const auto& field : plan.fields) plan.work_s += field.work_s;
    plan.first_arrival_s = day.visits.front().arrive_s;
    plan.last_arrival_s = day.visits.back().arrive_s;

    // 1.2 × work ÷ span, in whole numbers; a day of one arrival counts as an hour.
    const std::int64_t span_s = std::max(plan.last_arrival_s - plan.first_arrival_s, 3600);
    const auto needed = static_cast<std::size_t>((plan.work_s * 6 + span_s * 5 - 1) / (span_s * 5));
    const std::size_t counters = std::max(needed, (plan.fields.size() + 1) / 2);
    if (counters > core::limits::counters) {
        return Mistake{file, 0,
                       "its work would take " + std::to_string(counters) + " counters; an office has at most " +
                           std::to_string(core::limits::counters)};
    }
    plan.counters = lay_out_counters(plan.fields, counters);
    return plan;
}

}  // namespace luot::app
