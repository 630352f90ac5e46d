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

// Of those who may be called and were not yet; 0: there are none. An appointment is waited for from its slot on. A queue's places are in
// the order of queue_since, and nobody has waited since before theirs: the walk ends at the first one who cannot have waited longer.
TimeUs longest_wait_us(const State& state, const Queues& queues, TimeUs now_us) {
    TimeUs since_us = now_us;
    const auto look_through = [&](const Queue& queue) {
        for (const Place& place : queue) {
            if (place.queue_since_us >= since_us) return;
            const Ticket* ticket = find_ticket(state, place.ticket);
            if (ticket == nullptr || ticket->test || ticket->legs.empty() || ticket->legs.back().called_first_us != 0) continue;
            since_us = std::min(since_us, std::max(place.queue_since_us, ticket->legs.back().arrived_us));
        }
    };
    std::for_each(queues.by_class.begin(), queues.by_class.end(), look_through);
    look_through(queues.urgent);
    return now_us - since_us;
}

// Waits that are over say nothing of a queue that has come to a stop. Whole minutes, as people are told them: the same until the minute is
// over.
void reach_longest(WaitRange& wait, TimeUs longest_us) {
    if (longest_us > wait.high_us) wait.high_us = (longest_us + minute_us - 1) / minute_us * minute_us;
}

}  // namespace

std::optional<WaitRange> expected_wait(const FieldState& field) {
    if (field.recent_waits_us.size() < limits::recent_waits_needed) return std::nullopt;
    std::vector<TimeUs> sorted(field.recent_waits_us.begin(), field.recent_waits_us.end());
    std::sort(sorted.begin(), sorted.end());
    return WaitRange{nearest_rank(sorted, 10), nearest_rank(sorted, 90)};
}

std::optional<WaitRange> expected_wait_now(const State& state, const ServiceCode& service, TimeUs now_us) {
    const auto field = state.fields.find(service);
    if (field == state.fields.end()) return std::nullopt;
    if (!is_open_for(state, service)) return std::nullopt;
    std::optional<WaitRange> wait = expected_wait(field->second);
    if (field->second.waiting != 0) {
        if (wait) reach_longest(*wait, longest_wait_us(state, field->second.queues, now_us));
        return wait;
    }
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
    const Queues& queues = ticket.for_counter ? find_counter(state, ticket.for_counter)->queues : field->second.queues;
    reach_longest(*wait, longest_wait_us(state, queues, now_us));
    wait->low_us = std::max<TimeUs>(0, wait->low_us - waited_us);
    wait->high_us -= waited_us;
    return wait;
}

}  // namespace luot::core
