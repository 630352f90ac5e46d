#include "desk/step.hpp"

#include <algorithm>

#include "counter/counter_view.hpp"
#include "desk/keys_shown.hpp"
#include "desk/sending.hpp"
#include "desk/telling.hpp"

namespace luot::desk {
namespace {

std::vector<const v1::TicketStatus*> returned_holds(const Desk& desk) {
    auto holds = desk.holds();
    std::erase_if(holds, [](const auto* held) { return !held->hold_returned(); });
    return holds;
}

std::string numbers_of(const std::vector<const v1::TicketStatus*>& tickets) {
    std::string numbers;
    for (const auto* each : tickets) numbers += (numbers.empty() ? "" : ", ") + each->number();
    return numbers;
}

std::string label_of(const Desk& desk, Step step) {
    switch (step) {
        case Step::open:
            return desk.say("desk.step.open", {{"counter", desk.counter_name(desk.at->counter)}});
        case Step::resume:
            return desk.say("desk.step.resume");
        case Step::call_returned:
            return desk.say("desk.step.call_returned");
        case Step::start:
            return desk.say("desk.step.start");
        case Step::finish_and_call:
            return desk.say("desk.step.finish_and_call");
        case Step::call:
        case Step::none:
            break;
    }
    return desk.say("desk.step.call");
}

std::string detail_of(const Desk& desk, Step step) {
    switch (step) {
        case Step::call_returned:
            return numbers_of(returned_holds(desk));
        case Step::call:
        case Step::finish_and_call: {
            const auto people = desk.waiting();
            const auto first_usual = std::find_if(people.begin(), people.end(), [](const auto* each) { return !each->urgent(); });
            const std::string urgent = numbers_of({people.begin(), first_usual});
            if (!urgent.empty()) return desk.say("desk.step.urgent_wait", {{"n", people.size()}, {"numbers", urgent}});
            if (!people.empty()) return desk.say("desk.step.people_wait", {{"n", people.size()}});
            if (!returned_holds(desk).empty()) return desk.say("desk.step.returned_wait", {{"numbers", numbers_of(returned_holds(desk))}});
            return desk.say("desk.step.nobody_waits");
        }
        case Step::none:
            return desk.say(desk.mine() != nullptr && desk.mine()->auto_call() ? "desk.step.calls_by_itself" : "desk.step.nobody_waits");
        case Step::open:
        case Step::resume:
        case Step::start:
            break;
    }
    return {};
}

v1::Command command_of(const Desk& desk, Step step) {
    v1::Command command;
    switch (step) {
        case Step::open:
            *command.mutable_open_counter()->mutable_at() = here(desk);
            break;
        case Step::resume:
            *command.mutable_resume_counter()->mutable_at() = here(desk);
            break;
        case Step::start:
            *command.mutable_start()->mutable_at() = here(desk);
            break;
        case Step::call_returned:
        case Step::call:
        case Step::finish_and_call:
        case Step::none:
            *command.mutable_call_next()->mutable_at() = here(desk);
            break;
    }
    return command;
}

// Nobody who waits for this counter, not even one without a slip: the server would say so too.
bool surely_nobody(const Desk& desk) {
    const auto* counter = desk.mine();
    if (counter == nullptr) return true;
    for (const auto& [id, each] : desk.office.tickets()) {
        if (counter::waits_for(each, *counter)) return false;
    }
    return true;
}

}  // namespace

Step step_of(const Desk& desk) {
    const auto* counter = desk.mine();
    if (counter == nullptr) return Step::none;
    if (!desk.holds_counter()) return Step::open;
    if (counter->state() == v1::COUNTER_STATE_PAUSED) return Step::resume;
    if (counter->ticket() != 0) {
        return counter->ticket_state() == v1::TICKET_STATE_CALLED ? Step::start : Step::finish_and_call;
    }
    if (!returned_holds(desk).empty()) return Step::call_returned;
    return surely_nobody(desk) ? Step::none : Step::call;
}

Button step_button(const Desk& desk) {
    const Step step = step_of(desk);
    Button button{"step", label_of(desk, step), key_of(desk, "step"), detail_of(desk, step)};
    if (!desk.typed.empty()) {
        // Enter is about what is being typed.
        const bool calls = desk.typed.find_first_not_of('0') != std::string::npos;
        button.label = calls ? desk.say("desk.step.call_number", {{"number", desk.typed}}) : desk.say("desk.more");
        button.detail = calls && !desk.live() ? desk.say("desk.step.away") : std::string();
        button.main = true;
        button.enabled = desk.live() || !calls;
        return button;
    }
    button.main = true;
    button.enabled = step != Step::none && desk.live();
    if (!desk.live()) button.detail = desk.say("desk.step.away");
    return button;
}

void take_step(Desk& desk) {
    const Step step = step_of(desk);
    if (desk.live() && step == Step::none && !busy(desk)) return refuse(desk, sentence(desk, "refusal.nobody_waiting"), Tone::calm);
    send(desk, command_of(desk, step));
}

}  // namespace luot::desk
