// What hangs and speaks in the hall: the voice and its zones, the boards, and when screens are dark.
#include <algorithm>
#include <map>

#include "app/office_file_sections.hpp"
#include "app/office_file_text.hpp"
#include "core/limits.hpp"

namespace luot::app {
namespace {

// Nothing is not less than all: it would show, or say, everything.
void refuse_empty_list(TableReader& entry, const std::string& key) {
    if (!entry.has_empty_list(key)) return;
    entry.mistake(entry.at(key), "\"" + key + "\" names nothing; leave it out for all of them");
}

std::vector<core::CounterId> read_counter_numbers(TableReader& entry, const core::Office& made) {
    std::vector<core::CounterId> counters;
    refuse_empty_list(entry, "counters");
    for (const auto& [number, at] : entry.numbers("counters", core::limits::counters)) {
        const core::CounterId id(number);
        if (core::find_counter(made, id) != nullptr) {
            counters.push_back(id);
            continue;
        }
        std::vector<std::string> numbers;
        for (const auto& counter : made.counters) numbers.push_back(std::to_string(counter.id.value));
        entry.mistake(at, "there is no counter " + std::to_string(number) + "; there are " + listed(numbers));
    }
    return counters;
}

std::vector<core::ServiceCode> read_services_shown(TableReader& entry, const core::Office& made) {
    std::vector<std::string> known;
    for (const auto& service : made.services) known.push_back(service.code.value);
    std::vector<core::ServiceCode> services;
    refuse_empty_list(entry, "services");
    for (const auto& code : read_known(entry, "services", known, "field of this office")) services.emplace_back(code);
    return services;
}

std::vector<core::VoiceChoice> read_voices(TableReader& voice) {
    std::vector<core::VoiceChoice> voices;
    voice.table("voices", "\"voices\"", [&](TableReader& table) {
        for (const auto& language : table.context().languages) {
            if (const auto name = table.code(language)) voices.push_back({language, *name});
        }
    });
    return voices;
}

std::vector<core::VoiceZone> read_zones(TableReader& voice, const core::Office& made) {
    std::vector<core::VoiceZone> zones;
    Codes codes;
    voice.each("zones", "a zone", limits::voice_zones, [&](TableReader& entry) {
        core::VoiceZone zone;
        zone.code = codes.read(entry, "\"hall\"");
        zone.name = entry.texts("name").value_or(core::Texts{});
        if (!entry.has("name")) entry.missing("name", "{ " + entry.context().languages.front() + " = \"…\" }");
        zone.counters = read_counter_numbers(entry, made);
        zones.push_back(std::move(zone));
    });
    return zones;
}

// Zones that name counters leave out those that none of them names.
void warn_of_calls_unspoken(TableReader& voice, const std::vector<core::VoiceZone>& zones, const core::Office& made) {
    if (zones.empty()) return;
    for (const auto& counter : made.counters) {
        const bool spoken = std::any_of(zones.begin(), zones.end(), [&](const core::VoiceZone& zone) {
            return zone.counters.empty() || std::find(zone.counters.begin(), zone.counters.end(), counter.id) != zone.counters.end();
        });
        if (spoken) continue;
        voice.context().findings.warning(voice.at("zones"), "the calls of counter " + std::to_string(counter.id.value) +
                                                                " are spoken in no zone; add it to the \"counters\" of one");
    }
}

std::vector<std::string> zone_codes(const core::Office& made) {
    std::vector<std::string> codes;
    for (const auto& zone : made.voice.zones) codes.push_back(zone.code);
    if (codes.empty()) codes.emplace_back(core::only_voice_zone);
    return codes;
}

// Where its loudspeaker is heard. A board that says nothing of it has one, and stands in the first zone.
std::string read_zone(TableReader& entry, const std::vector<std::string>& zones) {
    const bool sound = entry.boolean("sound").value_or(true);
    const auto zone = entry.one_of("zone", zones);
    if (!sound && entry.has("zone")) {
        entry.mistake(entry.at("zone"), "\"zone\" says where its loudspeaker is heard, but sound = false; take one of them out");
    }
    if (!sound) return {};
    return zones[zone.value_or(0)];
}

std::string read_name(TableReader& entry, std::map<std::string, Position>& names) {
    const auto name = entry.code("name");
    if (!entry.has("name")) entry.missing("name", "\"board-1\", as its display-board is told with --board");
    if (!name) return {};
    const auto [before, is_new] = names.emplace(*name, entry.at("name"));
    if (!is_new) {
        entry.mistake(entry.at("name"), "board \"" + *name + "\" stands on line " + std::to_string(before->second.line) +
                                            " already; give this one another name");
    }
    return *name;
}

// Boards that are not listed stand in the first zone, so it may have one all the same.
void warn_of_silent_zones(TableReader& office, const std::vector<core::BoardConfig>& boards, const std::vector<std::string>& zones) {
    for (std::size_t i = 1; i < zones.size(); ++i) {
        const bool heard =
            std::any_of(boards.begin(), boards.end(), [&](const core::BoardConfig& board) { return board.zone == zones[i]; });
        if (heard) continue;
        office.context().findings.warning(
            office.at(boards.empty() ? "voice" : "boards"),
            "no board speaks in the zone \"" + zones[i] + "\"; add [[boards]] with zone = \"" + zones[i] + '"');
    }
}

void read_night(TableReader& table, core::ScreenRules& screens) {
    constexpr std::int32_t last_minute = 24 * 60 - 1;
    screens.night_percent = static_cast<std::uint32_t>(table.integer("night_percent", limits::night_percent_least, 100).value_or(0));
    screens.night_from_minute = table.time_of_day("night_from", last_minute).value_or(0);
    screens.night_until_minute = table.time_of_day("night_until", last_minute).value_or(0);
    const bool any = table.has("night_percent") || table.has("night_from") || table.has("night_until");
    if (!any) return;
    if (!table.has("night_percent")) table.missing("night_percent", "40, of the brightness by day");
    if (!table.has("night_from")) table.missing("night_from", "\"18:00\"");
    if (!table.has("night_until")) table.missing("night_until", "\"06:00\"");
    if (table.has("night_from") && table.has("night_until") && screens.night_from_minute == screens.night_until_minute) {
        table.mistake(table.at("night_until"),
                      "the night would end when it begins; write the morning's hour, as in night_until = \"06:00\"");
    }
}

}  // namespace

core::VoiceRules read_voice(TableReader& office, const core::Office& made) {
    core::VoiceRules rules;
    office.table("voice", "[voice]", [&](TableReader& table) {
        rules.languages = read_known(table, "languages", made.languages, "language of this office");
        rules.voices = read_voices(table);
        rules.chime = table.boolean("chime").value_or(rules.chime);
        rules.times = static_cast<std::uint32_t>(table.integer("times", 1, limits::times_said).value_or(rules.times));
        if (const auto gap_us = table.duration("gap", limits::voice_gap_us)) rules.gap_ms = static_cast<std::uint32_t>(*gap_us / 1000);
        rules.counter_names = table.boolean("counter_names").value_or(false);
        rules.zones = read_zones(table, made);
        warn_of_calls_unspoken(table, rules.zones, made);
    });
    return rules;
}

std::vector<core::BoardConfig> read_boards(TableReader& office, const core::Office& made) {
    std::vector<core::BoardConfig> boards;
    std::map<std::string, Position> names;
    const std::vector<std::string> zones = zone_codes(made);
    office.each("boards", "a board", limits::boards, [&](TableReader& entry) {
        core::BoardConfig board;
        board.name = read_name(entry, names);
        board.layout = entry.code("layout").value_or("");
        board.theme = entry.code("theme").value_or("");
        board.zone = read_zone(entry, zones);
        if (const auto language = entry.one_of("language", made.languages)) board.language = made.languages[*language];
        board.services = read_services_shown(entry, made);
        board.counters = read_counter_numbers(entry, made);
        boards.push_back(std::move(board));
    });
    warn_of_silent_zones(office, boards, zones);
    return boards;
}

core::ScreenRules read_screens(TableReader& office, const core::Office& made) {
    core::ScreenRules screens;
    office.table("screens", "[screens]", [&](TableReader& table) {
        read_night(table, screens);
        screens.off_outside_hours = table.boolean("off_outside_hours").value_or(false);
        screens.on_before_minutes = table.minutes("on_before", limits::screen_minutes).value_or(screens.on_before_minutes);
        screens.off_after_minutes = table.minutes("off_after", limits::screen_minutes).value_or(screens.off_after_minutes);
        for (const char* key : {"on_before", "off_after"}) {
            if (!table.has(key) || screens.off_outside_hours) continue;
            table.mistake(table.at(key),
                          "\"" + std::string(key) + "\" says when screens are off, and they never are; add off_outside_hours = true");
        }
        const bool always_open = made.sessions.empty() && std::all_of(made.services.begin(), made.services.end(),
                                                                      [](const core::Service& service) { return service.hours.empty(); });
        if (screens.off_outside_hours && always_open) {
            table.context().findings.warning(table.at("off_outside_hours"),
                                             "the office is always open, so its screens are never off; add \"sessions\" for its hours");
        }
    });
    return screens;
}

}  // namespace luot::app
