#include "kiosk/slip_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "kiosk/local_time.hpp"

namespace luot::kiosk {

namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::size_t notes_max = 2;  // the field's own come first; a slip is no notice board

using LineName = std::pair<std::string_view, SlipLine>;
constexpr std::array<LineName, 13> line_names{{
    {"logo", SlipLine::logo},
    {"office", SlipLine::office},
    {"title", SlipLine::title},
    {"number", SlipLine::number},
    {"field", SlipLine::field},
    {"class", SlipLine::ticket_class},
    {"procedure", SlipLine::procedure},
    {"figures", SlipLine::figures},
    {"notes", SlipLine::notes},
    {"phone", SlipLine::phone},
    {"closing", SlipLine::closing},
    {"when", SlipLine::when},
    {"where", SlipLine::where},
}};

// Each line once. A newer server's line that this program cannot draw is left out; a slip without a number is none.
std::vector<SlipLine> lines_of(const v1::Office& office) {
    std::vector<SlipLine> lines;
    const auto add = [&](SlipLine line) {
        if (std::ranges::find(lines, line) == lines.end()) lines.push_back(line);
    };
    for (const auto& name : office.slip().lines()) {
        const auto known = std::ranges::find_if(line_names, [&](const LineName& each) { return each.first == name; });
        if (known != line_names.end()) add(known->second);
    }
    if (lines.empty()) {
        for (const auto& [name, line] : line_names) add(line);
    }
    add(SlipLine::number);
    return lines;
}

// Says things in the slip's languages.
class Speaker {
  public:
    Speaker(const v1::Office& office, const words::Words& words) : first_(&words.first()) {
        std::vector<std::string> wanted(office.slip().languages().begin(), office.slip().languages().end());
        if (wanted.empty() && !office.languages().empty()) wanted.push_back(office.languages(0));
        if (!wanted.empty()) first_ = &words.in(wanted[0]);
        if (wanted.size() > 1 && words.has(wanted[1]) && wanted[1] != first_->language().code) second_ = &words.in(wanted[1]);
    }

    // `say` says it in one language.
    template <class Say>
    Said in_both(Say say) const {
        Said said{say(*first_), second_ != nullptr ? say(*second_) : std::string()};
        if (said.second == said.first) said.second.clear();
        return said;
    }
    Said words(std::string_view key, std::initializer_list<words::Param> params = {}) const {
        return in_both([&](const words::Catalogue& language) { return language.text(key, params); });
    }
    // As the office wrote it. In the second language only where it was written in that; in the first in any, rather than not at all.
    Said texts(const v1::Texts& texts) const {
        Said said;
        for (const auto& text : texts.texts()) {
            if (text.language() == first_->language().code) said.first = text.text();
            if (second_ != nullptr && text.language() == second_->language().code) said.second = text.text();
        }
        if (said.first.empty()) said.first = !said.second.empty() || texts.texts().empty() ? said.second : texts.texts(0).text();
        if (said.second == said.first) said.second.clear();
        return said;
    }

    const words::Catalogue& first() const { return *first_; }

  private:
    const words::Catalogue* first_;
    const words::Catalogue* second_ = nullptr;
};

const v1::Service* find_service(const v1::Office& office, const std::string& code) {
    const auto found = std::ranges::find_if(office.services(), [&](const v1::Service& service) { return service.code() == code; });
    return found == office.services().end() ? nullptr : &*found;
}

const v1::Procedure* find_procedure(const v1::Service* service, const std::string& code) {
    if (service == nullptr || code.empty()) return nullptr;
    const auto found = std::ranges::find_if(service->procedures(), [&](const v1::Procedure& each) { return each.code() == code; });
    return found == service->procedures().end() ? nullptr : &*found;
}

// Ordinary tickets bear no class.
Said class_name(const v1::Office& office, const std::string& code, const Speaker& speaker) {
    const auto found = std::ranges::find_if(office.classes(), [&](const v1::PriorityClass& each) { return each.code() == code; });
    if (found == office.classes().end() || !found->priority()) return {};
    auto name = speaker.texts(found->name());
    return name.empty() ? Said{code, {}} : name;
}

// Whole minutes that hold the range: never a shorter wait than was foreseen.
SlipFigures figures_of(const v1::Promise& promise, const Speaker& speaker) {
    SlipFigures figures;
    figures.ahead = std::to_string(promise.ahead());
    figures.ahead_words = speaker.words("slip.ahead", {{"n", promise.ahead()}});
    if (!promise.has_wait()) {
        figures.expected = speaker.words("slip.expected_unknown").first;
        figures.expected_words = {speaker.words("slip.expected_wait").first, speaker.words("slip.expected_unknown_whole").second};
        return figures;
    }
    if (promise.wait().high_us() <= 0) {
        figures.expected = speaker.words("slip.expected_none").first;
        figures.expected_words = {speaker.words("slip.expected_wait").first, speaker.words("slip.expected_none_whole").second};
        return figures;
    }
    const std::int64_t low = std::max<std::int64_t>(promise.wait().low_us(), 0) / minute_us;
    const std::int64_t high = std::max<std::int64_t>((promise.wait().high_us() + minute_us - 1) / minute_us, 1);
    const char* key = low == 0 ? "slip.expected_under" : low >= high ? "slip.expected_about" : "slip.expected_between";
    const Said value = speaker.words(key, {{"low", low}, {"high", high}});
    figures.expected_known = true;
    figures.expected = value.first;
    figures.expected_words = speaker.words("slip.expected_minutes", {{"n", high}});
    // A figure that is words ("under 5") is said again in the second language.
    if (!value.second.empty()) figures.expected_words.second = value.second + ' ' + figures.expected_words.second;
    return figures;
}

// The day of the office's calendar that a moment belongs to: before its boundary it is still the day before.
struct BusinessDay {
    std::int64_t day = 0;
    int weekday = 0;
    int minute = 0;  // may pass 1440
};

BusinessDay business_day_of(const v1::Office& office, const LocalTime& time) {
    const int minute = time.hour * 60 + time.minute;
    const bool night = minute < office.boundary_minute();
    return {time.day_number - (night ? 1 : 0), (time.weekday + (night ? 6 : 0)) % 7, minute + (night ? 1440 : 0)};
}

template <class Entry>
bool holds(const Entry& entry, const BusinessDay& today) {
    if (entry.has_first_day() && today.day < entry.first_day()) return false;
    if (entry.has_last_day() && today.day > entry.last_day()) return false;
    return entry.weekdays() == 0 || ((entry.weekdays() >> static_cast<unsigned>(today.weekday)) & 1U) != 0;
}

// What the procedure's calendar, the field's and the office's say of this day to somebody who has got a number all the same.
std::vector<Said> notes_of(const v1::Office& office, const v1::Service* service, const v1::Procedure* procedure, const BusinessDay& today,
                           const Speaker& speaker) {
    std::vector<Said> notes;
    const auto collect = [&](const auto& calendar) {
        for (const auto& note : calendar) {
            auto words = speaker.texts(note.message());
            if (!note.closed() && !words.empty() && holds(note, today) && notes.size() < notes_max) notes.push_back(std::move(words));
        }
    };
    if (procedure != nullptr) collect(procedure->calendar());
    if (service != nullptr) collect(service->calendar());
    collect(office.calendar());
    return notes;
}

// The key of the session's name: of the field's own hours, of the office's sessions, or by the clock where neither has a name.
std::string session_key(const v1::Office& office, const v1::Service* service, const BusinessDay& today, const words::Catalogue& words) {
    const auto named = [&](const auto& all_hours, int early) -> std::string {
        for (const auto& hours : all_hours) {
            std::string key = "common.session." + hours.code();
            std::ranges::replace(key, '-', '_');
            const bool now = hours.from_minute() - early <= today.minute && today.minute < hours.until_minute();
            if (now && holds(hours, today) && words.has(key)) return key;
        }
        return {};
    };
    std::string key = service != nullptr ? named(service->hours(), 0) : std::string();
    if (key.empty()) key = named(office.sessions(), office.issue_early_minutes());
    if (!key.empty()) return key;
    constexpr int noon = 12 * 60;
    constexpr int evening = 18 * 60;
    return today.minute < noon ? "common.session.morning" : today.minute < evening ? "common.session.afternoon" : "common.session.evening";
}

std::string clock_of(const LocalTime& time) {
    return fmt::format("{:02}:{:02}", time.hour, time.minute);
}

// A number that goes void for not being claimed says so first, whatever lines the office lays out.
void add_presence(SlipModel& slip, const v1::Office& office, std::int64_t issued_us, const Speaker& speaker) {
    const auto& rules = office.kiosk();
    const auto at = [&](std::int64_t at_us) { return clock_of(local_time(at_us, office.zone()).value_or(utc_time(at_us))); };
    if (rules.presence_after_us() <= 0) return;
    const std::int64_t from_us = issued_us + rules.presence_after_us();
    slip.notes.insert(slip.notes.begin(),
                      speaker.words("slip.presence", {{"from", at(from_us)}, {"until", at(from_us + rules.presence_grace_us())}}));
    if (std::ranges::find(slip.lines, SlipLine::notes) == slip.lines.end()) slip.lines.push_back(SlipLine::notes);
}

struct Ticket {
    std::string number;
    std::string service;
    std::string ticket_class;
    std::string procedure;
    std::int64_t issued_us = 0;
};

SlipModel common(const Ticket& ticket, const v1::Office& office, const words::Words& words, const std::string& kiosk, bool reprint) {
    const Speaker speaker(office, words);
    const v1::Service* service = find_service(office, ticket.service);
    const v1::Procedure* procedure = find_procedure(service, ticket.procedure);
    const auto local = local_time(ticket.issued_us, office.zone());
    const LocalTime time = local ? *local : utc_time(ticket.issued_us);
    const BusinessDay today = business_day_of(office, time);
    SlipModel slip;
    slip.lines = lines_of(office);
    slip.office = speaker.texts(office.name());
    slip.title = speaker.words("slip.title");
    if (reprint) slip.reprint = speaker.words("slip.reprint");
    slip.number = ticket.number;
    if (service != nullptr) slip.field = speaker.texts(service->name());
    if (slip.field.empty()) slip.field.first = ticket.service;
    slip.ticket_class = class_name(office, ticket.ticket_class, speaker);
    if (procedure != nullptr) slip.procedure = speaker.texts(procedure->name());
    slip.notes = notes_of(office, service, procedure, today, speaker);
    add_presence(slip, office, ticket.issued_us, speaker);
    slip.closing = speaker.texts(office.slip_closing());
    if (slip.closing.empty()) slip.closing = speaker.words("slip.closing");
    // Figures and the kiosk's name are the same in every language: they are said once.
    const std::string clock = clock_of(time);
    slip.when = speaker.in_both([&](const words::Catalogue& language) {
        return language.date({time.year, time.month, time.day, time.weekday});
    });
    slip.when.first = speaker.first().text("slip.when", {{"time", clock}, {"date", slip.when.first}}) + (local ? "" : " UTC");
    const Said session =
        speaker.in_both([&](const words::Catalogue& language) { return language.text(session_key(office, service, today, language)); });
    const std::string sessions = session.second.empty() ? session.first : session.first + " / " + session.second;
    slip.where.first = speaker.first().text("slip.where", {{"session", sessions}, {"kiosk", kiosk}});
    slip.name = fmt::format("{}-{}{:02}{:02}-{:02}{:02}{:02}{}", ticket.number, time.year, time.month, time.day, time.hour, time.minute,
                            time.second, reprint ? "-reprint" : "");
    return slip;
}

}  // namespace

SlipModel make_slip(const v1::IssuedResult& issued, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                    bool reprint) {
    const Speaker speaker(office, words);
    SlipModel slip = common({issued.number(), issued.service(), issued.ticket_class(), issued.procedure(), issued.issued_us()}, office,
                            words, kiosk, reprint);
    slip.figures = figures_of(issued.promise(), speaker);
    const bool presence = office.kiosk().presence_after_us() > 0;  // said before all else
    if (issued.promise().past_closing()) slip.notes.insert(slip.notes.begin() + (presence ? 1 : 0), speaker.words("slip.past_closing"));
    if (!office.phone_base_url().empty() && !issued.token().empty()) {
        std::string url = office.phone_base_url();
        while (url.ends_with('/')) url.pop_back();
        slip.phone = SlipPhone{url + "/t/" + issued.token(), speaker.words("slip.phone_title"), speaker.words("slip.phone_words")};
    }
    return slip;
}

SlipModel make_slip(const v1::TicketStatus& ticket, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                    bool reprint) {
    return common({ticket.number(), ticket.service(), ticket.ticket_class(), ticket.procedure(), ticket.issued_us()}, office, words, kiosk,
                  reprint);
}

SlipModel make_test_slip(std::int64_t at_us, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                         const std::vector<std::string>& remarks) {
    const Speaker speaker(office, words);
    constexpr const char* heaviest = "8888";
    SlipModel slip = common({heaviest, {}, {}, {}, at_us}, office, words, kiosk, false);
    slip.lines = {SlipLine::logo, SlipLine::office, SlipLine::title, SlipLine::number, SlipLine::notes, SlipLine::when, SlipLine::where};
    slip.title = speaker.words("slip.test");
    slip.notes = {speaker.words("slip.test_note"), speaker.words("slip.test_letters")};
    for (const auto& remark : remarks) slip.notes.push_back({remark, {}});
    slip.name = "test-" + slip.name;
    return slip;
}

}  // namespace luot::kiosk
