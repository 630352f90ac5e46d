#include "scenarios/scene.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "scenarios/timeline.hpp"

namespace luot::scenarios {

using namespace core;

namespace {

constexpr TimeUs zone_us = 7 * hour_us;

std::string refusal_in_words(const Refusal& refusal) {
    std::string out = std::string("refused ") + to_string(refusal.code);
    if (refusal.params.empty()) return out;
    out += " (";
    for (std::size_t index = 0; index < refusal.params.size(); ++index)
        out += (index == 0 ? "" : ", ") + refusal.params[index].first + " " + refusal.params[index].second;
    return out + ")";
}

// What a slip that was scanned leads to: "waiting behind 2", "called at 1".
std::string check_in_in_words(const Answer::CheckedIn& checked_in) {
    const std::string behind = " behind " + std::to_string(checked_in.ahead);
    const std::string at = " at " + std::to_string(checked_in.counter.value);
    switch (checked_in.outcome) {
        case CheckInOutcome::unspecified:
            break;
        case CheckInOutcome::waiting:
            return "waiting" + behind;
        case CheckInOutcome::present:
            return "present" + behind;
        case CheckInOutcome::reinstated:
            return "reinstated" + behind;
        case CheckInOutcome::hold_returned:
            return "returned" + at;
        case CheckInOutcome::called:
            return "called" + at;
        case CheckInOutcome::over:
            return "over";
    }
    return "unspecified";
}

// Ticks that follow a command at the same instant do not belong to its answer.
std::string outcome_in_words(const State& state, const std::vector<Event>& events) {
    std::string out = "done";
    for (const Event& event : events) {
        if (const auto* issued = std::get_if<TicketIssued>(&event.body)) return issued->number;
        if (std::holds_alternative<TicketFinished>(event.body)) out = "nobody";
        if (const auto* called = std::get_if<TicketCalled>(&event.body)) {
            const Ticket* ticket = find_ticket(state, called->ticket);
            return (ticket ? ticket->number : "?") + std::string(" because ") + word_of(called->reason);
        }
    }
    return out;
}

}  // namespace

test::OfficeDriver& Scene::hall() {
    if (!hall_) {
        hall_ = std::make_unique<test::OfficeDriver>(office);
        tally_.asked(Configure{});
        observe();
    }
    return *hall_;
}

Scene::Client& Scene::client(Role role, const std::string& device) {
    Client& client = clients_[device];
    if (client.origin.session) return client;
    const auto opened = hall().run(OpenSession{DeviceCode(device), role, {}}, Role::system);
    if (!opened) throw Nonsense(device + " cannot connect: " + refusal_in_words(opened.error()));
    client.origin.session = SessionId{opened->back().seq};
    client.origin.role = role;
    client.origin.device = DeviceCode(device);
    tally_.asked(OpenSession{});
    observe();
    return client;
}

SessionId Scene::session_of(const std::string& device) {
    const auto found = clients_.find(device);
    if (found == clients_.end()) throw Nonsense(device + " is not connected");
    return found->second.origin.session;
}

std::string Scene::send(Client& client) {
    const Origin& origin = client.origin;
    // As the shell does: a kept answer is repeated and nothing is decided.
    if (const Answer* kept = find_answer(state(), origin.session, origin.no)) {
        note(clock_of(hall().now_us) + "  " + origin.device.value + " repeats its command and is told the same");
        if (!client.answer || !(*client.answer == *kept)) throw Mismatch("the answer of the first time", "another answer");
        return "the same answer";
    }
    const auto events = hall().run_as(client.last, origin);
    observe();
    if (!events) {
        tally_.refused(events.error());
        const std::string refusal = refusal_in_words(events.error());
        note(clock_of(hall().now_us) + "  " + origin.device.value + " is " + refusal);
        return refusal;
    }
    const Answer* answer = find_answer(state(), origin.session, origin.no);
    if (!answer) throw Mismatch("an answer kept for " + origin.device.value, "none");
    client.answer = *answer;
    tally_.asked(client.last);
    if (answer->checked_in) return check_in_in_words(*answer->checked_in);
    return outcome_in_words(state(), *events);
}

std::string Scene::ask(Role role, const std::string& device, const Command& command) {
    Client& asking = client(role, device);
    asking.origin.acked_through = asking.origin.no;
    ++asking.origin.no;
    asking.origin.not_after_us = 0;
    if (const auto by = not_after_us_.extract(device)) asking.origin.not_after_us = by.mapped();
    // As the server does, where nobody signs in.
    if (const ClerkCode acts = acting_clerk(command); !acts.empty())
        asking.origin.clerk = std::holds_alternative<HandOver>(command) ? ClerkCode{} : acts;
    asking.last = command;
    asking.answer.reset();
    return send(asking);
}

std::string Scene::ask_again(const std::string& device) {
    const auto found = clients_.find(device);
    if (found == clients_.end() || found->second.origin.no == 0) throw Nonsense(device + " has said nothing yet");
    return send(found->second);
}

std::string Scene::ask_before_the_last(const std::string& device) {
    const auto found = clients_.find(device);
    if (found == clients_.end() || found->second.origin.no < 2) throw Nonsense(device + " has not said two things yet");
    Client& asking = found->second;
    --asking.origin.no;
    const std::uint64_t acked_through = std::exchange(asking.origin.acked_through, asking.origin.no - 1);
    const std::string came = send(asking);
    asking.origin.acked_through = acked_through;
    ++asking.origin.no;
    return came;
}

std::string Scene::ask_without_acknowledging(Role role, const std::string& device, const Command& command) {
    Client& asking = client(role, device);
    ++asking.origin.no;
    asking.last = command;
    asking.answer.reset();
    return send(asking);
}

std::string Scene::tell(const Command& command) {
    const auto events = hall().run(command, Role::system, "server");
    observe();
    if (events)
        tally_.asked(command);
    else
        tally_.refused(events.error());
    return events ? "done" : refusal_in_words(events.error());
}

void Scene::pass_until(TimeUs at_us) {
    if (at_us < hall().now_us) throw Nonsense("time does not go back: it is " + clock_of(hall().now_us));
    fall_due(at_us);
}

// What falls due until then is decided as of its own time.
void Scene::fall_due(TimeUs at_us) {
    const Seq before = state().seq;
    hall().set_time(at_us);
    if (state().seq != before) tally_.asked(Tick{});
    observe();
}

void Scene::be_off_until(TimeUs at_us) {
    if (at_us < hall().now_us) throw Nonsense("time does not go back: it is " + clock_of(hall().now_us));
    fail_and_return();
    hall().now_us = at_us;  // what fell due meanwhile is decided only now
    fall_due(at_us);
}

void Scene::fail_and_return() {
    State rebuilt;
    for (const Event& event : hall().journal) apply(rebuilt, event);
    note(clock_of(hall().now_us) + "  the power fails and returns");
    if (!(rebuilt == state())) throw Mismatch("the same state from the journal", "another state");
    hall().state = std::move(rebuilt);
}

TimeUs Scene::at_clock(const std::string& clock, int days_later) {
    const TimeUs date_us = (hall().now_us + zone_us) / day_us * day_us;
    return date_us + days_later * day_us + clock_in(clock) - zone_us;
}

TicketId Scene::id(const std::string& number) {
    const TicketId nobodys{4'000'000'000};
    const auto today = state().by_number.find(number);
    if (today != state().by_number.end()) return today->second;
    const auto ended =
        std::find_if(rows_.ended.rbegin(), rows_.ended.rend(), [&](const Ticket& ticket) { return ticket.number == number; });
    return ended == rows_.ended.rend() ? nobodys : ended->id;
}

const Ticket& Scene::ticket(const std::string& number) {
    const TicketId wanted = id(number);
    if (const Ticket* today = find_ticket(state(), wanted)) return *today;
    for (const Ticket& ended : rows_.ended)
        if (ended.id == wanted) return ended;
    throw Nonsense("there is no " + number);
}

const Service& Scene::configured(const Gaps& gaps) {
    const Service* service = find_service(state().office, ServiceCode(text_in(gaps, "service")));
    if (!service) throw Nonsense("there is no field " + text_in(gaps, "service"));
    return *service;
}

const FieldState& Scene::field(const Gaps& gaps) {
    return state().fields.at(configured(gaps).code);
}

Moment Scene::moment() {
    return test::moment_of(hall().now_us, state().office.boundary_minute);
}

AtCounter Scene::at(const Gaps& gaps) {
    AtCounter at;
    at.counter = CounterId{number_in(gaps, "counter")};
    std::string clerk = text_in(gaps, "clerk");
    std::transform(clerk.begin(), clerk.end(), clerk.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    at.clerk = clerk.empty() ? last_clerk_[at.counter] : ClerkCode(clerk);
    if (const auto seen = sees_.extract(at.counter)) at.ticket = seen.mapped();
    return at;
}

void Scene::observe() {
    const std::vector<Event>& journal = hall_->journal;
    for (std::size_t index = observed_.seq; index < journal.size(); ++index) {
        const Event& event = journal[index];
        apply_collecting(observed_, event, rows_);
        timeline_.push_back(in_words(observed_, event));
        tally_.happened(event);
        if (const auto* opened = std::get_if<CounterOpened>(&event.body)) last_clerk_[opened->counter] = opened->clerk;
        if (const auto* closed = std::get_if<DayClosed>(&event.body)) last_close_ = *closed;
    }
}

std::uint64_t number_in(const Gaps& gaps, std::string_view name) {
    const std::string text = text_in(gaps, name);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) throw Nonsense("'" + text + "' is not a number");
    return number;
}

std::string text_in(const Gaps& gaps, std::string_view name) {
    const auto found = gaps.find(name);
    return found == gaps.end() ? std::string() : found->second;
}

TimeUs clock_in(std::string_view clock) {
    const auto two_digits = [&](std::size_t at, int below) {
        int value = -1;
        const std::string_view digits = clock.substr(std::min(at, clock.size()), 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2 || value < 0 || value >= below)
            throw Nonsense("'" + std::string(clock) + "' is not a time of day like 08:00 or 08:00:30");
        return value;
    };
    const TimeUs whole_us = two_digits(0, 24) * hour_us + two_digits(3, 60) * minute_us;
    const bool well_formed = (clock.size() == 5 || clock.size() == 8) && clock[2] == ':' && (clock.size() == 5 || clock[5] == ':');
    if (!well_formed) throw Nonsense("'" + std::string(clock) + "' is not a time of day like 08:00 or 08:00:30");
    return clock.size() == 5 ? whole_us : whole_us + two_digits(6, 60) * second_us;
}

}  // namespace luot::scenarios
