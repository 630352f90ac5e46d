#include "simulation/oracle_figures.hpp"

#include <algorithm>
#include <vector>

namespace luot::simulation {

using namespace core;

namespace {

struct Samples {
    std::vector<TimeUs> wait, walk, service, visit;
};

std::int64_t nearest_rank(std::vector<TimeUs> values, std::size_t percent) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const std::size_t rank = (percent * values.size() + 99) / 100;
    return values.at(std::max<std::size_t>(rank, 1) - 1) / second_us;
}

void put_times(FigureTable& table, const std::string& name, const std::vector<TimeUs>& values) {
    table[name + " count"] = static_cast<std::int64_t>(values.size());
    table[name + " P50"] = nearest_rank(values, 50);
    table[name + " P90"] = nearest_rank(values, 90);
    table[name + " P95"] = nearest_rank(values, 95);
}

void put_times(FigureTable& table, const std::string& name, const figures::Times& times) {
    table[name + " count"] = static_cast<std::int64_t>(times.count);
    table[name + " P50"] = times.p50_s;
    table[name + " P90"] = times.p90_s;
    table[name + " P95"] = times.p95_s;
}

void count_outcome(FigureTable& table, const std::string& of, const Seen& seen) {
    ++table[of + "issued"];
    if (seen.state == TicketState::expired) {
        ++table[of + "expired"];
        return;
    }
    if (seen.state == TicketState::served) ++table[of + "served"];
    if (seen.state == TicketState::no_show) ++table[of + "no-shows"];
    if (seen.state == TicketState::cancelled) ++table[of + (seen.ended_in == TicketState::waiting ? "walk-outs" : "left after a call")];
    if (seen.is_open()) ++table[of + "open"];
    if (seen.was_called()) ++table[of + "called"];
    if (seen.rating > 0) ++table[of + "rated " + std::to_string(seen.rating)];
}

void count_leg(FigureTable& table, Samples& samples, const std::string& of, const SeenLeg& leg, TimeUs now_us) {
    ++table[of + "legs"];
    if (leg.called_first_us != 0) {
        samples.wait.push_back(leg.called_first_us - leg.arrived_us);
        table[of + "waited us"] += leg.called_first_us - leg.arrived_us;
        for (const int target : {15, 30}) {
            ++table[of + "called, target " + std::to_string(target)];
            if (leg.called_first_us - leg.arrived_us <= target * minute_us) ++table[of + "in time, target " + std::to_string(target)];
        }
    } else {
        table[of + "waited us"] += (leg.ended_us != 0 ? leg.ended_us : now_us) - leg.arrived_us;
    }
    if (leg.started_us == 0) return;
    samples.walk.push_back(leg.started_us - leg.called_last_us);
    if (leg.ended_us == 0) return;
    samples.service.push_back(leg.ended_us - leg.started_us - leg.held_us);
    if (!leg.corrected()) return;
    ++table[of + "corrected"];
    table[of + "unaccounted us"] += leg.said_us - leg.ended_us;
}

void count_at_counter(FigureTable& table, const SeenLeg& leg, bool missed) {
    if (leg.started_us == 0 || leg.ended_us == 0 || missed) return;
    const std::string of = "counter " + std::to_string(leg.counter.value) + ": ";
    ++table[of + "served"];
    if (!leg.corrected()) return;
    ++table[of + "corrected"];
    table[of + "unaccounted us"] += leg.said_us - leg.ended_us;
}

void put_counters(FigureTable& table, const Witness& witness, BusinessDay day) {
    for (const auto& [id, at] : witness.counters()) {
        const std::string of = "counter " + std::to_string(id.value) + ": ";
        const SeenTime time = witness.time_at(id, day);
        table[of + "open us"] = time.open_us;
        table[of + "paused us"] = time.paused_us;
        table[of + "idle us"] = time.idle_us;
    }
}

void put_samples(FigureTable& table, const std::string& of, const Samples& samples) {
    put_times(table, of + "wait", samples.wait);
    put_times(table, of + "walk", samples.walk);
    put_times(table, of + "service", samples.service);
    put_times(table, of + "visit", samples.visit);
}

void put_reported(FigureTable& table, const std::string& of, const figures::Figures& figures) {
    const auto put = [&](const char* name, std::uint64_t value) {
        if (value != 0) table[of + name] = static_cast<std::int64_t>(value);
    };
    put("issued", figures.issued);
    put("expired", figures.expired);
    put("served", figures.served);
    put("no-shows", figures.no_show);
    put("walk-outs", figures.walk_out);
    put("left after a call", figures.left_after_call);
    put("open", figures.open);
    put("called", figures.called_once);
    put("voided", figures.voided);
    put("unclaimed", figures.unclaimed);
    put("legs", figures.legs);
    put("corrected", figures.corrected);
    put("unaccounted us", static_cast<std::uint64_t>(figures.unaccounted_us));
    put("waited us", static_cast<std::uint64_t>(figures.waited_us));
    for (std::size_t grade = 0; grade < figures.rating.by_grade.size(); ++grade)
        put(("rated " + std::to_string(grade + 1)).c_str(), figures.rating.by_grade.at(grade));
    for (const figures::ServiceLevel& level : figures.levels) {
        put(("called, target " + std::to_string(level.target_minutes)).c_str(), level.called);
        put(("in time, target " + std::to_string(level.target_minutes)).c_str(), level.called_within);
    }
    put_times(table, of + "wait", figures.wait);
    put_times(table, of + "walk", figures.walk);
    put_times(table, of + "service", figures.service);
    put_times(table, of + "visit", figures.visit);
}

}  // namespace

FigureTable figures_seen(const Witness& witness, BusinessDay day) {
    FigureTable table;
    Samples all;
    std::map<std::string, Samples> fields;
    for (const auto& [id, seen] : witness.visits()) {
        if (seen.day != day) continue;
        const std::string first = seen.legs.front().service.value + ": ";
        fields[first];
        if (seen.cancelled == CancelKind::voided || seen.cancelled == CancelKind::slip_failed) {
            ++table["voided"];
            ++table[first + "voided"];
            continue;
        }
        if (seen.cancelled == CancelKind::unclaimed) {
            ++table["unclaimed"];
            ++table[first + "unclaimed"];
            continue;
        }
        count_outcome(table, "", seen);
        count_outcome(table, first, seen);
        if (seen.state == TicketState::expired) continue;
        for (const SeenLeg& leg : seen.legs) {
            const std::string of = leg.service.value + ": ";
            count_leg(table, all, "", leg, witness.at_us());
            count_leg(table, fields[of], of, leg, witness.at_us());
            const bool missed = &leg == &seen.legs.back() && seen.state == TicketState::no_show;
            count_at_counter(table, leg, missed);
        }
        if (seen.ended_us == 0) continue;
        all.visit.push_back(seen.ended_us - seen.issued_us);
        fields[first].visit.push_back(seen.ended_us - seen.issued_us);
    }
    put_counters(table, witness, day);
    put_samples(table, "", all);
    for (const auto& [of, samples] : fields) put_samples(table, of, samples);
    std::erase_if(table, [](const auto& entry) { return entry.second == 0; });
    return table;
}

FigureTable figures_reported(const figures::Report& report) {
    FigureTable table;
    put_reported(table, "", report.all);
    for (const auto& [code, figures] : report.fields) put_reported(table, code.value + ": ", figures);
    for (const auto& [id, counter] : report.counters) {
        const std::string of = "counter " + std::to_string(id.value) + ": ";
        table[of + "served"] = static_cast<std::int64_t>(counter.served);
        table[of + "corrected"] = static_cast<std::int64_t>(counter.corrected);
        table[of + "open us"] = counter.open_us;
        table[of + "idle us"] = counter.idle_us;
        table[of + "unaccounted us"] = counter.unaccounted_us;
        for (const auto& [reason, us] : counter.paused_us) table[of + "paused us"] += us;
    }
    std::erase_if(table, [](const auto& entry) { return entry.second == 0; });
    return table;
}

}  // namespace luot::simulation
