#include "gathering.hpp"

#include <algorithm>

#include "core/nearest_rank.hpp"

namespace luot::test {

using figures::CounterFigures;
using figures::Figures;
using figures::Rating;
using figures::Report;
using figures::ServiceLevel;
using figures::Times;

namespace {

using core::TimeUs;

std::int64_t seconds(TimeUs us) {
    return us / core::second_us;
}

Times times_of(std::vector<TimeUs>& sample) {
    Times times;
    if (sample.empty()) return times;
    std::sort(sample.begin(), sample.end());
    times.count = sample.size();
    TimeUs sum_us = 0;
    for (const TimeUs us : sample) sum_us += us;
    times.mean_s = seconds(sum_us / static_cast<TimeUs>(sample.size()));
    times.p50_s = seconds(core::nearest_rank(sample, 50));
    times.p90_s = seconds(core::nearest_rank(sample, 90));
    times.p95_s = seconds(core::nearest_rank(sample, 95));
    times.max_s = seconds(sample.back());
    return times;
}

bool is_out_of_order(core::CallReason reason) {
    switch (reason) {
        case core::CallReason::unspecified:
        case core::CallReason::arrival:
        case core::CallReason::longest_wait:  // the oldest of all
        case core::CallReason::returned_hold:
        case core::CallReason::resumed_hold:
            return false;
        case core::CallReason::head_start:
        case core::CallReason::class_order:
        case core::CallReason::n_to_one:
        case core::CallReason::accumulated:
        case core::CallReason::urgent:
        case core::CallReason::chosen:
        case core::CallReason::served_first:
        case core::CallReason::only_deferred:
            return true;
    }
    return false;
}

bool is_void(const store::VisitRow& visit) {
    return visit.state == core::TicketState::cancelled && visit.cancel_kind != core::CancelKind::walk_out;
}

void count_rating(Rating& to, const store::VisitRow& visit) {
    if (visit.rating >= 1 && visit.rating <= 5) ++to.by_grade[visit.rating - 1U];
}

}  // namespace

Gathering::Gathering(std::vector<std::uint32_t> targets_minutes, LocalMinute local_minute)
    : targets_minutes_(std::move(targets_minutes)), local_minute_(std::move(local_minute)) {
    for (const std::uint32_t target : targets_minutes_) report_.all.levels.push_back({target, 0, 0, 0, 0, 0, 0});
}

Figures& Gathering::field(const core::ServiceCode& code) {
    const auto [found, is_new] = report_.fields.try_emplace(code);
    if (is_new)
        for (const std::uint32_t target : targets_minutes_) found->second.levels.push_back({target, 0, 0, 0, 0, 0, 0});
    return found->second;
}

void Gathering::add_outcome(Figures& to, const store::VisitRow& visit) const {
    ++to.issued;
    const bool called = std::any_of(visit.legs.begin(), visit.legs.end(), [](const core::Leg& leg) { return leg.calls > 0; });
    switch (visit.state) {
        case core::TicketState::served:
            ++to.served;
            break;
        case core::TicketState::no_show:
            ++to.no_show;
            break;
        case core::TicketState::cancelled:
            ++(visit.ended_in == core::TicketState::waiting ? to.walk_out : to.left_after_call);
            break;
        case core::TicketState::expired:
            ++to.expired;
            return;
        default:
            ++to.open;
            break;
    }
    if (called) ++to.called_once;
    ++to.arrivals_by_half_hour[local_minute_(visit.issued_us) / 30];
    count_rating(to.rating, visit);
}

void Gathering::add(const store::VisitRow& visit, TimeUs now_us) {
    if (visit.legs.empty()) return;
    Figures& first_field = field(visit.legs.front().service);
    if (visit.test || is_void(visit)) {
        const bool unclaimed = visit.cancel_kind == core::CancelKind::unclaimed;
        const auto kind = visit.test ? &Figures::test : unclaimed ? &Figures::unclaimed : &Figures::voided;
        ++(report_.all.*kind);
        ++(first_field.*kind);
        return;
    }
    add_outcome(report_.all, visit);
    add_outcome(first_field, visit);
    if (visit.state == core::TicketState::expired) return;
    for (std::size_t index = 0; index < visit.legs.size(); ++index) add_leg(visit, index, now_us);
    const core::Leg& last = visit.legs.back();
    if (last.started_us != 0) count_rating(report_.counters[last.counter].rating, visit);
    if (last.ended_us != 0) {
        all_.visit.push_back(last.ended_us - visit.issued_us);
        fields_[visit.legs.front().service].visit.push_back(last.ended_us - visit.issued_us);
    }
}

void Gathering::add_leg(const store::VisitRow& visit, std::size_t index, TimeUs now_us) {
    const core::Leg& leg = visit.legs[index];
    const bool called = leg.called_first_us != 0;
    const bool gone = leg.ended_us != 0;
    const TimeUs waited_until_us = called ? leg.called_first_us : gone ? leg.ended_us : now_us;
    const TimeUs waited_us = std::max<TimeUs>(0, waited_until_us - leg.arrived_us);

    const auto [span, is_new] = spans_.try_emplace(visit.day, Span{leg.arrived_us, waited_until_us});
    if (!is_new) {
        span->second.first_us = std::min(span->second.first_us, leg.arrived_us);
        span->second.last_us = std::max(span->second.last_us, waited_until_us);
    }
    Sample& sample = fields_[leg.service];
    const bool served = leg.started_us != 0 && leg.ended_us != 0;
    const bool corrected = served && leg.corrected;
    for (Figures* to : {&report_.all, &field(leg.service)}) {
        ++to->legs;
        to->corrected += corrected ? 1U : 0U;
        to->unaccounted_us += corrected ? visit.ended_us - leg.ended_us : 0;
        to->waited_us += waited_us;
        for (ServiceLevel& level : to->levels) {
            const bool within = waited_us <= static_cast<TimeUs>(level.target_minutes) * core::minute_us;
            if (called) {
                ++level.called;
                level.called_within += within ? 1U : 0U;
            } else if (gone) {
                ++(within ? level.left_within : level.left_beyond);
            } else {
                ++(within ? level.waiting_within : level.waiting_beyond);
            }
        }
    }
    for (Sample* to : {&all_, &sample}) {
        if (called) to->wait.push_back(waited_us);
        if (leg.started_us != 0) to->walk.push_back(leg.started_us - leg.called_last_us);
        if (served) to->service.push_back(leg.ended_us - leg.started_us - leg.held_us);
    }
    if (called) add_at_counter(leg, visit, index + 1 == visit.legs.size());
}

void Gathering::add_at_counter(const core::Leg& leg, const store::VisitRow& visit, bool is_last) {
    const bool no_show = is_last && visit.state == core::TicketState::no_show;
    CounterFigures& counter = report_.counters[leg.counter];
    counter.counter = leg.counter;
    counter.calls += leg.calls;
    counter.out_of_order += is_out_of_order(leg.reason) ? 1U : 0U;
    counter.no_show += no_show ? 1U : 0U;
    if (leg.started_us == 0 || leg.ended_us == 0 || no_show) return;  // served once, and did not come back from a hold
    ++counter.served;
    counter_service_[leg.counter].push_back(leg.ended_us - leg.started_us - leg.held_us);
    if (!leg.corrected) return;
    ++counter.corrected;
    counter.unaccounted_us += visit.ended_us - leg.ended_us;
}

void Gathering::add(const core::CounterStretch& stretch) {
    CounterFigures& counter = report_.counters[stretch.counter];
    counter.counter = stretch.counter;
    const TimeUs length_us = stretch.until_us - stretch.from_us;
    if (stretch.state == core::CounterState::paused) {
        counter.paused_us[stretch.reason.value] += length_us;
    } else {
        counter.open_us += length_us;
    }
}

void Gathering::add(const core::CounterIdle& idle) {
    CounterFigures& counter = report_.counters[idle.counter];
    counter.counter = idle.counter;
    counter.idle_us += idle.until_us - idle.from_us;
}

Report Gathering::finish() {
    const auto fill = [](Figures& to, Sample& sample) {
        to.wait = times_of(sample.wait);
        to.walk = times_of(sample.walk);
        to.service = times_of(sample.service);
        to.visit = times_of(sample.visit);
    };
    fill(report_.all, all_);
    for (auto& [code, sample] : fields_) fill(field(code), sample);
    for (auto& [id, sample] : counter_service_) report_.counters[id].service = times_of(sample);
    for (const auto& [day, span] : spans_) report_.window_us += span.last_us - span.first_us;
    return std::move(report_);
}

}  // namespace luot::test
