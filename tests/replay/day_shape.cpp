#include "replay/day_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace luot::replay {
namespace {

// From 08:00 on, by half-hours.
constexpr std::array<double, 20> calls_by_half_hour = {16.6, 23.5, 25.6, 28.5, 32.7, 36.9, 38.0, 40.8, 40.5, 42.1,
                                                       41.2, 39.3, 40.5, 37.7, 31.8, 17.5, 7.8,  6.9,  5.7,  1.7};
constexpr std::int32_t first_half_hour_s = 8 * 3600;
constexpr std::array<double, 8> shares_of_fields = {0.17, 0.17, 0.13, 0.12, 0.08, 0.07, 0.06, 0.05};
constexpr double share_of_the_rest = 0.03;
constexpr double priority_share = 0.2;
constexpr double service_variation = 1.1;  // standard deviation ÷ mean
constexpr std::int32_t last_arrival_before_end_s = 20 * 60;

bool is_open(const v1::Office& office, std::int32_t at_s) {
    if (office.sessions().empty()) return true;
    return std::any_of(office.sessions().begin(), office.sessions().end(), [&](const v1::Hours& session) {
        const std::int32_t until_s = (session.until_minute() - office.issue_stop_minutes()) * 60 - last_arrival_before_end_s;
        return at_s >= session.from_minute() * 60 && at_s < until_s;
    });
}

}  // namespace

visits::Day make_day(const v1::Office& office, std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::discrete_distribution<std::size_t> half_hour(calls_by_half_hour.begin(), calls_by_half_hour.end());
    std::uniform_int_distribution<std::int32_t> second(0, 1799);
    std::bernoulli_distribution has_priority(priority_share);
    std::vector<double> shares;
    std::vector<double> mean_s;
    for (int index = 0; index < office.services_size(); ++index) {
        const auto at = static_cast<std::size_t>(index);
        shares.push_back(at < shares_of_fields.size() ? shares_of_fields[at] : share_of_the_rest);
        mean_s.push_back(60 * std::uniform_real_distribution<double>(4, 15)(random));
    }
    std::discrete_distribution<int> field(shares.begin(), shares.end());
    const int classes = std::max(1, office.classes_size());
    std::uniform_int_distribution<int> priority_class(std::min(1, classes - 1), classes - 1);
    const double sigma = std::sqrt(std::log(1 + service_variation * service_variation));

    visits::Day day;
    day.office = office.code();
    while (day.visits.size() < count) {
        const auto slot = static_cast<std::int32_t>(half_hour(random));
        const std::int32_t arrive_s = first_half_hour_s + slot * 1800 + second(random);
        if (!is_open(office, arrive_s)) continue;
        const int service = field(random);
        visits::Visit visit;
        visit.queue = office.services(service).code();
        visit.service = visit.queue;
        visit.arrive_s = arrive_s;
        if (has_priority(random) && office.classes_size() > 1) visit.visit_class = office.classes(priority_class(random)).code();
        const double mean = mean_s[static_cast<std::size_t>(service)];
        std::lognormal_distribution<double> duration(std::log(mean) - sigma * sigma / 2, sigma);
        visit.service_s = static_cast<std::int32_t>(std::clamp(duration(random), 20.0, 5400.0));
        day.visits.push_back(visit);
    }
    std::stable_sort(day.visits.begin(), day.visits.end(),
                     [](const visits::Visit& a, const visits::Visit& b) { return a.arrive_s < b.arrive_s; });
    return day;
}

}  // namespace luot::replay
