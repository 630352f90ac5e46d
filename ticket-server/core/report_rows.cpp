#include "core/report_rows.hpp"

#include <algorithm>

#include "core/decide.hpp"

namespace luot::core {
namespace {

// Which counters' stretches this event ends.
struct EndsStretches {
    const State& before;

    std::vector<CounterId> operator()(const CounterOpened& opened) const { return {opened.counter}; }
    std::vector<CounterId> operator()(const CounterClosed& closed) const { return {closed.counter}; }
    std::vector<CounterId> operator()(const CounterPaused& paused) const { return {paused.counter}; }
    std::vector<CounterId> operator()(const CounterResumed& resumed) const { return {resumed.counter}; }
    std::vector<CounterId> operator()(const DayClosed&) const {
        std::vector<CounterId> all;
        for (const auto& [id, counter] : before.counters) all.push_back(id);
        return all;
    }
    template <class Other>
    std::vector<CounterId> operator()(const Other&) const {
        return {};
    }
};

// What a counter was doing ends no later than its day.
TimeUs end_of(const State& before, const Event& event) {
    return std::holds_alternative<DayClosed>(event.body) ? std::min(event.at_us, before.day_ends_at_us) : event.at_us;
}

void add_ended_idle(ReportRows& rows, const State& before, const Event& event, CounterId id) {
    const Counter* counter = find_counter(before, id);
    if (!counter || counter->idle_since_us == 0) return;
    const TimeUs until_us = end_of(before, event);
    if (counter->idle_since_us < until_us)
        rows.idle.push_back({event.seq, before.day, id, counter->clerk, counter->idle_since_us, until_us});
}

void add_ended_stretches(ReportRows& rows, const State& before, const Event& event) {
    for (const CounterId id : std::visit(EndsStretches{before}, event.body)) {
        const Counter* counter = find_counter(before, id);
        if (!counter || counter->state == CounterState::closed) continue;
        rows.stretches.push_back(
            {before.day, id, counter->clerk, counter->state, counter->pause_reason, counter->since_us, end_of(before, event)});
        add_ended_idle(rows, before, event, id);
    }
    if (const auto* called = std::get_if<TicketCalled>(&event.body)) add_ended_idle(rows, before, event, called->counter);
}

struct AddRows {
    ReportRows& rows;
    const State& after;
    const Event& event;

    void operator()(const TicketFinished& finished) const { write(finished.ticket); }
    void operator()(const TicketNoShow& no_show) const { write(no_show.ticket); }
    void operator()(const TicketCancelled& cancelled) const { write(cancelled.ticket); }
    void operator()(const TicketExpired& expired) const { write(expired.ticket); }
    void operator()(const TicketRated& rated) const { write(rated.ticket); }
    void operator()(const TicketReinstated& reinstated) const {
        forget(reinstated.ticket);
        rows.reopened.push_back(reinstated.ticket);
    }
    void operator()(const TicketMadeUrgent& urgent) const {
        const Ticket* ticket = find_ticket(after, urgent.ticket);
        if (!ticket || ticket->test) return;
        rows.priority.push_back({event.seq, event.business_day, urgent.ticket, urgent.by, urgent.reason, event.at_us});
    }
    void operator()(const DayClosed& closed) const { rows.closed.push_back(closed.day); }
    template <class Other>
    void operator()(const Other&) const {}

    void forget(TicketId id) const {
        std::erase_if(rows.ended, [id](const Ticket& ticket) { return ticket.id == id; });
        std::erase(rows.reopened, id);
    }

    void write(TicketId id) const {
        forget(id);
        if (const Ticket* ticket = find_ticket(after, id)) rows.ended.push_back(*ticket);
    }
};

}  // namespace

void apply_collecting(State& state, const Event& event, ReportRows& rows) {
    add_ended_stretches(rows, state, event);
    apply(state, event);
    std::visit(AddRows{rows, state, event}, event.body);
}

}  // namespace luot::core
