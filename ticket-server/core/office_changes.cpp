#include "core/office_changes.hpp"

#include <algorithm>

namespace luot::core {
namespace {

using Services = std::vector<ServiceCode>;

bool contains(const Services& list, const ServiceCode& service) {
    return std::find(list.begin(), list.end(), service) != list.end();
}

template <class Wanted>
Services keep_if(Services list, const Wanted& wanted) {
    std::erase_if(list, [&](const ServiceCode& service) { return !wanted(service); });
    return list;
}

void forget_what_the_office_no_longer_has(State& state) {
    // Today's tickets need their fields: those who wait, those who may be reinstated, and voids, which free a place in a quota.
    std::set<ServiceCode> in_use;
    for (const auto& [id, ticket] : state.tickets) {
        for (const Leg& leg : ticket.legs) in_use.insert(leg.service);
    }
    std::erase_if(state.fields,
                  [&](const auto& entry) { return !find_service(state.office, entry.first) && !in_use.contains(entry.first); });
    std::erase_if(state.counters, [&](const auto& entry) {
        const Counter& counter = entry.second;
        return !find_counter(state.office, entry.first) && counter.state == CounterState::closed && counter.holds.empty() &&
               !counter.current;
    });
}

// The office file's fields, or what a supervisor made of them for today; and fields that only today's tickets are of.
void configure_counter(const State& state, const Office& before, const CounterConfig& config, Counter& counter) {
    const auto had = [&](const ServiceCode& service) { return find_service(before, service) != nullptr; };
    const CounterConfig* old = find_counter(before, config.id);
    const bool moved = old && (keep_if(counter.serves, had) != old->serves || keep_if(counter.helps, had) != old->helps);
    const auto stays = [&](const ServiceCode& service) {
        return state.fields.contains(service) && (moved || !find_service(state.office, service));
    };
    const Services serves = keep_if(counter.serves, stays);
    const Services helps = keep_if(counter.helps, stays);
    const bool replaced = moved && !(serves.empty() && helps.empty());
    counter.serves = replaced ? Services() : config.serves;
    counter.helps = replaced ? Services() : config.helps;
    counter.serves.insert(counter.serves.end(), serves.begin(), serves.end());
    counter.helps.insert(counter.helps.end(), helps.begin(), helps.end());
}

// Whoever took a field that the office no longer has may be gone too: then every counter helps it.
void keep_orphaned_fields_served(State& state) {
    for (const auto& entry : state.fields) {
        const ServiceCode& service = entry.first;
        if (find_service(state.office, service)) continue;
        const auto takes = [&](const Counter& counter) { return contains(counter.serves, service) || contains(counter.helps, service); };
        const bool taken = std::any_of(state.counters.begin(), state.counters.end(),
                                       [&](const auto& at) { return find_counter(state.office, at.first) && takes(at.second); });
        if (taken) continue;
        for (auto& [id, counter] : state.counters)
            if (!takes(counter)) counter.helps.push_back(service);
    }
}

}  // namespace

void take_office(State& state, const OfficeConfigured& configured, TimeUs at_us) {
    const Office before = std::move(state.office);
    state.office = configured.office;
    state.office_digest = configured.digest;
    for (const Service& service : state.office.services) state.fields[service.code];
    forget_what_the_office_no_longer_has(state);
    for (const CounterConfig& config : state.office.counters) {
        const bool is_new = !state.counters.contains(config.id);
        Counter& counter = state.counters[config.id];
        counter.id = config.id;
        if (is_new) counter.since_us = at_us;
        configure_counter(state, before, config, counter);
    }
    keep_orphaned_fields_served(state);
}

}  // namespace luot::core
