#include "core/invariants.hpp"

#include "core/limits.hpp"
#include "core/queues.hpp"
#include "core/service_times.hpp"

namespace luot::core {
namespace {

class Checking {
  public:
    explicit Checking(const State& state) : state_(state) {}

    std::vector<std::string> run() {
        for (const auto& [id, ticket] : state_.tickets) check_ticket(id, ticket);
        for (const auto& [id, counter] : state_.counters) check_counter(id, counter);
        for (const auto& [id, session] : state_.sessions) check_session(id, session);
        check_office();
        check_derived();
        return std::move(violations_);
    }

  private:
    // The sentence is put together only where it is needed: this runs after every event of every test.
    void expect(bool holds, const char* what) {
        if (!holds) violations_.emplace_back(what);
    }
    void expect(bool holds, const Ticket& ticket, const char* what) {
        if (!holds) violations_.push_back("ticket " + ticket.number + ": " + what);
    }
    void expect(bool holds, const Counter& counter, const char* what) {
        if (!holds) violations_.push_back("counter " + std::to_string(counter.id.value) + ": " + what);
    }
    void expect(bool holds, const Session& session, const char* what) {
        if (!holds) violations_.push_back("session " + std::to_string(session.id.value) + ": " + what);
    }

    void check_ticket(TicketId id, const Ticket& ticket) {
        expect(ticket.id == id && id && id.value <= state_.seq, ticket, "its id is the seq of an event");
        const auto by_number = state_.by_number.find(ticket.number);
        expect(by_number != state_.by_number.end() && by_number->second == id, ticket, "no other has its number today");
        const auto last = state_.last_ordinal.find(ticket.series);
        expect(last != state_.last_ordinal.end() && last->second >= ticket.ordinal, ticket, "its series has come as far as its number");
        expect(!ticket.legs.empty() && ticket.legs.size() <= limits::legs_of_ticket, ticket, "has legs, and not too many");
        if (ticket.legs.empty()) return;
        expect(ticket.legs.back().service == ticket.service, ticket, "its field is that of its last leg");
        expect(ticket.legs.front().arrived_us == ticket.issued_us, ticket, "arrived when it was issued");
        expect(is_open(ticket.state) == (ticket.ended_us == 0), ticket, "has ended, or has no end");
        expect(is_open(ticket.state) == (ticket.legs.back().ended_us == 0), ticket, "its last leg ends with it");
        expect(
            ticket.legs.back().corrected ? ticket.legs.back().ended_us <= ticket.ended_us : ticket.legs.back().ended_us == ticket.ended_us,
            ticket, "its last leg was over when it ended, or was put right to before that");
        expect(is_open(ticket.state) ? ticket.ended_in == TicketState::unspecified : is_open(ticket.ended_in), ticket,
               "says where it was when it ended, once it has");
        for (std::size_t index = 0; index < ticket.legs.size(); ++index) check_leg(ticket, index);

        const bool at_counter = ticket.state == TicketState::called || ticket.state == TicketState::serving;
        const Counter* counter = find_counter(state_, ticket.counter);
        if (at_counter) expect(counter && counter->current == id, ticket, "is at a counter that has it");
        if (ticket.state == TicketState::held) expect(counter && counter->holds.contains(id), ticket, "is held by a counter that has it");
        if (!at_counter && ticket.state != TicketState::held) expect(!ticket.counter, ticket, "is at no counter");
        if (at_counter) expect(!awaits_slip(ticket), ticket, "is no ghost: its slip came out, as far as is known");
        expect(ticket.person.empty() || ticket.person.size() == limits::person_bytes, ticket, "has the hash of a card, or none");
        expect(ticket.present_by_us == 0 || ticket.state == TicketState::waiting || ticket.state == TicketState::called, ticket,
               "asks its holder to be there only until they were seen");
        expect(!ticket.hold_returned || ticket.state == TicketState::held, ticket, "came back from a hold that it is in");
        expect(ticket.after == 0 || ticket.state == TicketState::waiting, ticket, "lets others past only while it waits");
        expect(ticket.rating == 0 || ticket.state == TicketState::served, ticket, "was rated after it was served");
        if (ticket.state == TicketState::waiting && ticket.for_counter) {
            const Counter* bound = find_counter(state_, ticket.for_counter);
            expect(bound && bound->state != CounterState::closed, ticket, "waits for a counter that is there");
        }
    }

    void check_leg(const Ticket& ticket, std::size_t index) {
        const Leg& leg = ticket.legs[index];
        const bool last = index + 1 == ticket.legs.size();
        expect((leg.called_first_us == 0) == (leg.calls == 0), ticket, "counts its calls");
        expect(leg.called_first_us == 0 || leg.called_first_us >= leg.arrived_us, ticket, "was called after it arrived");
        expect(leg.called_last_us >= leg.called_first_us, ticket, "was called last after it was called first");
        expect(leg.started_us == 0 || leg.started_us >= leg.called_last_us, ticket, "was started after it was called");
        expect(leg.ended_us == 0 || leg.ended_us >= leg.started_us, ticket, "ended after it was started");
        if (leg.ended_us != 0 && leg.started_us != 0)
            expect(leg.held_us >= 0 && leg.held_us <= leg.ended_us - leg.started_us, ticket, "was held within its service");
        expect(!leg.corrected || (last && ticket.state == TicketState::served), ticket, "was corrected at its end");
        if (!last) expect(leg.ended_us == ticket.legs[index + 1].arrived_us, ticket, "a leg ends where the next begins");
        if (ticket.state == TicketState::serving && last) expect(leg.started_us != 0, ticket, "is served since some time");
        if (ticket.state == TicketState::called && last) expect(leg.called_first_us != 0, ticket, "was called");
    }

    void check_counter(CounterId id, const Counter& counter) {
        expect(counter.id == id, counter, "is the one that it says");
        expect((counter.state == CounterState::closed) == counter.clerk.empty(), counter, "has a clerk exactly while it is not closed");
        if (counter.state != CounterState::open) expect(!counter.current, counter, "calls and serves only while it is open");
        if (counter.state == CounterState::closed)
            expect(counter.holds.empty() && !counter.auto_call && counter.help == HelpState::none, counter,
                   "keeps nothing while it is closed");
        expect(counter.help != HelpState::unspecified, counter, "wants help or does not");
        expect((counter.help == HelpState::none) == (counter.help_since_us == 0), counter, "knows since when it wants help");
        expect(counter.holds.size() <= limits::holds_at_counter, counter, "has not too many holds");
        expect((counter.idle_since_us != 0) == (counter.state == CounterState::open && !counter.current), counter,
               "knows since when it is idle");
        if (counter.current) {
            const Ticket* ticket = find_ticket(state_, counter.current);
            expect(ticket && ticket->counter == id && (ticket->state == TicketState::called || ticket->state == TicketState::serving),
                   counter, "its ticket is called or served here");
        }
        for (const TicketId held : counter.holds) {
            const Ticket* ticket = find_ticket(state_, held);
            expect(ticket && ticket->counter == id && ticket->state == TicketState::held, counter, "its holds are held here");
        }
        if (counter.clerk.empty()) return;
        for (const auto& [other_id, other] : state_.counters)
            expect(other_id == id || other.clerk != counter.clerk, counter, "its clerk holds no other counter");
    }

    void check_session(SessionId id, const Session& session) {
        expect(session.id == id && id && id.value <= state_.seq, session, "its id is the seq of an event");
        expect(session.answers.size() <= limits::unacknowledged, session, "keeps not too many answers");
        expect(session.answers.empty() || session.answers.begin()->first > session.acked_through, session,
               "keeps no answer that was acknowledged");
    }

    void check_office() {
        expect(state_.sessions.size() <= limits::sessions, "not too many sessions");
        expect(state_.tickets.size() <= limits::tickets_a_day, "not too many tickets in a day");
        expect(state_.recent_calls.size() <= limits::calls_kept, "not too many calls kept");
        expect(state_.day_open || state_.tickets.empty(), "no ticket lives outside a day");
        for (const auto& [code, field] : state_.fields) {
            expect(field.recent_waits_us.size() <= limits::recent_waits, "a field: not too many waits kept");
            expect(field.recent_services_us.size() <= limits::recent_services, "a field: not too many service times kept");
        }
        check_clerk_days();
        for (std::size_t index = 1; index < state_.recent_calls.size(); ++index)
            expect(state_.recent_calls[index - 1].seq < state_.recent_calls[index].seq, "calls are kept in their order");
    }

    void check_clerk_days() {
        expect(state_.clerk_days.size() <= limits::clerks_a_day, "not too many clerks' days kept");
        expect(state_.day_open || state_.clerk_days.empty(), "no clerk has a day outside a day");
        const auto from_tickets = services_by_clerk(state_);
        for (const auto& [clerk, counted] : from_tickets)
            expect(state_.clerk_days.contains(clerk) || state_.clerk_days.size() == limits::clerks_a_day, "whoever served has a day");
        for (const auto& [clerk, day] : state_.clerk_days) {
            expect(day.paused_us >= 0, "a clerk's day: no pause is shorter than nothing");
            expect(day.services_us.size() <= limits::services_of_clerk, "a clerk's day: not too many services kept");
            if (day.services_us.size() == limits::services_of_clerk) continue;  // further ones were not counted
            const auto found = from_tickets.find(clerk);
            const ClerkDay counted = found == from_tickets.end() ? ClerkDay{} : found->second;
            expect(day.services_us == counted.services_us, "a clerk's day: its services are those of the tickets");
            expect(day.corrected == counted.corrected, "a clerk's day: what was corrected is what the tickets say");
        }
    }

    // What apply kept in step is what follows from the tickets.
    void check_derived() {
        State again;  // without tickets and sessions, which are looked at where they are
        again.office = state_.office;
        again.fields = state_.fields;
        again.counters = state_.counters;
        derive(again, state_);
        expect(again.fields == state_.fields, "queues, deferred and counts of the fields follow from the tickets");
        expect(again.counters == state_.counters, "queues of the counters follow from the tickets");
        expect(again.deadlines == state_.deadlines, "deadlines follow from the tickets");
        expect(again.by_number == state_.by_number, "numbers follow from the tickets");
        expect(again.by_token == state_.by_token, "tokens follow from the tickets");
        expect(again.people == state_.people, "what each person has follows from the tickets");
        expect(again.sessions_by_use == state_.sessions_by_use, "the order of sessions follows from their use");
    }

    const State& state_;
    std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> invariants(const State& state) {
    return Checking(state).run();
}

}  // namespace luot::core
