#include "random_walk.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/policy.hpp"

namespace luot::test {

using namespace core;

namespace {

constexpr std::array services{"civil-status", "land", "certification", "residence", "results"};
constexpr std::array prefixes{"H", "L", "C", "R", "T"};
constexpr std::array procedures{"birth", "wills"};
constexpr std::array classes{"ordinary", "elderly", "disabled", "pregnant"};
constexpr std::array people{"card-of-an-00001", "card-of-binh-002", "card-of-chi-0003"};
constexpr std::array clerks{"an", "binh", "chi", "dung", "em", "giang"};
constexpr std::array devices{"kiosk-1", "kiosk-2", "counter-1", "counter-2", "supervisor"};

Role role_of(std::string_view device) {
    if (device.starts_with("kiosk")) return Role::kiosk;
    return device.starts_with("counter") ? Role::counter : Role::supervisor;
}

void expect(bool holds, const std::string& what) {
    if (!holds) throw std::logic_error(what);
}

}  // namespace

RandomWalk::RandomWalk(std::uint64_t seed) : random_(seed) {
    office_.set_time(monday_at(8, 0));
    follow();
}

Office RandomWalk::any_office() {
    Office office = small_office();
    if (!once_in(6)) office.sessions.clear();
    office.services.clear();
    for (std::size_t index = 0; index < services.size(); ++index) {
        if (once_in(4)) continue;
        Service service;
        service.code = ServiceCode(services[index]);
        service.range.prefix = prefixes[index];
        service.range.width = static_cast<std::uint8_t>(1 + below(3));
        service.range.first = static_cast<std::uint32_t>(1 + below(2) * 500);
        service.range.last = service.range.first + static_cast<std::uint32_t>(once_in(4) ? below(20) : 400);
        service.range.at_end = once_in(3) ? AtEnd::refuse : AtEnd::widen;
        if (once_in(5)) service.daily_quota = static_cast<std::uint32_t>(below(30));
        for (const char* code : procedures)
            if (once_in(2)) service.procedures.push_back({code, {}, !once_in(3), {}});
        office.services.push_back(service);
    }
    if (office.services.empty()) office.services = small_office().services;
    office.classes.clear();
    for (const char* code : classes) {
        if (once_in(4)) continue;
        PriorityClass made;
        made.code = ClassCode(code);
        made.priority = once_in(2);
        made.rank = static_cast<std::int32_t>(below(3));
        made.head_start_us = static_cast<TimeUs>(below(3)) * 10 * minute_us;
        made.rate_permille = static_cast<std::uint32_t>(500 + below(4) * 500);
        office.classes.push_back(made);
    }
    if (office.classes.empty()) office.classes = small_office().classes;
    office.counters.clear();
    for (std::uint64_t id = 1; id <= 5; ++id) {
        if (once_in(4)) continue;
        CounterConfig counter;
        counter.id = CounterId{id};
        for (const Service& service : office.services) {
            const std::uint64_t how = below(3);
            if (how == 0) counter.serves.push_back(service.code);
            if (how == 1) counter.helps.push_back(service.code);
        }
        if (counter.serves.empty()) {
            counter.serves.push_back(office.services.front().code);
            std::erase(counter.helps, office.services.front().code);
        }
        office.counters.push_back(counter);
    }
    if (office.counters.empty()) office.counters.push_back({CounterId{1}, {}, {office.services.front().code}, {}});
    office.policy.kind = static_cast<PolicyKind>(1 + below(4));
    office.policy.n = static_cast<std::uint32_t>(1 + below(3));
    office.boundary_minute = static_cast<std::int32_t>(below(4)) * 120;
    Rules& rules = office.rules;
    rules.requeue_after = static_cast<std::uint32_t>(below(5));
    rules.no_show_after_us = static_cast<TimeUs>(below(3)) * minute_us;
    rules.reinstate_grace_us = static_cast<TimeUs>(below(4)) * 20 * minute_us;
    rules.courtesy_permille = static_cast<std::uint32_t>(below(3)) * 500;
    rules.longest_wait_us = static_cast<TimeUs>(below(3)) * 15 * minute_us;
    rules.slip_silent_us = static_cast<TimeUs>(below(3)) * 15 * second_us;
    rules.slip_reprint_us = static_cast<TimeUs>(below(3)) * minute_us;
    KioskRules& kiosk = office.kiosk;
    kiosk.card = static_cast<CardUse>(1 + below(3));
    kiosk.per_person_field = static_cast<std::uint32_t>(below(3));
    kiosk.per_person_day = static_cast<std::uint32_t>(below(3)) * 4;
    kiosk.presence_after_us = static_cast<TimeUs>(below(3)) * 15 * minute_us;
    kiosk.presence_grace_us = static_cast<TimeUs>(below(3)) * 5 * minute_us;
    return office;
}

ServiceCode RandomWalk::any_service() {
    const Office& office = office_.state.office;
    return once_in(10) ? ServiceCode(any_of(services)) : any_of(office.services).code;
}

ClassCode RandomWalk::any_class() {
    const Office& office = office_.state.office;
    if (once_in(3)) return {};
    return once_in(10) ? ClassCode(any_of(classes)) : any_of(office.classes).code;
}

// Mostly the clerk who is there; sometimes somebody else, sometimes a counter that is not.
AtCounter RandomWalk::any_place() {
    AtCounter at{CounterId{1 + below(9)}, ClerkCode(any_of(clerks))};
    const auto& counters = office_.state.counters;
    if (!once_in(20)) at.counter = std::next(counters.begin(), static_cast<std::ptrdiff_t>(below(counters.size())))->first;
    const Counter* counter = find_counter(office_.state, at.counter);
    if (counter && !counter->clerk.empty() && !once_in(15)) at.clerk = counter->clerk;
    if (once_in(3)) at.ticket = counter ? counter->current : TicketId{};
    if (once_in(50)) at.ticket = any_ticket();
    return at;
}

TicketId RandomWalk::any_ticket() {
    const auto& tickets = office_.state.tickets;
    if (tickets.empty() || once_in(50)) return TicketId{below(office_.state.seq + 2)};
    auto found = tickets.lower_bound(TicketId{1 + below(office_.state.seq)});
    if (found == tickets.end()) found = std::prev(found);
    return found->first;
}

TicketId RandomWalk::any_ticket_in(TicketState wanted) {
    const TicketId from = any_ticket();
    for (auto found = office_.state.tickets.lower_bound(from); found != office_.state.tickets.end(); ++found)
        if (found->second.state == wanted) return found->first;
    return from;
}

Command RandomWalk::any_counter_verb() {
    const AtCounter at = any_place();
    // Mostly what makes sense next there, so that the walk gets somewhere.
    if (const Counter* counter = find_counter(office_.state, at.counter); counter && !once_in(3)) {
        const Ticket* current = find_ticket(office_.state, counter->current);
        if (counter->state == CounterState::closed) return OpenCounter{at, false};
        if (counter->state == CounterState::paused) return ResumeCounter{at};
        if (!current) return CallNext{at, {}};
        if (current->state == TicketState::called && once_in(2)) return Start{at};
        if (current->state == TicketState::serving && once_in(2)) return Finish{at, OutcomeCode("accepted")};
    }
    switch (below(26)) {
        case 20:
            return AskForHelp{at, !once_in(3)};
        case 21:
            return AnswerHelp{at.counter, once_in(2)};
        case 22:
        case 23:
            return HandOver{at, ClerkCode(any_of(clerks))};
        case 24:
        case 25:
            return Finish{at, {}, any_end(at)};
        case 0:
        case 1:
            return OpenCounter{at, once_in(3)};
        case 2:
            if (once_in(2)) return CloseCounter{at};
            return SetAutoCall{at, once_in(2)};
        case 3:
            return PauseCounter{at, ReasonCode(once_in(10) ? "nap" : "break")};
        case 4:
            return ResumeCounter{at};
        case 5:
            return CallChosen{at, any_ticket_in(once_in(3) ? TicketState::held : TicketState::waiting),
                              ReasonCode(once_in(10) ? "" : "unwell")};
        case 6:
            return Recall{at};
        case 7:
            return Requeue{at};
        case 8:
            return NoShow{at};
        case 9:
        case 10:
            return Hold{at, ReasonCode("filling-form")};
        case 11:
            return ResumeHold{at, any_ticket_in(TicketState::held)};
        case 12:
        case 13: {
            Transfer transfer{at, any_service(), CounterId{once_in(2) ? 0 : 1 + below(5)}, static_cast<TransferKind>(below(3)), {}};
            if (transfer.to_counter && once_in(2)) transfer.service = {};
            return transfer;
        }
        case 14:
            return Finish{at, OutcomeCode(once_in(10) ? "eaten" : "accepted")};
        case 15:
        case 16:
        case 17:
            return Start{at};
        default:
            return CallNext{at, {}};
    }
}

// Mostly within the service that goes on there, and sometimes a little outside of it.
TimeUs RandomWalk::any_end(const AtCounter& at) {
    const Counter* counter = find_counter(office_.state, at.counter);
    const Ticket* ticket = counter ? find_ticket(office_.state, counter->current) : nullptr;
    const TimeUs started_us = ticket ? ticket->legs.back().started_us : 0;
    const auto length_us = static_cast<std::uint64_t>(std::max<TimeUs>(1, office_.now_us - started_us));
    return started_us + static_cast<TimeUs>(below(length_us + length_us / 10 + 2)) - (once_in(20) ? second_us : 0);
}

Command RandomWalk::any_ticket_verb() {
    switch (below(15)) {
        case 0:
        case 1:
            return ReportSlip{any_ticket_in(TicketState::waiting), static_cast<SlipReport>(below(5))};
        case 2:
            return Reprint{any_ticket_in(TicketState::waiting)};
        case 3:
            return Reinstate{any_ticket_in(TicketState::no_show)};
        case 4:
            return ReturnHold{any_ticket_in(TicketState::held)};
        case 5:
            return Cancel{any_ticket_in(static_cast<TicketState>(1 + below(4))), once_in(2), ReasonCode(once_in(2) ? "" : "left")};
        case 6:
            return SetUrgent{any_ticket_in(TicketState::waiting), ReasonCode("emergency")};
        case 7:
            return Rate{any_ticket_in(TicketState::served), static_cast<std::uint8_t>(below(7))};
        case 8: {
            const Ticket* ticket = find_ticket(office_.state, any_ticket_in(static_cast<TicketState>(1 + below(8))));
            return CheckIn{ticket ? ticket->token : "nobody's"};
        }
        default: {
            Issue issue{any_service(), any_class(), once_in(3) ? SlipWish::print : SlipWish::none, {}, once_in(20)};
            if (once_in(10)) issue.appointment_us = office_.now_us + static_cast<TimeUs>(below(200)) * minute_us - hour_us;
            if (once_in(200)) issue.appointment_us = never;
            if (once_in(3)) issue.procedure = ProcedureCode(any_of(procedures));
            if (once_in(2)) issue.person = once_in(20) ? "short" : any_of(people);
            return issue;
        }
    }
}

Command RandomWalk::any_of_the_house() {
    switch (below(10)) {
        case 0:
        case 1:
            return Configure{any_office(), "digest " + std::to_string(office_.state.seq)};
        case 2:
        case 3:
            return LimitService{any_service(), once_in(4), once_in(2) ? std::optional<std::uint32_t>(50 + below(50)) : std::nullopt};
        case 4:
        case 5: {
            AssignCounter assign{CounterId{1 + below(5)}, {any_service()}, {}};
            for (int more = 0; more < 2; ++more) (once_in(2) ? assign.serves : assign.helps).push_back(any_service());
            return assign;
        }
        case 6:
            return once_in(2) ? SetNotice{"", false} : SetNotice{"xin chờ", true};
        case 7:
            if (once_in(5)) return EndDay{};
            return BeginEpoch{office_.state.epoch + below(2)};
        case 8:
            if (once_in(3)) return SuspectClock{office_.state.at_us, office_.now_us};
            return ConfirmClock{};
        default:
            return ConfirmClock{};
    }
}

Command RandomWalk::any_command() {
    // Crowds come and are worked off by turns.
    const bool crowd = ++commands_ / 150 % 2 == 0;
    const std::uint64_t kind = below(100);
    if (kind < (crowd ? 30U : 65U)) return any_counter_verb();
    if (kind < 98) return any_ticket_verb();
    return any_of_the_house();
}

void RandomWalk::step() {
    if (once_in(15) && !clients_.empty()) {
        auto client = clients_.begin();
        std::advance(client, static_cast<std::ptrdiff_t>(below(clients_.size())));
        if (client->second.origin.no > 0) repeat(client->second);
    } else {
        send(any_command());
    }
    follow();
    pass_time();
    follow();
}

void RandomWalk::send(const Command& command) {
    Client& client = clients_[any_of(devices)];
    const std::string device =
        std::find_if(clients_.begin(), clients_.end(), [&](const auto& entry) { return &entry.second == &client; })->first;
    if (!find_session(office_.state, client.origin.session)) {
        const auto opened = office_.run(OpenSession{DeviceCode(device), role_of(device), {}}, Role::system);
        expect(opened.has_value(), "a session was refused");
        client = Client{};
        client.origin.session = SessionId{opened->back().seq};
        client.origin.role = role_of(device);
        client.origin.device = DeviceCode(device);
    }
    // Some acknowledge late, some lie.
    if (!once_in(5)) client.origin.acked_through = client.origin.no;
    client.origin.no += once_in(20) ? 2 : 1;
    if (once_in(100)) client.origin.acked_through = client.origin.no + below(3);
    client.last = command;
    client.answer.reset();
    // Some commands make no sense later; a few are late already.
    client.origin.not_after_us = once_in(4) ? office_.now_us + static_cast<TimeUs>(below(12)) * second_us - second_us : 0;
    repeat(client);
    if (client.origin.acked_through >= client.origin.no) client.origin.acked_through = client.origin.no - 1;
}

// As the shell does: a kept answer is given again, and nothing is decided.
void RandomWalk::repeat(Client& client) {
    const Origin& origin = client.origin;
    const Answer* kept = find_answer(office_.state, origin.session, origin.no);
    if (kept) {
        expect(client.answer && *client.answer == *kept, "a kept answer changed");
        return;
    }
    const bool may_be_answered = find_session(office_.state, origin.session) != nullptr;
    expect(!client.answer || !may_be_answered, "an answer was forgotten before it was acknowledged");
    const bool late = origin.not_after_us != 0 && office_.now_us > origin.not_after_us;
    const bool meant = means_whoever_is_there(client.last);
    const auto events = office_.run_as(client.last, origin);
    ++outcomes_[refused(events)];
    expect(refused(events) != "tick_due", "a command was refused for a Tick that is not due");
    expect(late || refused(events) != "too_late", "a command was refused as too late in its time");
    if (!events) return;
    expect(!late, "a command was carried out after its time");
    expect(meant, "a command was carried out on somebody whom its clerk did not see");
    ++accepted_;
    const Answer* answer = find_answer(office_.state, origin.session, origin.no);
    // A new epoch forgets the session that asked for it, too.
    expect(answer || !find_session(office_.state, origin.session), "an accepted command has no answer");
    if (answer) client.answer = *answer;
}

// Where the command says whom its clerk saw at the counter, it is whoever is there.
bool RandomWalk::means_whoever_is_there(const Command& command) const {
    // About the counter alone, whoever is there.
    const bool of_counter = std::holds_alternative<PauseCounter>(command) || std::holds_alternative<ResumeCounter>(command) ||
                            std::holds_alternative<SetAutoCall>(command) || std::holds_alternative<AskForHelp>(command);
    if (of_counter) return true;
    return std::visit(
        [&](const auto& verb) {
            if constexpr (requires { verb.at; }) {
                const Counter* counter = find_counter(office_.state, verb.at.counter);
                return !verb.at.ticket || (counter && counter->current == *verb.at.ticket);
            }
            return true;
        },
        command);
}

void RandomWalk::pass_time() {
    const std::uint64_t kind = below(1000);
    TimeUs passed_us = 0;
    if (kind < 300)
        passed_us = 0;
    else if (kind < 900)
        passed_us = static_cast<TimeUs>(below(20'000'000));
    else if (kind < 997)
        passed_us = static_cast<TimeUs>(below(10)) * minute_us;
    else if (kind < 999)
        passed_us = static_cast<TimeUs>(below(90)) * minute_us;
    else
        passed_us = static_cast<TimeUs>(below(9 * 24)) * hour_us;
    if (once_in(10))
        office_.now_us += passed_us;  // switched off meanwhile: what fell due is decided only now
    else
        office_.pass(passed_us);
    office_.set_time(office_.now_us);
}

void RandomWalk::follow() {
    while (followed_.seq < office_.journal.size()) {
        const Event& event = office_.journal[followed_.seq];
        if (const auto* called = std::get_if<TicketCalled>(&event.body)) check_call(event, *called);
        if (const auto* issued = std::get_if<TicketIssued>(&event.body)) check_issue(event, *issued);
        if (const auto* cancelled = std::get_if<TicketCancelled>(&event.body)) check_unclaimed(event, *cancelled);
        if (const auto* assigned = std::get_if<CounterAssigned>(&event.body)) check_assignment(*assigned);
        if (const auto* opened = std::get_if<DayOpened>(&event.body)) expect(opened->ends_at_us > event.at_us, "a day opens that is over");
        if (const auto* finished = std::get_if<TicketFinished>(&event.body)) check_end(event, *finished);
        follow_pauses(event);
        apply(followed_, event);
    }
    for (const auto& [clerk, day] : followed_.clerk_days) {
        const auto paused = paused_us_.find(clerk);
        expect(day.paused_us == (paused == paused_us_.end() ? 0 : paused->second), clerk.value + " paused longer or shorter than that");
    }
}

// The pauses of a day once more, from their beginnings and ends alone.
void RandomWalk::follow_pauses(const Event& event) {
    const auto ends_at = [&](CounterId id) {
        const auto since = paused_since_us_.extract(id);
        if (since) paused_us_[followed_.counters.at(id).clerk] += event.at_us - since.mapped();
    };
    if (const auto* paused = std::get_if<CounterPaused>(&event.body)) paused_since_us_[paused->counter] = event.at_us;
    if (const auto* resumed = std::get_if<CounterResumed>(&event.body)) ends_at(resumed->counter);
    if (const auto* closed = std::get_if<CounterClosed>(&event.body)) ends_at(closed->counter);
    if (const auto* opened = std::get_if<CounterOpened>(&event.body)) ends_at(opened->counter);
    if (!std::holds_alternative<DayClosed>(event.body)) return;
    paused_since_us_.clear();
    paused_us_.clear();
}

void RandomWalk::check_end(const Event& event, const TicketFinished& finished) const {
    if (finished.ended_us == 0) return;
    const Ticket* ticket = find_ticket(followed_, finished.ticket);
    expect(ticket && finished.ended_us >= ticket->legs.back().started_us && finished.ended_us <= event.at_us,
           "a service ended before it began, or will end");
}

void RandomWalk::check_issue(const Event& event, const TicketIssued& issued) {
    expect(numbers_.emplace(event.business_day, issued.number).second, "number " + issued.number + " twice in one business day");
    expect(is_taken(followed_, issued.service), "number " + issued.number + " for a field that no counter takes");
    check_person(issued);
    if (issued.procedure.empty()) return;
    const Procedure* procedure = find_procedure(*find_service(followed_.office, issued.service), issued.procedure);
    expect(procedure && procedure->open, "number " + issued.number + " for a procedure that is closed");
}

// Looked at among all tickets: no more numbers for one card than the office gives.
void RandomWalk::check_person(const TicketIssued& issued) const {
    const KioskRules& rules = followed_.office.kiosk;
    if (issued.person.empty()) return;
    expect(rules.card != CardUse::none, "the hash of a card is kept in an office that reads none");
    std::uint32_t open = 0, taken = 0;
    for (const auto& [id, ticket] : followed_.tickets) {
        if (ticket.person != issued.person) continue;
        if (is_open(ticket.state) && ticket.slip == SlipState::failed) continue;  // nobody got it
        if (is_open(ticket.state) && ticket.service == issued.service) ++open;
        const bool taken_back = ticket.cancel_kind == CancelKind::voided || ticket.cancel_kind == CancelKind::slip_failed;
        if (!taken_back) ++taken;
    }
    expect(rules.per_person_field == 0 || open < rules.per_person_field, "one number too many for one person in one field");
    expect(rules.per_person_day == 0 || taken < rules.per_person_day, "one number too many for one person today");
}

// The number goes void only where its holder waits and was asked to show that they are there.
void RandomWalk::check_unclaimed(const Event& event, const TicketCancelled& cancelled) const {
    if (cancelled.kind != CancelKind::unclaimed) return;
    const Ticket* ticket = find_ticket(followed_, cancelled.ticket);
    expect(ticket && ticket->state == TicketState::waiting, "a number goes unclaimed that does not wait");
    expect(ticket->present_by_us != 0 && ticket->present_by_us <= event.at_us, "a number goes unclaimed before its time");
    expect(followed_.office.kiosk.presence_after_us != 0, "a number goes unclaimed where nobody is asked to be there");
}

// Nobody who is here is left without a counter by a supervisor.
void RandomWalk::check_assignment(const CounterAssigned& assigned) const {
    Counter after;
    after.serves = assigned.serves;
    after.helps = assigned.helps;
    for (const auto& [id, ticket] : followed_.tickets) {
        if (!is_open(ticket.state) || !is_taken(followed_, ticket.service)) continue;
        expect(takes(after, ticket.service) || is_taken(followed_, ticket.service, assigned.counter),
               "ticket " + ticket.number + " is left without a counter");
    }
}

void RandomWalk::check_call(const Event& event, const TicketCalled& called) const {
    if (called.reason == CallReason::chosen || called.reason == CallReason::resumed_hold) return;
    const Counter* counter = find_counter(followed_, called.counter);
    expect(counter && counter->state == CounterState::open && !counter->current, "a call at a counter that cannot call");
    const auto next = choose_next(followed_, *counter, event.at_us);
    expect(next && next->ticket == called.ticket && next->reason == called.reason && next->helping == called.helping,
           "a call that the policy does not explain");
}

void RandomWalk::check_that_nobody_is_stuck() {
    OfficeDriver hall = office_;
    hall.check_everything = false;
    const auto counters = hall.state.counters;
    for (const auto& [id, before] : counters) {
        const AtCounter at{id, before.clerk.empty() ? ClerkCode("late-" + std::to_string(id.value)) : before.clerk};
        hall.run(OpenCounter{at, false});
        hall.run(SetAutoCall{at, false});
        hall.run(ResumeCounter{at});
        hall.run(Start{at});
        hall.run(Finish{at, {}});
    }
    std::vector<TicketId> held;
    for (const auto& [id, ticket] : hall.state.tickets)
        if (ticket.state == TicketState::held) held.push_back(id);
    for (const TicketId id : held) hall.run(ReturnHold{id});
    std::size_t calls_left = 2 * hall.state.tickets.size() + 10;
    for (bool somebody = true; somebody;) {
        somebody = false;
        for (const auto& [id, before] : counters) {
            const AtCounter at{id, find_counter(hall.state, id) ? find_counter(hall.state, id)->clerk : ClerkCode()};
            if (!hall.run(CallNext{at, {}})) continue;
            somebody = true;
            expect(calls_left-- > 0, "calling never ends");
            expect(hall.run(Start{at}).has_value() && hall.run(Finish{at, {}}).has_value(), "somebody was called and cannot be served");
        }
    }
    for (const auto& [id, ticket] : hall.state.tickets) {
        if (!is_open(ticket.state)) continue;
        const bool awaits_slip =
            ticket.slip == SlipState::pending || ticket.slip == SlipState::printing || ticket.slip == SlipState::failed;
        const bool taken = std::any_of(hall.state.counters.begin(), hall.state.counters.end(), [&, of = ticket.service](const auto& entry) {
            const Counter& counter = entry.second;
            const auto has = [&](const std::vector<ServiceCode>& list) { return std::find(list.begin(), list.end(), of) != list.end(); };
            return counter.state == CounterState::open && (has(counter.serves) || has(counter.helps));
        });
        expect(ticket.state == TicketState::waiting && (awaits_slip || (!taken && !ticket.for_counter)),
               "ticket " + ticket.number + " (" + to_string(ticket.state) + ") could never be called");
    }
}

}  // namespace luot::test
