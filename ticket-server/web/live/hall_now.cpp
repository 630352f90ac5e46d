#include "web/live/hall_now.hpp"

#include <algorithm>

namespace luot::web::live {
namespace {

bool is_sooner(const core::Ticket& one, const core::Ticket* other) {
    return other == nullptr || arrived_us(one) < arrived_us(*other);
}

}  // namespace

HallNow look_at(const core::State& told) {
    HallNow now;
    for (const auto& [code, unused] : told.fields) now.fields.try_emplace(code);
    for (const auto& [id, ticket] : told.tickets) {
        if (ticket.state != core::TicketState::waiting || ticket.test || ticket.legs.empty()) continue;
        now.waiting.push_back(&ticket);
        FieldNow& field = now.fields[ticket.service];
        if (field.first_us == 0 || arrived_us(ticket) < field.first_us) field.first_us = arrived_us(ticket);
        if (ticket.legs.back().called_first_us != 0) {
            ++field.called_before;
            continue;
        }
        ++field.waiting;
        ++now.waiting_first;
        if (is_sooner(ticket, field.longest)) field.longest = &ticket;
        if (!ticket.for_counter && is_sooner(ticket, field.longest_of_all)) field.longest_of_all = &ticket;
        if (is_sooner(ticket, now.longest)) now.longest = &ticket;
    }
    std::stable_sort(now.waiting.begin(), now.waiting.end(),
                     [](const core::Ticket* one, const core::Ticket* other) { return arrived_us(*one) < arrived_us(*other); });
    for (const auto& [id, counter] : told.counters) {
        if (counter.state != core::CounterState::open) continue;
        for (auto& [code, field] : now.fields)
            if (core::takes(counter, code)) ++field.open_counters;
    }
    return now;
}

}  // namespace luot::web::live
