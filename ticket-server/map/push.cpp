#include "map/push.hpp"

#include <algorithm>

#include "map/touched.hpp"

namespace luot::map {

namespace {

class Changes {
  public:
    Changes(const core::State& state, const Shown& shown, const When& when, v1::Event& to)
        : state_(state), shown_(shown), when_(when), to_(to) {}

    // What is gone first, then the office, the day, fields and counters; a call last, when all that it names is up to date.
    void write_all(const Touched& touched, core::Seq seq) {
        if (touched.cleared) to_.add_changes()->set_day_cleared(true);
        if (touched.office) write_shown_office(state_.office, shown_, *to_.add_changes()->mutable_office());
        if (touched.day) write_day(state_, *to_.add_changes()->mutable_day());
        write_fields(touched);
        if (shown_.counters) write_counters(touched);
        if (shown_.clerks) write_clerk_days(touched);
        if (shown_.tickets) write_ticket_of(touched);
        if (shown_.counters && touched.call) write_last_call(seq);
    }

  private:
    void write_fields(const Touched& touched) {
        if (touched.everything) {
            for (const auto& [service, field] : state_.fields)
                write_field(state_, service, field, when_, shown_, *to_.add_changes()->mutable_field());
            return;
        }
        for (const core::ServiceCode& service : touched.fields) write_field_of(service);
        const bool written = std::ranges::find(touched.fields, touched.services_of) != touched.fields.end();
        if (shown_.clerks && !written) write_field_of(touched.services_of);
    }

    void write_field_of(const core::ServiceCode& service) {
        const auto found = state_.fields.find(service);
        if (found != state_.fields.end()) write_field(state_, service, found->second, when_, shown_, *to_.add_changes()->mutable_field());
    }

    void write_clerk_days(const Touched& touched) {
        const auto found = state_.clerk_days.find(touched.clerk);
        if (found != state_.clerk_days.end()) write_clerk_day(found->first, found->second, *to_.add_changes()->mutable_clerk_day());
    }

    void write_counters(const Touched& touched) {
        if (touched.everything) {
            for (const auto& [id, counter] : state_.counters) write_counter(state_, counter, shown_, *to_.add_changes()->mutable_counter());
            return;
        }
        for (const core::CounterId id : touched.counters) {
            const core::Counter* counter = core::find_counter(state_, id);
            if (counter != nullptr) write_counter(state_, *counter, shown_, *to_.add_changes()->mutable_counter());
        }
    }

    void write_ticket_of(const Touched& touched) {
        const core::Ticket* ticket = core::find_ticket(state_, touched.ticket);
        if (ticket != nullptr) write_ticket(*ticket, shown_, *to_.add_changes()->mutable_ticket());
    }

    void write_last_call(core::Seq seq) {
        if (state_.recent_calls.empty() || state_.recent_calls.back().seq != seq) return;
        write_call(state_.recent_calls.back(), *to_.add_changes()->mutable_call());
    }

    const core::State& state_;
    const Shown& shown_;
    const When& when_;
    v1::Event& to_;
};

// Open, or a no-show that may still be reinstated.
bool is_in_snapshot(const core::Ticket& ticket, const core::Rules& rules, core::TimeUs now_us) {
    if (core::is_open(ticket.state)) return true;
    return ticket.state == core::TicketState::no_show && now_us - ticket.ended_us <= rules.reinstate_grace_us;
}

}  // namespace

bool write_push(const core::State& after, const core::Event& event, const Shown& shown, v1::Event& to, const When& when) {
    if (!shown.anything()) return false;
    Changes(after, shown, when, to).write_all(touched_by(after, event), event.seq);
    if (to.changes().empty()) return false;
    to.set_seq(event.seq);
    to.set_at_us(event.at_us);
    return true;
}

void write_snapshot(const core::State& state, const Shown& shown, core::TimeUs now_us, v1::Snapshot& to, const When& when) {
    to.set_seq(state.seq);
    to.set_at_us(now_us);
    if (!shown.anything()) return;
    write_shown_office(state.office, shown, *to.mutable_office());
    write_day(state, *to.mutable_day());
    for (const auto& [service, field] : state.fields) write_field(state, service, field, when, shown, *to.add_fields());
    if (shown.counters) {
        for (const auto& [id, counter] : state.counters) write_counter(state, counter, shown, *to.add_counters());
        for (const core::CallMade& call : state.recent_calls) write_call(call, *to.add_calls());
    }
    if (shown.clerks) {
        for (const auto& [clerk, day] : state.clerk_days) write_clerk_day(clerk, day, *to.add_clerk_days());
    }
    if (!shown.tickets) return;
    for (const auto& [id, ticket] : state.tickets) {
        if (is_in_snapshot(ticket, state.office.rules, now_us)) write_ticket(ticket, shown, *to.add_tickets());
    }
}

}  // namespace luot::map
