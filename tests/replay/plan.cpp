#include "replay/plan.hpp"

#include <algorithm>
#include <random>

namespace luot::replay {
namespace {

constexpr std::int64_t second_us = 1'000'000;

bool has_service(const v1::Office& office, const std::string& code) {
    return std::any_of(office.services().begin(), office.services().end(), [&](const v1::Service& entry) { return entry.code() == code; });
}

bool has_class(const v1::Office& office, const std::string& code) {
    return std::any_of(office.classes().begin(), office.classes().end(),
                       [&](const v1::PriorityClass& entry) { return entry.code() == code; });
}

std::int64_t between(std::mt19937_64& random, std::int64_t from_s, std::int64_t until_s) {
    return std::uniform_int_distribution<std::int64_t>(from_s, until_s)(random) * second_us;
}

Behaviour draw(std::mt19937_64& random, const Rates& rates) {
    const double at = std::uniform_real_distribution<double>(0, 1)(random);
    double until = rates.no_show;
    if (at < until) return Behaviour::no_show;
    if (at < (until += rates.walk_out)) return Behaviour::walk_out;
    if (at < (until += rates.hold)) return Behaviour::hold;
    if (at < (until += rates.transfer)) return Behaviour::transfer;
    if (at < until + rates.forgotten) return Behaviour::forgotten;
    return Behaviour::plain;
}

}  // namespace

boost::system::result<std::vector<PlannedVisit>, std::string> plan_visits(const visits::Day& day, const v1::Office& office,
                                                                          const Rates& rates, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<PlannedVisit> plan;
    plan.reserve(day.visits.size());
    for (const visits::Visit& visit : day.visits) {
        PlannedVisit planned;
        planned.service = has_service(office, visit.queue) ? visit.queue : visits::service_code(visit.queue);
        if (!has_service(office, planned.service))
            return std::string("the office has no field for the queue " + visit.queue + " (line " + std::to_string(visit.line) + ")");
        planned.ticket_class = has_class(office, visit.visit_class) ? visit.visit_class : "";
        planned.arrives_us = visit.arrive_s * second_us;
        planned.service_us = visit.service_s * second_us;
        planned.walk_us = between(random, 5, 25);
        planned.behaviour = draw(random, rates);
        planned.patience_us = between(random, 60, 900);
        planned.hold_us = between(random, 180, 480);
        const int next = std::uniform_int_distribution<int>(0, office.services_size() - 1)(random);
        planned.next_service = office.services(next).code();
        planned.next_service_us = planned.service_us / 2 + 30 * second_us;
        if (planned.behaviour == Behaviour::transfer && planned.next_service == planned.service) planned.behaviour = Behaviour::plain;
        plan.push_back(std::move(planned));
    }
    return plan;
}

}  // namespace luot::replay
