#include "simulation/witness.hpp"

#include <algorithm>
#include <tuple>

#include "simulation/world.hpp"

namespace luot::simulation {

using namespace core;

namespace {

void expect(bool holds, const char* check, const std::string& what) {
    if (!holds) throw Violation(check, what);
}

std::string at_event(Seq seq) {
    return " (event " + std::to_string(seq) + ")";
}

std::string text_of(CounterId counter) {
    return std::to_string(counter.value);
}

}  // namespace

bool Seen::was_called() const {
    return std::any_of(legs.begin(), legs.end(), [](const SeenLeg& leg) { return leg.called_first_us != 0; });
}

Witness::Witness(const Office& office) {
    configure(office);
}

void Witness::configure(const Office& office) {
    office_ = office;
    for (const CounterConfig& counter : office.counters) {
        counters_[counter.id].serves = counter.serves;
        counters_[counter.id].helps = counter.helps;
    }
}

// Hà Nội has had no summer time since the sixties: seven hours are all there is to it.
BusinessDay Witness::day_of(TimeUs at_us) const {
    return BusinessDay{static_cast<std::int32_t>((at_us + 7 * hour_us - office_.boundary_minute * minute_us) / day_us)};
}

Seen& Witness::visit(TicketId id) {
    const auto found = visits_.find(id);
    expect(found != visits_.end(), "rules", "ticket " + std::to_string(id.value) + " was never issued" + at_event(seq_));
    return found->second;
}

Seen& Witness::visit_in(TicketId id, std::initializer_list<TicketState> states) {
    Seen& seen = visit(id);
    expect(std::find(states.begin(), states.end(), seen.state) != states.end(), "rules",
           seen.number + " was " + to_string(seen.state) + " and cannot be what it became" + at_event(seq_));
    return seen;
}

// --- What changes

void Witness::leave_counter(Seen& seen) {
    if (!seen.at) return;
    SeenCounter& at = counters_[seen.at];
    if (at.current == seen.id) {
        note_time(seen.at, at_us_);
        at.current = TicketId{};
    }
    seen.at = CounterId{};
}

void Witness::wait_again(Seen& seen, std::uint32_t after) {
    seen.state = TicketState::waiting;
    seen.after = after;
    seen.returned = 0;
}

void Witness::end(Seen& seen, TicketState state, TimeUs at_us) {
    leave_counter(seen);
    SeenLeg& leg = seen.legs.back();
    if (seen.held_since_us != 0 && leg.started_us != 0) leg.held_us += at_us - seen.held_since_us;
    seen.held_since_us = 0;
    seen.ended_in = seen.state;
    seen.state = state;
    seen.after = 0;
    seen.returned = 0;
    seen.present_by_us = 0;
    seen.ended_us = at_us;
    leg.ended_us = at_us;
}

struct Witness::Taking {
    Witness& w;
    const Event& event;

    void operator()(const OfficeConfigured& configured) { w.configure(configured.office); }
    void operator()(const EpochBegan&) {}
    void operator()(const DayOpened& opened) {
        expect(!w.day_open_, "rules", "a day was opened while one is open" + at_event(event.seq));
        expect(opened.day == w.day_of(event.at_us), "business day",
               "day " + std::to_string(opened.day.days) + " was opened on day " + std::to_string(w.day_of(event.at_us).days));
        w.day_ = opened.day;
        w.day_open_ = true;
    }
    void operator()(const DayClosed&) {
        for (const auto& [id, seen] : w.visits_)
            expect(!seen.is_open(), "day close", seen.number + " is still open after the day was closed" + at_event(event.seq));
        for (const auto& [id, at] : w.counters_) w.note_time(id, event.at_us);
        w.day_open_ = false;
        w.ordinary_in_a_row_.clear();
        for (auto& [id, at] : w.counters_) at = SeenCounter{};
        w.configure(w.office_);
    }
    void operator()(const ClockSuspected&) {}
    void operator()(const ClockConfirmed&) {}
    void operator()(const SessionOpened&) {}
    void operator()(const SessionClosed&) {}

    void operator()(const TicketIssued& issued) {
        expect(w.day_open_ && w.day_ == w.day_of(event.at_us) && event.business_day == w.day_, "business day",
               issued.number + " was issued on a day that is not today's" + at_event(event.seq));
        expect(w.numbers_.emplace(w.day_, issued.number).second, "numbers",
               issued.number + " was issued twice in a day" + at_event(event.seq));
        expect(issued.queue_since_us == event.at_us, "rules", issued.number + " waits from another time than its issue");
        Seen seen;
        seen.id = TicketId{event.seq};
        seen.number = issued.number;
        seen.day = w.day_;
        seen.service = issued.service;
        seen.ticket_class = issued.ticket_class;
        seen.slip = issued.slip;
        seen.slip_since_us = event.at_us;
        seen.queue_since_us = issued.queue_since_us;
        seen.placed = event.seq;
        seen.issued_us = event.at_us;
        seen.legs.push_back(leg_of(issued.service));
        seen.person = issued.person;
        const KioskRules& rules = w.office_.kiosk;
        const bool asked = rules.presence_after_us != 0 && issued.slip == SlipState::pending && !issued.test;
        if (asked) seen.present_by_us = issued.queue_since_us + rules.presence_after_us + rules.presence_grace_us;
        expect(issued.present_by_us == seen.present_by_us, "rules",
               issued.number + " is asked otherwise to show that somebody is there than the office says" + at_event(event.seq));
        w.check_person(seen);
        w.visits_[seen.id] = std::move(seen);
    }
    void operator()(const SlipSettled& settled) {
        Seen& seen = w.visit(settled.ticket);
        seen.slip = settled.slip;
        seen.slip_since_us = event.at_us;
    }
    void operator()(const SlipRetried& retried) {
        Seen& seen = w.visit(retried.ticket);
        if (seen.slip != SlipState::failed) return;
        seen.slip = SlipState::pending;
        seen.slip_since_us = event.at_us;
    }

    void operator()(const TicketCalled& called) {
        Seen& seen = w.visit_in(called.ticket, {TicketState::waiting, TicketState::held});
        SeenCounter& at = w.counters_[called.counter];
        expect(!at.current, "one counter, one ticket",
               "counter " + text_of(called.counter) + " calls " + seen.number + " while it has somebody" + at_event(event.seq));
        expect(at.open && !at.paused, "rules", "counter " + text_of(called.counter) + " calls and is not open" + at_event(event.seq));
        expect(!seen.awaits_slip(), "slips", seen.number + " was called, and its slip was never printed" + at_event(event.seq));
        explain(seen, called);
        const bool from_queue = seen.state == TicketState::waiting;
        seen.state = TicketState::called;
        seen.at = called.counter;
        seen.called_us = event.at_us;
        seen.after = 0;
        seen.returned = 0;
        w.note_time(called.counter, event.at_us);
        at.current = seen.id;
        SeenLeg& leg = seen.legs.back();
        leg.counter = called.counter;
        if (leg.called_first_us == 0) leg.called_first_us = event.at_us;
        if (leg.started_us == 0) leg.called_last_us = event.at_us;
        if (from_queue) w.note_call(seen, at, called.counter);
    }
    void explain(const Seen& seen, const TicketCalled& called) const {
        if (called.reason == CallReason::chosen) {
            expect(seen.state == TicketState::waiting, "call order", seen.number + " was chosen and did not wait" + at_event(event.seq));
            return;
        }
        if (called.reason == CallReason::resumed_hold) {
            expect(seen.state == TicketState::held && seen.at == called.counter, "call order",
                   seen.number + " is no hold of counter " + text_of(called.counter) + at_event(event.seq));
            return;
        }
        const auto next = w.next_at(called.counter, event.at_us);
        expect(next.has_value(), "call order", seen.number + " was called where nobody can be called" + at_event(event.seq));
        expect(next->first == seen.id, "call order",
               "counter " + text_of(called.counter) + " called " + seen.number + " where " + w.visits_.at(next->first).number +
                   " was next" + at_event(event.seq));
        expect(next->second == called.reason, "call order",
               "the reason given for calling " + seen.number + " is not why" + at_event(event.seq));
    }

    void operator()(const TicketRecalled& recalled) {
        Seen& seen = w.visit_in(recalled.ticket, {TicketState::called});
        expect(seen.at == recalled.counter, "rules", seen.number + " was recalled elsewhere" + at_event(event.seq));
        seen.called_us = event.at_us;
        if (seen.legs.back().started_us == 0) seen.legs.back().called_last_us = event.at_us;
    }
    void operator()(const ServiceStarted& started) {
        Seen& seen = w.visit_in(started.ticket, {TicketState::called});
        expect(seen.at == started.counter, "rules", seen.number + " is served elsewhere than called" + at_event(event.seq));
        seen.state = TicketState::serving;
        seen.present_by_us = 0;
        end_hold(seen);
        if (seen.legs.back().started_us == 0) seen.legs.back().started_us = event.at_us;
    }
    void operator()(const TicketRequeued& requeued) {
        Seen& seen = w.visit_in(requeued.ticket, {TicketState::called});
        expect(requeued.after == w.office_.rules.requeue_after, "rules",
               seen.number + " was not sent back behind the next few" + at_event(event.seq));
        w.leave_counter(seen);
        w.wait_again(seen, requeued.after);
        if (seen.present_by_us != 0) seen.present_by_us = std::max(seen.present_by_us, event.at_us + w.office_.kiosk.presence_grace_us);
    }
    void operator()(const TicketNoShow& no_show) {
        Seen& seen = w.visit_in(no_show.ticket, {TicketState::called});
        expect(!no_show.by_itself || event.at_us >= seen.called_us + w.office_.rules.no_show_after_us, "deadlines",
               seen.number + " is a no-show too early" + at_event(event.seq));
        w.end(seen, TicketState::no_show, event.at_us);
    }
    void operator()(const TicketReinstated& reinstated) {
        Seen& seen = w.visit_in(reinstated.ticket, {TicketState::no_show});
        seen.present_by_us = 0;
        expect(event.at_us - seen.ended_us <= w.office_.rules.reinstate_grace_us, "deadlines", seen.number + " came back after the grace");
        SeenLeg& leg = seen.legs.back();
        if (leg.started_us != 0) seen.held_since_us = leg.ended_us;
        leg.ended_us = 0;
        seen.ended_us = 0;
        seen.ended_in = TicketState::unspecified;
        if (seen.bound && !w.counters_[seen.bound].open) seen.bound = CounterId{};
        w.wait_again(seen, reinstated.after);
    }
    void operator()(const TicketHeld& held) {
        Seen& seen = w.visit_in(held.ticket, {TicketState::called, TicketState::serving});
        expect(seen.at == held.counter, "rules", seen.number + " is held elsewhere than served" + at_event(event.seq));
        w.leave_counter(seen);
        seen.state = TicketState::held;
        seen.present_by_us = 0;
        seen.at = held.counter;
        if (seen.held_since_us == 0) seen.held_since_us = event.at_us;
    }
    void operator()(const HoldReturned& returned) { w.visit_in(returned.ticket, {TicketState::held}).returned = event.seq; }
    void operator()(const HoldReleased& released) {
        Seen& seen = w.visit_in(released.ticket, {TicketState::held});
        w.leave_counter(seen);
        seen.bound = CounterId{};
        seen.queue_since_us = released.queue_since_us;
        seen.placed = event.seq;
        w.wait_again(seen, 0);
    }
    void operator()(const TicketTransferred& transferred) {
        Seen& seen = w.visit_in(transferred.ticket, {TicketState::called, TicketState::serving});
        if (transferred.kind == TransferKind::wrong_field) {
            expect(transferred.queue_since_us == seen.queue_since_us, "rules",
                   seen.number + " lost its place by a mistake" + at_event(event.seq));
        } else {
            TimeUs waited_us = 0;
            for (const SeenLeg& leg : seen.legs) waited_us += leg.called_first_us - leg.arrived_us;
            expect(transferred.queue_since_us == event.at_us - waited_us * w.office_.rules.courtesy_permille / 1000, "rules",
                   "the time that " + seen.number + " has waited counts otherwise than the office says" + at_event(event.seq));
            seen.placed = event.seq;
        }
        w.leave_counter(seen);
        end_hold(seen);
        seen.legs.back().ended_us = event.at_us;
        seen.legs.push_back(leg_of(transferred.service));
        seen.service = transferred.service;
        seen.queue_since_us = transferred.queue_since_us;
        seen.bound = transferred.to_counter;
        seen.present_by_us = 0;
        w.wait_again(seen, 0);
    }
    void operator()(const TicketUnbound& unbound) { w.visit_in(unbound.ticket, {TicketState::waiting}).bound = CounterId{}; }
    void operator()(const TicketFinished& finished) {
        Seen& seen = w.visit_in(finished.ticket, {TicketState::serving});
        expect(seen.at == finished.counter, "rules", seen.number + " is finished elsewhere than served" + at_event(event.seq));
        if (finished.ended_us == 0) return w.end(seen, TicketState::served, event.at_us);
        // Its clerk says when it ended: within its last stretch of service, and no later than now.
        const SeenLeg& leg = seen.legs.back();
        expect(finished.ended_us <= event.at_us && finished.ended_us >= seen.called_us && finished.ended_us >= leg.started_us + leg.held_us,
               "rules", seen.number + " ended before it was served, or is to end later" + at_event(event.seq));
        w.end(seen, TicketState::served, finished.ended_us);
        seen.legs.back().said_us = event.at_us;
    }
    void operator()(const TicketCancelled& cancelled) {
        Seen& seen = w.visit_in(cancelled.ticket, {TicketState::waiting, TicketState::called, TicketState::held});
        if (cancelled.kind == CancelKind::unclaimed) {
            expect(seen.state == TicketState::waiting && seen.present_by_us != 0 && seen.present_by_us <= event.at_us, "deadlines",
                   seen.number + " is void for want of its holder, too early or while it does not wait" + at_event(event.seq));
        }
        w.end(seen, TicketState::cancelled, event.at_us);
        seen.cancelled = cancelled.kind;
    }
    void operator()(const TicketExpired& expired) {
        w.end(w.visit_in(expired.ticket, {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::held}),
              TicketState::expired, event.at_us);
    }
    void operator()(const TicketMadeUrgent& urgent) {
        Seen& seen = w.visit_in(urgent.ticket, {TicketState::waiting});
        seen.urgent = true;
        seen.after = 0;
    }
    void operator()(const PresenceConfirmed& confirmed) { w.visit(confirmed.ticket).present_by_us = 0; }
    void operator()(const TicketRated& rated) {
        Seen& seen = w.visit_in(rated.ticket, {TicketState::served});
        expect(seen.rating == 0, "rules", seen.number + " was rated twice" + at_event(event.seq));
        seen.rating = rated.grade;
    }

    void operator()(const CounterOpened& opened) {
        SeenCounter& at = w.counters_[opened.counter];
        expect(opened.taken_from == at.clerk && at.open != opened.taken_from.empty(), "rules",
               "counter " + text_of(opened.counter) + " was not taken from whoever had it" + at_event(event.seq));
        expect(!opened.handed_over || at.open, "rules",
               "counter " + text_of(opened.counter) + " was handed over by nobody" + at_event(event.seq));
        for (const auto& [id, other] : w.counters_)
            expect(id == opened.counter || other.clerk != opened.clerk, "rules",
                   opened.clerk.value + " is at counters " + text_of(id) + " and " + text_of(opened.counter) + at_event(event.seq));
        w.note_time(opened.counter, event.at_us);
        at.open = true;
        at.paused = false;
        at.clerk = opened.clerk;
    }
    void operator()(const CounterClosed& closed) {
        SeenCounter& at = w.counters_[closed.counter];
        expect(!at.current, "rules", "counter " + text_of(closed.counter) + " closed while it had somebody" + at_event(event.seq));
        w.note_time(closed.counter, event.at_us);
        at.open = false;
        at.paused = false;
        at.clerk = {};
        at.help = HelpState::none;
    }
    void operator()(const CounterPaused& paused) {
        w.note_time(paused.counter, event.at_us);
        w.counters_[paused.counter].paused = true;
    }
    void operator()(const CounterResumed& resumed) {
        w.note_time(resumed.counter, event.at_us);
        w.counters_[resumed.counter].paused = false;
    }
    void operator()(const CounterAutoCall&) {}
    void operator()(const CounterHelp& help) {
        SeenCounter& at = w.counters_[help.counter];
        const bool makes_sense = help.state != at.help && at.open && (help.state != HelpState::answered || at.help == HelpState::asked);
        expect(makes_sense, "rules", "counter " + text_of(help.counter) + " is helped without having asked" + at_event(event.seq));
        at.help = help.state;
    }
    void operator()(const CounterAssigned& assigned) {
        w.counters_[assigned.counter].serves = assigned.serves;
        w.counters_[assigned.counter].helps = assigned.helps;
    }
    void operator()(const ServiceLimited&) {}
    void operator()(const NoticeSet&) {}
    void operator()(const IssuingEnded&) {}

    SeenLeg leg_of(const ServiceCode& service) const {
        SeenLeg leg;
        leg.service = service;
        leg.arrived_us = event.at_us;
        return leg;
    }
    void end_hold(Seen& seen) const {
        if (seen.held_since_us != 0 && seen.legs.back().started_us != 0) seen.legs.back().held_us += event.at_us - seen.held_since_us;
        seen.held_since_us = 0;
    }
};

void Witness::take(const Event& event) {
    expect(event.seq == seq_ + 1, "order", "event " + std::to_string(event.seq) + " follows event " + std::to_string(seq_));
    if (event.session) nothing_is_overdue(event.at_us);
    seq_ = event.seq;
    at_us_ = event.at_us;
    std::visit(Taking{*this, event}, event.body);
}

}  // namespace luot::simulation
