#include "core/expected_wait.hpp"

#include <algorithm>
#include <vector>

#include "core/limits.hpp"
#include "core/nearest_rank.hpp"

namespace luot::core {
namespace {

bool contains(const std::vector<ServiceCode>& services, const ServiceCode& service) {
    return std::find(services.begin(), services.end(), service) != services.end();
}

// Has nobody, and would call nobody before somebody who comes now.
bool is_free(const State& state, const Counter& counter) {
    if (counter.state != CounterState::open || counter.current) return false;
    const auto has_returned = [&](TicketId hold) {
        const Ticket* ticket = find_ticket(state, hold);
        return ticket != nullptr && ticket->hold_returned;
    };
    if (std::any_of(counter.holds.begin(), counter.holds.end(), has_returned)) return false;
    return std::all_of(counter.serves.begin(), counter.serves.end(), [&](const ServiceCode& service) {
        const auto field = state.fields.find(service);
        return field == state.fields.end() || field->second.waiting == 0;
    });
}

bool is_open_for(const State& state, const ServiceCode& service) {
    return std::any_of(state.counters.begin(), state.counters.end(),
                       [&](const auto& entry) { return entry.second.state == CounterState::open && takes(entry.second, service); });
}

// Somebody may call this one, as counters stand.
bool is_open_for(const State& state, const Ticket& ticket) {
    if (!ticket.for_counter) return is_open_for(state, ticket.service);
    const Counter* counter = find_counter(state, ticket.for_counter);
    return counter != nullptr && counter->state == CounterState::open;
}

}  // namespace

std::optional<WaitRange> expected_wait(const FieldState& field) {
    if (field.recent_waits_us.size() < limits::recent_waits_needed) return std::nullopt;
    std::vector<TimeUs> sorted(field.recent_waits_us.begin(), field.recent_waits_us.end());
    std::sort(sorted.begin(), sorted.end());
    return WaitRange{nearest_rank(sorted, 10), nearest_rank(sorted, 90)};
}

std::optional<WaitRange> expected_wait_now(const State& state, const ServiceCode& service) {
    const auto field = state.fields.find(service);
    if (field == state.fields.end()) return std::nullopt;
    if (!is_open_for(state, service)) return std::nullopt;
    std::optional<WaitRange> wait = expected_wait(field->second);
    if (field->second.waiting != 0) return wait;
    for (const auto& [id, counter] : state.counters)
        if (contains(counter.serves, service) && is_free(state, counter)) return WaitRange{0, 0};
    if (wait) wait->low_us = 0;
    return wait;
}

std::optional<WaitRange> expected_wait_of(const State& state, const Ticket& ticket, TimeUs now_us) {
    const auto field = state.fields.find(ticket.service);
    if (!is_open_for(state, ticket)) return std::nullopt;
    auto wait = field == state.fields.end() ? std::nullopt : expected_wait(field->second);
    if (!wait || ticket.legs.empty()) return std::nullopt;
    const TimeUs waited_us = now_us - ticket.legs.back().arrived_us;
    if (waited_us >= wait->high_us) return std::nullopt;
    wait->low_us = std::max<TimeUs>(0, wait->low_us - waited_us);
    wait->high_us -= waited_us;
    return wait;
}

}  // namespace luot::core
