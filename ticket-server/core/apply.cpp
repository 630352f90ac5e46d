#include <algorithm>

#include "core/applying.hpp"
#include "core/decide.hpp"
#include "core/limits.hpp"
#include "core/queues.hpp"
#include "core/service_times.hpp"

namespace luot::core {
namespace {

class Applying : public ApplyingToOffice, public ApplyingToCounters {
  public:
    Applying(State& state, const Event& event)
        : ApplyingToOffice(state, event), ApplyingToCounters(state, event.at_us), state_(state), event_(event), at_us_(event.at_us) {}

    using ApplyingToOffice::operator();
    using ApplyingToCounters::operator();

    // A ticket's life.

    void operator()(const TicketIssued& issued) {
        Ticket ticket;
        ticket.id = TicketId{event_.seq};
        ticket.number = issued.number;
        ticket.series = issued.series;
        ticket.ordinal = issued.ordinal;
        ticket.service = issued.service;
        ticket.ticket_class = issued.ticket_class;
        ticket.procedure = issued.procedure;
        ticket.state = TicketState::waiting;
        ticket.slip = issued.slip;
        ticket.slip_since_us = at_us_;
        ticket.issued_by = issued.device;
        ticket.issued_us = at_us_;
        ticket.promise = issued.promise;
        ticket.token = issued.token;
        ticket.test = issued.test;
        ticket.person = issued.person;
        ticket.present_by_us = issued.present_by_us;
        ticket.place = Place{issued.queue_since_us, event_.seq, ticket.id};
        ticket.legs.push_back(new_leg(issued.service));
        std::uint32_t& last = state_.last_ordinal[issued.series];
        last = std::max(last, issued.ordinal);
        ++state_.fields[issued.service].issued;
        index_ticket(state_, state_.tickets.emplace(ticket.id, std::move(ticket)).first->second);
    }

    void operator()(const SlipSettled& settled) {
        change_ticket(state_, settled.ticket, [&](Ticket& ticket) {
            ticket.slip = settled.slip;
            ticket.slip_since_us = at_us_;
        });
    }

    void operator()(const SlipRetried& retried) {
        change_ticket(state_, retried.ticket, [&](Ticket& ticket) {
            ++ticket.reprints;
            if (ticket.slip != SlipState::failed) return;
            ticket.slip = SlipState::pending;
            ticket.slip_since_us = at_us_;
        });
    }

    void operator()(const TicketCalled& called) {
        const Ticket* before = find_ticket(state_, called.ticket);
        if (!before) return;
        const bool from_queue = before->state == TicketState::waiting;
        const bool first_of_leg = before->legs.back().called_first_us == 0;
        change_ticket(state_, called.ticket, [&](Ticket& ticket) {
            ticket.state = TicketState::called;
            ticket.counter = called.counter;
            ticket.called_us = at_us_;
            ticket.recalls = 0;
            ticket.after = 0;
            ticket.hold_returned = false;
            Leg& leg = ticket.legs.back();
            leg.counter = called.counter;
            leg.clerk = called.clerk;
            ++leg.calls;
            if (leg.started_us == 0) leg.called_last_us = at_us_;
            if (!first_of_leg) return;
            leg.called_first_us = at_us_;
            leg.reason = called.reason;
            leg.reason_code = called.code;
        });
        const Ticket& ticket = state_.tickets.at(called.ticket);
        Counter& counter = state_.counters[called.counter];
        if (from_queue) note_call_from_queue(ticket, counter);
        if (first_of_leg && !ticket.test) note_wait(ticket);
        counter.holds.erase(called.ticket);
        occupy(counter, called.ticket);
        note_shown_call(ticket);
    }

    void operator()(const TicketRecalled& recalled) {
        change_ticket(state_, recalled.ticket, [&](Ticket& ticket) {
            ticket.recalls = recalled.recalls;
            ticket.called_us = at_us_;
            Leg& leg = ticket.legs.back();
            ++leg.calls;
            if (leg.started_us == 0) leg.called_last_us = at_us_;
        });
        if (const Ticket* ticket = find_ticket(state_, recalled.ticket)) note_shown_call(*ticket);
    }

    void operator()(const ServiceStarted& started) {
        change_ticket(state_, started.ticket, [&](Ticket& ticket) {
            ticket.state = TicketState::serving;
            end_hold(ticket, at_us_);
            ticket.present_by_us = 0;
            if (ticket.legs.back().started_us == 0) ticket.legs.back().started_us = at_us_;
        });
    }

    void operator()(const TicketRequeued& requeued) {
        leave_counter(requeued.ticket);
        change_ticket(state_, requeued.ticket, [&](Ticket& ticket) {
            wait_behind(ticket, requeued.after);
            // Not void at once because the time ran out while it was called.
            if (ticket.present_by_us != 0)
                ticket.present_by_us = std::max(ticket.present_by_us, at_us_ + state_.office.kiosk.presence_grace_us);
        });
    }

    void operator()(const TicketNoShow& no_show) {
        leave_counter(no_show.ticket);
        change_ticket(state_, no_show.ticket, [&](Ticket& ticket) { end(ticket, TicketState::no_show, at_us_); });
    }

    void operator()(const TicketReinstated& reinstated) {
        change_ticket(state_, reinstated.ticket, [&](Ticket& ticket) {
            Leg& leg = ticket.legs.back();
            if (leg.started_us != 0) ticket.held_since_us = leg.ended_us;  // served in part: the absence is no service
            ticket.ended_us = 0;
            ticket.ended_in = TicketState::unspecified;
            ticket.present_by_us = 0;  // whoever came for it is there
            leg.ended_us = 0;
            const Counter* bound = find_counter(state_, ticket.for_counter);
            if (!bound || bound->state == CounterState::closed) ticket.for_counter = CounterId{};
            wait_behind(ticket, reinstated.after);
        });
    }

    void operator()(const TicketHeld& held) {
        leave_counter(held.ticket);
        change_ticket(state_, held.ticket, [&](Ticket& ticket) {
            ticket.state = TicketState::held;
            ticket.present_by_us = 0;
            ticket.counter = held.counter;
            ticket.hold_reason = held.reason;
            if (ticket.held_since_us == 0) ticket.held_since_us = at_us_;
        });
        state_.counters[held.counter].holds.insert(held.ticket);
    }

    void operator()(const HoldReturned& returned) {
        change_ticket(state_, returned.ticket, [&](Ticket& ticket) {
            ticket.hold_returned = true;
            ticket.hold_returned_seq = event_.seq;
        });
    }

    void operator()(const HoldReleased& released) {
        leave_counter(released.ticket);
        change_ticket(state_, released.ticket, [&](Ticket& ticket) {
            ticket.place = Place{released.queue_since_us, event_.seq, ticket.id};
            ticket.for_counter = CounterId{};
            wait_behind(ticket, 0);
        });
    }

    void operator()(const TicketTransferred& transferred) {
        leave_counter(transferred.ticket);
        change_ticket(state_, transferred.ticket, [&](Ticket& ticket) {
            end_hold(ticket, at_us_);
            ticket.legs.back().ended_us = at_us_;
            ticket.legs.back().outcome = transferred.outcome;
            note_service(state_, ticket, ticket.legs.back());
            ticket.legs.push_back(new_leg(transferred.service));
            ticket.present_by_us = 0;
            ticket.service = transferred.service;
            ticket.place.queue_since_us = transferred.queue_since_us;
            if (transferred.kind != TransferKind::wrong_field) ticket.place.placed_seq = event_.seq;  // the place is kept with its ties
            ticket.for_counter = transferred.to_counter;
            wait_behind(ticket, 0);
        });
    }

    void operator()(const TicketUnbound& unbound) {
        change_ticket(state_, unbound.ticket, [&](Ticket& ticket) { ticket.for_counter = CounterId{}; });
    }

    void operator()(const TicketFinished& finished) {
        leave_counter(finished.ticket);
        change_ticket(state_, finished.ticket, [&](Ticket& ticket) {
            end(ticket, TicketState::served, finished.ended_us != 0 ? finished.ended_us : at_us_);
            ticket.ended_us = at_us_;  // until then its counter was not free for another
            ticket.legs.back().outcome = finished.outcome;
            ticket.legs.back().corrected = finished.ended_us != 0;
            note_service(state_, ticket, ticket.legs.back());
        });
    }

    void operator()(const TicketCancelled& cancelled) {
        leave_counter(cancelled.ticket);
        change_ticket(state_, cancelled.ticket, [&](Ticket& ticket) {
            end(ticket, TicketState::cancelled, at_us_);
            ticket.cancel_kind = cancelled.kind;
            ticket.end_reason = cancelled.reason;
        });
        if (cancelled.kind == CancelKind::walk_out) return;
        if (const Ticket* ticket = find_ticket(state_, cancelled.ticket)) {
            FieldState& issued_for = state_.fields[ticket->legs.front().service];
            if (issued_for.issued > 0) --issued_for.issued;  // voids free their place in the quota
        }
    }

    void operator()(const TicketExpired& expired) {
        leave_counter(expired.ticket);
        const TimeUs ended_us = std::min(at_us_, state_.day_ends_at_us);
        change_ticket(state_, expired.ticket, [&](Ticket& ticket) { end(ticket, TicketState::expired, ended_us); });
    }

    void operator()(const TicketMadeUrgent& urgent) {
        change_ticket(state_, urgent.ticket, [&](Ticket& ticket) {
            ticket.urgent = true;
            ticket.after = 0;  // nobody goes first any more
        });
    }

    void operator()(const PresenceConfirmed& confirmed) {
        change_ticket(state_, confirmed.ticket, [](Ticket& ticket) { ticket.present_by_us = 0; });
    }

    void operator()(const TicketRated& rated) {
        change_ticket(state_, rated.ticket, [&](Ticket& ticket) { ticket.rating = rated.grade; });
    }

    // Keeps the answer for repeats, and forgets those that the client has acknowledged.
    void remember_answer() {
        const auto found = state_.sessions.find(event_.session);
        if (found == state_.sessions.end()) return;
        Session& session = found->second;
        state_.sessions_by_use.erase({session.last_used_us, session.id});
        session.last_used_us = at_us_;
        state_.sessions_by_use.emplace(session.last_used_us, session.id);
        session.acked_through = std::max(session.acked_through, event_.acked_through);
        session.answers.erase(session.answers.begin(), session.answers.upper_bound(session.acked_through));
        add_to_answer(session.answers[event_.no], state_, event_);
    }

  private:
    Leg new_leg(const ServiceCode& service) const {
        Leg leg;
        leg.service = service;
        leg.arrived_us = at_us_;
        return leg;
    }

    void occupy(Counter& counter, TicketId ticket) {
        counter.current = ticket;
        counter.idle_since_us = 0;
    }

    // Takes the ticket off the counter that has it, as its current one or as a hold.
    void leave_counter(TicketId id) {
        const Ticket* ticket = find_ticket(state_, id);
        if (!ticket || !ticket->counter) return;
        Counter& counter = state_.counters[ticket->counter];
        counter.holds.erase(id);
        if (counter.current != id) return;
        counter.current = TicketId{};
        counter.idle_since_us = counter.state == CounterState::open ? at_us_ : 0;
    }

    void wait_behind(Ticket& ticket, std::uint32_t after) const {
        ticket.state = TicketState::waiting;
        ticket.counter = CounterId{};
        ticket.recalls = 0;
        ticket.after = after;
        ticket.hold_returned = false;
    }

    void end_hold(Ticket& ticket, TimeUs until_us) const {
        if (ticket.held_since_us == 0) return;
        Leg& leg = ticket.legs.back();
        if (leg.started_us != 0) leg.held_us += until_us - ticket.held_since_us;
        ticket.held_since_us = 0;
    }

    void end(Ticket& ticket, TicketState state, TimeUs ended_us) const {
        end_hold(ticket, ended_us);
        ticket.ended_in = ticket.state;
        ticket.state = state;
        ticket.counter = CounterId{};
        ticket.after = 0;
        ticket.hold_returned = false;
        ticket.present_by_us = 0;
        ticket.ended_us = ended_us;
        ticket.legs.back().ended_us = ended_us;
    }

    // Whoever was sent back has let one more past: of the field, or, waiting for one counter, of that counter. Where nobody else of the
    // field could be called, whomever a counter of the field takes instead counts, or other fields would keep them waiting for good.
    void note_call_from_queue(const Ticket& called, const Counter& counter) {
        FieldState& field = state_.fields[called.service];
        const PriorityClass* of = find_class(state_.office, called.ticket_class);
        if (of && of->priority) {
            field.ordinary_in_a_row = 0;
        } else if (field.ordinary_in_a_row < UINT32_MAX) {
            ++field.ordinary_in_a_row;
        }
        let_one_past(field.queues);
        let_one_past(counter.queues);
        for (const auto* services : {&counter.serves, &counter.helps}) {
            for (const ServiceCode& service : *services) {
                const auto other = state_.fields.find(service);
                if (service != called.service && other != state_.fields.end() && none_callable(other->second.queues))
                    let_one_past(other->second.queues);
            }
        }
    }

    void let_one_past(const Queues& queues) {
        const std::vector<Place> behind(queues.deferred.begin(), queues.deferred.end());
        for (const Place& place : behind) change_ticket(state_, place.ticket, [](Ticket& ticket) { --ticket.after; });
    }

    void note_wait(const Ticket& called) {
        std::deque<TimeUs>& waits = state_.fields[called.service].recent_waits_us;
        waits.push_back(called.legs.back().called_first_us - called.legs.back().arrived_us);
        if (waits.size() > limits::recent_waits) waits.pop_front();
    }

    void note_shown_call(const Ticket& ticket) {
        state_.fields[ticket.service].last_called = ticket.number;
        std::deque<CallMade>& calls = state_.recent_calls;
        calls.push_back(CallMade{event_.seq, at_us_, ticket.id, ticket.number, ticket.service, ticket.counter, ticket.recalls + 1});
        const auto is_old = [&](const CallMade& call) { return call.at_us + limits::announce_within_us <= at_us_; };
        while (calls.size() > limits::calls_kept || (calls.size() > limits::shown_calls && is_old(calls.front()))) calls.pop_front();
    }

    State& state_;
    const Event& event_;
    TimeUs at_us_;
};

}  // namespace

void apply(State& state, const Event& event) {
    state.seq = event.seq;
    state.at_us = event.at_us;
    Applying applying(state, event);
    std::visit(applying, event.body);
    if (event.session && event.no != 0) applying.remember_answer();
}

}  // namespace luot::core
