#include "store/rollups/day_rollup.hpp"

#include <algorithm>

namespace luot::store {

namespace {

using core::TimeUs;

bool is_out_of_order(core::CallReason reason) {
    switch (reason) {
        case core::CallReason::unspecified:
        case core::CallReason::arrival:
        case core::CallReason::longest_wait:  // the oldest of all
        case core::CallReason::returned_hold:
        case core::CallReason::resumed_hold:
            return false;
        case core::CallReason::head_start:
        case core::CallReason::class_order:
        case core::CallReason::n_to_one:
        case core::CallReason::accumulated:
        case core::CallReason::urgent:
        case core::CallReason::chosen:
        case core::CallReason::served_first:
        case core::CallReason::only_deferred:
            return true;
    }
    return false;
}

bool is_void(const VisitRow& visit) {
    return visit.state == core::TicketState::cancelled && visit.cancel_kind != core::CancelKind::walk_out;
}

void count_grade(Grades& to, const VisitRow& visit) {
    if (visit.rating >= 1 && visit.rating <= to.size()) ++to.at(visit.rating - 1U);
}

std::int64_t quarter_of(TimeUs at_us) {
    return at_us / quarter_us - (at_us % quarter_us < 0 ? 1 : 0);
}

// The time from one instant to another, shared out among the quarters of an hour that it runs through.
void spread(std::map<std::int64_t, std::int64_t>& over, TimeUs from_us, TimeUs until_us) {
    while (from_us < until_us) {
        const std::int64_t quarter = quarter_of(from_us);
        const TimeUs end_us = std::min(until_us, (quarter + 1) * quarter_us);
        over[quarter] += end_us - from_us;
        from_us = end_us;
    }
}

void count_outcome(FieldDay& to, const VisitRow& visit) {
    switch (visit.state) {
        case core::TicketState::served:
            ++to.served;
            break;
        case core::TicketState::no_show:
            ++to.no_show;
            break;
        case core::TicketState::cancelled:
            ++(visit.ended_in == core::TicketState::waiting ? to.walk_out : to.left_after_call);
            break;
        default:
            ++to.open;
            break;
    }
    if (std::any_of(visit.legs.begin(), visit.legs.end(), [](const core::Leg& leg) { return leg.calls > 0; })) ++to.called_once;
    count_grade(to.grades, visit);
}

}  // namespace

void DayRoller::add(const VisitRow& visit, TimeUs now_us) {
    if (visit.legs.empty()) return;
    const FieldKey first{visit.legs.front().service, visit.ticket_class};
    FieldDay& at_first = field(first);
    if (visit.test) {
        ++at_first.test;
        return;
    }
    if (is_void(visit)) {
        ++(visit.cancel_kind == core::CancelKind::unclaimed ? at_first.unclaimed : at_first.voided);
        return;
    }
    ++at_first.issued;
    if (visit.state == core::TicketState::expired) {
        ++at_first.expired;
        return;
    }
    count_outcome(at_first, visit);
    ++times_[first].arrivals[quarter_of(visit.issued_us)];
    for (std::size_t index = 0; index < visit.legs.size(); ++index) add_leg(visit, index, now_us);
    const core::Leg& last = visit.legs.back();
    if (last.started_us != 0) count_grade(rollup_.counters[{last.counter, last.clerk}].grades, visit);
    if (last.ended_us != 0) times_[first].visit.push_back(last.ended_us - visit.issued_us);
}

void DayRoller::add_leg(const VisitRow& visit, std::size_t index, TimeUs now_us) {
    const core::Leg& leg = visit.legs[index];
    const FieldKey key{leg.service, visit.ticket_class};
    add_wait(key, leg, now_us);
    Times& times = times_[key];
    if (leg.started_us != 0) times.walk.push_back(leg.started_us - leg.called_last_us);
    if (leg.started_us != 0 && leg.ended_us != 0) {
        times.service.push_back(leg.ended_us - leg.started_us - leg.held_us);
        if (leg.corrected) {
            ++field(key).corrected;
            field(key).unaccounted_us += visit.ended_us - leg.ended_us;
        }
    }
    if (leg.called_first_us != 0) add_at_counter(leg, visit, index + 1 == visit.legs.size());
}

void DayRoller::add_wait(const FieldKey& key, const core::Leg& leg, TimeUs now_us) {
    const bool called = leg.called_first_us != 0;
    const bool gone = leg.ended_us != 0;
    const TimeUs until_us = std::max(leg.arrived_us, called ? leg.called_first_us : gone ? leg.ended_us : now_us);
    const TimeUs waited_us = until_us - leg.arrived_us;
    Times& times = times_[key];
    (called ? times.wait : gone ? times.left : times.waiting).push_back(waited_us);
    spread(times.queue, leg.arrived_us, until_us);
    ++field(key).legs;
    field(key).waited_us += waited_us;
    const bool is_first = rollup_.first_us == 0 && rollup_.last_us == 0;
    rollup_.first_us = is_first ? leg.arrived_us : std::min(rollup_.first_us, leg.arrived_us);
    rollup_.last_us = is_first ? until_us : std::max(rollup_.last_us, until_us);
}

void DayRoller::add_at_counter(const core::Leg& leg, const VisitRow& visit, bool is_last) {
    const bool no_show = is_last && visit.state == core::TicketState::no_show;
    const std::pair at{leg.counter, leg.clerk};
    CounterDay& counter = rollup_.counters[at];
    counter.calls += leg.calls;
    if (is_out_of_order(leg.reason)) ++counter.out_of_order[{leg.reason, leg.reason_code}];
    counter.no_show += no_show ? 1 : 0;
    if (leg.started_us == 0) {
        if (no_show) guess_busy(counter, leg.ended_us - leg.called_last_us);
        return;
    }
    guess_busy(counter, leg.started_us - leg.called_last_us);
    if (leg.ended_us == 0) return;
    const TimeUs service_us = leg.ended_us - leg.started_us - leg.held_us;
    guess_busy(counter, service_us);
    if (no_show) return;  // did not come back from a hold
    ++counter.served;
    counter_service_[at].push_back(service_us);
    if (!leg.corrected) return;
    ++counter.corrected;
    counter.unaccounted_us += visit.ended_us - leg.ended_us;
    guess_busy(counter, visit.ended_us - leg.ended_us);
}

void DayRoller::guess_busy(CounterDay& counter, TimeUs busy_us) const {
    if (idle_from_ == IdleFrom::legs) counter.idle_us -= busy_us;
}

void DayRoller::add(const core::CounterStretch& stretch) {
    CounterDay& counter = rollup_.counters[{stretch.counter, stretch.clerk}];
    const TimeUs length_us = stretch.until_us - stretch.from_us;
    if (stretch.state == core::CounterState::paused) {
        counter.paused_us[stretch.reason] += length_us;
    } else {
        counter.open_us += length_us;
        if (idle_from_ == IdleFrom::legs) counter.idle_us += length_us;
    }
}

void DayRoller::add(const core::CounterIdle& idle) {
    if (idle_from_ == IdleFrom::rows) rollup_.counters[{idle.counter, idle.clerk}].idle_us += idle.until_us - idle.from_us;
}

DayRollup DayRoller::finish() {
    for (auto& [key, times] : times_) {
        FieldDay& to = field(key);
        to.wait = sample_of(times.wait);
        to.left = sample_of(times.left);
        to.waiting = sample_of(times.waiting);
        to.walk = sample_of(times.walk);
        to.service = sample_of(times.service);
        to.visit = sample_of(times.visit);
        to.arrivals = pairs_of(times.arrivals);
        to.queue = pairs_of(times.queue);
    }
    for (auto& [at, service] : counter_service_) rollup_.counters[at].service = sample_of(service);
    return std::move(rollup_);
}

core::TimeUs open_until(const core::State& state, core::TimeUs now_us) {
    return std::min(std::max(state.at_us, now_us), state.day_ends_at_us);
}

void add_open(DayRoller& to, const core::State& state, core::TimeUs now_us) {
    const TimeUs until_us = open_until(state, now_us);
    for (const auto& [id, ticket] : state.tickets)
        if (core::is_open(ticket.state)) to.add(visit_row(ticket, state.day), until_us);
    for (const auto& [id, counter] : state.counters) {
        if (counter.state == core::CounterState::closed) continue;
        to.add(core::CounterStretch{state.day, id, counter.clerk, counter.state, counter.pause_reason, counter.since_us,
                                    std::max(counter.since_us, until_us)});
        if (counter.idle_since_us != 0)
            to.add(core::CounterIdle{0, state.day, id, counter.clerk, counter.idle_since_us, std::max(counter.idle_since_us, until_us)});
    }
}

}  // namespace luot::store
