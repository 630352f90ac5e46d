// What clerks do at their counters.
#include "scenarios/vocabulary.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

std::string terminal(const Gaps& gaps) {
    return "counter-" + text_in(gaps, "counter");
}

OutcomeCode outcome(const Gaps& gaps) {
    return OutcomeCode(text_in(gaps, "outcome"));
}

ReasonCode reason(const Gaps& gaps) {
    return ReasonCode(text_in(gaps, "reason"));
}

TransferKind kind_of(const std::string& words) {
    if (words == "the next step") return TransferKind::next_step;
    if (words == "the wrong field") return TransferKind::wrong_field;
    throw Nonsense("a transfer is 'as the next step' or 'as the wrong field'");
}

Transfer transfer(Scene& scene, const Gaps& gaps) {
    Transfer transfer;
    transfer.at = scene.at(gaps);
    transfer.service = ServiceCode(text_in(gaps, "service"));
    if (gaps.contains("to")) transfer.to_counter = CounterId{number_in(gaps, "to")};
    transfer.kind = kind_of(text_in(gaps, "kind"));
    transfer.outcome = outcome(gaps);
    return transfer;
}

}  // namespace

std::vector<Saying> about_counters() {
    // The clerk's terminal asks for what `command` makes of the gaps.
    const auto saying = [](const char* pattern, auto command) {
        return Saying{pattern, Mood::acts,
                      [command](Scene& scene, const Gaps& gaps) { return scene.ask(Role::counter, terminal(gaps), command(scene, gaps)); }};
    };
    // Nothing happens yet: it tells of the next command.
    const auto noting = [](const char* pattern, auto note) {
        return Saying{pattern, Mood::passes, [note](Scene& scene, const Gaps& gaps) {
                          note(scene, gaps);
                          return std::string();
                      }};
    };
    return {
        saying("{clerk} opens counter {counter}",
               [](Scene& scene, const Gaps& gaps) {
                   return OpenCounter{scene.at(gaps), false};
               }),
        saying("Counter {counter} cancels {ticket} [ for {reason} ]",
               [](Scene& scene, const Gaps& gaps) {
                   return Cancel{scene.id(text_in(gaps, "ticket")), false, reason(gaps)};
               }),
        saying("{clerk} takes over counter {counter}",
               [](Scene& scene, const Gaps& gaps) {
                   return OpenCounter{scene.at(gaps), true};
               }),
        saying("Counter {counter} calls next [ finishing with {outcome} ]",
               [](Scene& scene, const Gaps& gaps) {
                   return CallNext{scene.at(gaps), outcome(gaps)};
               }),
        saying("Counter {counter} calls {ticket} for {reason}",
               [](Scene& scene, const Gaps& gaps) {
                   return CallChosen{scene.at(gaps), scene.id(text_in(gaps, "ticket")), reason(gaps)};
               }),
        saying("Counter {counter} calls {ticket} without a reason",
               [](Scene& scene, const Gaps& gaps) {
                   return CallChosen{scene.at(gaps), scene.id(text_in(gaps, "ticket")), {}};
               }),
        saying("Counter {counter} recalls", [](Scene& scene, const Gaps& gaps) { return Recall{scene.at(gaps)}; }),
        saying("Counter {counter} starts", [](Scene& scene, const Gaps& gaps) { return Start{scene.at(gaps)}; }),
        saying("Counter {counter} finishes [ with {outcome} ]",
               [](Scene& scene, const Gaps& gaps) {
                   return Finish{scene.at(gaps), outcome(gaps)};
               }),
        saying("Counter {counter} finishes as of {time} [ with {outcome} ]",
               [](Scene& scene, const Gaps& gaps) {
                   return Finish{scene.at(gaps), outcome(gaps), scene.at_clock(text_in(gaps, "time"))};
               }),
        saying("Counter {counter} sends back", [](Scene& scene, const Gaps& gaps) { return Requeue{scene.at(gaps)}; }),
        saying("Counter {counter} marks no-show", [](Scene& scene, const Gaps& gaps) { return NoShow{scene.at(gaps)}; }),
        saying("Counter {counter} holds for {reason}",
               [](Scene& scene, const Gaps& gaps) {
                   return Hold{scene.at(gaps), reason(gaps)};
               }),
        saying("Counter {counter} resumes work", [](Scene& scene, const Gaps& gaps) { return ResumeCounter{scene.at(gaps)}; }),
        saying("Counter {counter} resumes {ticket}",
               [](Scene& scene, const Gaps& gaps) {
                   return ResumeHold{scene.at(gaps), scene.id(text_in(gaps, "ticket"))};
               }),
        saying("Counter {counter} pauses for {reason}",
               [](Scene& scene, const Gaps& gaps) {
                   return PauseCounter{scene.at(gaps), reason(gaps)};
               }),
        saying("Counter {counter} closes", [](Scene& scene, const Gaps& gaps) { return CloseCounter{scene.at(gaps)}; }),
        saying("Counter {counter} asks for auto-call",
               [](Scene& scene, const Gaps& gaps) {
                   return SetAutoCall{scene.at(gaps), true};
               }),
        saying("Counter {counter} stops auto-call",
               [](Scene& scene, const Gaps& gaps) {
                   return SetAutoCall{scene.at(gaps), false};
               }),
        saying("Counter {counter} asks for help",
               [](Scene& scene, const Gaps& gaps) {
                   return AskForHelp{scene.at(gaps), true};
               }),
        saying("Counter {counter} needs no help",
               [](Scene& scene, const Gaps& gaps) {
                   return AskForHelp{scene.at(gaps), false};
               }),
        saying("{clerk} hands counter {counter} over to {colleague}",
               [](Scene& scene, const Gaps& gaps) {
                   const Gaps to{{"counter", text_in(gaps, "counter")}, {"clerk", text_in(gaps, "colleague")}};
                   return HandOver{scene.at(gaps), scene.at(to).clerk};
               }),
        noting("Counter {counter} still shows nobody",
               [](Scene& scene, const Gaps& gaps) { scene.sees(CounterId{number_in(gaps, "counter")}, TicketId{}); }),
        noting(
            "Counter {counter} still shows {ticket}",
            [](Scene& scene, const Gaps& gaps) { scene.sees(CounterId{number_in(gaps, "counter")}, scene.id(text_in(gaps, "ticket"))); }),
        noting("What counter {counter} asks next has to come by {time}",
               [](Scene& scene, const Gaps& gaps) { scene.must_come_by(terminal(gaps), scene.at_clock(text_in(gaps, "time"))); }),
        saying("Counter {counter} transfers to counter {to} as {kind+} [ with {outcome} ]", transfer),
        saying("Counter {counter} transfers to {service} [ at counter {to} ] as {kind+} [ with {outcome} ]", transfer),
        Saying{"Counter {counter} repeats its last command", Mood::acts,
               [](Scene& scene, const Gaps& gaps) { return scene.ask_again(terminal(gaps)); }},
        Saying{"Counter {counter} serves whoever is next", Mood::acts,
               [](Scene& scene, const Gaps& gaps) {
                   const std::string called = scene.ask(Role::counter, terminal(gaps), CallNext{scene.at(gaps), {}});
                   if (called.starts_with("refused")) return called;
                   const std::string started = scene.ask(Role::counter, terminal(gaps), Start{scene.at(gaps)});
                   if (started != "done") return started;
                   const std::string finished = scene.ask(Role::counter, terminal(gaps), Finish{scene.at(gaps), {}});
                   return finished.starts_with("refused") ? finished : called;
               }},
    };
}

}  // namespace luot::scenarios
