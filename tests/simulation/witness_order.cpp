// Who is next at a counter, by looking through everybody who waits.
#include <algorithm>
#include <tuple>

#include "simulation/witness.hpp"

namespace luot::simulation {

using namespace core;

const PriorityClass& Witness::class_of(const Seen& seen) const {
    return *std::find_if(office_.classes.begin(), office_.classes.end(),
                         [&](const PriorityClass& entry) { return entry.code == seen.ticket_class; });
}

Witness::Groups Witness::groups_at(CounterId counter, bool callable) const {
    const SeenCounter& at = counters_.at(counter);
    Groups groups;
    groups.served.resize(1);
    for (const ServiceCode& service : at.serves) groups.served.emplace_back(service, Group{});
    for (const ServiceCode& service : at.helps) groups.helped.emplace_back(service, Group{});
    for (const auto& [id, seen] : visits_) {
        if (seen.state != TicketState::waiting || seen.awaits_slip() || (seen.after == 0) != callable) continue;
        if (seen.bound) {
            if (seen.bound == counter) groups.served.front().second.push_back(&seen);
            continue;
        }
        for (auto* tier : {&groups.served, &groups.helped})
            for (auto group = tier->begin(); group != tier->end(); ++group)
                if (group->first == seen.service && !group->first.empty()) group->second.push_back(&seen);
    }
    return groups;
}

bool Witness::somebody_waits_for(CounterId counter) const {
    return next_at(counter, 0).has_value();
}

bool Witness::goes_before(const Seen& a, const Seen& b, TimeUs now_us) const {
    const PriorityClass& of_a = class_of(a);
    const PriorityClass& of_b = class_of(b);
    switch (office_.policy.kind) {
        case PolicyKind::strict:
            if (of_a.rank != of_b.rank) return of_a.rank < of_b.rank;
            return place(a) < place(b);
        case PolicyKind::n_to_one:
            return place(a) < place(b);
        case PolicyKind::accumulating: {
            const TimeUs credit_a = (now_us - a.queue_since_us) * of_a.rate_permille;
            const TimeUs credit_b = (now_us - b.queue_since_us) * of_b.rate_permille;
            return std::tuple(-credit_a, a.placed, a.id) < std::tuple(-credit_b, b.placed, b.id);
        }
        case PolicyKind::head_start:
        case PolicyKind::unspecified:
            break;
    }
    return std::tuple(a.queue_since_us - of_a.head_start_us, a.placed, a.id) <
           std::tuple(b.queue_since_us - of_b.head_start_us, b.placed, b.id);
}

// Within a field: who was served in part, else the policy.
const Seen* Witness::first_of(const ServiceCode& service, const Group& group, TimeUs now_us) const {
    const auto first = [](const Group& of, auto before) -> const Seen* {
        const auto found = std::min_element(of.begin(), of.end(), [&](const Seen* a, const Seen* b) { return before(*a, *b); });
        return found == of.end() ? nullptr : *found;
    };
    const auto earlier = [](const Seen& a, const Seen& b) { return place(a) < place(b); };
    Group interrupted, ordinary, priority, all;
    for (const Seen* seen : group) {
        if (seen->urgent) continue;
        if (seen->held_since_us != 0) interrupted.push_back(seen);
        (class_of(*seen).priority ? priority : ordinary).push_back(seen);
        all.push_back(seen);
    }
    if (!interrupted.empty()) return first(interrupted, earlier);
    if (office_.policy.kind == PolicyKind::n_to_one && !service.empty()) {
        const auto row = ordinary_in_a_row_.find(service);
        const bool due = row != ordinary_in_a_row_.end() && row->second >= office_.policy.n;
        if (!priority.empty() && (due || ordinary.empty())) return first(priority, earlier);
        return first(ordinary, earlier);
    }
    return first(all, [&](const Seen& a, const Seen& b) { return goes_before(a, b, now_us); });
}

const Seen* Witness::best(const std::vector<std::pair<ServiceCode, Group>>& groups, TimeUs now_us) const {
    const Seen* found = nullptr;
    for (const auto& [service, group] : groups) {
        const Seen* head = first_of(service, group, now_us);
        if (head != nullptr && (found == nullptr || goes_before(*head, *found, now_us))) found = head;
    }
    return found;
}

std::optional<Witness::Choice> Witness::next_at(CounterId counter, TimeUs now_us) const {
    const Seen* chosen = nullptr;
    for (const auto& [id, seen] : visits_) {
        const bool came_back = seen.state == TicketState::held && seen.at == counter && seen.returned != 0;
        if (came_back && (chosen == nullptr || seen.returned < chosen->returned)) chosen = &seen;
    }
    if (chosen != nullptr) return Choice(chosen->id, CallReason::returned_hold);

    const Groups groups = groups_at(counter, true);
    const auto earliest = [](const std::vector<std::pair<ServiceCode, Group>>& tier, bool urgent, const Seen* found) {
        for (const auto& [service, group] : tier)
            for (const Seen* seen : group)
                if (seen->urgent == urgent && (found == nullptr || place(*seen) < place(*found))) found = seen;
        return found;
    };
    chosen = earliest(groups.helped, true, earliest(groups.served, true, nullptr));
    if (chosen != nullptr) return Choice(chosen->id, CallReason::urgent);

    chosen = best(groups.served, now_us);
    const bool helping = chosen == nullptr;
    if (helping) chosen = best(groups.helped, now_us);
    if (chosen != nullptr) {
        const Seen* oldest = earliest(groups.helped, false, earliest(groups.served, false, nullptr));
        if (oldest == chosen) return Choice(chosen->id, CallReason::arrival);
        const TimeUs longest_us = office_.rules.longest_wait_us;
        if (longest_us > 0 && now_us - oldest->queue_since_us > longest_us) return Choice(oldest->id, CallReason::longest_wait);
        if (earliest(helping ? groups.helped : groups.served, false, nullptr) == chosen)
            return Choice(chosen->id, CallReason::served_first);
        switch (office_.policy.kind) {
            case PolicyKind::strict:
                return Choice(chosen->id, CallReason::class_order);
            case PolicyKind::n_to_one:
                return Choice(chosen->id, CallReason::n_to_one);
            case PolicyKind::accumulating:
                return Choice(chosen->id, CallReason::accumulated);
            default:
                return Choice(chosen->id, CallReason::head_start);
        }
    }

    const Groups sent_back = groups_at(counter, false);
    for (const auto* tier : {&sent_back.served, &sent_back.helped}) {
        for (const auto& [service, group] : *tier)
            for (const Seen* seen : group)
                if (chosen == nullptr || place(*seen) < place(*chosen)) chosen = seen;
        if (chosen != nullptr) return Choice(chosen->id, CallReason::only_deferred);
    }
    return std::nullopt;
}

bool Witness::anybody_callable(const ServiceCode& service) const {
    return std::any_of(visits_.begin(), visits_.end(), [&](const auto& entry) {
        return entry.second.is_callable() && !entry.second.bound && entry.second.service == service;
    });
}

// One more was called before those who were sent back in this field, or who wait for this counter.
void Witness::let_one_past(const ServiceCode& service, CounterId bound) {
    for (auto& [id, seen] : visits_) {
        if (seen.state != TicketState::waiting || seen.awaits_slip() || seen.after == 0) continue;
        if (bound ? seen.bound == bound : !seen.bound && seen.service == service) --seen.after;
    }
}

void Witness::note_call(const Seen& called, const SeenCounter& at, CounterId counter) {
    std::uint32_t& row = ordinary_in_a_row_[called.service];
    row = class_of(called).priority ? 0 : row + 1;
    let_one_past(called.service, CounterId{});
    let_one_past({}, counter);
    for (const auto* services : {&at.serves, &at.helps})
        for (const ServiceCode& service : *services)
            if (service != called.service && !anybody_callable(service)) let_one_past(service, CounterId{});
}

}  // namespace luot::simulation
