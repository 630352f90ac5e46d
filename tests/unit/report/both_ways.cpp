#include "both_ways.hpp"

#include <doctest/doctest.h>

namespace luot::test {

namespace {

// As it is after a table.
void through_bytes(store::DayRollup& day) {
    for (auto& [key, field] : day.fields) {
        for (store::Sample* sample : {&field.wait, &field.left, &field.waiting, &field.walk, &field.service, &field.visit}) {
            const auto read = store::sample_from(store::bytes_of(*sample));
            REQUIRE(read.has_value());
            CHECK(*read == *sample);
            *sample = *read;
        }
        for (store::Pairs* pairs : {&field.arrivals, &field.queue}) {
            const auto read = store::pairs_from(store::bytes_of(*pairs));
            REQUIRE(read.has_value());
            CHECK(*read == *pairs);
            *pairs = *read;
        }
    }
}

}  // namespace

BothWays::BothWays(std::vector<std::uint32_t> targets_minutes, Gathering::LocalMinute local_minute)
    : visits_(targets_minutes, local_minute),
      reporting_(targets_minutes, [local_minute](core::BusinessDay, core::TimeUs at_us) { return local_minute(at_us); }) {}

void BothWays::add(const store::VisitRow& visit, core::TimeUs now_us) {
    visits_.add(visit, now_us);
    days_.try_emplace(visit.day, visit.day).first->second.add(visit, now_us);
}

void BothWays::add(const core::CounterStretch& stretch) {
    visits_.add(stretch);
    days_.try_emplace(stretch.day, stretch.day).first->second.add(stretch);
}

void BothWays::add(const core::CounterIdle& idle) {
    visits_.add(idle);
    days_.try_emplace(idle.day, idle.day).first->second.add(idle);
}

figures::Report BothWays::finish() {
    for (auto& [day, roller] : days_) {
        store::DayRollup rolled_up = roller.finish();
        through_bytes(rolled_up);
        reporting_.add(rolled_up);
    }
    figures::Report report = reporting_.finish();
    check_same(report, visits_.finish());
    return report;
}

void check_same(const figures::Report& rolled_up, const figures::Report& gathered) {
    CHECK(rolled_up.all == gathered.all);
    CHECK(rolled_up.fields == gathered.fields);
    CHECK(rolled_up.counters == gathered.counters);
    CHECK(rolled_up.window_us == gathered.window_us);
    // What both ways add up from different sides.
    std::int64_t area_us = 0, window_us = 0;
    for (const auto& [half_hour, queue] : rolled_up.queue) {
        area_us += queue.area_us;
        window_us += queue.window_us;
    }
    CHECK(area_us == gathered.all.waited_us);
    CHECK(window_us == gathered.window_us);
    std::uint64_t waits = 0, arrivals = 0;
    for (const auto& [minute, count] : rolled_up.waits_by_minute) waits += count;
    CHECK(waits == gathered.all.wait.count);
    for (const auto& [when, count] : rolled_up.arrivals) arrivals += count;
    CHECK(arrivals == gathered.all.issued - gathered.all.expired);
}

}  // namespace luot::test
