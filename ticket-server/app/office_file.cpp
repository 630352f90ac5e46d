#include "app/office_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <boost/throw_exception.hpp>

#include "app/business_time.hpp"
#include "app/office_file_sections.hpp"
#include "app/office_file_text.hpp"

namespace luot::app {
namespace {

constexpr const char* white = "#FFFFFF";
constexpr const char* default_colour = "#0B1B2B";
constexpr const char* default_accent = "#0A4DB0";
constexpr std::array<std::string_view, 2> web_schemes{"http://", "https://"};

bool is_language(const std::string& text) {
    const bool letters = text.size() >= 2 && text.size() <= 3 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    return letters;
}

std::vector<std::string> read_languages(TableReader& office) {
    if (!office.has("languages")) {
        office.strings("languages", limits::languages);  // makes the key known
        return {"vi"};
    }
    std::vector<std::string> languages;
    for (const auto& [language, at] : office.codes("languages", limits::languages)) {
        if (!is_language(language)) {
            office.mistake(at,
                           "\"" + language + "\" is no language; write its two letters in small ones, as in languages = [\"vi\", \"en\"]");
            continue;
        }
        languages.push_back(language);
    }
    if (languages.empty()) {
        office.mistake(office.at("languages"), "an office needs a language for its words; write languages = [\"vi\", \"en\"]");
        return {"vi"};
    }
    return languages;
}

void read_zone(TableReader& office, core::Office& made) {
    made.zone = office.text("zone").value_or(made.zone);
    made.boundary_minute = office.time_of_day("day_begins", 12 * 60).value_or(made.boundary_minute);
    const auto time = BusinessTime::make(made.zone, made.boundary_minute);
    if (time) return;
    std::string what = time.error().what;
    if (const auto meant = nearest(made.zone, zone_names())) what += "; did you mean \"" + *meant + "\"?";
    office.mistake(office.at("zone"), std::move(what));
}

// White text stands on these, so the office's own colours have to carry it.
std::string read_background(TableReader& office, std::string_view key, const char* fallback) {
    const auto colour = office.colour(key);
    if (!colour) return fallback;
    const double ratio = contrast(*colour, white);
    if (ratio < limits::contrast) {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "%.1f", ratio);
        office.mistake(office.at(key), "white text on " + *colour + " has a contrast of " + text.data() +
                                           ":1 and needs 7:1 to be read from afar; take a darker colour, " + fallback + " for one");
    }
    return *colour;
}

void read_opening(TableReader& office, core::Office& made) {
    made.sessions = read_hours(office, "sessions");
    made.issue_early_minutes = office.minutes("issue_early", 240).value_or(0);
    made.issue_stop_minutes = office.minutes("issue_stop", 240).value_or(0);
    for (const auto& session : made.sessions) {
        if (made.issue_stop_minutes == 0 || made.issue_stop_minutes < session.until_minute - session.from_minute) continue;
        office.mistake(office.at("issue_stop"), "issuing would stop before the session from " + format_time_of_day(session.from_minute) +
                                                    " to " + format_time_of_day(session.until_minute) +
                                                    " begins; make \"issue_stop\" shorter");
    }
    made.calendar = read_calendar(office, "calendar");
}

void read_reasons(TableReader& office, core::Office& made) {
    office.table("reasons", "[reasons]", [&](TableReader& table) {
        made.pause_reasons = read_choices(table, "pause");
        made.hold_reasons = read_choices(table, "hold");
        made.cancel_reasons = read_choices(table, "cancel");
        made.choose_reasons = read_choices(table, "choose");
        made.priority_reasons = read_choices(table, "priority");
    });
    made.outcomes = read_choices(office, "outcomes");
}

void read_targets(TableReader& office, core::Office& made) {
    if (!office.has("targets")) {
        office.strings("targets", limits::targets);  // makes the key known
        return;
    }
    made.targets_minutes.clear();
    for (const auto& [text, at] : office.strings("targets", limits::targets)) {
        const auto target_us = parse_duration(text);
        const bool fits = target_us && *target_us > 0 && *target_us <= limits::duration_us && *target_us % core::minute_us == 0;
        if (!fits)
            office.mistake(at, "\"" + text + "\" is no target for waiting; write whole minutes, as in targets = [\"15 min\", \"30 min\"]");
        if (fits) made.targets_minutes.push_back(static_cast<std::uint32_t>(*target_us / core::minute_us));
    }
    // Whatever order they are written in: the first one that pages and reports show is the shortest.
    std::vector<std::uint32_t>& targets = made.targets_minutes;
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
}

// What is wrong with the address that slips begin with; empty: nothing.
std::string mistake_of_base(std::string_view base) {
    const std::string instead = "; write phone_base_url = \"https://…\"";
    const auto scheme = std::find_if(web_schemes.begin(), web_schemes.end(), [&](std::string_view each) { return base.starts_with(each); });
    if (scheme == web_schemes.end() || base.find(' ') != std::string_view::npos) return "is no address" + instead;
    std::string_view host = base.substr(scheme->size());
    if (host.ends_with('/')) host.remove_suffix(1);
    if (host.empty()) return "is no address" + instead;
    if (host.find_first_of("/?#@") != std::string_view::npos)
        return "says more than a host and its port: /t/ and a ticket's token are put behind it" + instead;
    return {};
}

void read_words(TableReader& office, OfficeFile& file) {
    core::Office& made = file.office;
    made.running_text = office.list_of_texts("running_text", limits::running_texts);
    made.slip_closing = office.texts("slip_closing").value_or(core::Texts{});
    made.phone_base_url = office.text("phone_base_url").value_or("");
    if (!made.phone_base_url.empty()) {
        const std::string mistake = mistake_of_base(made.phone_base_url);
        if (!mistake.empty()) office.mistake(office.at("phone_base_url"), "\"" + made.phone_base_url + "\" " + mistake);
    }
    file.logo = office.text("logo").value_or("");
}

void read_office(TableReader& office, OfficeFile& file) {
    core::Office& made = file.office;
    ReadContext& context = office.context();
    context.languages = made.languages = read_languages(office);
    made.code = office.code("code").value_or("?");
    if (!office.has("code")) office.missing("code", "\"phuong-thanh-xuan\"");
    made.name = office.texts("name").value_or(core::Texts{});
    if (!office.has("name")) office.missing("name", "{ " + context.languages.front() + " = \"…\" }");
    read_zone(office, made);
    context.boundary_minute = made.boundary_minute;
    made.colour = read_background(office, "colour", default_colour);
    made.accent = read_background(office, "accent", default_accent);
    read_opening(office, made);
    made.services = read_services(office);
    made.classes = read_classes(office);
    made.counters = read_counters(office, made.services);
    made.policy = read_policy(office);
    made.rules = read_rules(office);
    made.slip = read_slip(office);
    read_reasons(office, made);
    made.desk = read_desk(office);
    read_clerks(office, file);
    read_targets(office, made);
    read_words(office, file);
    made.kiosk = read_kiosk(office, made);  // whether slips bear a code is known by now
    made.voice = read_voice(office, made);
    made.boards = read_boards(office, made);
    made.screens = read_screens(office, made);
    const std::size_t bytes = canonical_form(made).size();
    if (bytes > limits::office_bytes) {
        office.mistake({}, "the office comes to " + std::to_string(bytes / 1024) +
                               " KiB; every device gets it in one piece, which may have at most " +
                               std::to_string(limits::office_bytes / 1024) + " KiB");
    }
}

BadOfficeFile as_a_whole(const std::string& file, std::string what) {
    return BadOfficeFile{{Mistake{file, 0, 0, std::move(what)}}};
}

bool others_may_read(const std::string& path) {
    std::error_code unknown;  // then nothing is said of it
    const auto permissions = std::filesystem::status(path, unknown).permissions();
    return !unknown && (permissions & std::filesystem::perms::others_read) != std::filesystem::perms::none;
}

}  // namespace

std::string to_string(const Mistake& mistake) {
    if (mistake.line == 0) return mistake.file + ": " + mistake.what;
    return mistake.file + ":" + std::to_string(mistake.line) + ":" + std::to_string(mistake.column) + ": " + mistake.what;
}

void throw_exception_from_error(const BadOfficeFile& bad, const boost::source_location& location) {
    boost::throw_exception(std::runtime_error(bad.mistakes.empty() ? "bad office file" : to_string(bad.mistakes.front())), location);
}

OfficeFileResult parse_office_file(std::string_view text, const std::string& file) {
    if (text.size() > limits::office_file_bytes) return as_a_whole(file, "more than 1 MiB; is this an office file?");
    toml::table table;
    try {
        table = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        const Position at = position(error.source());
        return BadOfficeFile{{Mistake{file, at.line, at.column, "this is not TOML: " + std::string(error.description())}}};
    }
    Findings findings(file);
    ReadContext context{findings, {"vi"}};
    OfficeFile made;
    TableReader office(table, "the office", context);
    read_office(office, made);
    office.finish();
    if (findings.mistakes() > 0) return BadOfficeFile{findings.take_mistakes()};
    made.warnings = findings.take_warnings();
    made.digest = digest_of(made.office);
    return made;
}

OfficeFileResult load_office_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return as_a_whole(path, "cannot be opened; is the path right?");
    std::string text;
    std::array<char, 65536> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > limits::office_file_bytes) break;
    }
    if (file.bad() || (text.empty() && !file.eof())) return as_a_whole(path, "cannot be read; is it a file?");
    OfficeFileResult result = parse_office_file(text, path);
    if (result && result->office.desk.pin && others_may_read(path)) {
        result->warnings.push_back(Mistake{path, 0, 0, "everybody on this machine may read the clerks' PIN lines in it; chmod o-r it"});
    }
    return result;
}

}  // namespace luot::app
