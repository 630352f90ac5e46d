// What stands at the entrance: the slip's lines, and how numbers are given.
#include <algorithm>

#include "app/office_file_sections.hpp"
#include "app/office_file_text.hpp"

namespace luot::app {
namespace {

// All that a slip can bear, in the order of a slip that says nothing of it.
const std::vector<std::string>& slip_lines() {
    static const std::vector<std::string> lines{"logo",    "office", "title", "number",  "field", "class", "procedure",
                                                "figures", "notes",  "phone", "closing", "when",  "where"};
    return lines;
}

void check_person_limits(TableReader& table, const core::KioskRules& rules) {
    for (const char* key : {"per_person_field", "per_person_day"}) {
        if (!table.has(key) || rules.card != core::CardUse::none) continue;
        table.mistake(table.at(key), "\"" + std::string(key) + "\" cannot be kept without a card to tell people apart; add card = " +
                                         "\"required\" (or \"offered\": then it holds for those who show one)");
    }
}

void check_presence(TableReader& table, const core::KioskRules& rules) {
    if (table.has("presence_grace") && rules.presence_after_us == 0) {
        table.mistake(table.at("presence_grace"),
                      "\"presence_grace\" says how long somebody has to show that they are there, but nobody has to; add presence_after = "
                      "\"30 min\", or take it out");
    }
    if (rules.presence_after_us != 0 && rules.presence_grace_us == 0 && !table.has("presence_grace"))
        table.missing("presence_grace", "\"10 min\", how long somebody then has to show that they are there");
    if (rules.presence_after_us != 0 && table.has("presence_grace") && rules.presence_grace_us < core::minute_us)
        table.mistake(table.at("presence_grace"), "nobody walks to the kiosk in less than a minute; write presence_grace = \"10 min\"");
}

}  // namespace

std::vector<std::string> read_known(TableReader& table, std::string_view key, const std::vector<std::string>& known, const char* what) {
    std::vector<std::string> chosen;
    for (const auto& [word, at] : table.codes(key, known.size())) {
        if (std::find(known.begin(), known.end(), word) != known.end()) {
            chosen.push_back(word);
            continue;
        }
        const auto meant = nearest(word, known);
        table.mistake(at, "\"" + word + "\" is no " + what + (meant ? "; did you mean \"" + *meant + "\"? There are " : "; there are ") +
                              listed(known));
    }
    return chosen;
}

core::SlipLayout read_slip(TableReader& office) {
    core::SlipLayout slip;
    const auto& languages = office.context().languages;
    office.table("slip", "[slip]", [&](TableReader& table) {
        slip.lines = read_known(table, "lines", slip_lines(), "line of a slip");
        slip.languages = read_known(table, "languages", languages, "language of this office");
        const bool has_number = std::find(slip.lines.begin(), slip.lines.end(), "number") != slip.lines.end();
        if (!slip.lines.empty() && !has_number)
            table.mistake(table.at("lines"), "a slip without its number is no use to anybody; add \"number\" to \"lines\"");
        if (slip.languages.size() > limits::slip_languages)
            table.mistake(table.at("languages"), "a slip has room for two languages, one large and one below it");
    });
    if (slip.lines.empty()) slip.lines = slip_lines();
    if (slip.languages.empty()) slip.languages = {languages.front()};
    return slip;
}

core::KioskRules read_kiosk(TableReader& office, const core::Office& made) {
    core::KioskRules rules;
    office.table("kiosk", "[kiosk]", [&](TableReader& table) {
        constexpr core::CardUse uses[] = {core::CardUse::none, core::CardUse::offered, core::CardUse::required};
        if (const auto card = table.one_of("card", {"none", "offered", "required"})) rules.card = uses[*card];
        const auto number = [&](std::string_view key) {
            return static_cast<std::uint32_t>(table.integer(key, 0, limits::numbers_per_person).value_or(0));
        };
        rules.per_person_field = number("per_person_field");
        rules.per_person_day = number("per_person_day");
        rules.presence_after_us = table.duration("presence_after").value_or(0);
        rules.presence_grace_us = table.duration("presence_grace").value_or(0);
        check_person_limits(table, rules);
        check_presence(table, rules);
        if (rules.per_person_day != 0 && rules.per_person_day < rules.per_person_field) {
            table.mistake(table.at("per_person_day"),
                          "fewer numbers in a day than in one field at once; make \"per_person_day\" at least " +
                              std::to_string(rules.per_person_field));
        }
    });
    const auto& lines = made.slip.lines;
    const bool has_code = !made.phone_base_url.empty() && std::find(lines.begin(), lines.end(), "phone") != lines.end();
    if (rules.presence_after_us != 0 && !has_code) {
        office.context().findings.warning(office.at("kiosk"),
                                          "\"presence_after\" asks for slips to be scanned again, but they bear no code; add "
                                          "phone_base_url, and the line \"phone\" to the slip");
    }
    const bool by_age =
        std::any_of(made.classes.begin(), made.classes.end(), [](const core::PriorityClass& entry) { return entry.min_age != 0; });
    if (by_age && rules.card == core::CardUse::none) {
        office.context().findings.warning(office.at("classes"),
                                          "a class has a \"min_age\", but no card is read; add [kiosk] with card = "
                                          "\"offered\"");
    }
    return rules;
}

}  // namespace luot::app
