// Hours, calendars, choices, classes, policy and rules.
#include "app/office_file_sections.hpp"

#include <algorithm>
#include <cmath>

#include "core/limits.hpp"

namespace luot::app {
namespace {

struct Days {
    std::optional<std::uint8_t> weekdays;
    std::optional<core::BusinessDay> first_day, last_day;
};

Days read_days(TableReader& entry) {
    Days days;
    days.weekdays = entry.weekdays("weekdays");
    days.first_day = entry.date("first_day");
    days.last_day = entry.date("last_day");
    if (days.first_day && days.last_day && *days.last_day < *days.first_day) {
        entry.mistake(entry.at("last_day"),
                      "\"last_day\" is before \"first_day\"; both days are included, so they may be the same but not turned round");
    }
    if (entry.has("day")) {
        if (entry.has("first_day") || entry.has("last_day")) {
            entry.mistake(entry.at("day"), "\"day\" stands for \"first_day\" and \"last_day\" at once; write it or them, not both");
        }
        days.first_day = entry.date("day");
        days.last_day = days.first_day;
    }
    return days;
}

core::Hours read_hours_entry(TableReader& entry) {
    const std::int32_t begins = entry.context().boundary_minute, ends = begins + 24 * 60;
    core::Hours hours;
    hours.code = entry.code("code").value_or("");
    const Days days = read_days(entry);
    hours.weekdays = days.weekdays.value_or(0x7f);
    hours.first_day = days.first_day;
    hours.last_day = days.last_day;
    const auto from = entry.time_of_day("from", 28 * 60), until = entry.time_of_day("until", 28 * 60);
    if (!entry.has("from")) entry.missing("from", "\"07:30\"");
    if (!entry.has("until")) entry.missing("until", "\"11:30\"");
    if (!from || !until) return hours;
    hours.from_minute = *from;
    hours.until_minute = *until;
    const std::string business_day = "the business day runs from " + format_time_of_day(begins) + " to " + format_time_of_day(ends);
    if (*until <= *from) {
        std::string what = "these hours end at " + format_time_of_day(*until) + ", not after they begin at " + format_time_of_day(*from);
        if (*until + 24 * 60 <= ends)
            what += "; if the next morning is meant, write until = \"" + format_time_of_day(*until + 24 * 60) + '"';
        if (*until + 24 * 60 > ends) what += "; turn them round?";
        entry.mistake(entry.at("until"), std::move(what));
    } else if (*from < begins) {
        std::string what = business_day + ", so " + format_time_of_day(*from) + " is never in it";
        if (*from + 24 * 60 < ends) what += "; for the night after, write from = \"" + format_time_of_day(*from + 24 * 60) + '"';
        entry.mistake(entry.at("from"), std::move(what));
    } else if (*until > ends) {
        entry.mistake(entry.at("until"), business_day + "; end these hours by then, or move \"day_begins\"");
    }
    return hours;
}

core::DayNote read_calendar_entry(TableReader& entry) {
    core::DayNote note;
    note.code = entry.code("code").value_or("");
    if (!entry.has("code")) entry.missing("code", "\"holiday\"");
    const Days days = read_days(entry);
    if (!entry.has("weekdays") && !entry.has("day") && !entry.has("first_day")) {
        entry.mistake(
            entry.at(),
            "this entry of the calendar names no day; add weekdays = \"mon\" or day = \"2026-09-02\" or first_day = \"2026-06-01\"");
    }
    note.weekdays = days.weekdays.value_or(0x7f);
    note.first_day = days.first_day;
    note.last_day = days.last_day;
    note.closed = entry.boolean("closed").value_or(false);
    note.message = entry.texts("message").value_or(core::Texts{});
    if (!entry.has("message"))
        entry.missing("message", "{ " + entry.context().languages.front() + " = \"…\" }, what people are told on such a day");
    return note;
}

std::uint32_t permille(double value) {
    return static_cast<std::uint32_t>(std::lround(value * 1000));
}

}  // namespace

std::string Codes::read(TableReader& entry, std::string_view example) {
    const auto code = entry.code("code");
    if (!entry.has("code")) entry.missing("code", example);
    if (!code) return "?";
    const auto before = std::find_if(seen_.begin(), seen_.end(), [&](const Placed<std::string>& other) { return other.value == *code; });
    if (before != seen_.end()) {
        entry.mistake(entry.at("code"),
                      "code \"" + *code + "\" is in use on line " + std::to_string(before->at.line) + " already; give this one another");
    }
    seen_.push_back({*code, entry.at("code")});
    return *code;
}

std::vector<core::Hours> read_hours(TableReader& owner, std::string_view key) {
    std::vector<core::Hours> list;
    owner.each(key, "hours", limits::hours, [&](TableReader& entry) { list.push_back(read_hours_entry(entry)); });
    return list;
}

std::vector<core::DayNote> read_calendar(TableReader& owner, std::string_view key) {
    std::vector<core::DayNote> list;
    owner.each(key, "the calendar", limits::calendar_entries, [&](TableReader& entry) { list.push_back(read_calendar_entry(entry)); });
    return list;
}

std::vector<core::Choice> read_choices(TableReader& owner, std::string_view key) {
    std::vector<core::Choice> list;
    Codes codes;
    owner.each(key, std::string(key), limits::choices, [&](TableReader& entry) {
        core::Choice choice;
        choice.code = codes.read(entry, "\"lunch\"");
        choice.name = entry.texts("name").value_or(core::Texts{});
        if (!entry.has("name")) entry.missing("name", "{ " + entry.context().languages.front() + " = \"…\" }");
        list.push_back(std::move(choice));
    });
    return list;
}

std::vector<core::PriorityClass> read_classes(TableReader& office) {
    std::vector<core::PriorityClass> classes;
    Codes codes;
    office.each("classes", "a class", core::limits::classes, [&](TableReader& entry) {
        core::PriorityClass made;
        made.code = core::ClassCode(codes.read(entry, "\"elderly\""));
        made.name = entry.texts("name").value_or(core::Texts{});
        if (!entry.has("name")) entry.missing("name", "{ " + entry.context().languages.front() + " = \"…\" }");
        made.priority = entry.boolean("priority").value_or(false);
        made.rank = static_cast<std::int32_t>(entry.integer("rank", 0, 1000).value_or(static_cast<std::int64_t>(classes.size())));
        made.head_start_us = entry.duration("head_start").value_or(0);
        made.rate_permille = permille(entry.number("rate", 0, 100).value_or(1));
        made.hint = entry.texts("hint").value_or(core::Texts{});
        made.min_age = static_cast<std::uint32_t>(entry.integer("min_age", 1, limits::age).value_or(0));
        if (made.min_age != 0 && classes.empty()) {
            entry.mistake(entry.at("min_age"),
                          "nobody has to be offered the first class, which is what people get who choose none; write "
                          "\"min_age\" with the class for the elderly");
        }
        classes.push_back(std::move(made));
    });
    if (!classes.empty() && classes.front().priority) {
        office.mistake(office.at("classes"),
                       "the first class is what people get who choose none, so it cannot have priority; put the ordinary class first");
    }
    if (!office.has("classes")) {
        core::PriorityClass ordinary;
        ordinary.code = core::ClassCode("ordinary");
        for (const auto& language : office.context().languages) ordinary.name[language] = language == "vi" ? "Thường" : "Ordinary";
        classes.push_back(std::move(ordinary));
    } else if (classes.empty()) {
        office.mistake(office.at("classes"),
                       "\"classes\" is empty; leave it out for one ordinary class, or begin an entry with [[classes]]");
    }
    return classes;
}

core::Policy read_policy(TableReader& office) {
    core::Policy policy;
    office.table("policy", "[policy]", [&](TableReader& table) {
        const auto kind = table.one_of("kind", {"head_start", "strict", "n_to_one", "accumulating"});
        constexpr core::PolicyKind kinds[] = {core::PolicyKind::head_start, core::PolicyKind::strict, core::PolicyKind::n_to_one,
                                              core::PolicyKind::accumulating};
        if (kind) policy.kind = kinds[*kind];
        if (!table.has("kind")) table.missing("kind", "\"head_start\"");
        policy.n = static_cast<std::uint32_t>(table.integer("n", 1, 1000).value_or(policy.n));
        if (table.has("n") && kind && policy.kind != core::PolicyKind::n_to_one) {
            table.mistake(table.at("n"), "\"n\" belongs to kind = \"n_to_one\"; take it out, or change the kind");
        }
    });
    return policy;
}

core::Rules read_rules(TableReader& office) {
    core::Rules rules;
    office.table("rules", "[rules]", [&](TableReader& table) {
        rules.recall_limit = static_cast<std::uint32_t>(table.integer("recall_limit", 0, 100).value_or(rules.recall_limit));
        rules.requeue_after = static_cast<std::uint32_t>(table.integer("requeue_after", 0, 1000).value_or(rules.requeue_after));
        rules.no_show_after_us = table.duration("no_show_after").value_or(rules.no_show_after_us);
        rules.reinstate_grace_us = table.duration("reinstate_grace").value_or(rules.reinstate_grace_us);
        if (const auto courtesy = table.number("courtesy", 0, 1)) rules.courtesy_permille = permille(*courtesy);
        rules.longest_wait_us = table.duration("longest_wait").value_or(rules.longest_wait_us);
        rules.slip_silent_us = table.duration("slip_silent").value_or(rules.slip_silent_us);
        rules.slip_reprint_us = table.duration("slip_reprint").value_or(rules.slip_reprint_us);
    });
    return rules;
}

}  // namespace luot::app
