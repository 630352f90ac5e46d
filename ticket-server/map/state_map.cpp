#include "map/state_map.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "map/bytes.hpp"
#include "map/enums.hpp"
#include "map/office_map.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

namespace limits = core::limits;

void write(const core::Counter& counter, v1::SavedCounter& to) {
    to.set_id(counter.id.value);
    to.set_state(to_wire(counter.state));
    to.set_clerk(counter.clerk.value);
    to.set_pause_reason(counter.pause_reason.value);
    to.set_since_us(counter.since_us);
    to.set_opened_us(counter.opened_us);
    to.set_idle_since_us(counter.idle_since_us);
    to.set_current(counter.current.value);
    for (const core::TicketId hold : counter.holds) to.add_holds(hold.value);
    to.set_auto_call(counter.auto_call);
    write(counter.serves, *to.mutable_serves());
    write(counter.helps, *to.mutable_helps());
    to.set_help(to_wire(counter.help));
    to.set_help_since_us(counter.help_since_us);
}

core::Counter read(const v1::SavedCounter& counter, Faults& faults) {
    core::Counter out;
    out.id = core::CounterId(counter.id());
    out.state = from_wire<core::CounterState>(counter.state(), faults);
    out.clerk = core::ClerkCode(counter.clerk());
    out.pause_reason = core::ReasonCode(counter.pause_reason());
    out.since_us = counter.since_us();
    out.opened_us = counter.opened_us();
    out.idle_since_us = counter.idle_since_us();
    out.current = core::TicketId(counter.current());
    for (const std::uint64_t hold : counter.holds()) out.holds.emplace(hold);
    out.auto_call = counter.auto_call();
    out.serves = read_codes<core::ServiceCode>(counter.serves());
    out.helps = read_codes<core::ServiceCode>(counter.helps());
    out.help = from_wire<core::HelpState>(counter.help(), faults);
    if (out.help == core::HelpState::unspecified) out.help = core::HelpState::none;  // of a format that knew no help
    out.help_since_us = counter.help_since_us();
    faults.require(out.state != core::CounterState::unspecified, "a counter without a state");
    faults.require(out.holds.size() == static_cast<std::size_t>(counter.holds_size()), "a hold twice");
    return out;
}

void write(const core::ServiceCode& service, const core::FieldState& field, v1::SavedField& to) {
    to.set_service(service.value);
    to.set_issued(field.issued);
    to.set_ordinary_in_a_row(field.ordinary_in_a_row);
    for (const core::TimeUs wait : field.recent_waits_us) to.add_recent_waits_us(wait);
    for (const core::TimeUs took_us : field.recent_services_us) to.add_recent_services_us(took_us);
    to.set_closed(field.closed);
    to.set_last_called(field.last_called);
    if (field.quota) to.set_quota(*field.quota);
}

core::FieldState read(const v1::SavedField& field, Faults& faults) {
    core::FieldState out;
    out.issued = field.issued();
    out.ordinary_in_a_row = field.ordinary_in_a_row();
    faults.require(static_cast<std::size_t>(field.recent_waits_us_size()) <= limits::recent_waits, "too many waits of one field");
    faults.require(static_cast<std::size_t>(field.recent_services_us_size()) <= limits::recent_services,
                   "too many service times of one field");
    if (!faults.none()) return out;
    out.recent_services_us.assign(field.recent_services_us().begin(), field.recent_services_us().end());
    out.recent_waits_us.assign(field.recent_waits_us().begin(), field.recent_waits_us().end());
    out.closed = field.closed();
    out.last_called = field.last_called();
    if (field.has_quota()) out.quota = field.quota();
    return out;
}

void write(const core::ClerkCode& clerk, const core::ClerkDay& day, v1::SavedClerkDay& to) {
    to.set_clerk(clerk.value);
    for (const core::TimeUs took_us : day.services_us) to.add_services_us(took_us);
    to.set_paused_us(day.paused_us);
    to.set_corrected(day.corrected);
}

core::ClerkDay read(const v1::SavedClerkDay& day, Faults& faults) {
    core::ClerkDay out;
    faults.require(static_cast<std::size_t>(day.services_us_size()) <= limits::services_of_clerk, "too many services of one clerk");
    faults.require(std::is_sorted(day.services_us().begin(), day.services_us().end()), "services of a clerk out of order");
    if (!faults.none()) return out;
    out.services_us.assign(day.services_us().begin(), day.services_us().end());
    out.paused_us = day.paused_us();
    out.corrected = day.corrected();
    return out;
}

void write(const core::CallMade& call, v1::SavedCall& to) {
    to.set_seq(call.seq);
    to.set_at_us(call.at_us);
    to.set_ticket(call.ticket.value);
    to.set_number(call.number);
    to.set_service(call.service.value);
    to.set_counter(call.counter.value);
    to.set_calls(call.calls);
}

core::CallMade read(const v1::SavedCall& call) {
    core::CallMade out;
    out.seq = call.seq();
    out.at_us = call.at_us();
    out.ticket = core::TicketId(call.ticket());
    out.number = call.number();
    out.service = core::ServiceCode(call.service());
    out.counter = core::CounterId(call.counter());
    out.calls = call.calls();
    return out;
}

// Keys rise strictly: the list came of a map.
template <class Map>
void append(Map& map, typename Map::key_type key, typename Map::mapped_type value, const char* out_of_order, Faults& faults) {
    faults.require(map.empty() || map.rbegin()->first < key, out_of_order);
    map.emplace_hint(map.end(), std::move(key), std::move(value));
}

// Before anything is allocated for them.
void check_counts(const v1::SavedState& state, Faults& faults) {
    const auto at_most = [&](int size, std::size_t limit, const char* what) {
        faults.require(static_cast<std::size_t>(size) <= limit, what);
    };
    at_most(state.tickets_size(), limits::tickets_a_day, "too many tickets");
    at_most(state.sessions_size(), limits::sessions, "too many sessions");
    at_most(state.recent_calls_size(), limits::calls_kept, "too many calls");
    // A new office file leaves those of the old one that are in use until day close.
    at_most(state.fields_size(), limits::services * 2, "too many fields");
    at_most(state.counters_size(), limits::counters * 2, "too many counters");
    at_most(state.clerk_days_size(), limits::clerks_a_day, "too many clerks' days");
}

void read_lists(const v1::SavedState& state, core::State& out, Faults& faults) {
    for (const auto& ordinal : state.last_ordinals())
        append(out.last_ordinal, ordinal.series(), ordinal.last(), "series out of order", faults);
    for (const auto& saved : state.tickets()) {
        core::Ticket ticket = read(saved, faults);
        const core::TicketId id = ticket.id;
        append(out.tickets, id, std::move(ticket), "tickets out of order", faults);
        if (!faults.none()) return;
    }
    for (const auto& saved : state.fields())
        append(out.fields, core::ServiceCode(saved.service()), read(saved, faults), "fields out of order", faults);
    for (const auto& saved : state.counters())
        append(out.counters, core::CounterId(saved.id()), read(saved, faults), "counters out of order", faults);
    for (const auto& saved : state.clerk_days())
        append(out.clerk_days, core::ClerkCode(saved.clerk()), read(saved, faults), "clerks' days out of order", faults);
    for (const auto& saved : state.recent_calls()) out.recent_calls.push_back(read(saved));
    for (const auto& saved : state.sessions()) {
        core::Session session = read(saved, faults);
        const core::SessionId id = session.id;
        append(out.sessions, id, std::move(session), "sessions out of order", faults);
        if (!faults.none()) return;
    }
}

// Whoever waits stands in the queue of a field or a counter; deriving would make up one that is not there.
void check_who_waits(const core::State& state, Faults& faults) {
    for (const auto& [id, ticket] : state.tickets) {
        if (ticket.state != core::TicketState::waiting) continue;
        faults.require(state.fields.contains(ticket.service), "a ticket waits in a field that is not there");
        faults.require(!ticket.for_counter || state.counters.contains(ticket.for_counter),
                       "a ticket waits for a counter that is not there");
    }
}

// Messages one after the other read as one. In the order of their numbers, the fields' bytes are those of the message in one piece.
void write_what_precedes_tickets(const core::State& state, v1::SavedState& to) {
    to.set_seq(state.seq);
    to.set_at_us(state.at_us);
    to.set_epoch(state.epoch);
    write(state.office, *to.mutable_office());
    to.set_office_digest(state.office_digest);
    to.set_clock_suspect(state.clock_suspect);
    to.set_day_open(state.day_open);
    to.set_day(state.day.days);
    to.set_day_ends_at_us(state.day_ends_at_us);
    to.set_number_marker(state.number_marker);
    to.set_issuing_ended(state.issuing_ended);
    to.set_notice(state.notice);
    for (const auto& [series, last] : state.last_ordinal) {
        v1::SavedOrdinal& ordinal = *to.add_last_ordinals();
        ordinal.set_series(series);
        ordinal.set_last(last);
    }
}

void write_what_follows_tickets(const core::State& state, v1::SavedState& to) {
    for (const auto& [service, field] : state.fields) write(service, field, *to.add_fields());
    for (const auto& [id, counter] : state.counters) write(counter, *to.add_counters());
    for (const auto& call : state.recent_calls) write(call, *to.add_recent_calls());
    for (const auto& [id, session] : state.sessions) write(session, *to.add_sessions());
    to.set_marker_stays(state.marker_stays);
    to.set_notice_urgent(state.notice_urgent);
    to.set_notice_seq(state.notice_seq);
    to.set_notice_at_us(state.notice_at_us);
    for (const auto& [clerk, day] : state.clerk_days) write(clerk, day, *to.add_clerk_days());
}

}  // namespace

std::string saved_state_bytes(const core::State& state) {
    v1::SavedState before, after;
    write_what_precedes_tickets(state, before);
    write_what_follows_tickets(state, after);
    std::string bytes = to_bytes(before);
    v1::SavedTicket saved;  // one for all: what it has allocated serves the next
    for (const auto& [id, ticket] : state.tickets) {
        saved.Clear();
        write(ticket, saved);
        append_field(v1::SavedState::kTicketsFieldNumber, saved, bytes);
    }
    bytes += to_bytes(after);
    return bytes;
}

core::State read(const v1::SavedState& state, Faults& faults) {
    core::State out;
    check_counts(state, faults);
    if (!faults.none()) return out;
    out.seq = state.seq();
    out.at_us = state.at_us();
    out.epoch = state.epoch();
    out.office = read(state.office(), faults);
    out.office_digest = state.office_digest();
    out.clock_suspect = state.clock_suspect();
    out.day_open = state.day_open();
    out.day = core::BusinessDay{state.day()};
    out.day_ends_at_us = state.day_ends_at_us();
    out.number_marker = state.number_marker();
    out.marker_stays = state.marker_stays();
    out.issuing_ended = state.issuing_ended();
    out.notice = state.notice();
    out.notice_urgent = state.notice_urgent();
    out.notice_seq = state.notice_seq();
    out.notice_at_us = state.notice_at_us();
    read_lists(state, out, faults);
    check_who_waits(out, faults);
    if (faults.none()) core::derive(out);
    return out;
}

}  // namespace luot::map
