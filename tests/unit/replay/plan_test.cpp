#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "replay/day_shape.hpp"
#include "replay/plan.hpp"

using namespace luot;
using namespace luot::replay;

namespace {

v1::Office office() {
    v1::Office made;
    for (const char* code : {"civil-status", "land", "certification"}) made.add_services()->set_code(code);
    for (const char* code : {"ordinary", "elderly", "disabled"}) made.add_classes()->set_code(code);
    v1::Hours& morning = *made.add_sessions();
    morning.set_from_minute(8 * 60);
    morning.set_until_minute(11 * 60 + 30);
    v1::Hours& afternoon = *made.add_sessions();
    afternoon.set_from_minute(13 * 60 + 30);
    afternoon.set_until_minute(17 * 60);
    return made;
}

}  // namespace

TEST_CASE("a made day is of its seed and within the offices sessions") {
    const visits::Day day = make_day(office(), 500, 7);
    CHECK(day == make_day(office(), 500, 7));
    CHECK(!(day == make_day(office(), 500, 8)));
    REQUIRE(day.visits.size() == 500);
    std::size_t with_priority = 0;
    for (const visits::Visit& visit : day.visits) {
        const int minute = visit.arrive_s / 60;
        CHECK(((minute >= 480 && minute < 690) || (minute >= 810 && minute < 1020)));
        CHECK(visit.service_s >= 20);
        with_priority += visit.visit_class.empty() ? 0 : 1;
    }
    CHECK(with_priority > 60);
    CHECK(with_priority < 140);
    CHECK(std::is_sorted(day.visits.begin(), day.visits.end(), [](const auto& a, const auto& b) { return a.arrive_s < b.arrive_s; }));
}

TEST_CASE("what people do comes at the stated rates and is the same for a seed") {
    const visits::Day day = make_day(office(), 20'000, 3);
    const Rates rates;
    const auto plan = plan_visits(day, office(), rates, 3);
    REQUIRE(plan.has_value());
    const auto again = plan_visits(day, office(), rates, 3);
    std::map<Behaviour, double> share;
    for (std::size_t index = 0; index < plan->size(); ++index) {
        share[(*plan)[index].behaviour] += 1.0 / static_cast<double>(plan->size());
        CHECK((*plan)[index].behaviour == (*again)[index].behaviour);
        if ((*plan)[index].behaviour == Behaviour::transfer) CHECK((*plan)[index].next_service != (*plan)[index].service);
    }
    CHECK(share[Behaviour::no_show] == doctest::Approx(0.03).epsilon(0.2));
    CHECK(share[Behaviour::walk_out] == doctest::Approx(0.02).epsilon(0.2));
    CHECK(share[Behaviour::hold] == doctest::Approx(0.04).epsilon(0.2));
    CHECK(share[Behaviour::transfer] == doctest::Approx(0.02).epsilon(0.25));  // a third of them would have stayed in their field
    CHECK(share[Behaviour::forgotten] == doctest::Approx(0.02).epsilon(0.2));
}

TEST_CASE("a queue that the office does not have is named") {
    visits::Day day;
    visits::Visit visit;
    visit.queue = "999";
    visit.line = 12;
    day.visits.push_back(visit);
    const auto plan = plan_visits(day, office(), Rates{}, 1);
    REQUIRE(!plan.has_value());
    CHECK(plan.error().find("999") != std::string::npos);
    CHECK(plan.error().find("12") != std::string::npos);
}
