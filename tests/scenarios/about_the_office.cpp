// How the office is set up: the office file, in sentences.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

template <class List, class Wanted>
auto& entry_of(List& list, const Wanted& wanted, const char* what, const std::string& name) {
    const auto found = std::find_if(list.begin(), list.end(), wanted);
    if (found == list.end()) throw Nonsense(std::string("the office has no ") + what + " " + name);
    return *found;
}

Service& service(Scene& scene, const Gaps& gaps) {
    const std::string name = text_in(gaps, "service");
    return entry_of(
        scene.office.services, [&](const Service& entry) { return entry.code.value == name; }, "field", name);
}

PriorityClass& ticket_class(Scene& scene, const Gaps& gaps) {
    const std::string name = text_in(gaps, "class");
    return entry_of(
        scene.office.classes, [&](const PriorityClass& entry) { return entry.code.value == name; }, "class", name);
}

std::uint32_t small_number(const Gaps& gaps, std::string_view name) {
    return static_cast<std::uint32_t>(number_in(gaps, name));
}

TimeUs minutes(const Gaps& gaps) {
    return static_cast<TimeUs>(number_in(gaps, "minutes")) * minute_us;
}

std::int32_t minute_of(const Gaps& gaps, std::string_view name) {
    return static_cast<std::int32_t>(clock_in(text_in(gaps, name)) / minute_us);
}

std::vector<ServiceCode> codes(const Gaps& gaps, std::string_view name) {
    std::vector<ServiceCode> out;
    for (const std::string& code : listed(text_in(gaps, name))) out.emplace_back(code);
    return out;
}

std::uint8_t weekdays(const Gaps& gaps) {
    constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    unsigned bits = 0;
    for (const std::string& name : listed(text_in(gaps, "days"))) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) throw Nonsense("'" + name + "' is not a day of the week");
        bits |= 1U << (found - names.begin());
    }
    return static_cast<std::uint8_t>(bits);
}

BusinessDay date(const Gaps& gaps, std::string_view name) {
    const std::string text = text_in(gaps, name);
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    char rest = 0;
    const bool read = std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) == 3;
    const std::chrono::year_month_day there{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!read || !there.ok()) throw Nonsense("'" + text + "' is not a date like 2026-03-02");
    return BusinessDay{static_cast<std::int32_t>(std::chrono::sys_days(there).time_since_epoch().count())};
}

Hours hours(const Gaps& gaps) {
    Hours hours;
    hours.from_minute = minute_of(gaps, "from");
    hours.until_minute = minute_of(gaps, "until");
    if (gaps.contains("days")) hours.weekdays = weekdays(gaps);
    if (gaps.contains("first")) hours.first_day = date(gaps, "first");
    if (gaps.contains("last")) hours.last_day = date(gaps, "last");
    return hours;
}

DayNote note_on(const Gaps& gaps) {
    DayNote note;
    note.code = text_in(gaps, "note");
    note.weekdays = weekdays(gaps);
    return note;
}

Procedure& procedure(Scene& scene, const Gaps& gaps) {
    const std::string name = text_in(gaps, "procedure");
    std::vector<Procedure>& list = service(scene, gaps).procedures;
    const auto same = [&](const Procedure& entry) { return entry.code == name; };
    if (std::none_of(list.begin(), list.end(), same)) {
        list.emplace_back();
        list.back().code = name;
    }
    return entry_of(list, same, "procedure", name);
}

DayNote closed_on(const Gaps& gaps) {
    DayNote note;
    note.closed = true;
    note.weekdays = weekdays(gaps);
    return note;
}

void set_policy(Office& office, const std::string& name) {
    static const std::array<std::pair<const char*, PolicyKind>, 3> kinds{
        {{"head-start", PolicyKind::head_start}, {"strict", PolicyKind::strict}, {"accumulating", PolicyKind::accumulating}}};
    office.policy.kind = entry_of(
                             kinds, [&](const auto& kind) { return name == kind.first; }, "policy", name)
                             .second;
}

}  // namespace

std::vector<Saying> about_the_office() {
    const auto saying = [](const char* pattern, auto mean) {
        return Saying{pattern, Mood::describes, [mean](Scene& scene, const Gaps& gaps) {
                          mean(scene, gaps);
                          return std::string();
                      }};
    };
    return {
        saying("The office is small", [](Scene& scene, const Gaps&) { scene.office = test::small_office(); }),
        saying("The office is open around the clock", [](Scene& scene, const Gaps&) { scene.office.sessions.clear(); }),
        saying("The office is open from {from} to {until}", [](Scene& scene, const Gaps& gaps) { scene.office.sessions = {hours(gaps)}; }),
        saying("The office is closed on {days+}", [](Scene& scene, const Gaps& gaps) { scene.office.calendar.push_back(closed_on(gaps)); }),
        saying("The business day begins at {time}",
               [](Scene& scene, const Gaps& gaps) { scene.office.boundary_minute = minute_of(gaps, "time"); }),
        saying("In this office the policy is {n} to one",
               [](Scene& scene, const Gaps& gaps) {
                   scene.office.policy = {PolicyKind::n_to_one, small_number(gaps, "n")};
               }),
        saying("In this office the policy is {policy}",
               [](Scene& scene, const Gaps& gaps) { set_policy(scene.office, text_in(gaps, "policy")); }),
        saying("In this office the longest wait is {minutes} minutes",
               [](Scene& scene, const Gaps& gaps) { scene.office.rules.longest_wait_us = minutes(gaps); }),
        saying("In this office numbers of {service} run from {first} to {last} and {what} at the end",
               [](Scene& scene, const Gaps& gaps) {
                   NumberRange& range = service(scene, gaps).range;
                   range.first = small_number(gaps, "first");
                   range.last = small_number(gaps, "last");
                   const std::string what = text_in(gaps, "what");
                   if (what != "widen" && what != "refuse") throw Nonsense("numbers widen or refuse at the end");
                   range.at_end = what == "widen" ? AtEnd::widen : AtEnd::refuse;
               }),
        saying("In this office numbers of {service} begin with {prefix}",
               [](Scene& scene, const Gaps& gaps) { service(scene, gaps).range.prefix = text_in(gaps, "prefix"); }),
        saying("In this office {service} takes {n} a day",
               [](Scene& scene, const Gaps& gaps) { service(scene, gaps).daily_quota = small_number(gaps, "n"); }),
        saying("In this office {service} is open from {from} to {until} [ on {days+} ] [ as of {first} ] [ through {last} ]",
               [](Scene& scene, const Gaps& gaps) { service(scene, gaps).hours.push_back(hours(gaps)); }),
        saying("In this office the procedure {procedure} of {service} is open",
               [](Scene& scene, const Gaps& gaps) { procedure(scene, gaps).open = true; }),
        saying("In this office the procedure {procedure} of {service} is closed",
               [](Scene& scene, const Gaps& gaps) { procedure(scene, gaps).open = false; }),
        saying("In this office the procedure {procedure} of {service} is closed on {days+}",
               [](Scene& scene, const Gaps& gaps) { procedure(scene, gaps).calendar.push_back(closed_on(gaps)); }),
        saying("In this office the procedure {procedure} of {service} has {note} on {days+}",
               [](Scene& scene, const Gaps& gaps) { procedure(scene, gaps).calendar.push_back(note_on(gaps)); }),
        saying("In this office {service} has {note} on {days+}",
               [](Scene& scene, const Gaps& gaps) { service(scene, gaps).calendar.push_back(note_on(gaps)); }),
        saying("In this office {service} is closed on {days+}",
               [](Scene& scene, const Gaps& gaps) { service(scene, gaps).calendar.push_back(closed_on(gaps)); }),
        saying("In this office the kiosk starts {minutes} minutes before opening",
               [](Scene& scene, const Gaps& gaps) {
                   scene.office.issue_early_minutes = static_cast<std::int32_t>(number_in(gaps, "minutes"));
               }),
        saying("In this office the kiosk stops {minutes} minutes before closing",
               [](Scene& scene, const Gaps& gaps) {
                   scene.office.issue_stop_minutes = static_cast<std::int32_t>(number_in(gaps, "minutes"));
               }),
        saying("In this office a card is {card}",
               [](Scene& scene, const Gaps& gaps) {
                   static const std::array<std::pair<const char*, CardUse>, 2> uses{
                       {{"offered", CardUse::offered}, {"required", CardUse::required}}};
                   const std::string name = text_in(gaps, "card");
                   scene.office.kiosk.card = entry_of(
                                                 uses, [&](const auto& use) { return name == use.first; }, "use of a card", name)
                                                 .second;
               }),
        saying("In this office one card has at most {n} open in a field",
               [](Scene& scene, const Gaps& gaps) { scene.office.kiosk.per_person_field = small_number(gaps, "n"); }),
        saying("In this office one card takes at most {n} a day",
               [](Scene& scene, const Gaps& gaps) { scene.office.kiosk.per_person_day = small_number(gaps, "n"); }),
        saying("In this office who waits {minutes} minutes has {grace} more to scan the slip",
               [](Scene& scene, const Gaps& gaps) {
                   scene.office.kiosk.presence_after_us = minutes(gaps);
                   scene.office.kiosk.presence_grace_us = static_cast<TimeUs>(number_in(gaps, "grace")) * minute_us;
               }),
        saying("In this office somebody sent back lets {n} others past",
               [](Scene& scene, const Gaps& gaps) { scene.office.rules.requeue_after = small_number(gaps, "n"); }),
        saying("In this office a no-show may come back within {minutes} minutes",
               [](Scene& scene, const Gaps& gaps) { scene.office.rules.reinstate_grace_us = minutes(gaps); }),
        saying("In this office an unanswered call is a no-show after {minutes} minutes",
               [](Scene& scene, const Gaps& gaps) { scene.office.rules.no_show_after_us = minutes(gaps); }),
        saying("In this office the next step keeps {percent} percent of the time waited",
               [](Scene& scene, const Gaps& gaps) { scene.office.rules.courtesy_permille = small_number(gaps, "percent") * 10; }),
        saying("In this office {class} has a head start of {minutes} minutes",
               [](Scene& scene, const Gaps& gaps) { ticket_class(scene, gaps).head_start_us = minutes(gaps); }),
        saying("In this office counter {counter} serves {serves+} [ and helps {helps+} ]",
               [](Scene& scene, const Gaps& gaps) {
                   const CounterId id{number_in(gaps, "counter")};
                   const auto same = [id](const CounterConfig& entry) { return entry.id == id; };
                   if (!find_counter(scene.office, id)) scene.office.counters.push_back({id, {}, {}, {}});
                   CounterConfig& counter = entry_of(scene.office.counters, same, "counter", text_in(gaps, "counter"));
                   counter.serves = codes(gaps, "serves");
                   counter.helps = codes(gaps, "helps");
               }),
        saying("In this office only {clerks+} may sign in",
               [](Scene& scene, const Gaps& gaps) {
                   for (std::string name : listed(text_in(gaps, "clerks"))) {
                       for (char& letter : name) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
                       scene.office.clerks.emplace_back(name);
                   }
               }),
        saying("In this office there is no field {service} any more",
               [](Scene& scene, const Gaps& gaps) {
                   const ServiceCode gone = service(scene, gaps).code;
                   std::erase_if(scene.office.services, [&](const Service& entry) { return entry.code == gone; });
                   for (CounterConfig& counter : scene.office.counters) {
                       std::erase(counter.serves, gone);
                       std::erase(counter.helps, gone);
                   }
               }),
        saying("In this office there is no class {class} any more",
               [](Scene& scene, const Gaps& gaps) {
                   const ClassCode gone = ticket_class(scene, gaps).code;
                   std::erase_if(scene.office.classes, [&](const PriorityClass& entry) { return entry.code == gone; });
               }),
        saying("In this office there is no counter {counter} any more",
               [](Scene& scene, const Gaps& gaps) {
                   const CounterId gone{number_in(gaps, "counter")};
                   std::erase_if(scene.office.counters, [&](const CounterConfig& entry) { return entry.id == gone; });
               }),
    };
}

}  // namespace luot::scenarios
