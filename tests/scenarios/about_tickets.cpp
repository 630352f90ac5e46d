// What citizens, kiosks and phones do with tickets.
#include "core/limits.hpp"
#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

std::string kiosk(const Gaps& gaps) {
    return "kiosk-" + text_in(gaps, "kiosk");
}

// Any sixteen bytes that are this person's alone.
std::string hash_of(std::string person) {
    if (person.size() > limits::person_bytes) throw Nonsense("a name of at most 16 letters");
    person.resize(limits::person_bytes, '.');
    return person;
}

Issue issue(Scene& scene, const Gaps& gaps) {
    Issue issue;
    issue.service = ServiceCode(text_in(gaps, "service"));
    issue.ticket_class = ClassCode(text_in(gaps, "class"));
    issue.procedure = ProcedureCode(text_in(gaps, "procedure"));
    if (gaps.contains("slip")) issue.slip = SlipWish::print;
    if (gaps.contains("person")) issue.person = hash_of(text_in(gaps, "person"));
    if (gaps.contains("slot")) issue.appointment_us = scene.at_clock(text_in(gaps, "slot"));
    return issue;
}

std::string issue_many(Scene& scene, const Gaps& gaps) {
    constexpr std::uint64_t at_once = 40'000;
    const std::uint64_t count = number_in(gaps, "n");
    if (count == 0 || count > at_once) throw Nonsense("1 to 40000 numbers at once");
    // Checking everything after every event costs the square of a crowd: the crowd comes first, and the next event checks it whole.
    scene.hall().check_everything = count <= 100;
    std::string came;
    for (std::uint64_t done = 0; done < count && !came.starts_with("refused"); ++done)
        came = scene.ask(Role::kiosk, kiosk(gaps), issue(scene, gaps));
    scene.hall().check_everything = true;
    return came;
}

std::string issue_unacknowledged(Scene& scene, const Gaps& gaps) {
    constexpr std::uint64_t at_once = 1'000;
    const std::uint64_t count = number_in(gaps, "n");
    if (count == 0 || count > at_once) throw Nonsense("1 to 1000 numbers at once");
    std::string came;
    for (std::uint64_t done = 0; done < count && !came.starts_with("refused"); ++done)
        came = scene.ask_without_acknowledging(Role::kiosk, kiosk(gaps), issue(scene, gaps));
    return came;
}

SlipReport report_of(const std::string& word) {
    if (word == "printed") return SlipReport::printed;
    if (word == "failed") return SlipReport::failed;
    if (word == "unknown") return SlipReport::unknown;
    throw Nonsense("a slip printed, failed or is unknown");
}

TicketId ticket(Scene& scene, const Gaps& gaps) {
    return scene.id(text_in(gaps, "ticket"));
}

ReasonCode reason(const Gaps& gaps) {
    return ReasonCode(text_in(gaps, "reason"));
}

// The kiosk that issued the ticket speaks for it, where none is named.
std::string kiosk_of(Scene& scene, const Gaps& gaps) {
    return gaps.contains("kiosk") ? kiosk(gaps) : scene.ticket(text_in(gaps, "ticket")).issued_by.value;
}

}  // namespace

std::vector<Saying> about_tickets() {
    const auto saying = [](const char* pattern, auto mean) { return Saying{pattern, Mood::acts, mean}; };
    const auto desk = [](const char* pattern, auto command) {
        return Saying{pattern, Mood::acts, [command](Scene& scene, const Gaps& gaps) {
                          return scene.ask(Role::counter, "information-desk", command(scene, gaps));
                      }};
    };
    const auto supervisor = [](const char* pattern, auto command) {
        return Saying{pattern, Mood::acts, [command](Scene& scene, const Gaps& gaps) {
                          return scene.ask(Role::supervisor, "supervisor", command(scene, gaps));
                      }};
    };
    return {
        saying("Kiosk {kiosk} issues {n} numbers for {service}", issue_many),
        saying("Kiosk {kiosk} issues {n} numbers for {service} and acknowledges none", issue_unacknowledged),
        saying("Kiosk {kiosk} issues {service} [ for procedure {procedure} ] [ for {class} ] [ with a {slip} ] [ with an appointment at "
               "{slot} ] [ with the card of {person} ]",
               [](Scene& scene, const Gaps& gaps) { return scene.ask(Role::kiosk, kiosk(gaps), issue(scene, gaps)); }),
        saying("A technician issues {service}",
               [](Scene& scene, const Gaps& gaps) {
                   Issue test = issue(scene, gaps);
                   test.test = true;
                   return scene.ask(Role::administrator, "technician", test);
               }),
        saying("A counter issues {service}",
               [](Scene& scene, const Gaps& gaps) { return scene.ask(Role::counter, "information-desk", issue(scene, gaps)); }),
        saying("A phone issues {service}",
               [](Scene& scene, const Gaps& gaps) { return scene.ask(Role::phone, "phones", issue(scene, gaps)); }),
        saying(
            "The slip of {ticket} {report}",
            [](Scene& scene, const Gaps& gaps) {
                return scene.ask(Role::kiosk, kiosk_of(scene, gaps), ReportSlip{ticket(scene, gaps), report_of(text_in(gaps, "report"))});
            }),
        saying("The slip of {ticket} is at the printer",
               [](Scene& scene, const Gaps& gaps) {
                   return scene.ask(Role::kiosk, kiosk_of(scene, gaps), ReportSlip{ticket(scene, gaps), SlipReport::printing});
               }),
        saying("A slip of another office is scanned",
               [](Scene& scene, const Gaps&) { return scene.ask(Role::kiosk, "kiosk-1", CheckIn{"of another office"}); }),
        saying("{ticket} is scanned [ at kiosk {kiosk} ]",
               [](Scene& scene, const Gaps& gaps) {
                   return scene.ask(Role::kiosk, kiosk_of(scene, gaps), CheckIn{scene.ticket(text_in(gaps, "ticket")).token});
               }),
        saying("Kiosk {kiosk} says that the slip of {ticket} {report}",
               [](Scene& scene, const Gaps& gaps) {
                   return scene.ask(Role::kiosk, kiosk(gaps), ReportSlip{ticket(scene, gaps), report_of(text_in(gaps, "report"))});
               }),
        saying("{ticket} is reprinted [ by kiosk {kiosk} ]",
               [](Scene& scene, const Gaps& gaps) { return scene.ask(Role::kiosk, kiosk_of(scene, gaps), Reprint{ticket(scene, gaps)}); }),
        saying("Kiosk {kiosk} repeats its last command", [](Scene& scene, const Gaps& gaps) { return scene.ask_again(kiosk(gaps)); }),
        saying("Kiosk {kiosk} comes with the number before its last command",
               [](Scene& scene, const Gaps& gaps) { return scene.ask_before_the_last(kiosk(gaps)); }),
        saying("Kiosk {kiosk} connects again",
               [](Scene& scene, const Gaps& gaps) {
                   scene.reconnect(kiosk(gaps));
                   return std::string("done");
               }),
        desk("{ticket} comes back", [](Scene& scene, const Gaps& gaps) { return ReturnHold{ticket(scene, gaps)}; }),
        desk("{ticket} walks out [ for {reason} ]",
             [](Scene& scene, const Gaps& gaps) {
                 return Cancel{ticket(scene, gaps), false, reason(gaps)};
             }),
        supervisor("{ticket} is voided [ for {reason} ]",
                   [](Scene& scene, const Gaps& gaps) {
                       return Cancel{ticket(scene, gaps), true, reason(gaps)};
                   }),
        saying("{ticket} is reinstated at kiosk {kiosk}",
               [](Scene& scene, const Gaps& gaps) { return scene.ask(Role::kiosk, kiosk(gaps), Reinstate{ticket(scene, gaps)}); }),
        desk("{ticket} is reinstated", [](Scene& scene, const Gaps& gaps) { return Reinstate{ticket(scene, gaps)}; }),
        supervisor("{ticket} is made urgent [ for {reason} ]",
                   [](Scene& scene, const Gaps& gaps) {
                       return SetUrgent{ticket(scene, gaps), reason(gaps)};
                   }),
        desk("{ticket} is rated {grade}",
             [](Scene& scene, const Gaps& gaps) {
                 return Rate{ticket(scene, gaps), static_cast<std::uint8_t>(number_in(gaps, "grade"))};
             }),
    };
}

}  // namespace luot::scenarios
