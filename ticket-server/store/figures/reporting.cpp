#include "figures/reporting.hpp"

#include <algorithm>

#include <boost/multiprecision/cpp_int.hpp>

namespace luot::figures {
namespace {

using core::TimeUs;

// A curve longer than two days says nothing about waits.
constexpr std::int64_t curve_minutes_max = 2 * 24 * 60;

std::uint64_t many(std::int64_t count) {
    return static_cast<std::uint64_t>(count);
}

void add_grades(Rating& to, const store::Grades& grades) {
    for (std::size_t grade = 0; grade < grades.size(); ++grade) to.by_grade.at(grade) += many(grades.at(grade));
}

void add_counts(Figures& to, const store::FieldDay& day) {
    to.issued += many(day.issued);
    to.served += many(day.served);
    to.no_show += many(day.no_show);
    to.walk_out += many(day.walk_out);
    to.left_after_call += many(day.left_after_call);
    to.expired += many(day.expired);
    to.open += many(day.open);
    to.voided += many(day.voided);
    to.unclaimed += many(day.unclaimed);
    to.test += many(day.test);
    to.called_once += many(day.called_once);
    to.legs += many(day.legs);
    to.corrected += many(day.corrected);
    to.unaccounted_us += day.unaccounted_us;
    to.waited_us += day.waited_us;
    add_grades(to.rating, day.grades);
}

std::int32_t weekday_of(core::BusinessDay day) {
    return (day.days % 7 + 10) % 7;  // 1970-01-01 was a Thursday
}

// The share that is not called yet, as a product of fractions: one fraction for as long as nobody is censored, since there whoever is left
// of one step is who is at risk in the next.
class Surviving {
  public:
    explicit Surviving(std::uint64_t at_risk) : at_risk_(at_risk), begun_with_(at_risk) {}

    void step(std::uint64_t called, std::uint64_t censored) {
        at_risk_ -= called;
        share_ = before_ * static_cast<double>(at_risk_) / static_cast<double>(begun_with_);
        left_ = at_risk_;
        if (censored == 0) return;
        fractions_.emplace_back(at_risk_, begun_with_);
        before_ = share_;
        at_risk_ -= censored;
        begun_with_ = left_ = std::max<std::uint64_t>(1, at_risk_);
    }
    double share() const { return share_; }

    bool is_half_or_less() const {
        // Far beyond what doubles lose on the way; nearer than that it is multiplied out.
        constexpr double near = 1e-6;
        if (share_ < 0.5 - near || share_ > 0.5 + near) return share_ < 0.5;
        boost::multiprecision::cpp_int part = left_, whole = begun_with_;
        for (const auto& [left, of] : fractions_) {
            part *= left;
            whole *= of;
        }
        return part * 2 <= whole;
    }

  private:
    std::uint64_t at_risk_, begun_with_, left_ = 0;
    double share_ = 1, before_ = 1;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> fractions_;  // of what is over: left, and of how many
};

KaplanMeier kaplan_meier(const TimesSum& called, const TimesSum& left, const TimesSum& waiting) {
    struct At {
        std::uint64_t called = 0, censored = 0;
    };
    std::map<std::int64_t, At> seconds;
    called.for_each([&](std::int64_t second, std::uint64_t count) { seconds[second].called += count; });
    for (const TimesSum* censored : {&left, &waiting})
        censored->for_each([&](std::int64_t second, std::uint64_t count) { seconds[second].censored += count; });
    KaplanMeier curve;
    const auto minutes = [&] { return static_cast<std::int64_t>(curve.still_waiting.size()); };
    Surviving surviving(called.count() + left.count() + waiting.count());
    for (const auto& [second, at] : seconds) {
        // Whoever was called in the second of a whole minute did wait that minute.
        while (minutes() * 60 <= second && minutes() <= curve_minutes_max) curve.still_waiting.push_back(surviving.share());
        surviving.step(at.called, at.censored);
        if (!curve.median_s && surviving.is_half_or_less()) curve.median_s = second;
    }
    // Nobody is known to have waited longer than the last one: that nobody would have is known only where all were called.
    if (!seconds.empty() && surviving.share() == 0 && minutes() <= curve_minutes_max) curve.still_waiting.push_back(0);
    return curve;
}

}  // namespace

void Reporting::Samples::add(const Samples& other) {
    wait.add(other.wait);
    left.add(other.left);
    waiting.add(other.waiting);
    walk.add(other.walk);
    service.add(other.service);
    visit.add(other.visit);
}

// Quarters of an hour of one day on the office's clocks. Clocks that are not set within its window are asked at its two ends only.
class Reporting::DayClock {
  public:
    DayClock(const LocalMinute& local_minute, const store::DayRollup& day) : local_minute_(local_minute), day_(day.day) {
        first_ = floor_quarter(day.first_us);
        const std::int64_t last = floor_quarter(day.last_us);
        minute_ = ask(first_);
        steady_ = ask(last) - minute_ == 15 * (last - first_);
    }

    HalfHour half_hour(std::int64_t quarter) const {
        const std::int64_t minute = steady_ ? minute_ + 15 * (quarter - first_) : ask(quarter);
        return static_cast<HalfHour>(minute >= 0 ? minute / 30 : (minute - 29) / 30);
    }

    static std::int64_t floor_quarter(TimeUs at_us) { return at_us / store::quarter_us - (at_us % store::quarter_us < 0 ? 1 : 0); }

  private:
    std::int64_t ask(std::int64_t quarter) const { return local_minute_(day_, quarter * store::quarter_us); }

    const LocalMinute& local_minute_;
    core::BusinessDay day_;
    std::int64_t first_ = 0, minute_ = 0;
    bool steady_ = false;
};

Reporting::Reporting(std::vector<std::uint32_t> targets_minutes, LocalMinute local_minute, std::optional<core::ServiceCode> field)
    : targets_minutes_(std::move(targets_minutes)), local_minute_(std::move(local_minute)), only_(std::move(field)) {}

void Reporting::add(const store::DayRollup& day) {
    const DayClock clock(local_minute_, day);
    bool issued = false;
    for (const auto& [key, field] : day.fields) {
        issued = issued || field.issued > 0;
        if (only_ && key.first != *only_) continue;
        if (field.issued > 0) report_.issued_by_day[day.day] += many(field.issued);
        add_field(key.first, key.second, field);
        add_places(key.first, key.second, field, clock);
        for (const auto& [quarter, count] : field.arrivals)
            report_.arrivals[{weekday_of(day.day), clock.half_hour(quarter)}] += many(count);
    }
    if (issued) ++report_.days.at(static_cast<std::size_t>(weekday_of(day.day)));
    report_.window_us += day.last_us - day.first_us;
    for (TimeUs from_us = day.first_us; from_us < day.last_us;) {
        const std::int64_t quarter = DayClock::floor_quarter(from_us);
        const TimeUs until_us = std::min(day.last_us, (quarter + 1) * store::quarter_us);
        windows_us_[clock.half_hour(quarter)] += until_us - from_us;
        from_us = until_us;
    }
    for (const auto& [at, counter] : day.counters) {
        CounterFigures& to = report_.counters[at.first];
        to.counter = at.first;
        add_counter(to, counters_[at.first], counter);
        add_counter(report_.clerks[at.second], clerks_[at.second], counter);
        for (const auto& [why, count] : counter.out_of_order)
            report_.out_of_order[{at.first, at.second, why.first, why.second}] += many(count);
        for (const auto& [reason, us] : counter.paused_us) report_.pauses[{at.first, at.second, reason}] += us;
    }
}

void Reporting::add(const core::PriorityGiven& given) {
    ++report_.priority[{given.by, given.reason}];
}

void Reporting::add_field(const core::ServiceCode& service, const core::ClassCode& of_class, const store::FieldDay& day) {
    Figures& field = report_.fields[service];
    Figures& its_class = report_.classes[of_class];
    for (Figures* to : {&report_.all, &field, &its_class}) add_counts(*to, day);
    for (Samples* to : {&fields_[service], &classes_[of_class]}) {
        to->wait.add(day.wait);
        to->left.add(day.left);
        to->waiting.add(day.waiting);
        to->walk.add(day.walk);
        to->service.add(day.service);
        to->visit.add(day.visit);
    }
}

void Reporting::add_places(const core::ServiceCode& service, const core::ClassCode& of_class, const store::FieldDay& day,
                           const DayClock& clock) {
    for (const auto& [quarter, area_us] : day.queue) {
        const HalfHour half_hour = clock.half_hour(quarter);
        report_.queue[half_hour].area_us += area_us;
        report_.field_queues[{service, half_hour}].area_us += area_us;
    }
    for (const auto& [quarter, count] : day.arrivals) {
        const HalfHour half_hour = clock.half_hour(quarter);
        for (Figures* to : {&report_.all, &report_.fields[service], &report_.classes[of_class]})
            to->arrivals_by_half_hour[half_hour] += many(count);
    }
}

void Reporting::add_counter(CounterFigures& to, TimesSum& service, const store::CounterDay& day) {
    to.served += many(day.served);
    to.calls += many(day.calls);
    to.no_show += many(day.no_show);
    to.corrected += many(day.corrected);
    to.unaccounted_us += day.unaccounted_us;
    to.open_us += day.open_us;
    to.idle_us += day.idle_us;
    for (const auto& [why, count] : day.out_of_order) to.out_of_order += many(count);
    for (const auto& [reason, us] : day.paused_us) to.paused_us[reason.value] += us;
    add_grades(to.rating, day.grades);
    service.add(day.service);
}

void Reporting::fill(Figures& to, const Samples& from) const {
    to.wait = from.wait.times();
    to.walk = from.walk.times();
    to.service = from.service.times();
    to.visit = from.visit.times();
    for (const std::uint32_t target : targets_minutes_) {
        ServiceLevel level;
        level.target_minutes = target;
        level.called = from.wait.count();
        level.called_within = from.wait.within(target);
        level.left_within = from.left.within(target);
        level.left_beyond = from.left.count() - level.left_within;
        level.waiting_within = from.waiting.within(target);
        level.waiting_beyond = from.waiting.count() - level.waiting_within;
        to.levels.push_back(level);
    }
}

Report Reporting::finish() {
    Samples all;
    for (const auto& [code, samples] : fields_) all.add(samples);
    fill(report_.all, all);
    for (auto& [code, field] : report_.fields) fill(field, fields_[code]);
    for (auto& [code, of_class] : report_.classes) fill(of_class, classes_[code]);
    for (auto& [id, counter] : report_.counters) counter.service = counters_[id].times();
    for (auto& [code, clerk] : report_.clerks) clerk.service = clerks_[code].times();
    // Where it had to be guessed from legs.
    for (auto& [id, counter] : report_.counters) counter.idle_us = std::max<TimeUs>(0, counter.idle_us);
    for (auto& [code, clerk] : report_.clerks) clerk.idle_us = std::max<TimeUs>(0, clerk.idle_us);
    for (const auto& [half_hour, window_us] : windows_us_) {
        report_.queue[half_hour].window_us = window_us;
        for (const auto& [code, field] : report_.fields) report_.field_queues[{code, half_hour}].window_us = window_us;
    }
    all.wait.for_each([&](std::int64_t second, std::uint64_t count) { report_.waits_by_minute[second / 60] += count; });
    report_.kaplan_meier = kaplan_meier(all.wait, all.left, all.waiting);
    return std::move(report_);
}

}  // namespace luot::figures
