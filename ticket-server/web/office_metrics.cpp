#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/expected_wait.hpp"
#include "web/metric_families.hpp"

namespace luot::web::families {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

double seconds(core::TimeUs microseconds) {
    return static_cast<double>(microseconds) * seconds_in_microsecond;
}

Labels of_field(const core::ServiceCode& code) {
    return {{"field", code.value}};
}

// When the one who has waited longest in each field came, for the present leg. Test tickets are nobody.
std::map<core::ServiceCode, core::TimeUs> longest_since(const core::State& told) {
    std::map<core::ServiceCode, core::TimeUs> since;
    for (const auto& [id, ticket] : told.tickets) {
        if (ticket.state != core::TicketState::waiting || ticket.test || ticket.legs.empty()) continue;
        const core::Leg& leg = ticket.legs.back();
        if (leg.calls != 0) continue;  // called before: its wait is over, and counted
        const auto [found, is_new] = since.emplace(ticket.service, leg.arrived_us);
        if (!is_new) found->second = std::min(found->second, leg.arrived_us);
    }
    return since;
}

std::size_t open_counters_for(const core::State& told, const core::ServiceCode& code) {
    const auto serves = [&](const auto& entry) {
        return entry.second.state == core::CounterState::open && core::takes(entry.second, code);
    };
    return static_cast<std::size_t>(std::count_if(told.counters.begin(), told.counters.end(), serves));
}

void add_fields(All& all, const core::State& told, core::TimeUs now_us) {
    if (told.fields.empty()) return;
    MetricFamily waiting = family("waiting", "Tickets waiting, by field.", MetricType::Gauge);
    MetricFamily longest =
        family("waiting_longest_seconds", "Since the one came who waits longest and was not called yet, office time; 0: nobody does.",
               MetricType::Gauge);
    MetricFamily low = family("expected_wait_low_seconds", "Low end of the wait that somebody who comes now is told; absent: not known.",
                              MetricType::Gauge);
    MetricFamily high = family("expected_wait_high_seconds", "High end of the wait that somebody who comes now is told; absent: not known.",
                               MetricType::Gauge);
    MetricFamily open = family("field_counters_open", "Open counters that serve the field or help it.", MetricType::Gauge);
    MetricFamily closed = family("field_closed", "1 while a supervisor has closed the field for today.", MetricType::Gauge);
    const auto since = longest_since(told);
    for (const auto& [code, field] : told.fields) {
        const Labels labels = of_field(code);
        const auto longest_here = since.find(code);
        add(waiting, field.waiting, labels);
        add(longest, longest_here == since.end() ? 0 : seconds(std::max<core::TimeUs>(0, now_us - longest_here->second)), labels);
        add(open, static_cast<double>(open_counters_for(told, code)), labels);
        add(closed, field.closed ? 1 : 0, labels);
        if (const auto expected = core::expected_wait_now(told, code, now_us)) {
            add(low, seconds(expected->low_us), labels);
            add(high, seconds(expected->high_us), labels);
        }
    }
    for (MetricFamily* made : {&waiting, &longest, &low, &high, &open, &closed}) {
        if (!made->metric.empty()) all.push_back(std::move(*made));
    }
}

void add_counters(All& all, const core::State& told) {
    std::array<std::size_t, 4> by_state{};
    std::size_t idle = 0, asking = 0;
    for (const auto& [id, counter] : told.counters) {
        ++by_state.at(static_cast<std::size_t>(counter.state));
        if (counter.state == core::CounterState::open && !counter.current) ++idle;
        if (counter.help == core::HelpState::asked) ++asking;
    }
    all.push_back(family("counters", "Counters, by state.", MetricType::Gauge));
    for (const auto& [state, name] : {std::pair{core::CounterState::closed, "closed"}, std::pair{core::CounterState::open, "open"},
                                      std::pair{core::CounterState::paused, "paused"}}) {
        add(all.back(), static_cast<double>(by_state.at(static_cast<std::size_t>(state))), {{"state", name}});
    }
    add_single(all, "counters_idle", "Open counters that have nobody.", MetricType::Gauge, static_cast<double>(idle));
    add_single(all, "counters_asking_for_help", "Counters whose clerk asks for a supervisor, and nobody is on the way yet.",
               MetricType::Gauge, static_cast<double>(asking));
}

}  // namespace

void add_office(All& all, const core::State& told, core::TimeUs now_us) {
    add_fields(all, told, now_us);
    add_counters(all, told);
    if (!told.office.targets_minutes.empty()) {
        const auto longest_target = *std::max_element(told.office.targets_minutes.begin(), told.office.targets_minutes.end());
        add_single(all, "wait_target_seconds", "The longest of the waits that the office has set itself as a target.", MetricType::Gauge,
                   longest_target * 60.0);
    }
    const auto gauge = [&all](const char* name, const char* help, double value) { add_single(all, name, help, MetricType::Gauge, value); };
    gauge("day_open", "1 from the first number of a business day to its close.", told.day_open ? 1 : 0);
    gauge("sessions", "Devices' sessions that have answers kept for them.", static_cast<double>(told.sessions.size()));
    gauge("seq", "Of the last event told.", static_cast<double>(told.seq));
    gauge("epoch", "Rises with each restore.", static_cast<double>(told.epoch));
    gauge("clock_suspect", "1 while the clock awaits an administrator.", told.clock_suspect ? 1 : 0);
}

}  // namespace luot::web::families
