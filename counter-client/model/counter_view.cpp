#include "counter/counter_view.hpp"

#include <algorithm>

namespace luot::counter {
namespace {

bool has(const google::protobuf::RepeatedPtrField<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::optional<CounterView> view_of(const OfficeView& office, std::uint64_t counter) {
    const v1::CounterStatus* mine = office.counter(counter);
    if (mine == nullptr) return std::nullopt;
    CounterView view;
    view.counter = counter;
    view.state = mine->state();
    view.clerk = mine->clerk();
    view.pause_reason = mine->pause_reason();
    view.auto_call = mine->auto_call();
    view.since_us = mine->since_us();
    view.help = mine->help() == v1::HELP_STATE_UNSPECIFIED ? v1::HELP_STATE_NONE : mine->help();
    view.help_since_us = mine->help_since_us();
    if (const auto* ticket = office.ticket(mine->ticket()); ticket != nullptr) view.ticket = *ticket;
    for (const std::uint64_t id : mine->holds()) {
        if (const auto* held = office.ticket(id); held != nullptr) view.holds.push_back(*held);
    }
    std::stable_partition(view.holds.begin(), view.holds.end(), [](const v1::TicketStatus& held) { return held.hold_returned(); });
    for (const v1::FieldStatus* field : office.fields()) {
        view.fields.push_back(
            {field->service(), field->waiting(), has(mine->serves(), field->service()), has(mine->helps(), field->service())});
    }
    for (const auto& [id, status] : office.counters()) {
        if (id != counter) view.others.push_back(status);
    }
    return view;
}

bool waits_for(const v1::TicketStatus& ticket, const v1::CounterStatus& counter) {
    if (ticket.state() != v1::TICKET_STATE_WAITING) return false;
    if (ticket.counter() != 0) return ticket.counter() == counter.counter();
    return has(counter.serves(), ticket.service()) || has(counter.helps(), ticket.service());
}

bool awaits_slip(const v1::TicketStatus& ticket) {
    return ticket.slip() == v1::SLIP_STATE_PENDING || ticket.slip() == v1::SLIP_STATE_PRINTING || ticket.slip() == v1::SLIP_STATE_FAILED;
}

std::vector<const v1::TicketStatus*> waiting_for(const OfficeView& office, std::uint64_t counter) {
    std::vector<const v1::TicketStatus*> waiting;
    const v1::CounterStatus* mine = office.counter(counter);
    if (mine == nullptr) return waiting;
    for (const auto& [id, ticket] : office.tickets()) {
        if (waits_for(ticket, *mine) && !awaits_slip(ticket)) waiting.push_back(&ticket);
    }
    std::stable_sort(waiting.begin(), waiting.end(), [](const auto* a, const auto* b) {
        if (a->urgent() != b->urgent()) return a->urgent();
        return a->arrived_us() < b->arrived_us();
    });
    return waiting;
}

}  // namespace luot::counter
