// What has to be true now: "Then …".
#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>

#include "core/limits.hpp"
#include "core/outlook.hpp"
#include "core/service_times.hpp"
#include "scenarios/timeline.hpp"
#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

void same(const std::string& expected, const std::string& happened) {
    if (expected != happened) throw Mismatch(expected, happened);
}

void same(std::uint64_t expected, std::uint64_t happened, const std::string& of) {
    same(std::to_string(expected) + " " + of, std::to_string(happened) + " " + of);
}

std::string state_in_words(const Ticket& ticket) {
    std::string out = to_string(ticket.state);
    return ticket.counter ? out + " at " + std::to_string(ticket.counter.value) : out;
}

const Counter& counter(Scene& scene, const Gaps& gaps) {
    const Counter* found = find_counter(scene.state(), CounterId{number_in(gaps, "counter")});
    if (!found) throw Nonsense("there is no counter " + text_in(gaps, "counter"));
    return *found;
}

std::uint64_t waiting_in(Scene& scene, const Gaps& gaps) {
    const auto found = scene.state().fields.find(ServiceCode(text_in(gaps, "service")));
    if (found == scene.state().fields.end()) throw Nonsense("there is no field " + text_in(gaps, "service"));
    return found->second.waiting;
}

std::string length_in_words(TimeUs length_us) {
    const TimeUs seconds = length_us / second_us;
    return std::to_string(seconds / 60) + " min" + (seconds % 60 == 0 ? "" : " " + std::to_string(seconds % 60) + " s");
}

std::string length_in(const Gaps& gaps) {
    TimeUs total_us = 0;
    if (gaps.contains("minutes")) total_us += static_cast<TimeUs>(number_in(gaps, "minutes")) * minute_us;
    if (gaps.contains("seconds")) total_us += static_cast<TimeUs>(number_in(gaps, "seconds")) * second_us;
    return length_in_words(total_us);
}

const Leg& leg(Scene& scene, const Gaps& gaps) {
    return scene.ticket(text_in(gaps, "ticket")).legs.back();
}

void counter_is(Scene& scene, const Gaps& gaps) {
    const Counter& at = counter(scene, gaps);
    const std::string wanted = text_in(gaps, "state");
    std::string is = word_of(at.state);
    if (wanted == "idle" || wanted == "busy") {
        if (at.state == CounterState::open) is = at.current ? "busy" : "idle";
    }
    same(wanted, is);
}

void range_is(Scene& scene, const Gaps& gaps) {
    const Promise& promise = scene.ticket(text_in(gaps, "ticket")).promise;
    same(number_in(gaps, "n"), promise.ahead, "ahead");
    std::string range = "no range";
    if (promise.wait) range = length_in_words(promise.wait->low_us) + " to " + length_in_words(promise.wait->high_us);
    std::string wanted = "no range";
    if (gaps.contains("low")) wanted = text_in(gaps, "low") + " min to " + text_in(gaps, "high") + " min";
    same(wanted, range);
}

void places_are(Scene& scene, const Gaps& gaps) {
    const auto left = places_left(scene.field(gaps), scene.configured(gaps));
    if (!left) throw Mismatch(text_in(gaps, "n") + " places", "no quota");
    same(number_in(gaps, "n"), *left, "places");
}

std::string minute_in_words(std::int32_t minute) {
    char out[16];
    std::snprintf(out, sizeof out, "%02d:%02d", minute / 60, minute % 60);
    return out;
}

// Of the field's calendar, or of the procedure's.
bool has_note(Scene& scene, const Gaps& gaps) {
    const Service& service = scene.configured(gaps);
    const std::vector<DayNote>* calendar = &service.calendar;
    if (gaps.contains("procedure")) {
        const Procedure* found = find_procedure(service, ProcedureCode(text_in(gaps, "procedure")));
        if (!found) throw Nonsense("there is no procedure " + text_in(gaps, "procedure"));
        calendar = &found->calendar;
    }
    return std::any_of(calendar->begin(), calendar->end(), [&](const DayNote& note) {
        return !note.closed && note.code == text_in(gaps, "note") && covers(note, scene.moment());
    });
}

void help_is(Scene& scene, const Gaps& gaps, HelpState wanted) {
    const auto in_words = [](HelpState help, const std::string& since) {
        return help == HelpState::none ? "no help" : (help == HelpState::asked ? "wants help since " : "waits for help since ") + since;
    };
    const Counter& at = counter(scene, gaps);
    same(in_words(wanted, text_in(gaps, "time")), in_words(at.help, clock_of(at.help_since_us)));
}

ClerkDay day_of(Scene& scene, const Gaps& gaps) {
    const ClerkCode clerk = scene.at({{"counter", "1"}, {"clerk", text_in(gaps, "clerk")}}).clerk;
    const auto found = scene.state().clerk_days.find(clerk);
    return found == scene.state().clerk_days.end() ? ClerkDay{} : found->second;
}

// What a board that comes back would still announce.
void calls_are(Scene& scene, const Gaps& gaps) {
    std::string wanted;
    for (const std::string& word : listed(text_in(gaps, "calls"))) wanted += (wanted.empty() ? "" : " ") + word;
    std::string calls;
    for (const CallMade& call : scene.state().recent_calls) {
        if (call.at_us + limits::announce_within_us <= scene.hall().now_us) continue;
        calls += (calls.empty() ? "" : " ") + call.number + " at " + std::to_string(call.counter.value);
    }
    same(wanted, calls.empty() ? "nothing" : calls);
}

}  // namespace

std::vector<Saying> about_what_is() {
    const auto saying = [](const char* pattern, auto check) {
        return Saying{pattern, Mood::checks, [check](Scene& scene, const Gaps& gaps) {
                          check(scene, gaps);
                          return std::string();
                      }};
    };
    return {
        saying("Then nobody waits [ in {service} ]",
               [](Scene& scene, const Gaps& gaps) {
                   if (gaps.contains("service")) return same(0, waiting_in(scene, gaps), "waiting");
                   for (const auto& [code, field] : scene.state().fields) same(0, field.waiting, "waiting in " + code.value);
               }),
        saying("Then {n} wait in {service}",
               [](Scene& scene, const Gaps& gaps) { same(number_in(gaps, "n"), waiting_in(scene, gaps), "waiting"); }),
        saying("Then {n} waits in {service}",
               [](Scene& scene, const Gaps& gaps) { same(number_in(gaps, "n"), waiting_in(scene, gaps), "waiting"); }),
        saying("Then counter {counter} is {state}", counter_is),
        saying("Then counter {counter} wants help as of {time}",
               [](Scene& scene, const Gaps& gaps) { help_is(scene, gaps, HelpState::asked); }),
        saying("Then counter {counter} waits for help as of {time}",
               [](Scene& scene, const Gaps& gaps) { help_is(scene, gaps, HelpState::answered); }),
        saying("Then counter {counter} wants no help", [](Scene& scene, const Gaps& gaps) { help_is(scene, gaps, HelpState::none); }),
        saying("Then {clerk} has served {n} today [ with {m} put right ]",
               [](Scene& scene, const Gaps& gaps) {
                   const ClerkDay day = day_of(scene, gaps);
                   same(number_in(gaps, "n"), day.services_us.size(), "served");
                   same(gaps.contains("m") ? number_in(gaps, "m") : 0, day.corrected, "put right");
               }),
        saying("Then {clerk} serves in {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) { same(length_in(gaps), length_in_words(median_service_us(day_of(scene, gaps)))); }),
        saying("Then {clerk} has paused {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) { same(length_in(gaps), length_in_words(day_of(scene, gaps).paused_us)); }),
        saying("Then too little is known of services in {service}",
               [](Scene& scene, const Gaps& gaps) { same("too little", service_times(scene.field(gaps)) ? "enough" : "too little"); }),
        saying("Then services in {service} take {low} min and at most {high} min",
               [](Scene& scene, const Gaps& gaps) {
                   const auto times = service_times(scene.field(gaps));
                   if (!times) throw Mismatch("service times", "too little is known");
                   same(text_in(gaps, "low") + " min", length_in_words(times->p50_us));
                   same(text_in(gaps, "high") + " min", length_in_words(times->p95_us));
               }),
        saying("Then {clerk} is nowhere",
               [](Scene& scene, const Gaps& gaps) {
                   for (const auto& [id, at] : scene.state().counters)
                       same("nobody", at.clerk == scene.at({{"counter", std::to_string(id.value)}, {"clerk", text_in(gaps, "clerk")}}).clerk
                                          ? at.clerk.value
                                          : "nobody");
               }),
        saying("Then {clerk} is at counter {counter}",
               [](Scene& scene, const Gaps& gaps) { same(scene.at(gaps).clerk.value, counter(scene, gaps).clerk.value); }),
        saying("Then counter {counter} asks for auto-call",
               [](Scene& scene, const Gaps& gaps) { same("auto-call", counter(scene, gaps).auto_call ? "auto-call" : "none"); }),
        saying("Then the slip of {ticket} is {slip}",
               [](Scene& scene, const Gaps& gaps) { same(text_in(gaps, "slip"), word_of(scene.ticket(text_in(gaps, "ticket")).slip)); }),
        saying("Then the notice is {text}", [](Scene& scene, const Gaps& gaps) { same(text_in(gaps, "text"), scene.state().notice); }),
        saying("Then the notice is spoken, as of {time}",
               [](Scene& scene, const Gaps& gaps) {
                   same("spoken", scene.state().notice_urgent ? "spoken" : "not spoken");
                   same(text_in(gaps, "time"), clock_of(scene.state().notice_at_us));
               }),
        saying("Then the notice is not spoken",
               [](Scene& scene, const Gaps&) { same("not spoken", scene.state().notice_urgent ? "spoken" : "not spoken"); }),
        saying("Then the calls of the last minute are {calls+}", calls_are),
        saying("Then the last day closed as of {time} and {n} expired",
               [](Scene& scene, const Gaps& gaps) {
                   if (!scene.last_close()) throw Mismatch("a day that closed", "none did");
                   same(text_in(gaps, "time"), clock_of(scene.last_close()->effective_at_us).substr(0, 5));
                   same(number_in(gaps, "n"), scene.last_close()->expired, "expired");
               }),
        saying("Then {n} numbers of {service} count today",
               [](Scene& scene, const Gaps& gaps) {
                   same(number_in(gaps, "n"), scene.state().fields.at(ServiceCode(text_in(gaps, "service"))).issued, "numbers");
               }),
        saying("Then {n} sessions are open",
               [](Scene& scene, const Gaps& gaps) { same(number_in(gaps, "n"), scene.state().sessions.size(), "sessions"); }),
        saying("Then {ticket} is promised {n} ahead and no range", range_is),
        saying("Then {ticket} is promised {n} ahead and {low} to {high} minutes", range_is),
        saying("Then {ticket} is told that the wait may run past closing",
               [](Scene& scene, const Gaps& gaps) {
                   same("told", scene.ticket(text_in(gaps, "ticket")).promise.past_closing ? "told" : "not told");
               }),
        saying("Then {ticket} is not told that the wait may run past closing",
               [](Scene& scene, const Gaps& gaps) {
                   same("not told", scene.ticket(text_in(gaps, "ticket")).promise.past_closing ? "told" : "not told");
               }),
        saying("Then as many as come find a place in {service}",
               [](Scene& scene, const Gaps& gaps) {
                   same("no quota", places_left(scene.field(gaps), scene.configured(gaps)) ? "a quota" : "no quota");
               }),
        saying("Then {n} places are left in {service}", places_are),
        saying("Then {n} place is left in {service}", places_are),
        saying("Then work on {service} ends at {time} today",
               [](Scene& scene, const Gaps& gaps) {
                   const auto ends = work_ends_minute(scene.state().office, scene.configured(gaps), scene.moment());
                   same(text_in(gaps, "time"), ends ? minute_in_words(*ends) : "never");
               }),
        saying("Then today has {note} for {service} [ and procedure {procedure} ]",
               [](Scene& scene, const Gaps& gaps) { same("it has", has_note(scene, gaps) ? "it has" : "it has not"); }),
        saying("Then today has no {note} for {service} [ and procedure {procedure} ]",
               [](Scene& scene, const Gaps& gaps) { same("it has not", has_note(scene, gaps) ? "it has" : "it has not"); }),
        saying("Then {ticket} waited {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) {
                   const Leg& last = leg(scene, gaps);
                   same(length_in(gaps), length_in_words(last.called_first_us - last.arrived_us));
               }),
        saying("Then {ticket} was served {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) {
                   const Leg& last = leg(scene, gaps);
                   same(length_in(gaps), length_in_words(last.ended_us - last.started_us - last.held_us));
               }),
        saying("Then the end of {ticket} was put right",
               [](Scene& scene, const Gaps& gaps) { same("put right", leg(scene, gaps).corrected ? "put right" : "as it came"); }),
        saying("Then the end of {ticket} is as it came",
               [](Scene& scene, const Gaps& gaps) { same("as it came", leg(scene, gaps).corrected ? "put right" : "as it came"); }),
        saying("Then {ticket} ended at {time}",
               [](Scene& scene, const Gaps& gaps) { same(text_in(gaps, "time"), clock_of(leg(scene, gaps).ended_us)); }),
        saying("Then {ticket} walked {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) {
                   const Leg& last = leg(scene, gaps);
                   same(length_in(gaps), length_in_words(last.started_us - last.called_last_us));
               }),
        saying("Then {ticket} visited {minutes} min [ {seconds} s ]",
               [](Scene& scene, const Gaps& gaps) {
                   const Ticket& visit = scene.ticket(text_in(gaps, "ticket"));
                   same(length_in(gaps), length_in_words(visit.legs.back().ended_us - visit.issued_us));
               }),
        saying("Then {ticket} was called {n} times",
               [](Scene& scene, const Gaps& gaps) { same(number_in(gaps, "n"), leg(scene, gaps).calls, "calls"); }),
        saying(
            "Then {ticket} has {n} legs",
            [](Scene& scene, const Gaps& gaps) { same(number_in(gaps, "n"), scene.ticket(text_in(gaps, "ticket")).legs.size(), "legs"); }),
        saying("Then {ticket} was rated {n}",
               [](Scene& scene, const Gaps& gaps) {
                   same(number_in(gaps, "n"), scene.ticket(text_in(gaps, "ticket")).rating, "as its rating");
               }),
        saying("Then {ticket} is for {service}",
               [](Scene& scene, const Gaps& gaps) { same(text_in(gaps, "service"), scene.ticket(text_in(gaps, "ticket")).service.value); }),
        saying("Then {ticket} is for procedure {procedure}",
               [](Scene& scene, const Gaps& gaps) {
                   same(text_in(gaps, "procedure"), scene.ticket(text_in(gaps, "ticket")).procedure.value);
               }),
        saying("Then {ticket} ended as {kind}",
               [](Scene& scene, const Gaps& gaps) {
                   same(text_in(gaps, "kind"), word_of(scene.ticket(text_in(gaps, "ticket")).cancel_kind));
               }),
        saying("Then {ticket} is a test ticket",
               [](Scene& scene, const Gaps& gaps) { same("a test", scene.ticket(text_in(gaps, "ticket")).test ? "a test" : "no test"); }),
        saying("Then {ticket} is {state} [ at {counter} ]",
               [](Scene& scene, const Gaps& gaps) {
                   std::string wanted = text_in(gaps, "state");
                   if (gaps.contains("counter")) wanted += " at " + text_in(gaps, "counter");
                   same(wanted, state_in_words(scene.ticket(text_in(gaps, "ticket"))));
               }),
    };
}

}  // namespace luot::scenarios
